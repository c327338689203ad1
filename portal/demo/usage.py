"""Plans what charities report of their projects' money: at least every three months (慈善法 79), but for one."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from pyramid.request import Request

from portal.commands import door, source
from portal.demo.agenda import Agenda
from portal.demo.hours import Hours

OnProject = Callable[[Request, Any], object]
EVERY = 50
"""Working days between two reports: less than three months, whatever holidays lie between."""
TOO_LONG = 76
"""Working days after the one before a report is overdue by some days, whatever holidays lie between."""
AFTERWARDS = 5
"""Working days after its end, or after the bureau stopped it, a project reports what was left to report."""
STOPPED, ENDED = 7, 4
"""Of nine projects in turn the bureau has stopped this one for want of a report, and this one has ended."""


class Usage:
    """Plans the reports of each project, and why some of them have ended or stand still."""

    def __init__(self, agenda: Agenda, hours: Hours) -> None:
        self._agenda, self._hours = agenda, hours
        self._is_one_forgotten = False

    def plan(self, path: str, agent: str, days: int, number: int) -> None:
        """Of the project at *path* that *agent* posted *days* working days ago."""
        changed = days // 3
        if number % 9 == STOPPED:
            self._report(path, agent, range(changed + TOO_LONG, days, EVERY))
            self._plan(changed, 85, "bureau", path, _stop)
            self._report(path, agent, range(changed - AFTERWARDS, 0, -EVERY))
        elif number % 9 == ENDED:
            self._report(path, agent, (*range(changed + EVERY, days, EVERY), changed - AFTERWARDS))
            self._plan(changed, 80, agent, path, lambda r, project: door.transition(r, project, "close"))
        else:
            self._report(path, agent, range(self._newest(days, number), days, EVERY))

    def _newest(self, days: int, number: int) -> int:
        """How many working days ago it reported last."""
        if self._is_one_forgotten or days < TOO_LONG + EVERY:
            return 3 + number * 7 % (EVERY - 8)
        self._is_one_forgotten = True
        return TOO_LONG

    def _report(self, path: str, agent: str, told: Iterable[int]) -> None:
        """On each of these days (working days ago), of what was used up to the day before."""
        for ago in told:
            if ago > 0:
                act = partial(source.report_use, until=self._hours.day(ago + 1))
                self._plan(ago, 70, agent, path, act)

    def _plan(self, days: int, minutes: int, who: str, path: str, act: OnProject) -> None:
        folder, id = path.split("/")
        self._agenda.plan(self._hours.ago(days, minutes), who, lambda r: act(r, r.site[folder][id]))


def _stop(request: Request, project: Any) -> None:
    reason = door.words(request, project, "使用情况没有按时报告，先停下补报。")
    door.transition(request, project, "suspend", reason=reason)

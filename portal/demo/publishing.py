"""Plans what the public sees of a family's needs: its window drafts, the bureau releases as coarsely as k asks."""

from __future__ import annotations

from pyramid.request import Request

from content.case import Case
from portal.commands import publicity
from portal.demo.agenda import Act, Agenda
from portal.demo.family import Family, Lack
from portal.demo.hours import Hours
from portal.demo.identity import known_id
from portal.demo.staff import window_login

TRIED_AFTER = (1, 8)
"""Working days after the draft; the newest stay with the bureau, so that there is something to release by hand."""


class Publishing:
    """Plans draft and release of every need that has a text."""

    def __init__(self, agenda: Agenda, hours: Hours) -> None:
        self._agenda = agenda
        self._hours = hours

    def plan(self, case: Case, family: Family, number: int, days: int) -> None:
        """Drafted on the day of the admission, released the day after."""
        for nth, lack in enumerate(family.lacks):
            if not lack.title:
                continue
            once = known_id(f"public/{number}/{nth}")
            draft = _draft(case.id, known_id(f"need/{number}/{nth}"), lack, once)
            self._agenda.plan(self._hours.ago(days, 330), window_login(case.town), draft)
            # What too few households share yet stays a draft, as in real work, and is tried again.
            for after in TRIED_AFTER:
                if days > after:
                    at = self._hours.ago(days - after, 60)
                    self._agenda.plan(at, "bureau", _release(once), may_fail=True)


def _draft(case_id: str, need_id: str, lack: Lack, once: str) -> Act:
    def act(request: Request) -> None:
        need = request.site["cases"][case_id].needs[need_id]
        if need.is_open and need.case.state == "admitted":
            publicity.draft(request, need, title=lack.title, text=lack.text, once=once)

    return act


def _release(public_id: str) -> Act:
    def act(request: Request) -> None:
        public = request.site["needs"].get(public_id)
        if public is not None:
            publicity.release(request, public)

    return act

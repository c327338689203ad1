"""Plans one family's case: found or come by itself, registered, admitted or not, visited, and ended."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import Any

from pyramid.request import Request

from content.calendar import day_of
from content.case import Case
from content.vocabulary import CallOutcome, Urgency
from portal.commands import case as cases
from portal.commands import discovery, intake, publicity, status
from portal.commands.household import set_account
from portal.demo.agenda import Act, Agenda
from portal.demo.family import Family, Lack, ends
from portal.demo.giving import Giving
from portal.demo.hours import Hours
from portal.demo.identity import known_id
from portal.demo.paying import Paying
from portal.demo.publishing import Publishing
from portal.demo.referring import Referring
from portal.demo.socialwork import SocialWork, visited
from portal.demo.staff import STRANGER, village_login, window_login
from portal.demo.typed import PAPERS, account_of, registered, told

SEEN = "上门看了，情况属实，已告诉家里带齐材料到窗口登记。"
CALLED_AFTER = 25
"""Minutes after the report."""
FOLLOWED = (18, 58)
"""How many working days after the closing the window visits: within 30 and 90 days."""
REOPENED = 6
"""How many working days ago a case was opened again."""
FOLLOW_UP = "上门回访：家里情况平稳，没有新的困难。"
LATER = 1
"""So many working days later it is tried again."""


class Casework:
    """Plans families' cases, each act for the hour and the person that the story says."""

    def __init__(self, agenda: Agenda, hours: Hours) -> None:
        self._agenda = agenda
        self._hours = hours
        self._referring = Referring(agenda, hours)
        self._giving = Giving(agenda, hours)
        self._paying = Paying(agenda, hours)
        self._publishing = Publishing(agenda, hours)
        self._socialwork = SocialWork(agenda, hours)

    def plan(self, family: Family, number: int) -> str:
        """The whole case; gives its id. *number* makes telephone, account and ID numbers the family's own."""
        case_id = known_id(f"case/{number}")
        if family.found_by:
            self._found(family, number, case_id)
            return case_id

        def register(request: Request) -> None:
            intake.register(request, registered(family, number), case_id)
            self._registered(request, family, number, case_id)

        self._plan(family.days, number * 7 % 180, window_login(family.town), register)
        return case_id

    def _plan(self, days: int, minutes: int, who: str, act: Act) -> None:
        self._agenda.plan(self._hours.ago(days, minutes), who, act)

    # Found before it came

    def _found(self, family: Family, number: int, case_id: str) -> None:
        """Reported, looked at by the village, and then entered at the window with all that belongs to it."""
        once = known_id(f"discovery/{number}")
        who = "" if family.found_by == STRANGER else family.found_by

        def report(request: Request) -> None:
            discovery.report(request, told(request, family, number), once)

        def verify(request: Request) -> None:
            found = request.site["discoveries"][once]
            discovery.verify(request, found, SEEN, family.urgency, case_id)
            self._plan(family.days, number * 7 % 180, window_login(family.town), register)

        def register(request: Request) -> None:
            case = request.site["cases"][case_id]
            intake.register_known(request, case, registered(family, number) | {"channel": "village"})
            self._registered(request, family, number, case_id)

        self._plan(family.days + 2, number * 11 % 300, who, report)
        if family.urgency == Urgency.LIFE.value:
            self._plan(family.days + 2, number * 11 % 300 + CALLED_AFTER, "bureau", called(once))
        self._plan(family.days + 1, number * 13 % 300, village_login(family.village), verify)

    # The window

    def _registered(self, request: Request, family: Family, number: int, case_id: str) -> None:
        """The same hour: where money is to go; then whatever the family's fate is."""
        case = request.site["cases"][case_id]
        set_account(request, request.site["households"][case.household_id], account_of(family, number))
        window = window_login(family.town)
        at = 185 + number % 15

        def on_case(act: Any) -> Act:
            return lambda r: act(r, r.site["cases"][case_id])

        if family.papers_asked or family.fate == "to_complete":
            self._plan(family.days, at, window, on_case(_ask_papers))
        if family.fate in ("lodged", "to_complete"):
            return
        days = family.days
        if family.papers_asked:
            days -= 2
            self._plan(days, 30, window, on_case(_papers_in))
        if family.fate == "not_admitted":
            self._plan(max(0, days - 1), 60, window, on_case(lambda r, c: cases.refuse(r, c, family.ending)))
            return
        self._plan(days, at, window, on_case(cases.admit))
        self._plan(days, 200, window, on_case(lambda r, c: self._admitted(r, family, number, c, days)))

    def _admitted(self, request: Request, family: Family, number: int, case: Case, days: int) -> None:
        if family.fate == "withdrawn":
            who = f"applicant@{case.id}"
            case_id = case.id
            self._plan(days - 2, 45, who, lambda r: status.withdraw(r, r.site["cases"][case_id]))
            return
        self._publishing.plan(case, family, number, days)
        for nth, lack in enumerate(family.lacks):
            self._help(request, case, family, lack, f"{number}/{nth}", days)
        if family.worker:
            self._socialwork.plan(family, number, case.id, days)
        if family.fate in ("closed", "reopened"):
            self._ending(family, case.id, days - ends(family))

    def _help(self, request: Request, case: Case, family: Family, lack: Lack, mark: str, days: int) -> None:
        need_id = known_id(f"need/{mark}")
        if lack.referred:
            self._referring.plan(request, case, lack, mark, days)
        if lack.source:
            self._giving.plan(case.id, need_id, family, lack, days)
        if lack.fund:
            self._paying.plan(case.id, need_id, family.town, lack, mark, days)
        if lack.withdrawn:
            at = self._hours.ago(max(0, days - 3), 270)
            case_id = case.id
            self._agenda.plan(
                at, window_login(family.town), lambda r: _withdraw_need(r, case_id, need_id, lack)
            )

    def _ending(self, family: Family, case_id: str, days: int) -> None:
        """Closed as soon as nothing is on its way to the family any more, and perhaps opened again."""
        window = window_login(family.town)

        def close(request: Request) -> None:
            case = request.site["cases"][case_id]
            if _is_kept_open(case):
                if days > LATER:
                    self._ending(family, case_id, days - LATER)
                return
            cases.close(
                request, case, family.ending if family.fate == "closed" else "主要困难已解决，家里同意结案。"
            )
            again = min(days - 1, REOPENED) if family.fate == "reopened" else -1
            if again >= 0:
                self._plan(again, 80, window, reopen)
            for nth, later in enumerate(FOLLOWED):
                if days - later > again:
                    once = known_id(f"after/{case_id}/{nth}")
                    act = partial(_follow_up, case_id=case_id, once=once)
                    self._plan(days - later, 120, window, act)

        def reopen(request: Request) -> None:
            cases.reopen(request, request.site["cases"][case_id], family.ending)

        self._plan(max(0, days), 240, window, close)


def called(once: str) -> Act:
    """The bureau calls who was reported, since life may be at stake."""
    return lambda request: discovery.call(
        request,
        request.site["discoveries"][once],
        CallOutcome.SAFE.value,
        "家里有人照看，等村里上门。",
    )


def _is_kept_open(case: Case) -> bool:
    """Something is on its way to the family, or begun and not finished."""
    folders = ("referrals", "aids", "investigations", "public_notices", "service_plans", "crosschecks")
    begun = (one for folder in folders for one in getattr(case, folder))
    return any(one.is_open for one in begun) or any(need.has_open_cover for need in case.needs)


def _follow_up(request: Request, *, case_id: str, once: str) -> None:
    visited(FOLLOW_UP, once)(request, request.site["cases"][case_id])


def _ask_papers(request: Request, case: Case) -> None:
    cases.ask_papers(request, case, PAPERS[1:], day_of(request.now) + timedelta(days=14))


def _papers_in(request: Request, case: Case) -> None:
    for code in PAPERS[1:]:
        cases.set_paper(request, case, code, "have")
    cases.papers_in(request, case)


def _withdraw_need(request: Request, case_id: str, need_id: str, lack: Lack) -> None:
    need = request.site["cases"][case_id].needs[need_id]
    if need.is_open and not need.has_open_cover:
        publicity.withdraw_need(request, need, lack.withdrawn)

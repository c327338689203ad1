"""Plans what departments do that a family's window has asked."""

from __future__ import annotations

from functools import partial

from pyramid.request import Request

from content.case import Case
from content.referral import Referral
from portal.commands import door, referral
from portal.demo.agenda import Act, Agenda
from portal.demo.family import Lack
from portal.demo.hours import Hours
from portal.demo.identity import known_id
from portal.demo.staff import window_login
from portal.demo.words import WORDS, pick

STARTED = ("receive", "accept", "start")
PATHS: dict[str, tuple[str, ...]] = {
    "requested": (),
    "received": STARTED[:1],
    "accepted": STARTED[:2],
    "in_progress": STARTED,
    "completed": (*STARTED, "complete", "see"),
    "on_hold": (*STARTED, "hold"),
    "failed": (*STARTED, "fail", "see"),
    "rejected": ("receive", "reject", "see"),
    "escalated": ("reject", "refer", "reject"),
    "settled": ("reject", "refer", "reject", "see", "settle"),
    "cancelled": ("cancel",),
}
"""By which steps a referral comes to where the story leaves it; one on each working day."""
ASKED = {"requested": 0, "received": 1, "accepted": 6, "in_progress": 7, "on_hold": 8, "escalated": 3}
"""At most so many working days ago the department was asked that has not answered yet: none of these is late."""
HANDLERS = {"medical": "medical", "education": "education", "temporary": "civil"}


class Referring:
    """Plans the referral of a need, and where it was sent back, the second one."""

    def __init__(self, agenda: Agenda, hours: Hours) -> None:
        self._agenda = agenda
        self._hours = hours

    def plan(self, request: Request, case: Case, lack: Lack, mark: str, days: int) -> None:
        """Asked in this request or later, answered on the working days after it, as far as those have come."""
        asked = ASKED.get(lack.referred, days)
        if asked < days:
            later = partial(self._later, case_id=case.id, lack=lack, mark=mark, days=asked)
            self._agenda.plan(self._hours.ago(asked, 235), window_login(case.town), later)
            return
        sent, again = known_id(f"referral/{mark}"), known_id(f"referral/{mark}/again")
        _ask(request, case, lack, mark, sent)
        window = window_login(case.town)
        others = {"see": window, "refer": window, "cancel": window, "settle": "bureau"}
        for nth, name in enumerate(PATHS[lack.referred]):
            who = others.get(name, HANDLERS[_assistance(lack)])
            if name == "refer":
                act = _ask_again(case.id, lack, mark, again)
                sent = again
            else:
                act = _step(case.id, sent, lack, name, mark)
            self._agenda.plan(self._hours.ago(max(0, days - 1 - nth), 240 + 10 * nth), who, act)

    def _later(self, request: Request, *, case_id: str, lack: Lack, mark: str, days: int) -> None:
        case = request.site["cases"][case_id]
        if case.state == "admitted" and case.needs[known_id(f"need/{mark}")].is_open:
            self.plan(request, case, lack, mark, days)


def _assistance(lack: Lack) -> str:
    return {"medical": "medical", "education": "education"}.get(lack.category, "temporary")


def _ask(request: Request, case: Case, lack: Lack, mark: str, once: str) -> None:
    kind = _assistance(lack)
    values = {
        "assistance": kind,
        "unit": request.policy.kind(kind).refer_to,
        "need": known_id(f"need/{mark}"),
        "request": pick(WORDS["request"], mark),
    }
    referral.refer(request, case, values, once)


def _ask_again(case_id: str, lack: Lack, mark: str, once: str) -> Act:
    def act(request: Request) -> None:
        case = request.site["cases"][case_id]
        referral.see(request, case.referrals[known_id(f"referral/{mark}")])
        _ask(request, case, lack, mark, once)

    return act


def _step(case_id: str, referral_id: str, lack: Lack, name: str, mark: str) -> Act:
    def act(request: Request) -> None:
        asked: Referral = request.site["cases"][case_id].referrals[referral_id]
        if name == "complete":
            words = pick(WORDS["granted" if lack.granted else "done"], mark)
            referral.complete(request, asked, words, lack.granted)
        elif name in ("reject", "fail", "settle"):
            getattr(referral, name)(request, asked, pick(WORDS[name], referral_id))
        elif name == "see":
            referral.see(request, asked)
        elif name in ("hold", "cancel"):
            reason = door.words(request, asked, pick(WORDS[name], mark))
            door.transition(request, asked, name, reason=reason)
        else:
            door.transition(request, asked, name)

    return act

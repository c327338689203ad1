"""Plans what is told, asked and objected to: tips, orders of supervision, audit's questions, objections, deputies."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

from pyramid.request import Request

from content import role
from content.calendar import day_of
from content.case import Case
from portal.commands import account, door, objection, oversight, tip
from portal.demo.agenda import Act, Agenda
from portal.demo.hours import Hours
from portal.demo.identity import known_id
from portal.demo.staff import window_login
from portal.demo.watched import DEPUTIES, INQUIRIES, OBJECTIONS, ORDERS, TIPS, Objected, Order, Told

FINDINGS = ("founded", "partly", "unfounded")


class Watching:
    """Plans all of it, each act by the person whose it is."""

    def __init__(self, agenda: Agenda, hours: Hours) -> None:
        self._agenda, self._hours = agenda, hours

    def plan(self) -> None:
        for number, told in enumerate(TIPS):
            self._tip(told, known_id(f"tip/{number}"), number)
        for number, order in enumerate(ORDERS):
            self._order(order, known_id(f"supervision/{number}"), number)
        for number, order in enumerate(INQUIRIES):
            self._inquiry(order, known_id(f"inquiry/{number}"), number)
        for number, objected in enumerate(OBJECTIONS):
            self._objection(objected, known_id(f"objection/{number}"), number)
        for number, (who, whom, days, length, is_seen) in enumerate(DEPUTIES):
            self._deputy(who, whom, days, length, is_seen, number)

    def _plan(self, days: int, minutes: int, who: str, act: Act) -> None:
        self._agenda.plan(self._hours.ago(max(0, days), minutes), who, act)

    # Tips

    def _tip(self, told: Told, once: str, number: int) -> None:
        values = {"subject": told.subject, "unit": told.unit, "story": told.story}
        self._plan(told.days, 20 + number, "", lambda r: tip.tell(r, values, once))
        office = told.office
        for nth, (name, words) in enumerate(told.steps, 1):
            act = partial(_tip_step, name=name, words=words, once=once)
            self._plan(told.days - 2 * nth, 40 + number, office, act)
            if name == "pass_on":
                office = "bureau"

    # Asked of units

    def _order(self, order: Order, once: str, number: int) -> None:
        self._plan(
            order.days, 60 + number, "bureau", lambda r: oversight.order(r, _asked(r, order), "", once)
        )
        self._asking(order, "supervisions", once, "bureau", 60 + number)

    def _inquiry(self, order: Order, once: str, number: int) -> None:
        self._plan(
            order.days, 60 + number, "auditor", lambda r: oversight.note(r, _asked(r, order), "", "", once)
        )
        self._asking(order, "inquiries", once, "auditor", 60 + number)

    def _asking(self, order: Order, folder: str, once: str, side: str, minutes: int) -> None:
        for nth, (name, words) in enumerate(order.steps, 1):
            who = order.login if name == "answer" else side
            act = partial(asking_step, name=name, words=words, folder=folder, once=once)
            self._plan(order.days - nth, minutes + 5, who, act)

    # Objections

    def _objection(self, objected: Objected, once: str, number: int) -> None:
        """Made by a family whose case has one of that sort of decision; there is always one."""
        values = {"about": objected.about, "referral": "", "paper_number": "", "story": objected.story}

        def find(request: Request) -> None:
            for case in _without_objection(request, number):
                act = _on("cases", case.id, lambda r, own: objection.object_to(r, own, values, once))
                self._plan(objected.days, 41 + number, role.applicant(case.id), act)

        self._plan(objected.days, 40 + number, "", find)
        if objected.answer is None:
            return
        result, said = objected.answer
        self._plan(
            objected.days - 4,
            50 + number,
            "bureau",
            _on("objections", once, lambda r, made: objection.answer(r, made, result, said)),
        )
        if objected.done:
            self._plan(objected.days - 6, 50, "", lambda r: self._carried_out(r, once, objected))

    def _carried_out(self, request: Request, once: str, objected: Objected) -> None:
        made = request.site["objections"].get(once)
        if made is not None:
            act = _on("objections", once, lambda r, one: objection.carry_out(r, one, objected.done))
            self._plan(objected.days - 6, 51, window_login(made.town), act)

    # Deputies

    def _deputy(self, who: str, whom: str, days: int, length: int, is_seen: bool, number: int) -> None:
        def appoint(request: Request) -> None:
            until = request.now + timedelta(days=length)
            account.appoint(request, request.site["accounts"][who], whom, request.now, until)

        self._plan(days, 10 + number, "admin", appoint)
        if is_seen:
            self._plan(days - 1, 10 + number, "bureau", lambda r: account.see(r, r.site["accounts"][who]))


def _tip_step(request: Request, *, name: str, words: str, once: str) -> None:
    told = request.site["tips"][once]
    if name in FINDINGS:
        grounds = ("carelessness",) if name != "unfounded" else ()
        values = {
            "finding": name,
            "grounds": grounds,
            "responsible": "当班经办人" if grounds else "",
            "dealt": "谈话提醒，限期改正。" if grounds else "不作处理，情况已在村里说明。",
            "said": words,
        }
        tip.finish(request, told, values)
    elif name in ("decline", "write"):
        tip.say(name)(request, told, words)
    else:
        getattr(tip, name)(request, told, words)


def _asked(request: Request, order: Order) -> dict[str, Any]:
    due = day_of(request.now) + timedelta(days=order.within)
    return {"unit": order.unit, "sort": order.sort, "due": due, "demand": order.demand}


def asking_step(request: Request, *, name: str, words: str, folder: str, once: str) -> None:
    asking = request.site[folder][once]
    if name == "answer":
        oversight.answer(request, asking, words)
    elif name == "ask_again":
        oversight.ask_again(request, asking, words, day_of(request.now) + timedelta(days=5))
    elif name == "hold":
        oversight.hold(request, asking, "carelessness", words)
    elif name == "close":
        oversight.conclude(request, asking, name, words)
    elif name == "cancel":
        door.transition(request, asking, name, reason=door.words(request, asking, words))
    else:
        door.transition(request, asking, name)


def _on(folder: str, once: str, act: Callable[[Request, Any], object]) -> Act:
    def run(request: Request) -> None:
        document = request.site[folder].get(once)
        if document is not None:
            act(request, document)

    return run


def _without_objection(request: Request, number: int) -> list[Case]:
    """One admitted case that nobody has objected in; a different place in the row for each *number*."""
    found = [c for c in request.site["cases"] if c.state == "admitted" and not c.objection_ids]
    found.sort(key=lambda case: (case.created_at, case.id))
    return found[number % max(1, len(found)) :][:1]

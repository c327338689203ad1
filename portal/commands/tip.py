"""Tips: taking one in without asking who tells, talking under the code, and what became of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pyramid.authorization import Everyone
from pyramid.httpexceptions import HTTPForbidden
from pyramid.request import Request

from content import role
from content.error import DomainError
from content.ident import new_receipt, normal_receipt
from content.tip import BUREAU, DISCIPLINE, Tip
from content.vocabulary import TipSubject
from content.workflow import fire
from portal.commands import clock, door
from portal.security import applicants_case

TOLD = ("story", "accused", "teller_name", "teller_phone")


@dataclass(frozen=True)
class Told:
    """A tip that was taken in, and the receipt code for who told it."""

    tip: Tip
    receipt: str


def tell(request: Request, values: Mapping[str, Any], once: str) -> Told:
    """Take in a tip. Nothing kept says who sent it: not the actor, not the note on the transaction."""
    site, vault, now = request.site, request.vault, request.now
    door.require(request, "site:report", site)
    request.tm.get().user = ""
    receipt = new_receipt()
    tip = Tip(
        id=once,
        subject=values["subject"],
        unit=values.get("unit") or "",
        paper_number=values.get("paper_number") or "",
        named=_named(request, values),
        actor=Everyone,
        at=now,
    )
    tip.keep(vault, {name: values.get(name) or "" for name in TOLD} | {"receipt": receipt})
    clock.promise(request, tip, _answer_by(request, tip.subject))
    site.receipts.put(vault, "receipt", normal_receipt(receipt) or "", f"tip:{tip.id}")
    return Told(door.added(request, site["tips"], tip), receipt)


def accept(request: Request, tip: Tip, text: str) -> None:
    """Told that it is looked into; from now on it is finished within sixty days."""
    door.require_step(request, tip, "accept")
    tip.accept(actor=request.actor, at=request.now, said=door.words(request, tip, text))
    clock.promise(request, tip, "tip.finish")
    door.touched(request, tip)


def say(name: str) -> Any:
    """A step that is nothing but words for the other side."""

    def run(request: Request, tip: Tip, text: str) -> None:
        door.transition(request, tip, name, said=door.words(request, tip, text))

    return run


def pass_on(request: Request, tip: Tip, text: str) -> None:
    """To the other office, never to one that is complained of."""
    door.require_step(request, tip, "pass_on")
    if not tip.may_answer(BUREAU if tip.office == DISCIPLINE else DISCIPLINE):
        raise DomainError("names_them")
    tip.pass_on(actor=request.actor, at=request.now, said=door.words(request, tip, text))
    door.touched(request, tip)


def extend(request: Request, tip: Tip, text: str) -> None:
    """Thirty days more, once, with the reason told."""
    door.require_step(request, tip, "extend")
    if tip.is_extended or tip.due is None:
        raise DomainError("extended_already")
    tip.extend(actor=request.actor, at=request.now, said=door.words(request, tip, text))
    clock.promise(request, tip, "tip.extend", start=tip.due)
    door.touched(request, tip)


def finish(request: Request, tip: Tip, values: Mapping[str, Any]) -> None:
    """*values*: finding, grounds, responsible, dealt (both for the record), said (for who told)."""
    door.require_step(request, tip, "finish")
    tip.keep(request.vault, {"responsible": values.get("responsible"), "dealt": values["dealt"]})
    tip.finish(
        actor=request.actor,
        at=request.now,
        finding=values["finding"],
        grounds=tuple(values.get("grounds") or ()),
        said=door.words(request, tip, values["said"]),
    )
    door.touched(request, tip)


def reply(request: Request, tip: Tip, text: str) -> None:
    """Who told adds something, with nothing but the code."""
    teller = role.applicant(f"tip:{tip.id}")
    if applicants_case(request) != f"tip:{tip.id}":
        raise HTTPForbidden()
    request.tm.get().user = ""
    fire(tip, "reply", actor=teller, at=request.now, said=door.words(request, tip, text))
    door.touched(request, tip)


def _answer_by(request: Request, subject: str) -> str:
    """Fifteen days; where help was refused, three working days if that is sooner."""
    if subject == TipSubject.REFUSED_HELP.value:
        return clock.shortest(request, "tip.answer", "tip.refused_help")
    return "tip.answer"


def _named(request: Request, values: Mapping[str, Any]) -> tuple[str, ...]:
    """Accounts of people whose name stands in what was told: too many step aside rather than one too few."""
    told = "".join("".join(str(values.get(name) or "").split()) for name in ("accused", "story"))
    accounts = (a for a in request.site["accounts"] if a.display_name and a.display_name in told)
    return tuple(role.person(account.id) for account in accounts)

"""Objections: the applicant makes one with the receipt's pass, the bureau answers, the window does as it says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pyramid.request import Request

from content import role
from content.case import Case
from content.error import DomainError
from content.objection import Objection
from content.vocabulary import ObjectionTo
from content.workflow import fire
from portal.commands import clock, door
from portal.commands.case import number


def object_to(request: Request, case: Case, values: Mapping[str, Any], once: str) -> Objection:
    """*values*: about, referral, paper_number, story. One that is open already is answered first."""
    door.require(request, "case:object", case)
    if any(known.is_open and known.about == values["about"] for known in of_case(request, case)):
        raise DomainError("objected_already")
    objection = Objection(
        id=once,
        case_id=case.id,
        town=case.town,
        about=values["about"],
        referral_id=values.get("referral") or "",
        paper_number=values.get("paper_number") or "",
        actor=request.actor,
        at=request.now,
    )
    objection.keep(request.vault, {"story": values["story"]})
    clock.promise(request, objection, "tip.answer")
    case.objection_ids = (*case.objection_ids, objection.id)
    case.record("objected", actor=request.actor, at=request.now, objection=objection.id)
    return door.added(request, request.site["objections"], objection)


def of_case(request: Request, case: Case) -> list[Objection]:
    """All of a case, newest first."""
    found = (request.site["objections"].get(name) for name in reversed(case.objection_ids))
    return [objection for objection in found if objection is not None]


def answer(request: Request, objection: Objection, result: str, said: str) -> None:
    """*result*: upheld or changed. An application that was not admitted and should be lies at the window again."""
    changed = result == "changed"
    door.require_step(request, objection, "change" if changed else "answer")
    objection.keep(request.vault, {"answer": said})
    objection.settle(
        changed=changed,
        actor=request.actor,
        at=request.now,
        said=door.words(request, objection, said),
    )
    if changed:
        clock.promise(request, objection, "case.admit")
    number(request, objection, "notice", objection.town)
    if changed and objection.about == ObjectionTo.NOT_ADMITTED.value:
        _lodge_again(request, objection)
    door.touched(request, objection)


def carry_out(request: Request, objection: Objection, text: str) -> None:
    """The window says what it has done."""
    door.transition(request, objection, "carry_out", done=door.words(request, objection, text))


def withdraw(request: Request, objection: Objection) -> None:
    door.transition(request, objection, "withdraw")


def _lodge_again(request: Request, objection: Objection) -> None:
    """The window sees it on its work list as an application to admit: nothing else is left to carry out."""
    case: Case = request.site["cases"][objection.case_id]
    if case.state != "not_admitted":
        return
    door.require_step(request, case, "reconsider")
    fire(case, "reconsider", actor=request.actor, at=request.now, objection=objection.id)
    clock.promise(request, case, "case.admit")
    door.touched(request, case)
    fire(objection, "carry_out", actor=role.SYSTEM, at=request.now, done="case:reconsider")

"""人户分离: where a household is registered, and asking that place to assist the town in which it lives."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pyramid.request import Request

from content.case import Case
from content.crosscheck import Crosscheck
from content.error import DomainError
from content.household import OUTSIDE, Household
from portal.commands import attachment, clock, door


def say_registered(request: Request, household: Household, values: Mapping[str, Any]) -> None:
    """*values*: registered_in ("" where it lives, a town's code, or OUTSIDE) and registered_place (sealed)."""
    door.require(request, "household:edit", household)
    where = values.get("registered_in") or ""
    place = values.get("registered_place") if where == OUTSIDE else None
    household.keep(request.vault, {"registered_place": place})
    household.register_in(where, actor=request.actor, at=request.now)
    door.touched(request, household)


def ask(request: Request, case: Case, values: Mapping[str, Any], once: str) -> Crosscheck:
    """*values*: question, and where the household's file does not say it yet, what ``say_registered`` takes.

    DomainError where the family is registered where it lives, or an earlier question is not answered yet.
    """
    door.require(request, "case:crosscheck", case)
    household = request.site["households"][case.household_id]
    if "registered_in" in values and _is_news(request, household, values):
        say_registered(request, household, values)
    where = household.registered_in
    if where in ("", case.town):
        raise DomainError("registered_here")
    if case.asked_after is not None:
        raise DomainError("asked_already")
    check = Crosscheck(
        id=once,
        asked_town="" if where == OUTSIDE else where,
        due=None,
        actor=request.actor,
        at=request.now,
    )
    place = request.reveal(household, "registered_place")["registered_place"] if where == OUTSIDE else ""
    check.keep(request.vault, {"question": values["question"], "registered_place": place})
    clock.promise(request, check, "crosscheck.answer")
    case.record("crosscheck_asked", actor=request.actor, at=request.now, crosscheck=check.id)
    return door.added(request, case.room("crosschecks"), check)


def answer(request: Request, check: Crosscheck, values: Mapping[str, Any]) -> None:
    """*values*: result, answer, relief, files; of what came from outside the district also channel and informant."""
    door.require_step(request, check, check.answering)
    said = {name: values.get(name) for name in ("answer", "relief", "informant")}
    check.keep(request.vault, said)
    check.give(
        result=values["result"],
        answer=door.words(request, check, values["answer"]),
        channel=values.get("channel") or "",
        actor=request.actor,
        at=request.now,
    )
    if values.get("files"):
        attachment.put_in(request, check.case, values["files"], visit_id=check.id)
    door.touched(request, check)


def _is_news(request: Request, household: Household, values: Mapping[str, Any]) -> bool:
    """Whether the form says something else than the household's file."""
    known = request.reveal(household, "registered_place")["registered_place"]
    typed = (values.get("registered_in") or "", values.get("registered_place") or "")
    return typed != (household.registered_in, known)

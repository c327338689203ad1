"""回避: who is close to an applicant is filed apart, and decides nothing from then on; the bureau looks at each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pyramid.request import Request
from pyramid.traversal import resource_path

from content import role
from content.account import Account
from content.case import PARTS, Case
from content.inbox import Message
from content.recusal import Recusal
from portal import inbox
from portal.commands import door


def file(request: Request, case: Case, values: Mapping[str, Any], once: str) -> Recusal:
    """*values*: who (an account's id), kinship, explained; DomainError where that is filed already."""
    door.require(request, "site:work", request.site)
    person: Account = request.site["accounts"][values["who"]]
    case.step_aside(person.id, actor=request.actor, at=request.now)
    made = Recusal(
        id=once,
        case_id=case.id,
        town=case.town,
        account_id=person.id,
        declared=role.person(person.id) == request.actor,
        title=person.display_name,
        actor=request.actor,
        at=request.now,
    )
    made.keep(request.vault, {"kinship": values["kinship"], "explained": values.get("explained") or ""})
    door.added(request, request.site["recusals"], made)
    door.touched(request, case)
    told = Message("answer", "recusal.filed", resource_path(made), request.now)
    inbox.tell(request, told, made, [person])
    return made


def check(request: Request, recusal: Recusal, found: str) -> None:
    """What the bureau saw when it looked at the case."""
    door.require_step(request, recusal, "check")
    recusal.keep(request.vault, {"found": found.strip()})
    door.transition(request, recusal, "check", found=door.words(request, recusal, found))


def lift(request: Request, recusal: Recusal, reason: str) -> None:
    """It was filed in error: who stood aside may act again."""
    door.require_step(request, recusal, "lift")
    case = request.site["cases"][recusal.case_id]
    said = door.words(request, recusal, reason)
    recusal.lift(case, actor=request.actor, at=request.now, reason=said)
    door.touched(request, recusal, case)


def people(request: Request, case: Case, everybody: bool) -> list[Account]:
    """Who may be filed: the asker, and with *everybody* whoever holds a post at which this case is handled."""
    mine = request.identify.account
    found = [mine]
    if everybody:
        wanted = _posts(case)
        accounts = sorted(request.site["accounts"], key=lambda one: str(one.display_name))
        found += [one for one in accounts if one is not mine and wanted & set(one.principals)]
    return [one for one in found if one.state == "active" and one.id not in case.recused]


def unmanned(request: Request, case: Case) -> list[str]:
    """The owners of what this case owes now, where nobody is left who may do it."""
    owners = {duty.owner for document in _all_of(case) for duty in document.duties()}
    aside = set(case.aside())
    return sorted(
        owner
        for owner in owners
        if all(role.person(one.id) in aside for one in inbox.holders(request, owner))
    )


def _posts(case: Case) -> set[str]:
    handlers = (role.at("handler", referral.unit) for referral in case.referrals)
    village = (role.at("village_worker", case.village),) if case.village else ()
    assisting = (role.at("window_clerk", check.asked_town) for check in case.crosschecks if check.asked_town)
    return {role.at("window_clerk", case.town), role.at("bureau"), *village, *handlers, *assisting}


def _all_of(case: Case) -> Iterator[Any]:
    yield case
    for part in PARTS:
        yield from getattr(case, part)

"""A social worker's case: taking it on, handing it to a colleague who accepts, giving it back with what was agreed."""

from __future__ import annotations

from pyramid.request import Request

from content.account import Account
from content.case import Case
from content.error import DomainError
from portal.commands import door


def claim(request: Request, case: Case) -> None:
    """A social worker takes the case on; who comes second is told so."""
    door.require_step(request, case, "claim")
    agency = next(iter(request.identify.scopes("social_worker")), "")
    account = request.identify.account
    case.claim(actor=request.actor, worker=account.id, agency=agency, at=request.now)
    _changed_hands(request, case, "", account.id)


def release_claim(request: Request, case: Case, agreed: str) -> None:
    """The case goes back with what was agreed, for whoever comes next; the household is closed to the old worker.

    A plan rests until somebody has the case again.
    """
    door.require_step(request, case, "release_claim")
    worker = case.worker
    for plan in case.service_plans:
        if plan.state in ("drafted", "agreed"):
            door.transition(request, plan, "pause")
    case.keep(request.vault, {"agreed": agreed.strip()})
    case.release_claim(actor=request.actor, at=request.now)
    _changed_hands(request, case, worker, "")


def colleagues(request: Request, case: Case) -> list[Account]:
    """The other social workers of the case's agency, by name."""
    found = [
        account
        for account in request.site["accounts"]
        if account.state == "active"
        and account.id != case.worker
        and ("social_worker", case.agency) in account.roles
    ]
    return sorted(found, key=lambda account: account.display_name)


def offer(request: Request, case: Case, colleague: str, agreed: str) -> None:
    """A colleague is asked to take the case on; nothing changes hands before they have accepted."""
    door.require_step(request, case, "offer_claim")
    if colleague not in {account.id for account in colleagues(request, case)}:
        raise DomainError("no_colleague")
    case.keep(request.vault, {"agreed": agreed.strip()})
    case.offer_claim(actor=request.actor, colleague=colleague, at=request.now)
    door.touched(request, case)


def accept(request: Request, case: Case) -> None:
    """The colleague answers for it from here on."""
    door.require_step(request, case, "accept_claim")
    before, after = case.worker, case.successor
    case.accept_claim(actor=request.actor, at=request.now)
    _changed_hands(request, case, before, after)


def decline(request: Request, case: Case, reason: str) -> None:
    """It stays with who has it."""
    door.require_step(request, case, "decline_claim")
    case.decline_claim(actor=request.actor, at=request.now, reason=door.words(request, case, reason))
    door.touched(request, case)


def _changed_hands(request: Request, case: Case, before: str, after: str) -> None:
    """The household is open to the new worker and closed to the old one; the plans' duties go along."""
    household = request.site["households"][case.household_id]
    kept = (worker for worker in household.workers if worker != before)
    household.workers = tuple(dict.fromkeys((*kept, *([after] if after else []))))
    door.touched(request, case, *case.service_plans)

"""What people promise a charity: to volunteer, or to give; the charity's answers, and taking it back by the code."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pyramid.request import Request

from content.donation import Donation
from content.error import DomainError
from content.ident import new_receipt, normal_receipt
from content.organisation import Organisation
from content.pledge import Pledge
from content.project import Project
from content.source import Restrictions
from content.volunteer import Volunteer
from portal.commands import clock, door, source

ANSWER = "proposal.answer"
"""Within how many days the charity gets in touch (PROCEDURES, 社会力量)."""
VOLUNTEERS_OWN = ("volunteer_name", "volunteer_phone", "guardian_name", "guardian_phone", "able")
PLEDGERS_OWN = ("pledger_name", "pledger_phone", "goods")


def recruiting(request: Request) -> list[Organisation]:
    """Charities that the bureau has approved."""
    found = [
        one for one in request.site["organisations"] if one.sort == "charity" and one.state == "approved"
    ]
    return sorted(found, key=lambda one: one.title)


def volunteer(request: Request, values: Mapping[str, Any], once: str) -> tuple[Volunteer, str]:
    """*values*: organisation, item, hours, places, is_minor and what is sealed. Gives the lead and its code."""
    door.require(request, "site:report", request.site)
    lead = Volunteer(
        id=once,
        organisation_id=values["organisation"],
        item=values["item"],
        hours=values["hours"],
        places=tuple(values.get("places") or ()),
        is_minor=values["age"] == "minor",
        actor=request.actor,
        at=request.now,
    )
    return lead, _promised(request, lead, values, VOLUNTEERS_OWN)


def take(request: Request, lead: Volunteer, values: Mapping[str, Any], once: str) -> None:
    """*values*: title, text, amount (hours). The charity's offer, with whom to ring under seal."""
    door.require_step(request, lead, "take")
    person = request.reveal(lead, "volunteer_name", "volunteer_phone")
    rule = Restrictions(places=lead.places or None)
    offer = source.post_offer(request, {**values, "item": lead.item, **person}, rule, once)
    lead.take(offer_id=offer.id, actor=request.actor, at=request.now)
    door.touched(request, lead)


def pledge(request: Request, project: Project, values: Mapping[str, Any], once: str) -> tuple[Pledge, str]:
    """*values*: amount (fen) or goods, pledger_name, pledger_phone. A promise to the charity, and no payment."""
    door.require(request, "project:view", project)
    if not project.is_open:
        raise DomainError("project_closed")
    promise = Pledge(
        id=once,
        project_id=project.id,
        organisation_id=project.organisation_id,
        amount_fen=values.get("amount") or 0,
        actor=request.actor,
        at=request.now,
    )
    return promise, _promised(request, promise, values, PLEDGERS_OWN)


def receive(request: Request, promise: Pledge, donation: Donation) -> None:
    """The charity has it, and has recorded it as a donation of its own."""
    door.require_step(request, promise, "receive")
    if donation.organisation_id != promise.organisation_id:
        raise DomainError("no_such_step")
    promise.receive(donation_id=donation.id, actor=request.actor, at=request.now)
    door.touched(request, promise)


def decline(request: Request, promise: Volunteer | Pledge, reason: str) -> None:
    door.transition(request, promise, "decline", reason=door.words(request, promise, reason))


def withdraw(request: Request, promise: Volunteer | Pledge) -> None:
    """Who promised takes it back, with nothing but the code."""
    door.transition(request, promise, "withdraw")


def donations_of(request: Request, organisation_id: str) -> list[Donation]:
    """What the charity has in its book, newest first."""
    found = [
        one for one in request.site["donations"] if one.organisation_id == organisation_id and one.is_open
    ]
    return sorted(found, key=lambda one: one.created_at, reverse=True)[:50]


def _promised(
    request: Request, promise: Volunteer | Pledge, values: Mapping[str, Any], own: tuple[str, ...]
) -> str:
    receipt = new_receipt()
    promise.keep(request.vault, {name: values.get(name) or "" for name in own} | {"receipt": receipt})
    clock.promise(request, promise, ANSWER)
    name = f"{promise.kind}:{promise.id}"
    request.site.receipts.put(request.vault, "receipt", normal_receipt(receipt) or "", name)
    folder = request.site["volunteers" if promise.kind == "volunteer" else "pledges"]
    door.added(request, folder, promise)
    return receipt

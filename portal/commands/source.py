"""What charities post and record: projects, volunteer offers, donations; changing, reporting and closing them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from pyramid.httpexceptions import HTTPForbidden
from pyramid.request import Request

from content.donation import Donation, Receipt
from content.error import DomainError
from content.filing import Filing
from content.offer import Offer
from content.organisation import Organisation
from content.project import Project
from content.source import Restrictions
from content.vocabulary import Item
from portal.commands import door
from portal.commands.gift import RECEIPT, give_code


def posting_organisation(request: Request) -> Organisation:
    """The charity that the asker posts for; ``not_approved`` where the bureau has not approved it, or suspended it."""
    scopes = request.identify.scopes("charity_agent")
    own = [found for scope in scopes if (found := request.site["organisations"].get(scope)) is not None]
    if not own:
        raise HTTPForbidden()
    for organisation in own:
        if request.has_permission("organisation:post", organisation):
            return organisation
    raise DomainError("not_approved")


def post_project(request: Request, values: Mapping[str, Any], rule: Restrictions, once: str) -> Project:
    """*values*: title, filing_number, amount (fen), text, giving, and what ``filing_of`` takes."""
    door.require(request, "project:add", request.site)
    project = Project(
        id=once,
        organisation_id=posting_organisation(request).id,
        title=values["title"],
        filing_number=values["filing_number"] or "",
        filing=filing_of(values),
        text=values["text"],
        giving=values.get("giving") or "",
        budget_fen=values["amount"],
        restrictions=rule,
        actor=request.actor,
        at=request.now,
    )
    return door.added(request, request.site["projects"], project)


def filing_of(values: Mapping[str, Any]) -> Filing:
    """*values*: filed_on, begins_on, ends_on (dates) and in_emergency, each of which may be missing."""
    days = {name: values.get(name) for name in ("filed_on", "begins_on", "ends_on")}
    return Filing(
        **{name: day.isoformat() if day else "" for name, day in days.items()},
        in_emergency=bool(values.get("in_emergency")),
    )


def post_offer(request: Request, values: Mapping[str, Any], rule: Restrictions, once: str) -> Offer:
    """*values*: title, item, amount (hours or pieces), text, volunteer_name and volunteer_phone (both sealed)."""
    door.require(request, "offer:add", request.site)
    item = Item(values["item"])
    offer = Offer(
        id=once,
        organisation_id=posting_organisation(request).id,
        title=values["title"],
        text=values["text"],
        unit=item.measure.value,
        item=item.value,
        amount=values["amount"],
        restrictions=rule,
        actor=request.actor,
        at=request.now,
    )
    offer.keep(request.vault, {name: values.get(name) for name in Offer.personal_fields})
    return door.added(request, request.site["offers"], offer)


def record_donation(request: Request, values: Mapping[str, Any], rule: Restrictions, once: str) -> Donation:
    """*values*: title, amount (fen), received_on (date), handler, giver; and of each of two pairs at least one,
    receipt_number or is_waived, giver_name or is_anonymous, else Missing is raised; giver_phone may be missing. Of
    goods: item, amount (pieces), value (fen), basis and batch.
    """
    item = values.get("item") or ""
    door.require(request, "donation:add", request.site)
    receipt = Receipt(
        number=values.get("receipt_number") or "",
        handler=values["handler"],
        received_on=values["received_on"].isoformat(),
        is_waived=values["is_waived"],
    )
    donation = Donation(
        id=once,
        organisation_id=posting_organisation(request).id,
        receipt=receipt,
        giver=values["giver"],
        giver_name="" if values["is_anonymous"] else values["giver_name"],
        giver_phone="" if values["is_anonymous"] else values.get("giver_phone") or "",
        is_anonymous=values["is_anonymous"],
        vault=request.vault,
        unit=Item(item).measure.value if item else "fen",
        item=item,
        amount=values["amount"],
        value_fen=values.get("value") or 0,
        value_basis=values.get("basis") or "",
        batch=values.get("batch") or "",
        restrictions=rule,
        title=values["title"],
        actor=request.actor,
        at=request.now,
    )
    request.site.lookup.put(request.vault, RECEIPT, receipt.number, donation.id)
    give_code(request, donation)
    return door.added(request, request.site["donations"], donation)


def same_receipt(request: Request, number: str) -> tuple[Donation, ...]:
    """Donations that stand in the book under this receipt already; what was voided does not count."""
    found = request.site.lookup.find(request.vault, RECEIPT, number)
    donations = (request.site["donations"].get(id) for id in found)
    return tuple(donation for donation in donations if donation is not None and donation.state != "voided")


def revise_project(request: Request, project: Project, values: Mapping[str, Any], rule: Restrictions) -> None:
    """*values*: amount (fen), filing_number, giving, and those of the filing.

    Raises Overdrawn below what is promised or given already.
    """
    door.require_step(request, project, "revise")
    posting_organisation(request)
    project.revise(
        amount_fen=values["amount"],
        filing_number=values["filing_number"] or "",
        filing=filing_of(values),
        giving=values.get("giving") or "",
        restrictions=rule,
        actor=request.actor,
        at=request.now,
    )
    door.touched(request, project)


def revise_offer(request: Request, offer: Offer, amount: int) -> None:
    """More or fewer hours or pieces; Overdrawn below what is promised or given already."""
    door.require_step(request, offer, "revise")
    posting_organisation(request)
    offer.revise(amount=amount, actor=request.actor, at=request.now)
    door.touched(request, offer)


def report_use(request: Request, project: Project, until: date) -> None:
    """What was used up to a day is reported; the amount is the document's own."""
    door.require_step(request, project, "report_use")
    project.report_use(until=until.isoformat(), actor=request.actor, at=request.now)
    door.touched(request, project)


def void(request: Request, donation: Donation, reason: str) -> None:
    """Entered by mistake; ``donation_in_use`` once anything of it is promised or given."""
    door.require_step(request, donation, "void")
    said = door.words(request, donation, reason)
    donation.void(actor=request.actor, at=request.now, reason=said)
    request.site.lookup.drop(request.vault, RECEIPT, donation.receipt_number, donation.id)
    door.touched(request, donation)

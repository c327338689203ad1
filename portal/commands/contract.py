"""Service contracts: hours that the bureau buys from an agency, and more of them later."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pyramid.request import Request

from content.contract import Contract
from content.error import DomainError
from content.source import Restrictions
from portal.commands import door


def sign(request: Request, values: Mapping[str, Any], rule: Restrictions, once: str) -> Contract:
    """*values*: title, number, agency (its id), item, hours; ``not_approved`` where the agency may not work."""
    door.require(request, "contract:add", request.site)
    agency = request.site["organisations"].get(values["agency"])
    if agency is None or agency.state != "approved":
        raise DomainError("not_approved")
    contract = Contract(
        id=once,
        agency_id=agency.id,
        title=values["title"],
        number=values["number"],
        item=values["item"],
        hours=values["hours"],
        restrictions=rule,
        actor=request.actor,
        at=request.now,
    )
    return door.added(request, request.site["contracts"], contract)


def purchase(request: Request, contract: Contract, hours: int, once: str) -> None:
    """More hours of the same skill; the book keeps *once* as the reference of the purchase."""
    door.require_step(request, contract, "purchase")
    contract.purchase(hours, reference=once, actor=request.actor, at=request.now)
    door.touched(request, contract)


def is_purchased(contract: Contract, once: str) -> bool:
    """Whether the form with this id was taken already: its answer was lost, or it was pressed twice."""
    return any(posting.reference == once for posting in contract.ledger)

"""Visits to a household, and the hours of a service contract that they are charged to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pyramid.request import Request
from pyramid.traversal import find_resource, resource_path

from content.case import Case
from content.contract import Order
from content.visit import Visit
from portal.commands import door
from portal.matchmaking.instance import PROPOSAL_KEY


def record(request: Request, case: Case, values: Mapping[str, Any], once: str) -> Visit:
    """*values*: visited_on (date), hours, order (a path of ``open_orders``, or empty), note (sealed).

    Visit and charge stand or fall together: Overdrawn where the order has fewer hours left.
    """
    door.require(request, "case:visit", case)
    order = order_at(request, case, values.get("order") or "")
    visit = Visit(
        id=once,
        visited_on=values["visited_on"].isoformat(),
        hours=values["hours"],
        order_path=resource_path(order) if order is not None else "",
        author=request.identify.account.id,
        actor=request.actor,
        at=request.now,
    )
    visit.keep(request.vault, {"note": values.get("note")})
    door.added(request, case.visits, visit)
    if order is not None:
        door.require_step(request, order, "charge")
        order.charge(visit.hours, visit.id, actor=request.actor, at=request.now)
        door.touched(request, order)
    return visit


def open_orders(request: Request, case: Case) -> list[Order]:
    """Orders for this case that the asker may charge hours to, the one that is due first in front."""
    orders = {order.id: order for order in _orders(request, case)}
    chargeable = [o for o in orders.values() if o.is_open and request.has_permission("order:charge", o)]
    return sorted(chargeable, key=lambda order: (order.due is None, order.due, order.id))


def order_at(request: Request, case: Case, path: str) -> Order | None:
    """The open order of this case at *path*, None where there is none: it may have been finished meanwhile."""
    return next((order for order in open_orders(request, case) if resource_path(order) == path), None)


def _orders(request: Request, case: Case) -> Iterator[Order]:
    """What was ordered for the case's needs, by way of the proposals that cover them."""
    keys = [key for need in case.needs for key in need.covers() if key.startswith(PROPOSAL_KEY)]
    for key in keys:
        proposal = request.site["proposals"].get(key.removeprefix(PROPOSAL_KEY))
        if proposal is not None and proposal.order_path:
            yield find_resource(request.site, proposal.order_path)

"""Visits to a household, and the hours of a service contract that they are charged to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pyramid.request import Request
from pyramid.traversal import find_resource, resource_path

from content import term
from content.case import Case
from content.contract import Order
from content.visit import Visit
from content.vocabulary import InNeed
from portal.commands import clock, door
from portal.commands.case import reopen
from portal.matchmaking.instance import PROPOSAL_KEY


def record(request: Request, case: Case, values: Mapping[str, Any], once: str) -> Visit:
    """*values*: visited_on (date), hours, order (a path of ``open_orders``, or empty), note (sealed).

    Visit and charge stand or fall together: Overdrawn where the order has fewer hours left. Of a closed case also
    ``in_need`` (a code of InNeed) and ``why``, see ``_follow_up``.
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
    if case.state == "closed":
        _follow_up(request, case, values["in_need"], values.get("why") or "")
    return visit


def _follow_up(request: Request, case: Case, in_need: str, why: str) -> None:
    """What the visit after closing leads to: reopened, no more visits, or the second one (PROCEDURES 23)."""
    if in_need == InNeed.YES.value:
        reopen(request, case, why)
        return
    behind = term.behind(case, "visit_due")
    if in_need == InNeed.NOBODY.value:
        case.end_visits(actor=request.actor, at=request.now, reason=door.words(request, case, why))
    elif behind is not None and behind.limit == "case.first_visit":
        clock.promise(request, case, "case.second_visit", date="visit_due", start=behind.began_at)
    elif behind is not None:
        case.end_visits(actor=request.actor, at=request.now)
    door.touched(request, case)


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

"""A town's imprest (备用金): the bureau advances and refills, the town counts every month, the bureau takes over."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from pyramid.request import Request

from content import relief
from content.calendar import SHANGHAI, day_of, end_of
from content.imprest import Imprest
from content.unit import Unit
from portal.commands import door

KIND = "temporary"
"""An imprest is public relief money for temporary assistance."""


def advance(request: Request, unit: Unit, amount_fen: int, reference: str) -> Imprest:
    """The first advance opens a town's imprest, every later one refills it; raises Overdrawn beyond the budget."""
    imprest = unit.imprest
    if imprest is None:
        door.require(request, "unit:advance", unit)
        imprest = unit.open_imprest(
            Imprest(
                town=unit.id, count_by=_month_ends(day_of(request.now)), actor=request.actor, at=request.now
            )
        )
    door.require_step(request, imprest, "refill")
    relief.advance(
        request.site.treasury,
        kind=KIND,
        amount_fen=amount_fen,
        reference=f"{reference} {unit.id}",
        actor=request.actor,
        at=request.now,
    )
    imprest.refill(amount_fen, reference=reference, actor=request.actor, at=request.now)
    door.touched(request, imprest)
    return imprest


def ask_refill(request: Request, imprest: Imprest, amount_fen: int) -> None:
    door.require_step(request, imprest, "ask_refill")
    imprest.ask_refill(amount_fen, actor=request.actor, at=request.now)
    door.touched(request, imprest)


def count(request: Request, imprest: Imprest, counted_fen: int, note: str) -> None:
    """The month's count of the cash; a difference to the book has to be named."""
    door.require_step(request, imprest, "count")
    imprest.count_cash(
        counted_fen, actor=request.actor, at=request.now, note=door.words(request, imprest, note)
    )
    imprest.keep(request.vault, {"difference": note})
    door.touched(request, imprest)


def accept_count(request: Request, imprest: Imprest) -> None:
    """The bureau takes the month's vouchers over into its own book."""
    door.require_step(request, imprest, "accept_count")
    following = _month_ends(day_of(imprest.count_by) + timedelta(days=1))
    settled = imprest.accept_count(actor=request.actor, at=request.now, next_by=following)
    if settled:
        relief.settle_advance(
            request.site.treasury,
            kind=KIND,
            amount_fen=settled,
            reference=f"imprest {imprest.town}",
            actor=request.actor,
            at=request.now,
        )
    door.touched(request, imprest)


def send_back(request: Request, imprest: Imprest, reason: str) -> None:
    """The town counts again."""
    door.require_step(request, imprest, "send_back")
    imprest.send_back(actor=request.actor, at=request.now, reason=door.words(request, imprest, reason))
    door.touched(request, imprest)


def at_hour(day: date, hour: int) -> datetime:
    """A full hour of a day in China, as an aware moment."""
    return datetime.combine(day, time(hour), SHANGHAI)


def _month_ends(day: date) -> datetime:
    """The end of the month of *day*."""
    first_of_next = (day.replace(day=1) + timedelta(days=32)).replace(day=1)
    return end_of(first_of_next - timedelta(days=1))

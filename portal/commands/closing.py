"""Month's close of the fund's book: one hand draws it up, another closes it; opening it again says why."""

from __future__ import annotations

from collections.abc import Sequence

from pyramid.request import Request

from content.closing import Closing, Difference, closable
from content.error import DomainError
from portal.commands import door


def begin(request: Request, month: str) -> Closing:
    """The closing of a month that may be closed, made where it is not there yet; one at a time."""
    fund = request.site.fund
    door.require(request, "fund:close_month", fund)
    known: Closing | None = fund.closings.get(month)
    if known is not None:
        return known
    if under_way(request) is not None:
        raise DomainError("closing_under_way")
    months = closable(fund.ledger, request.now)
    if month not in months:
        raise DomainError("month_not_over", month=month)
    closing = Closing(month=month, since=months[-1], actor=request.actor, at=request.now)
    return door.added(request, fund.closings, closing)


def under_way(request: Request) -> Closing | None:
    """The closing that is not finished."""
    return next((closing for closing in request.site.fund.closings if closing.is_open), None)


def prepare(request: Request, closing: Closing, bank_fen: int, differences: Sequence[Difference]) -> None:
    """``unexplained`` while bank and book differ by more than what is named."""
    door.require_step(request, closing, "prepare")
    closing.prepare(bank_fen=bank_fen, differences=differences, actor=request.actor, at=request.now)
    door.touched(request, closing)


def close(request: Request, closing: Closing) -> None:
    """By another hand than the one that drew it up; SameHand, ``books_moved`` or ``earlier_month_open`` else."""
    door.require_step(request, closing, "close")
    closing.close(actor=request.actor, at=request.now)
    door.touched(request, closing)


def send_back(request: Request, closing: Closing, reason: str) -> None:
    door.require_step(request, closing, "send_back")
    said = door.words(request, closing, reason)
    closing.send_back(actor=request.actor, at=request.now, reason=said)
    door.touched(request, closing)


def reopen(request: Request, closing: Closing, reason: str) -> None:
    """The newest closed month alone (``later_month_closed``); the closed statement stays."""
    door.require_step(request, closing, "reopen")
    closing.reopen(actor=request.actor, at=request.now, reason=door.words(request, closing, reason))
    door.touched(request, closing)

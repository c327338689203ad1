"""Month's close of either book: one hand draws it up, another closes it; opening it again says why."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from pyramid.request import Request

from content import role
from content.account import Account
from content.closing import FUND, Closing, Difference, closable, closing_id
from content.error import DomainError
from content.ledger import Ledger
from content.tree import Folder
from portal import inbox
from portal.commands import door


class Book(NamedTuple):
    """One of the two books: its ledger, its closings, and what beginning one asks for, of which object."""

    name: str
    ledger: Ledger
    closings: Folder[Closing]
    permission: str
    owner: Any


def book_of(request: Request, name: str) -> Book:
    site = request.site
    if name == FUND:
        return Book(name, site.fund.ledger, site.fund.closings, "fund:close_month", site.fund)
    return Book(name, site.treasury, site["closings"], "treasury:close_month", site)


def may_begin(request: Request, book: Book) -> bool:
    """Whether the asker may take a month in hand now: one at a time."""
    return bool(request.has_permission(book.permission, book.owner)) and under_way(book) is None


def begin(request: Request, book: Book, month: str) -> Closing:
    """The closing of a month that may be closed, made where it is not there yet; one at a time."""
    door.require(request, book.permission, book.owner)
    known: Closing | None = book.closings.get(closing_id(book.name, month))
    if known is not None:
        return known
    if under_way(book) is not None:
        raise DomainError("closing_under_way")
    months = closable(book.ledger, request.now)
    if month not in months:
        raise DomainError("month_not_over", month=month)
    closing = Closing(month=month, since=months[-1], book=book.name, actor=request.actor, at=request.now)
    return door.added(request, book.closings, closing)


def under_way(book: Book) -> Closing | None:
    """The closing that is not finished."""
    return next((closing for closing in book.closings if closing.is_open), None)


def people_short(request: Request, book: Book) -> list[Account] | None:
    """Who alone could close a month of this book, since two different people are needed and are not there; else None.

    The second may be another account with the role, or a deputy: who closes is never who drew it up.
    """
    posts = {FUND: (("fund_clerk",), ("fund_signer", "bureau"))}.get(book.name, (("bureau",), ("bureau",)))
    drawing, closing = (
        {one.id: one for name in names for one in inbox.holders(request, role.at(name))} for names in posts
    )
    if any(first != second for first in drawing for second in closing):
        return None
    return list((drawing | closing).values())


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

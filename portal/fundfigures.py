"""The fund's figures as the public may see them: from its book alone, and broken down only where enough share a row."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple

from pyramid.i18n import TranslationStringFactory

from content.calendar import SHANGHAI, day_of
from content.fund import Fund
from content.policy import Policy
from content.statement import Figures, figures
from content.vocabulary import Category
from portal.words.state import DONE, OPEN, STOP, Tag

_ = TranslationStringFactory("portal")
RECENT = 10
OTHER = ""
"""The row for what is too rare to be named."""

INCOME = {
    "unit": _("单位捐赠"),
    "individual": _("个人捐赠"),
    "designated": _("定向捐赠"),
    "interest": _("利息"),
}


class Line(NamedTuple):
    """A row of a table of money: what, and how many fen."""

    words: Any
    fen: int


class Payment(NamedTuple):
    """One payment in public: about when, for what, how much, how it stands."""

    at: datetime
    words: Any
    fen: int
    tag: Tag


class Account(NamedTuple):
    """The fund today and this year, in fen. balance = usable + reserve + promised, where the reserve is whole."""

    year: int
    balance: int
    usable: int
    reserve: int
    promised: int
    income: int
    paid: int
    sources: list[Line]
    uses: list[Line]
    months: list[int]
    payments: list[Payment]
    book: Figures


def account(fund: Fund, policy: Policy, now: datetime) -> Account:
    """Everything the public page shows; reads the fund's book and its allocations, and no case."""
    book = figures(fund.ledger, day_of(now).year, SHANGHAI)
    shown = shown_categories(fund, book, policy.publication.k)
    free = fund.free_fen
    return Account(
        year=book.year,
        balance=book.closing,
        usable=max(0, free - policy.fund.reserve_fen),
        reserve=min(free, policy.fund.reserve_fen),
        promised=book.closing - free,
        income=book.income_total,
        paid=book.paid_total,
        sources=[
            *([Line(_("上年结转"), book.opening)] if book.opening else []),
            *(Line(INCOME.get(code, code), fen) for code, fen in book.income),
        ],
        uses=[*_uses(book, shown), Line(_("现在结余"), book.closing)],
        months=list(book.paid_by_month[: day_of(now).month]),
        payments=list(_payments(fund, shown)),
        book=book,
    )


def shown_categories(fund: Fund, book: Figures, k: int) -> frozenset[str]:
    """Categories that may stand by name: each with at least *k* households, and what is left unnamed as well."""
    households = _households(fund, book.year)
    counts = {code: len(households.get(code, ())) for code, _fen in book.paid}
    shown = {code for code, count in counts.items() if count >= k}
    hidden = set(counts) - shown
    while hidden and shown and len(set().union(*(households.get(code, set()) for code in hidden))) < k:
        rarest = min(shown, key=lambda code: (counts[code], code))
        shown.remove(rarest)
        hidden.add(rarest)
    return frozenset(shown)


def _households(fund: Fund, year: int) -> dict[str, set[str]]:
    """category → the cases that were paid under it this year."""
    found: dict[str, set[str]] = {}
    for posting in fund.ledger:
        if posting.amount("paid") and posting.at.astimezone(SHANGHAI).year == year:
            allocation = fund.allocations.get(posting.reference)
            if allocation is not None:
                found.setdefault(posting.code, set()).add(allocation.case_id)
    return found


def _uses(book: Figures, shown: frozenset[str]) -> Iterator[Line]:
    yield from (Line(_(Category(code).label), fen) for code, fen in book.paid if code in shown)
    rest = sum(fen for code, fen in book.paid if code not in shown)
    if rest:
        yield Line(other_words(shown), rest)


def other_words(shown: frozenset[str]) -> Any:
    return _("其他") if shown else _("帮助家庭")


def _payments(fund: Fund, shown: frozenset[str]) -> Iterator[Payment]:
    """The newest, one row for each, however often it had to be paid."""
    seen: set[str] = set()
    for posting in fund.ledger.newest():
        allocation = fund.allocations.get(posting.reference)
        if posting.amount("paid") <= 0 or allocation is None or posting.reference in seen:
            continue
        seen.add(posting.reference)
        words = _(Category(posting.code).label) if posting.code in shown else other_words(shown)
        yield Payment(posting.at, words, posting.amount("paid"), _tag(allocation.state))
        if len(seen) == RECENT:
            return


def _tag(state: str) -> Tag:
    if state == "acknowledged":
        return Tag(_("已签收"), DONE)
    if state == "paid_out":
        return Tag(_("已发放，等签收"), OPEN)
    if state == "cancelled":
        return Tag(_("退回，钱回到基金"), STOP)
    return Tag(_("退回，正在重新拨付"), STOP)

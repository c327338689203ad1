"""Public relief money (财政救助资金): the bureau's book by kind, on a page of its own, apart from the fund."""

from __future__ import annotations

from typing import Any, NamedTuple

from pyramid.i18n import TranslationStringFactory
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from content.calendar import SHANGHAI
from content.ledger import Ledger
from content.relief import advanced
from content.site import Site
from content.statement import as_beancount
from content.vocabulary import Kind

_ = TranslationStringFactory("portal")
SHOWN = 50


class Budget(NamedTuple):
    """One kind's money in fen: what came, what was paid, what towns hold as imprest, what is left."""

    words: Any
    given: int
    paid: int
    advanced: int
    left: int


class Line(NamedTuple):
    """One posting of the book; *what* it was (appropriate, pay, advance, settle), *reference* the paper or referral."""

    at: Any
    words: Any
    reference: str
    fen: int
    what: str


@view_config(
    context=Site, name="treasury", permission="overview:view", renderer="portal:templates/treasury/show.pt"
)
def treasury(site: Site, request: Request) -> dict[str, Any]:
    budgets = [_budget(site.treasury, kind) for kind in Kind]
    shown = [row for row in budgets if row.given or row.paid]
    return {
        "budgets": shown,
        "total": Budget("", *(sum(figures) for figures in zip(*(row[1:] for row in shown), strict=True)))
        if shown
        else Budget("", 0, 0, 0, 0),
        "lines": _lines(site.treasury),
        "count": site.treasury.count,
    }


@view_config(context=Site, name="treasury", request_param="book", permission="overview:view")
def book(site: Site, request: Request) -> Response:
    """The whole book as text that bean-check accepts."""
    answer = Response(as_beancount(site.treasury, SHANGHAI), content_type="text/plain", charset="utf-8")
    answer.content_disposition = "attachment; filename=treasury.beancount"
    answer.cache_control = "no-store"
    return answer


def _budget(ledger: Ledger, kind: Kind) -> Budget:
    left, paid = (ledger.account(f"{name}:{kind.value}").balance for name in ("budget", "paid"))
    ahead = advanced(ledger, kind.value)
    return Budget(_(kind.label), left + paid + ahead, paid, ahead, left)


def _lines(ledger: Ledger) -> list[Line]:
    """The newest postings."""
    lines = []
    for posting, _n in zip(ledger.newest(), range(SHOWN), strict=False):
        fen = max(amount for _name, amount in posting.entries)
        words = _(Kind(posting.code).label)
        lines.append(Line(posting.at, words, posting.reference, fen, posting.memo.partition(":")[0]))
    return lines

"""The front page: the ways in, what is needed now, and figures from what is public."""

from __future__ import annotations

from typing import Any

from pyramid.request import Request
from pyramid.view import view_config

from content.calendar import SHANGHAI, day_of
from content.site import Site
from content.statement import figures
from portal import finding
from search.engine import Query

CARDS = 6
DONE = 4
SEARCHED = ("生活费", "看病", "棉被", "陪护")


@view_config(context=Site, permission="site:view", renderer="portal:templates/public/home.pt")
def home(site: Site, request: Request) -> dict[str, Any]:
    lacking = _needs(request, {"missing": (1, None)}, CARDS)
    done = _needs(request, {"not_met": (None, 0)}, DONE)
    year = figures(site.fund.ledger, day_of(request.now).year, SHANGHAI)
    return {
        "lacking": lacking,
        "done": [row.document for row in done.rows],
        "total": _count(request, "public_need"),
        "projects": _count(request, "project"),
        "offers": _count(request, "offer"),
        "received_fen": year.income_total,
        "paid_fen": year.paid_total,
        "searched": SEARCHED,
    }


def _needs(request: Request, ranges: dict[str, tuple[int | None, int | None]], limit: int) -> finding.Found:
    """The newest public needs with amounts in these ranges."""
    query = Query(
        kinds=("public_need",), ranges=ranges, sort="-created", principals=finding.PUBLIC, limit=limit
    )
    return finding.ask(request, query)


def _count(request: Request, kind: str) -> int:
    return finding.ask(request, Query(kinds=(kind,), principals=finding.PUBLIC, limit=0)).total

"""What was done for households in a month or quarter, counted from the documents, and what of it the public may see."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from content.document import Document
from content.policy import Policy
from content.site import Site
from content.suppression import Shown, suppressed
from content.vocabulary import Kind
from portal.period import span

Span = tuple[datetime, datetime]


class Help(NamedTuple):
    """One household helped under one kind; *fen* is public money that it got, 0 for other help."""

    household: str
    town: str
    kind: str
    fen: int


class Sum(NamedTuple):
    """How much (fen or hours), and for which households."""

    amount: int
    households: frozenset[str]

    def shown(self, k: int) -> int | None:
        """None where it went to some households, but to fewer than *k*."""
        return self.amount if not self.households or len(self.households) >= k else None


class Results(NamedTuple):
    """As a Publication keeps them: hidden figures are gone."""

    towns: tuple[str, ...]
    kinds: tuple[str, ...]
    table: Shown
    relief_fen: int | None
    fund_fen: int | None
    hours: int | None
    k: int


def results(site: Site, policy: Policy, period: str) -> Results:
    """Of *period* (``2026-10``, ``2026-Q3``): households by town and kind, what was paid and served.

    Small figures are hidden. Where most of the towns' would be, the whole district stands for them.
    """
    during = span(period)
    helped = list(_helped(site, during))
    k = policy.publication.k
    towns = tuple(window.id for window in policy.town_windows)
    kinds = tuple(kind.value for kind in Kind if any(help.kind == kind.value for help in helped))
    table = suppressed(_counts(helped, towns, kinds), k)
    if _is_mostly_hidden(table):
        towns = (policy.district.code,)
        table = suppressed(_counts([help._replace(town=towns[0]) for help in helped], towns, kinds), k)
    paid = [help for help in helped if help.fen]
    relief = Sum(sum(help.fen for help in paid), frozenset(help.household for help in paid))
    return Results(
        towns=towns,
        kinds=kinds,
        table=table,
        relief_fen=relief.shown(k),
        fund_fen=_fund(site, during).shown(k),
        hours=_hours(site, during).shown(k),
        k=k,
    )


def _counts(helped: Iterable[Help], towns: Sequence[str], kinds: Sequence[str]) -> list[list[int]]:
    """How many households of each town were helped under each kind."""
    cells: dict[tuple[str, str], set[str]] = defaultdict(set)
    for help in helped:
        cells[help.town, help.kind].add(help.household)
    return [[len(cells[town, kind]) for kind in kinds] for town in towns]


def _is_mostly_hidden(table: Shown) -> bool:
    """Whether of the towns' figures more are hidden than shown, zeros apart."""
    figures = [figure for row in table[:-1] for figure in row[:-1] if figure != 0]
    return figures.count(None) * 2 > len(figures)


def _helped(site: Site, during: Span) -> Iterator[Help]:
    """Completed referrals, aid that was handed over first, and help of partners that the household signed for."""
    for case in site["cases"]:
        for referral in case.referrals:
            if referral.state == "completed" and _happened(referral, "complete", during):
                yield Help(case.household_id, case.town, referral.assistance, referral.granted_fen)
        for aid in getattr(case, "aids", ()):
            if aid.delivered_at is not None and _is_in(aid.delivered_at, during):
                yield Help(case.household_id, case.town, Kind.TEMPORARY.value, aid.amount_fen)
    for _proposal, case in _settled(site, during):
        yield Help(case.household_id, case.town, Kind.SOCIETY.value, 0)


def _settled(site: Site, during: Span) -> Iterator[tuple[Any, Any]]:
    """Proposals that a household (no institution) has signed for in that time, with their cases."""
    for proposal in site["proposals"]:
        case = site["cases"].get(proposal.case_id)
        if case is not None and proposal.state == "settled" and _happened(proposal, "acknowledge", during):
            yield proposal, case


def _fund(site: Site, during: Span) -> Sum:
    """What the fund's book says was paid, less what came back."""
    total, households = 0, set()
    for posting in site.fund.ledger:
        if posting.amount("paid") and _is_in(posting.at, during):
            total += posting.amount("paid")
            allocation = site.fund.allocations.get(posting.reference)
            case = site["cases"].get(allocation.case_id) if allocation is not None else None
            households.add(case.household_id if case is not None else posting.reference)
    return Sum(total, frozenset(households))


def _hours(site: Site, during: Span) -> Sum:
    """Hours of purchased services by the contracts' books, and of volunteers as households signed for them."""
    total, households = 0, set()
    for contract in site["contracts"]:
        for posting in contract.ledger:
            if posting.amount("served") and _is_in(posting.at, during):
                total += posting.amount("served")
                households.add(_served(site, contract, posting.reference))
    for proposal, case in _settled(site, during):
        if proposal.unit == "hour" and proposal.source_kind == "volunteer":
            total += proposal.amount
            households.add(case.household_id)
    return Sum(total, frozenset(households))


def _served(site: Site, contract: Any, order_id: str) -> str:
    order = contract.orders.get(order_id)
    case = site["cases"].get(order.case_id) if order is not None else None
    return str(case.household_id) if case is not None else order_id


def _happened(document: Document, event: str, during: Span) -> bool:
    return any(each.name == event and _is_in(each.at, during) for each in document.history)


def _is_in(at: datetime, during: Span) -> bool:
    since, until = during
    return since <= at < until

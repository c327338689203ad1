"""The fund's year by town and by category for its staff: budget, reserved, committed, paid and left, in fen."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from pyramid.i18n import TranslationStringFactory
from pyramid.request import Request

from content.allocation import Allocation
from content.calendar import day_of
from content.vocabulary import Category

_ = TranslationStringFactory("portal")
RESERVED = frozenset({"drafted", "signed"})
COMMITTED = frozenset({"approved", "disbursed", "returned"})
PAID = frozenset({"paid_out", "acknowledged"})


class Spent(NamedTuple):
    """One row; *budget* is None for a category that only the fund's own limits bound."""

    words: Any
    budget: int | None
    reserved: int
    committed: int
    paid: int

    @property
    def left(self) -> int | None:
        used = self.reserved + self.committed + self.paid
        return None if self.budget is None else self.budget - used


def by_town(request: Request) -> list[Spent]:
    """Every town of the district, in the policy's order."""
    fund, rules = request.site.fund, request.policy.fund
    sums = _sums(request, lambda allocation: allocation.town)
    return [
        Spent(town.name, fund.town_limit(rules, town.code), *sums.get(town.code, (0, 0, 0)))
        for town in request.policy.towns
    ]


def by_category(request: Request) -> list[Spent]:
    """Every category that has a budget or was drafted for this year."""
    budgets = request.site.fund.budgets
    sums = _sums(request, lambda allocation: allocation.category)
    return [
        Spent(_(word.label), budgets.get(word.value), *sums.get(word.value, (0, 0, 0)))
        for word in Category
        if word.value in budgets or word.value in sums
    ]


def _sums(request: Request, key: Callable[[Allocation], str]) -> dict[str, tuple[int, int, int]]:
    found: dict[str, tuple[int, int, int]] = {}
    for allocation in _of_this_year(request):
        reserved, committed, paid = found.get(key(allocation), (0, 0, 0))
        fen = allocation.amount_fen
        found[key(allocation)] = (
            reserved + fen * (allocation.state in RESERVED),
            committed + fen * (allocation.state in COMMITTED),
            paid + fen * (allocation.state in PAID),
        )
    return found


def _of_this_year(request: Request) -> Iterable[Allocation]:
    """As the limits count them: by the day of the draft, without what is free again."""
    year = day_of(request.now).year
    return (
        allocation
        for allocation in request.site.fund.allocations
        if day_of(allocation.created_at).year == year and allocation.state not in ("refused", "cancelled")
    )

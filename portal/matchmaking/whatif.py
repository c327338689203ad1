"""试算来源增减: the district's instance with one source changed, for a look at what would change; nothing is stored."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime

from content.policy import Policy
from content.site import Site
from matching.compare import Comparison, compare
from matching.problem import Instance
from portal.matchmaking import instance as matchmaking
from portal.matchmaking.fundpots import GENERAL
from portal.matchmaking.instance import Drawn, path_of

MORE_PERCENT, LESS_PERCENT, MORE, LESS, OUT = "more_percent", "less_percent", "more", "less", "out"
HOWS = (MORE_PERCENT, LESS_PERCENT, MORE, LESS, OUT)


def changeable(instance: Instance) -> list[str]:
    """The sources by the ids the form sends; the fund is one, whatever its pots."""
    return sorted({path_of(resource.id).lstrip("/") for resource in instance.resources})


def look(
    site: Site, policy: Policy, now: datetime, source: str, how: str, number: int
) -> tuple[Drawn, Comparison]:
    """Both plans, of the district as it is and with the source changed; *number* per cent, or units of the matcher."""
    drawn = matchmaking.draw(site, policy, now)
    return drawn, compare(drawn.instance, varied(drawn.instance, source, how, number))


def varied(instance: Instance, source: str, how: str, number: int) -> Instance:
    """The instance with more or less of one source, never less than what it has promised already.

    The fund's pots each change by the same part; a sum comes into the general money, and leaves the pots one after
    the other, the general money first. Its limits for each family and town stay.
    """
    promised: Counter[str] = Counter()
    for pin in instance.pinned:
        promised[pin.resource] += pin.amount
    change = _sum_change(how, number) if how in (MORE, LESS) else _part_change(how, number)
    mine = [resource for resource in instance.resources if path_of(resource.id) == f"/{source}"]
    mine.sort(key=lambda resource: (resource.id != GENERAL, resource.id))
    after = {
        resource.id: replace(resource, available=max(promised[resource.id], available))
        for resource, available in zip(mine, change([resource.available for resource in mine]))
    }
    return replace(instance, resources=tuple(after.get(r.id, r) for r in instance.resources))


Amounts = list[int]


def _part_change(how: str, percent: int) -> Callable[[Amounts], Amounts]:
    parts = {MORE_PERCENT: 100 + percent, LESS_PERCENT: max(0, 100 - percent), OUT: 0}
    return lambda amounts: [amount * parts[how] // 100 for amount in amounts]


def _sum_change(how: str, number: int) -> Callable[[Amounts], Amounts]:
    if how == MORE:
        return lambda amounts: [amounts[0] + number, *amounts[1:]] if amounts else []
    return lambda amounts: list(_taken_off(amounts, number))


def _taken_off(amounts: Amounts, number: int) -> Iterator[int]:
    for amount in amounts:
        off = min(amount, number)
        number -= off
        yield amount - off

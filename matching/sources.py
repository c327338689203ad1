"""From how many sources the needs of a plan are met."""

from collections.abc import Iterable
from dataclasses import dataclass

from matching.problem import Instance
from matching.result import Allocation


@dataclass(frozen=True, slots=True)
class Sources:
    """How many sources the needs of a group get something from.

    *rows* are pairs that get something (a pin and what is new are one), *needs* those that get anything, so that
    rows / needs is the mean; *worst* is the most for one need; *small* are rows under 10 yuan, None for no money.
    """

    needs: int
    rows: int
    worst: int
    small: int | None


SMALL = {"yuan": 10, "fen": 1000}
"""10 yuan: a payment that costs more to make than it helps."""


def sources(instance: Instance, allocations: Iterable[Allocation]) -> dict[str, Sources]:
    """Group → its figures, for every group that has a need; ids must be the instance's."""
    group_of = {need.id: need.group for need in instance.needs}
    pairs: dict[str, dict[str, dict[str, int]]] = {key: {} for key in sorted(set(group_of.values()))}
    for row in allocations:
        mine = pairs[group_of[row.need]].setdefault(row.need, {})
        mine[row.resource] = mine.get(row.resource, 0) + row.amount
    return {key: _sources(SMALL.get(key.partition("/")[0]), list(of.values())) for key, of in pairs.items()}


def _sources(small: int | None, given: list[dict[str, int]]) -> Sources:
    amounts = [amount for mine in given for amount in mine.values()]
    return Sources(
        len(given),
        len(amounts),
        max(map(len, given), default=0),
        None if small is None else sum(amount < small for amount in amounts),
    )

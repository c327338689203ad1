"""How evenly a plan meets what is asked for: coverage, the lowest tenth and the Gini, before and after."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from matching.problem import Group, Instance, Need, groups
from matching.result import Plan

ALL = "all"
NONE = ""
"""The key of needs without any attribute."""
WHOLE = 1_000_000
"""Shares are compared in millionths, rounded down: integers, for a million needs as for ten."""

Asked = tuple[Need, int, int]
"""A need with what it had before and has after."""


@dataclass(frozen=True, slots=True)
class Tally:
    """So many needs ask for *wanted* in the group's unit; of it *before* and *after* are met."""

    needs: int
    wanted: int
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Spread:
    """What the tenth of the needs (rounded up) with the lowest shares asks for and gets, and the Gini of all shares."""

    needs: int
    wanted: int
    met: int
    gini: Fraction | None


@dataclass(frozen=True, slots=True)
class Level:
    """One urgency of a group, or all of them: the sum, its spread, and the sum by place, category and attribute."""

    tally: Tally
    before: Spread
    after: Spread
    places: dict[str, Tally]
    categories: dict[str, Tally]
    attributes: dict[str, Tally]


Fairness = dict[str, dict[str, Level]]
"""Group → urgency ("0", "1", "2" where anybody asks, and "all") → its level."""


def fairness(instance: Instance, plan: Plan) -> Fairness:
    """The level of every group and urgency that has a need of more than nothing; ids must be the instance's.

    *After* is the plan with its pins. *Before* is what stood when the plan was made: for each pair the larger of
    the previous plan's amount and the pin (O4 counts the pin into it), never more than the need's amount; of pairs
    with ids that the file lacks, nothing. A need with several attributes counts under each; one without, under "".

    The share of a need is ``met * 1_000_000 // amount``. The lowest tenth are the first ceil(n / 10) needs by
    (share, id). The Gini, every need counting the same, is ``Σ (2i − n − 1)·share_i / (n · Σ share_i)`` over the
    shares in ascending order, i from 1 (Sen, On Economic Inequality, 1973): 0 all alike, towards 1 one has all; None
    where nobody has anything.
    """
    after = _sums((row.need, row.amount) for row in plan.allocations)
    return {group.key: levels for group in groups(instance) if (levels := _levels(group, after))}


def _sums(rows: Iterable[tuple[str, int]]) -> dict[str, int]:
    sums: defaultdict[str, int] = defaultdict(int)
    for key, amount in rows:
        sums[key] += amount
    return sums


def held_before(group: Group) -> dict[str, int]:
    """need id → what stood for it before this run."""
    pairs = group.previous.keys() | group.pinned.keys()
    held = _sums(
        (pair[0], max(group.previous.get(pair, 0), group.pinned.get(pair, 0))) for pair in sorted(pairs)
    )
    return {need.id: min(need.amount, held.get(need.id, 0)) for need in group.needs}


def _levels(group: Group, after: dict[str, int]) -> dict[str, Level]:
    before = held_before(group)
    asked = [(need, before[need.id], after.get(need.id, 0)) for need in group.needs if need.amount > 0]
    by_urgency = _parted(asked, lambda need: [str(need.urgency)])
    levels = {key: _level(by_urgency[key]) for key in sorted(by_urgency)}
    return levels | {ALL: _level(asked)} if asked else {}


def _parted(asked: Iterable[Asked], keys: Callable[[Need], Iterable[str]]) -> dict[str, list[Asked]]:
    parts: defaultdict[str, list[Asked]] = defaultdict(list)
    for row in asked:
        for key in keys(row[0]):
            parts[key].append(row)
    return parts


def _level(asked: Sequence[Asked]) -> Level:
    return Level(
        _tally(asked),
        _spread([(need, before) for need, before, _ in asked]),
        _spread([(need, after) for need, _, after in asked]),
        _tallies(asked, lambda need: [need.place]),
        _tallies(asked, lambda need: [need.category]),
        _tallies(asked, lambda need: need.attributes or [NONE]),
    )


def _tallies(asked: Iterable[Asked], keys: Callable[[Need], Iterable[str]]) -> dict[str, Tally]:
    parts = _parted(asked, keys)
    return {key: _tally(parts[key]) for key in sorted(parts)}


def _tally(asked: Sequence[Asked]) -> Tally:
    return Tally(
        len(asked),
        sum(need.amount for need, _, _ in asked),
        sum(before for _, before, _ in asked),
        sum(after for _, _, after in asked),
    )


def _spread(met: Sequence[tuple[Need, int]]) -> Spread:
    ranked = sorted((amount * WHOLE // need.amount, need.id, need.amount, amount) for need, amount in met)
    lowest = ranked[: -(-len(ranked) // 10)]
    return Spread(
        len(lowest),
        sum(wanted for _, _, wanted, _ in lowest),
        sum(amount for _, _, _, amount in lowest),
        gini([share for share, _, _, _ in ranked]),
    )


def gini(shares: Sequence[int]) -> Fraction | None:
    """The Gini of shares in ascending order, exact; None where all are 0."""
    whole = len(shares) * sum(shares)
    if not whole:
        return None
    return Fraction(sum((2 * i - len(shares) - 1) * share for i, share in enumerate(shares, 1)), whole)

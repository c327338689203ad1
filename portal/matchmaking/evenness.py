"""How evenly a plan serves the district, before and after, in the words that are stored for the desk."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from content.plan import Cell, Evenness, Lowest, SourceCount
from matching.fairness import Level, Spread, Tally, fairness
from matching.problem import Instance
from matching.result import Plan
from matching.sources import sources
from portal.matchmaking.instance import FEN_PER_YUAN, MONEY, path_of


def levels(instance: Instance, plan: Plan) -> dict[str, Level]:
    """Urgency, or "all" → how evenly the money asked for is met; empty where nobody asks for money."""
    return fairness(instance, plan).get(MONEY, {})


def cells(found: dict[str, Level]) -> Iterator[Cell]:
    """One cell for each urgency, and in it for each town, category and attribute; "all" of them too."""
    for urgency, level in found.items():
        yield _cell("all", "", urgency, level.tally)
        parts = {"town": level.places, "category": level.categories, "attribute": level.attributes}
        for kind, tallies in parts.items():
            yield from (_cell(kind, key, urgency, tally) for key, tally in tallies.items())


def _cell(kind: str, key: str, urgency: str, tally: Tally) -> Cell:
    fen = FEN_PER_YUAN
    return Cell(kind, key, urgency, tally.wanted * fen, tally.before * fen, tally.after * fen)


def evenness(found: dict[str, Level]) -> Iterator[Evenness]:
    """The lowest tenth and the Gini of each urgency."""
    for urgency, level in found.items():
        yield Evenness(urgency, _lowest(level.before), _lowest(level.after))


def _lowest(spread: Spread) -> Lowest:
    gini = _pair(spread.gini) if spread.gini is not None else None
    return Lowest(spread.needs, spread.wanted * FEN_PER_YUAN, spread.met * FEN_PER_YUAN, gini)


def _pair(value: Fraction) -> tuple[int, int]:
    return value.numerator, value.denominator


def source_count(instance: Instance, plan: Plan) -> SourceCount:
    """From how many sources needs are met, money, hours and goods together; the fund is one, whatever its pots."""
    merged = [replace(row, resource=path_of(row.resource)) for row in plan.allocations]
    found = sources(instance, merged).values()
    return SourceCount(
        sum(group.needs for group in found),
        sum(group.rows for group in found),
        max((group.worst for group in found), default=0),
        sum(group.small or 0 for group in found),
    )

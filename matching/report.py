"""What a plan does for whom, as JSON beside the plan: how even it is, and from how many sources each need is met."""

import json
from fractions import Fraction

from matching.fairness import Level, Spread, Tally, fairness
from matching.problem import Instance
from matching.result import Plan
from matching.sources import Sources, sources


def report_to_json(instance: Instance, plan: Plan) -> str:
    """One object a group, one line an urgency; integers, defined in matching.fairness and matching.sources.

    ``{"groups": {"yuan/": {"urgencies": {"0": {"needs", "wanted", "before": {"met", "lowest_tenth": {"needs",
    "wanted", "met"}, "gini": [numerator, denominator] or null}, "after": {…}, "places": {code: {"needs", "wanted",
    "before", "after"}}, "categories": {…}, "attributes": {…}}, …, "all": {…}}, "sources_per_need": {"needs",
    "rows", "worst", "under_10_yuan"}}}}``: rows / needs is the mean; under_10_yuan is null where nothing is money.
    """
    levels, given = fairness(instance, plan), sources(instance, plan.allocations)
    parts = [f"{_dump(key)}: {_group(levels.get(key, {}), given[key])}" for key in given]
    return '{"groups": {' + ",\n ".join(parts) + "}}\n"


def _group(levels: dict[str, Level], given: Sources) -> str:
    lines = ",".join(f"\n   {_dump(key)}: {_dump(_level(level))}" for key, level in levels.items())
    figures = {
        "needs": given.needs,
        "rows": given.rows,
        "worst": given.worst,
        "under_10_yuan": given.small,
    }
    return f'{{"urgencies": {{{lines}}},\n  "sources_per_need": {_dump(figures)}}}'


def _level(level: Level) -> dict[str, object]:
    return {
        "needs": level.tally.needs,
        "wanted": level.tally.wanted,
        "before": _spread(level.tally.before, level.before),
        "after": _spread(level.tally.after, level.after),
        "places": _tallies(level.places),
        "categories": _tallies(level.categories),
        "attributes": _tallies(level.attributes),
    }


def _spread(met: int, spread: Spread) -> dict[str, object]:
    lowest = {"needs": spread.needs, "wanted": spread.wanted, "met": spread.met}
    return {"met": met, "lowest_tenth": lowest, "gini": _fraction(spread.gini)}


def _fraction(value: Fraction | None) -> list[int] | None:
    return None if value is None else [value.numerator, value.denominator]


def _tallies(tallies: dict[str, Tally]) -> dict[str, dict[str, int]]:
    return {
        key: {"needs": t.needs, "wanted": t.wanted, "before": t.before, "after": t.after}
        for key, t in tallies.items()
    }


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)

"""What if: two instances planned one after the other, and what changes for whom."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from matching.planner import plan
from matching.problem import Instance, Need, Pair
from matching.result import Objective, Plan


@dataclass(frozen=True, slots=True)
class Side:
    """What one plan has for a need: it asks for *amount* and gets *met*, from these sources."""

    amount: int
    met: int
    sources: dict[str, int]


@dataclass(frozen=True, slots=True)
class Change:
    """One need that the two plans treat differently; a side is None where its instance lacks the need."""

    need: str
    case: str
    group: str
    urgency: int
    before: Side | None
    after: Side | None

    @property
    def gain(self) -> int:
        """What it gets more, or less than nothing: less."""
        return (self.after.met if self.after else 0) - (self.before.met if self.before else 0)


@dataclass(frozen=True, slots=True)
class Covered:
    """So many needs ask for *wanted* and get *met*."""

    needs: int
    wanted: int
    met: int


Coverage = dict[str, dict[int, Covered]]
"""Group → urgency → what is covered."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Both plans, what they cover, and every need that differs: by group, then urgency, the largest change first."""

    before: Plan
    after: Plan
    covered_before: Coverage
    covered_after: Coverage
    changes: tuple[Change, ...]
    unchanged: int

    @property
    def winners(self) -> list[Change]:
        """Needs that get more."""
        return [change for change in self.changes if change.gain > 0]

    @property
    def losers(self) -> list[Change]:
        """Needs that get less."""
        return [change for change in self.changes if change.gain < 0]


def compare(before: Instance, after: Instance, solver: str = "flow") -> Comparison:
    """Plan both; raises BadInput for an instance that cannot be.

    The second is planned with the first plan as its previous one (O4), whatever it says itself: of plans that are
    equally good in O1 to O3 the one is taken that leaves most where it was, so that what differs has to differ. Its
    ``kept`` therefore says how much of the first plan stands.
    """
    first = plan(before, solver)
    later = replace(after, previous=_as_previous(first))
    second = plan(later, solver)
    ids = {need.id: need for need in (*before.needs, *after.needs)}
    old, new = _sides(before, first), _sides(after, second)
    changes = [
        Change(id, need.case, need.group, need.urgency, old.get(id), new.get(id))
        for id, need in ids.items()
        if old.get(id) != new.get(id)
    ]
    changes.sort(key=lambda change: (change.group, change.urgency, -abs(change.gain), change.need))
    return Comparison(
        first,
        second,
        _covered(before, first),
        _covered(after, second),
        tuple(changes),
        len(ids) - len(changes),
    )


def _as_previous(made: Plan) -> tuple[Pair, ...]:
    amounts: Counter[tuple[str, str]] = Counter()
    for row in made.allocations:
        amounts[row.need, row.resource] += row.amount
    return tuple(Pair(need, resource, amount) for (need, resource), amount in sorted(amounts.items()))


def _sides(instance: Instance, made: Plan) -> dict[str, Side]:
    sources: dict[str, dict[str, int]] = {need.id: {} for need in instance.needs}
    for row in made.allocations:
        mine = sources[row.need]
        mine[row.resource] = mine.get(row.resource, 0) + row.amount
    return {
        need.id: Side(need.amount, sum(sources[need.id].values()), sources[need.id])
        for need in instance.needs
    }


def _covered(instance: Instance, made: Plan) -> Coverage:
    asked: dict[str, dict[int, list[Need]]] = {}
    for need in instance.needs:
        asked.setdefault(need.group, {}).setdefault(need.urgency, []).append(need)
    return {
        group: {
            urgency: Covered(
                len(needs), sum(need.amount for need in needs), _met(made.objective, group, urgency)
            )
            for urgency, needs in sorted(urgencies.items())
        }
        for group, urgencies in sorted(asked.items())
    }


def _met(objective: Objective, group: str, urgency: int) -> int:
    covered = objective[group]["covered"]
    assert isinstance(covered, list)
    return covered[urgency]


def comparison_to_json(found: Comparison) -> str:
    """One row a line: ``{"groups": {"yuan/": {"before": {"objective": {…}, "urgencies": {"0": {"needs", "wanted",
    "met"}}}, "after": {…}}}, "gain": n, "lose": n, "moved": n, "unchanged": n, "needs": [{"need", "case", "group",
    "urgency", "gain", "before": {"amount", "met", "sources": {id: amount}} or null, "after": {…}}]}``.

    *needs* are those that differ; *moved* get as much as before, from other sources or of another amount.
    """
    groups = sorted(found.covered_before.keys() | found.covered_after.keys())
    sides = ((found.before, found.covered_before), (found.after, found.covered_after))
    told = {
        key: {name: _group(key, *side) for name, side in zip(("before", "after"), sides)} for key in groups
    }
    gain, lose = len(found.winners), len(found.losers)
    counts = {
        "gain": gain,
        "lose": lose,
        "moved": len(found.changes) - gain - lose,
        "unchanged": found.unchanged,
    }
    rows = ",".join(f"\n  {_dump(row)}" for row in _rows(found))
    return f'{{"groups": {_dump(told)},\n {_dump(counts)[1:-1]},\n "needs": [{rows}]}}\n'


def _group(key: str, made: Plan, covered: Coverage) -> dict[str, object]:
    urgencies = {
        str(urgency): {"needs": c.needs, "wanted": c.wanted, "met": c.met}
        for urgency, c in covered.get(key, {}).items()
    }
    return {"objective": made.objective.get(key), "urgencies": urgencies}


def _rows(found: Comparison) -> Iterator[dict[str, object]]:
    for change in found.changes:
        yield {
            "need": change.need,
            "case": change.case,
            "group": change.group,
            "urgency": change.urgency,
            "gain": change.gain,
            "before": _side(change.before),
            "after": _side(change.after),
        }


def _side(side: Side | None) -> dict[str, object] | None:
    return None if side is None else {"amount": side.amount, "met": side.met, "sources": side.sources}


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)

"""Splits the fund into resources of the matcher, so that no limit over several of them can be passed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from content.vocabulary import Category
from matching.problem import Cap, Need, Per, Resource

GENERAL, RESERVE = "fund", "fund/reserve"
Key = tuple[str, str]
"""(case or place, its id): what a limit of the fund counts by."""


@dataclass(frozen=True)
class Purse:
    """What the fund may still give, in whole yuan: its money, and the room under its limits."""

    general: int
    reserve: int
    reserve_urgency: int
    places: frozenset[str]
    budgets: Mapping[str, int] = field(default_factory=dict)
    room: Mapping[Key, int] = field(default_factory=dict)


@dataclass
class _Split:
    """What a first walk in the order of urgency draws from each pot, and under which limits."""

    purse: Purse
    money: Counter[str] = field(default_factory=Counter)
    drawn: Counter[tuple[str, Key]] = field(default_factory=Counter)
    touched: dict[Key, list[str]] = field(default_factory=dict)

    def left(self, pot: str) -> int:
        """Money that may still be drawn from a pot; the budgets of categories lie inside the general money."""
        if pot == RESERVE:
            return self.purse.reserve - self.money[RESERVE]
        general = self.purse.general - sum(n for name, n in self.money.items() if name != RESERVE)
        budget = self.purse.budgets.get(category_of(pot))
        return general if budget is None else min(general, budget - self.money[pot])

    def room(self, key: Key) -> int:
        return self.purse.room[key] - sum(self.drawn[pot, key] for pot in self.touched.get(key, ()))

    def serve(self, need: Need, wanted: int) -> None:
        keys = keys_of(need)
        for pot in pots_of(need, self.purse):
            for key in keys:
                pots = self.touched.setdefault(key, [])
                if pot not in pots:
                    pots.append(pot)
            take = max(0, min(wanted, self.left(pot), *(self.room(key) for key in keys)))
            wanted -= take
            self.money[pot] += take
            for key in keys:
                self.drawn[pot, key] += take

    def share(self, pot: str, key: Key) -> int:
        """The room under *key* that falls to *pot*: what the walk drew, and all the rest to the first pot."""
        own = self.drawn[pot, key]
        return own + max(0, self.room(key)) if self.touched[key][0] == pot else own


def keys_of(need: Need) -> tuple[Key, Key]:
    return ("case", need.case), ("place", need.place)


def pots_of(need: Need, purse: Purse) -> Iterator[str]:
    """The pots that may serve this need, the one for everybody first."""
    yield f"fund/{need.category}" if need.category in purse.budgets else GENERAL
    if need.urgency <= purse.reserve_urgency:
        yield RESERVE


def category_of(pot: str) -> str:
    """The category whose budget a pot is, "" for the general one."""
    return pot.partition("/")[2]


def split(purse: Purse, needs: Sequence[tuple[Need, int]]) -> list[Resource]:
    """The fund as resources; *needs* are those that want money, each with what it still lacks.

    The case's and the town's limit, and the money itself, hold over all pots together: a walk in the order of
    urgency says how much of each falls to which pot. The second signature checks the sums again.
    """
    walk = _Split(purse)
    for need, wanted in sorted(needs, key=lambda pair: (pair[0].urgency, pair[0].id)):
        walk.serve(need, wanted)
    budgeted = [f"fund/{category}" for category in sorted(purse.budgets)]
    amounts = {pot: walk.money[pot] for pot in budgeted}
    amounts[GENERAL] = max(0, purse.general - sum(amounts.values()))
    amounts[RESERVE] = purse.reserve
    return [_resource(walk, pot, amounts[pot]) for pot in (GENERAL, RESERVE, *budgeted)]


def _resource(walk: _Split, pot: str, available: int) -> Resource:
    purse = walk.purse
    is_budget = pot not in (GENERAL, RESERVE)
    return Resource(
        id=pot,
        kind="fund",
        unit="yuan",
        item="",
        available=available,
        categories=frozenset({category_of(pot)}) if is_budget else _others(purse) if pot == GENERAL else None,
        places=purse.places,
        max_urgency=purse.reserve_urgency if pot == RESERVE else None,
        caps=(*_caps(walk, pot, "case"), *_caps(walk, pot, "place")),
    )


def _caps(walk: _Split, pot: str, per: Per) -> Iterator[Cap]:
    """The most that anybody gets as a cap for all, and a cap of their own for those who get less."""
    keys = [key for key in sorted(walk.touched) if key[0] == per and pot in walk.touched[key]]
    shares = {key[1]: walk.share(pot, key) for key in keys}
    if not shares:
        return
    most = max(shares.values())
    yield Cap(per, most)
    yield from (Cap(per, share, key) for key, share in shares.items() if share < most)


def _others(purse: Purse) -> frozenset[str] | None:
    """The categories without a budget of their own; None where none has one."""
    if not purse.budgets:
        return None
    return frozenset(word.value for word in Category) - purse.budgets.keys()

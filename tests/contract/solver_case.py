"""Small random instances of every awkward sort, a brute-force oracle for them, and the contract's own programs."""

import importlib.util
import itertools
import json
import random
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from types import ModuleType
from typing import Any, TypeVar

from hypothesis import strategies as st

import matching
from matching import Cap, Instance, Need, Pair, Resource
from tests.beside import shared

AS_OF = date(2026, 11, 23)
PLACES = ("37030601", "37030602", "370307")
CATEGORIES = ("medical", "education")
ATTRIBUTES = ("child", "elderly")
SEEDS = [range(first, first + 500) for first in range(0, 5000, 500)]
"""Of the tiny instances on which brute force has the word, in portions."""
T = TypeVar("T")


def shared_program(name: str) -> ModuleType:
    """A program that stands beside the contract."""
    path = shared("contracts", f"{name}.py")
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def instances(most_needs: int = 3, most_resources: int = 2, top: int = 3) -> st.SearchStrategy[Instance]:
    """The same for Hypothesis, which makes them smaller when one fails."""
    dice = st.randoms(use_true_random=False)
    return dice.map(lambda mixed: drawn(mixed, most_needs, most_resources, top))


def drawn(mixed: random.Random, most_needs: int = 3, most_resources: int = 2, top: int = 3) -> Instance:
    """An instance of a Random: with pins that fit H8, and a previous plan that may be of anything."""
    n, r = _needs(mixed, most_needs, top), _resources(mixed, most_resources, top)
    pairs = [(need.id, resource.id) for need in n for resource in r]
    earlier = {mixed.choice([*pairs, ("n9", "r9")]) for _ in range(mixed.randint(0, 5))}
    previous = tuple(Pair(*pair, mixed.randint(1, top)) for pair in sorted(earlier))
    pinned: tuple[Pair, ...] = ()
    for pair in pairs:
        if mixed.randint(0, 6) == 0:
            more = (*pinned, Pair(*pair, mixed.randint(1, top)))
            if fits(n, r, {(pin.need, pin.resource): pin.amount for pin in more}):
                pinned = more
    return Instance(AS_OF, n, r, pinned, previous)


def tiny(seed: int) -> Instance:
    """One for brute force: 16 allowed plans on average, at most a few thousand."""
    return drawn(random.Random(seed), most_needs=3, most_resources=3, top=3)


def _needs(mixed: random.Random, most: int, top: int) -> tuple[Need, ...]:
    """Up to *most* needs of one group, the needs of a case in one place."""
    home = {case: mixed.choice(PLACES) for case in ("c1", "c2")}
    return tuple(
        Need(
            id=f"n{k}",
            case=(case := mixed.choice(("c1", "c2"))),
            category=mixed.choice(CATEGORIES),
            unit="yuan",
            item="",
            amount=mixed.randint(0, top),
            urgency=mixed.randint(0, 2),
            place=home[case],
            attributes=_words(mixed, ATTRIBUTES),
            due=_day(mixed),
        )
        for k in range(_count(mixed, most))
    )


def _resources(mixed: random.Random, most: int, top: int) -> tuple[Resource, ...]:
    """Up to *most* resources of one group, mostly open, some restricted in every way."""

    def seldom(value: Callable[[], T]) -> T | None:
        return value() if mixed.randint(0, 7) == 0 else None

    return tuple(
        Resource(
            id=f"r{k}",
            kind=mixed.choice(("donation", "fund", "project")),
            unit="yuan",
            item="",
            available=mixed.randint(0, 2 * top),
            categories=seldom(lambda: _words(mixed, CATEGORIES)),
            places=seldom(lambda: _words(mixed, ("3703", "37030601", "370306", ""))),
            requires=seldom(lambda: _words(mixed, ATTRIBUTES)) or frozenset(),
            excludes=seldom(lambda: _words(mixed, ATTRIBUTES)) or frozenset(),
            cases=seldom(lambda: _words(mixed, ("c1", "c9"))),
            max_urgency=seldom(lambda: mixed.randint(0, 2)),
            valid_from=seldom(lambda: _day(mixed)),
            expires=_day(mixed),
            caps=tuple(_cap(mixed, top) for _ in range(mixed.choice((0, 0, 1, 2)))),
        )
        for k in range(_count(mixed, most))
    )


def _cap(mixed: random.Random, top: int) -> Cap:
    """A cap of any level, on everybody, on one, or on nobody in the file."""
    per = mixed.choice(("need", "case", "place"))
    keys = {"need": ("n0", "n1", "n9"), "case": ("c1", "c9"), "place": (*PLACES, "370399")}[per]
    return Cap(per, mixed.randint(0, top), mixed.choice((None, mixed.choice(keys))))


def _words(mixed: random.Random, values: tuple[str, ...]) -> frozenset[str]:
    return frozenset(mixed.choice(values) for _ in range(mixed.randint(0, 2)))


def _day(mixed: random.Random) -> date | None:
    days = mixed.choice((None, None, None, 0, 0, 1, 1, 2, 2, 30, 400, -1))
    return None if days is None else AS_OF + timedelta(days)


def _count(mixed: random.Random, most: int) -> int:
    """Often as many as there may be, now and then none."""
    return mixed.choice((most, mixed.randint(1, most))) if mixed.randint(0, 19) else 0


def _covers(cap: Cap, need: Need) -> str | None:
    key = {"need": need.id, "case": need.case, "place": need.place}[cap.per]
    return key if cap.only in (None, key) else None


def fits(n: tuple[Need, ...], r: tuple[Resource, ...], given: dict[tuple[str, str], int]) -> bool:
    """H8, by adding up."""
    if any(sum(given.get((need.id, x.id), 0) for x in r) > need.amount for need in n):
        return False
    for x in r:
        if sum(given.get((need.id, x.id), 0) for need in n) > x.available:
            return False
        for cap in x.caps:
            under: dict[str, int] = {}
            for need in n:
                if key := _covers(cap, need):
                    under[key] = under.get(key, 0) + given.get((need.id, x.id), 0)
            if any(total > cap.amount for total in under.values()):
                return False
    return True


def may_serve(need: Need, x: Resource, as_of: date) -> bool:
    """H2 to H7, written a second time."""
    return (
        (x.categories is None or need.category in x.categories)
        and (x.places is None or any(need.place.startswith(place) for place in x.places))
        and x.requires <= need.attributes
        and not x.excludes & need.attributes
        and (x.cases is None or need.case in x.cases)
        and (x.max_urgency is None or need.urgency <= x.max_urgency)
        and (x.expires is None or x.expires >= as_of)
        and (x.valid_from is None or x.valid_from <= (need.due or as_of))
    )


def score(instance: Instance, given: dict[tuple[str, str], int]) -> tuple[int, ...]:
    """O1 to O5 of one allowed plan; the smaller tuple is the better plan."""
    previous = {(pair.need, pair.resource): pair.amount for pair in instance.previous}
    covered, unfair, fund, kept, expiry = [0, 0, 0], [0, 0, 0], 0, 0, 0
    for need in instance.needs:
        met = sum(given.get((need.id, x.id), 0) for x in instance.resources)
        covered[need.urgency] -= met
        ends = [need.amount * k // 10 for k in range(11)]
        unfair[need.urgency] += sum(
            k for k in range(1, 11) for unit in range(ends[k - 1], ends[k]) if unit < met
        )
    for x in instance.resources:
        for need in instance.needs:
            amount = given.get((need.id, x.id), 0)
            fund += amount if x.kind == "fund" else 0
            kept -= min(amount, previous.get((need.id, x.id), 0))
            expiry += amount * (min((x.expires - AS_OF).days, 365) if x.expires else 365)
    return (*covered, *unfair, fund, kept, expiry)


def allowed_plans(instance: Instance) -> Iterator[dict[tuple[str, str], int]]:
    """Every plan that keeps H1 to H9, for tiny instances."""
    pins = {(pin.need, pin.resource): pin.amount for pin in instance.pinned}
    pairs = [
        (need, x)
        for need in instance.needs
        for x in instance.resources
        if (need.id, x.id) in pins or may_serve(need, x, instance.as_of)
    ]
    choices = []
    for need, x in pairs:
        least = pins.get((need.id, x.id), 0)
        most = min(need.amount, x.available) if may_serve(need, x, instance.as_of) else least
        choices.append(range(least, most + 1))
    for amounts in itertools.product(*choices):
        given = {(need.id, x.id): amount for (need, x), amount in zip(pairs, amounts)}
        if fits(instance.needs, instance.resources, given):
            yield given


def best_score(instance: Instance) -> tuple[int, ...]:
    """What brute force finds; for tiny instances."""
    return min(score(instance, given) for given in allowed_plans(instance))


def with_a_past(document: dict[str, Any], seed: int) -> dict[str, Any]:
    """The same instance a while later: a first plan is previous, a fifth of it is pinned, supply has changed."""
    mixed = random.Random(seed)
    first = matching.plan(matching.read_instance(json.dumps(document)))
    rows = [{"need": a.need, "resource": a.resource, "amount": a.amount} for a in first.allocations]
    pins = [{**row, "amount": mixed.randint(1, row["amount"])} for row in rows if mixed.random() < 0.2]
    pinned_of = {
        r["id"]: sum(p["amount"] for p in pins if p["resource"] == r["id"]) for r in document["resources"]
    }
    resources = [
        {**r, "available": max(pinned_of[r["id"]], int(r["available"] * mixed.uniform(0.7, 1.2)))}
        for r in document["resources"]
    ]
    return {**document, "resources": resources, "pinned": pins, "previous": rows}

"""What is to be matched, as frozen values, and the checks that need more than one record."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, TypeVar

KINDS = ("donation", "project", "contract", "volunteer", "fund")
URGENCIES = (0, 1, 2)
FAR_DAYS = 365  # What expires later than this, or never, counts as this many days (O5).
AMOUNT_LIMIT = 10**17  # Ten slices of an amount are still an int64.

Per = Literal["need", "case", "place"]
T = TypeVar("T")


class BadInput(ValueError):
    """An instance or a plan that cannot be used; the message is one line naming record and field."""

    def __init__(self, record: str, field_name: str, problem: str) -> None:
        super().__init__(": ".join(part for part in (record, field_name, problem) if part))
        self.record = record
        self.field = field_name


@dataclass(frozen=True, slots=True)
class Need:
    """What one case lacks: *amount* whole *unit*s of *item* that nobody has paid or promised yet."""

    id: str
    case: str
    category: str
    unit: str
    item: str
    amount: int
    urgency: int
    place: str
    attributes: frozenset[str] = frozenset()
    due: date | None = None

    @property
    def group(self) -> str:
        """Needs and resources of different groups never meet (H1)."""
        return f"{self.unit}/{self.item}"


@dataclass(frozen=True, slots=True)
class Cap:
    """At most *amount* from one resource to each need, case or place, or to *only* that one."""

    per: Per
    amount: int
    only: str | None = None


@dataclass(frozen=True, slots=True)
class Resource:
    """What somebody gives, and for whom; None means no restriction."""

    id: str
    kind: str
    unit: str
    item: str
    available: int
    categories: frozenset[str] | None = None
    places: frozenset[str] | None = None
    requires: frozenset[str] = frozenset()
    excludes: frozenset[str] = frozenset()
    cases: frozenset[str] | None = None
    max_urgency: int | None = None
    valid_from: date | None = None
    expires: date | None = None
    caps: tuple[Cap, ...] = ()

    @property
    def group(self) -> str:
        """Needs and resources of different groups never meet (H1)."""
        return f"{self.unit}/{self.item}"

    @property
    def is_fund(self) -> bool:
        """The fund is the last resort (O3)."""
        return self.kind == "fund"

    def days_left(self, as_of: date) -> int:
        """Days from *as_of* to the end, at most FAR_DAYS; negative where it is over."""
        return FAR_DAYS if self.expires is None else min((self.expires - as_of).days, FAR_DAYS)


@dataclass(frozen=True, slots=True)
class Pair:
    """An amount that goes, or in an earlier plan went, from a resource to a need."""

    need: str
    resource: str
    amount: int


@dataclass(frozen=True, slots=True)
class Instance:
    """Everything one run of the matcher knows; the order of the records means nothing."""

    as_of: date
    needs: tuple[Need, ...]
    resources: tuple[Resource, ...]
    pinned: tuple[Pair, ...] = ()
    previous: tuple[Pair, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """The needs and resources of one unit and item, each sorted by id, and what binds them already."""

    key: str
    as_of: date
    needs: tuple[Need, ...]
    resources: tuple[Resource, ...]
    pinned: dict[tuple[str, str], int] = field(default_factory=dict)
    previous: dict[tuple[str, str], int] = field(default_factory=dict)


def cap_key(need: Need, per: Per) -> str:
    """The id under which a cap of this kind counts *need*."""
    if per == "need":
        return need.id
    return need.case if per == "case" else need.place


def groups(instance: Instance) -> Iterator[Group]:
    """Every group that has a need, in the order of its key."""
    needs = _collect(instance.needs, lambda need: need.group)
    resources = _collect(instance.resources, lambda resource: resource.group)
    group_of = {need.id: need.group for need in instance.needs}
    known = {resource.id: resource.group for resource in instance.resources}

    def fits(pair: Pair) -> bool:
        return pair.need in group_of and group_of[pair.need] == known.get(pair.resource)

    pinned = _collect(filter(fits, instance.pinned), lambda pair: group_of[pair.need])
    previous = _collect(filter(fits, instance.previous), lambda pair: group_of[pair.need])
    for key in sorted(needs):
        yield Group(
            key,
            instance.as_of,
            tuple(sorted(needs[key], key=lambda need: need.id)),
            tuple(sorted(resources.get(key, ()), key=lambda resource: resource.id)),
            {(pair.need, pair.resource): pair.amount for pair in pinned.get(key, ())},
            {(pair.need, pair.resource): pair.amount for pair in previous.get(key, ())},
        )


def _collect(values: Iterable[T], key: Callable[[T], str]) -> dict[str, list[T]]:
    out: dict[str, list[T]] = {}
    for value in values:
        out.setdefault(key(value), []).append(value)
    return out


def check(instance: Instance) -> None:
    """Raise BadInput for what no single record shows: double ids, unknown ids, two places for one case."""
    _check_amounts(instance)
    _check_unique("need", (need.id for need in instance.needs))
    _check_unique("resource", (resource.id for resource in instance.resources))
    _check_cases(instance.needs)
    _check_cap_places(instance)
    _check_pairs("pinned", instance.pinned)
    _check_pairs("previous", instance.previous)
    _check_pinned(instance)


def _check_amounts(instance: Instance) -> None:
    """Values made by a program pass no reader; the solver's integers must hold them all the same."""
    for need in instance.needs:
        _check_amount(f"need {need.id!r}", "amount", need.amount)
        if need.urgency not in URGENCIES:
            raise BadInput(f"need {need.id!r}", "urgency", "must be from 0 to 2")
    for resource in instance.resources:
        _check_amount(f"resource {resource.id!r}", "available", resource.available)
        for number, cap in enumerate(resource.caps):
            _check_amount(f"resource {resource.id!r}", f"caps[{number}].amount", cap.amount)
    for name, pairs in (("pinned", instance.pinned), ("previous", instance.previous)):
        for pair in pairs:
            _check_amount(f"{name} {pair.need!r} {pair.resource!r}", "amount", pair.amount, least=1)


def _check_amount(record: str, field_name: str, amount: int, least: int = 0) -> None:
    if type(amount) is not int or not least <= amount <= AMOUNT_LIMIT:
        raise BadInput(record, field_name, f"must be a whole number from {least} to {AMOUNT_LIMIT}")


def _check_unique(record: str, ids: Iterable[str]) -> None:
    for value, times in Counter(ids).items():
        if times > 1:
            raise BadInput(f"{record} {value!r}", "id", f"stands {times} times")


def _check_pairs(record: str, pairs: tuple[Pair, ...]) -> None:
    for (need, resource), times in Counter((pair.need, pair.resource) for pair in pairs).items():
        if times > 1:
            raise BadInput(f"{record} {need!r} {resource!r}", "resource", f"the pair stands {times} times")


def _check_cases(needs: tuple[Need, ...]) -> None:
    place_of: dict[str, str] = {}
    for need in needs:
        first = place_of.setdefault(need.case, need.place)
        if first != need.place:
            raise BadInput(
                f"need {need.id!r}", "place", f"case {need.case!r} stands in {first!r} and in {need.place!r}"
            )


def _check_cap_places(instance: Instance) -> None:
    places = {need.place for need in instance.needs}
    prefixes = {place[:length] for place in places for length in range(len(place))} - places
    for resource in instance.resources:
        for number, cap in enumerate(resource.caps):
            if cap.per == "place" and cap.only in prefixes:
                raise BadInput(
                    f"resource {resource.id!r}",
                    f"caps[{number}].only",
                    f"{cap.only!r} is only the beginning of a need's place",
                )


def _check_pinned(instance: Instance) -> None:
    needs = {need.id: need for need in instance.needs}
    resources = {resource.id: resource for resource in instance.resources}
    used: Counter[tuple[str, ...]] = Counter()
    for pair in sorted(instance.pinned, key=lambda pair: (pair.need, pair.resource)):
        name = f"pinned {pair.need!r} {pair.resource!r}"
        if pair.need not in needs:
            raise BadInput(name, "need", "is not in the file")
        if pair.resource not in resources:
            raise BadInput(name, "resource", "is not in the file")
        need, resource = needs[pair.need], resources[pair.resource]
        if need.group != resource.group:
            raise BadInput(name, "resource", f"H1: gives {resource.group!r}, the need is {need.group!r}")
        for limit, amount, key in _limits(need, resource):
            used[key] += pair.amount
            if used[key] > amount:
                raise BadInput(name, "amount", f"H8: with the pins before it {used[key]}, {limit} {amount}")


def _limits(need: Need, resource: Resource) -> Iterator[tuple[str, int, tuple[str, ...]]]:
    yield "the need asks for", need.amount, ("need", need.id)
    yield "the resource has", resource.available, ("resource", resource.id)
    for number, cap in enumerate(resource.caps):
        key = cap_key(need, cap.per)
        if cap.only in (None, key):
            yield f"its cap per {cap.per} is", cap.amount, ("cap", resource.id, str(number), key)

"""Instances, plans and certificates from JSON, refused where anything is missing or of a wrong type."""

from typing import cast

from matching.problem import (
    AMOUNT_LIMIT,
    KINDS,
    URGENCIES,
    Cap,
    Instance,
    Need,
    Pair,
    Per,
    Resource,
    check,
)
from matching.record import Record, load, name_of, printable
from matching.result import Allocation, CapPrice, Certificate, Dual, Objective, Plan, Unmet

LEVELS = ("need", "case", "place")
PRICE_LIMIT = 1 << 58  # A need's worth less four prices still fits 64 bits.


def read_instance(text: str | bytes) -> Instance:
    """The instance of a JSON text, checked; raises BadInput."""
    top = Record(load(text), "instance", ("as_of", "needs", "resources", "pinned", "previous"))
    instance = Instance(
        top.day("as_of"),
        tuple(_need(value, name_of("need", k, value)) for k, value in enumerate(top.items("needs"))),
        tuple(
            _resource(value, name_of("resource", k, value)) for k, value in enumerate(top.items("resources"))
        ),
        tuple(_pair(value, "pinned", k) for k, value in enumerate(top.items("pinned"))),
        tuple(_pair(value, "previous", k) for k, value in enumerate(top.items("previous"))),
    )
    check(instance)
    return instance


def read_need(text: str | bytes) -> Need:
    """One need of a JSON text, as it stands in an instance; raises BadInput."""
    value = load(text)
    return _need(value, name_of("need", 0, value))


_NEED = ("id", "case", "category", "unit", "item", "amount", "urgency", "place", "attributes", "due")


def _need(value: object, name: str) -> Need:
    record = Record(value, name, _NEED)
    return Need(
        id=record.text("id"),
        case=record.text("case"),
        category=record.text("category"),
        unit=_unit(record),
        item=record.text("item", empty=True),
        amount=record.whole("amount"),
        urgency=record.whole("urgency", most=URGENCIES[-1]),
        place=record.text("place"),
        attributes=record.words("attributes"),
        due=record.maybe("due", record.day),
    )


def _unit(record: Record) -> str:
    unit = record.text("unit")
    if "/" in unit:
        record.fail("unit", "must not hold a slash, which parts it from the item")
    return unit


_RESOURCE = (
    *("id", "kind", "unit", "item", "available", "categories", "places", "requires", "excludes"),
    *("cases", "max_urgency", "valid_from", "expires", "caps"),
)


def _resource(value: object, name: str) -> Resource:
    record = Record(value, name, _RESOURCE)
    return Resource(
        id=record.text("id"),
        kind=record.choice("kind", KINDS),
        unit=_unit(record),
        item=record.text("item", empty=True),
        available=record.whole("available"),
        categories=record.maybe("categories", record.words),
        places=record.maybe("places", record.words),
        requires=record.words("requires"),
        excludes=record.words("excludes"),
        cases=record.maybe("cases", record.words),
        max_urgency=record.maybe("max_urgency", lambda field: record.whole(field, most=URGENCIES[-1])),
        valid_from=record.maybe("valid_from", record.day),
        expires=record.maybe("expires", record.day),
        caps=tuple(_cap(cap, f"{name}: caps[{k}]") for k, cap in enumerate(record.items("caps"))),
    )


def _cap(value: object, name: str) -> Cap:
    record = Record(value, name, ("per", "amount"), ("only",))
    only = record.text("only") if record.values.get("only") is not None else None
    return Cap(cast(Per, record.choice("per", LEVELS)), record.whole("amount"), only)


def _pair(value: object, name: str, number: int) -> Pair:
    record = Record(value, f"{name} number {number + 1}", ("need", "resource", "amount"))
    return Pair(record.text("need"), record.text("resource"), record.whole("amount", least=1))


def read_plan(text: str | bytes) -> Plan:
    """The plan of a JSON text; whether it holds is the verifier's business. Raises BadInput."""
    top = Record(load(text), "plan", ("allocations", "unmet", "objective", "optimal"), None)
    return Plan(
        tuple(_allocation(value, k) for k, value in enumerate(top.items("allocations"))),
        tuple(_unmet(value, k) for k, value in enumerate(top.items("unmet"))),
        _objective(top),
        top.truth("optimal"),
    )


def _allocation(value: object, number: int) -> Allocation:
    record = Record(value, f"allocation number {number + 1}", ("need", "resource", "amount", "pinned"), None)
    return Allocation(
        record.text("need"), record.text("resource"), _any_whole(record), record.truth("pinned")
    )


def _unmet(value: object, number: int) -> Unmet:
    record = Record(value, f"unmet number {number + 1}", ("need", "amount"), None)
    return Unmet(record.text("need"), _any_whole(record))


def _any_whole(record: Record) -> int:
    return record.whole("amount", least=-AMOUNT_LIMIT)


def _objective(top: Record) -> Objective:
    return {
        key: cast(dict[str, int | list[int]], Record(value, f"objective {printable(key)}", (), None).values)
        for key, value in top.mapping("objective").items()
    }


def read_certificate(text: str | bytes) -> Certificate:
    """The certificate of a JSON text; whether it proves anything is the verifier's business. Raises BadInput."""
    groups = Record(load(text), "certificate", ("groups",)).mapping("groups")
    return {key: _dual(value, f"certificate {printable(key)}") for key, value in groups.items()}


def _dual(value: object, name: str) -> Dual:
    record = Record(value, name, ("kept_needs", "needs", "resources", "caps"))
    return Dual(
        record.whole("kept_needs"),
        _prices(record, "needs", -PRICE_LIMIT),
        _prices(record, "resources", 0),
        tuple(_cap_price(cap, f"{name}: caps[{k}]") for k, cap in enumerate(record.items("caps"))),
    )


def _prices(record: Record, field: str, least: int) -> dict[str, int]:
    prices = record.mapping(field)
    inner = Record(prices, f"{record.name}: {field}", (), None)
    return {key: inner.whole(key, least, PRICE_LIMIT) for key in prices}


def _cap_price(value: object, name: str) -> CapPrice:
    record = Record(value, name, ("resource", "per", "key", "price"))
    price = record.whole("price", most=PRICE_LIMIT)
    return CapPrice(record.text("resource"), record.choice("per", LEVELS), record.text("key"), price)


def read_words(text: str | bytes) -> dict[str, str]:
    """Names by id of a JSON text. Raises BadInput."""
    words = Record(load(text), "labels", (), None)
    return {key: words.text(key) for key in words.values}

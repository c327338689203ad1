"""Instances of every awkward sort for the contract's checker: many caps, odd amounts, pins that no longer fit."""

import json
import random
from collections.abc import Callable
from typing import Any

import matching

Document = dict[str, Any]
PLACES = ("370306001", "370306002", "370306101", "3703061", "371")
CATEGORIES = ("medical", "education", "disaster")
WORDS = ("child", "elderly", "fire")
DAYS = (None, "2026-11-23", "2026-11-24", "2026-12-20", "2027-11-23", "2029-01-01")
OVER = "2026-11-22"


def _need(r: random.Random, number: int, homes: list[tuple[str, str, list[str]]], amount: int) -> Document:
    case, place, attributes = homes[0] if r.random() < 0.1 else r.choice(homes)
    group = r.choice([("yuan", ""), ("yuan", ""), ("yuan", ""), ("piece", "quilt"), ("hour", "care")])
    return {
        **{
            "id": f"n{number}",
            "case": case,
            "category": r.choice(CATEGORIES),
            "unit": group[0],
            "item": group[1],
        },
        **{"amount": amount, "urgency": r.choice((0, 1, 2)), "place": place, "attributes": attributes},
        "due": r.choice(DAYS),
    }


def _cap(r: random.Random, needs: list[Document], top: int) -> Document:
    per = r.choice(("need", "case", "place"))
    key = {"need": "id", "case": "case", "place": "place"}[per]
    only = r.choice(needs)[key] if needs and r.random() < 0.5 else r.choice((None, "nobody"))
    return {"per": per, "amount": r.choice((0, 1, top // 7, top // 3, top)), "only": only}


def _resource(r: random.Random, number: int, needs: list[Document], available: int) -> Document:
    def seldom(value: object, otherwise: object = None) -> object:
        return value if r.random() < 0.25 else otherwise

    unit, item = r.choice(
        [("yuan", ""), ("yuan", ""), ("piece", "quilt"), ("hour", "care"), ("hour", "legal")]
    )
    cases = [need["case"] for need in r.sample(needs, min(4, len(needs)))] if needs else ["c9"]
    return {
        **{
            "id": f"r{number}",
            "kind": r.choice(("donation", "project", "fund", "fund")),
            "unit": unit,
            "item": item,
        },
        **{"available": available, "categories": seldom(r.sample(CATEGORIES, 2))},
        **{"places": seldom(r.sample((*PLACES, "3703", ""), 2)), "requires": seldom([r.choice(WORDS)], [])},
        **{
            "excludes": seldom([r.choice(WORDS)], []),
            "cases": seldom(cases),
            "max_urgency": seldom(r.choice((0, 1))),
        },
        **{"valid_from": seldom(r.choice(DAYS)), "expires": r.choice((*DAYS, OVER))},
        "caps": [_cap(r, needs, max(1, available)) for _ in range(r.choice((0, 0, 1, 2, 5)))],
    }


def make(seed: int, wanted: int = 120, given: int = 30, odd: bool = False) -> Document:
    """*odd*: amounts of one unit beside large odd ones."""
    r = random.Random(seed)
    homes = [
        (f"c{k}", r.choice(PLACES), r.sample(WORDS, r.randint(0, 3))) for k in range(max(1, wanted // 3))
    ]
    sizes = (1, 1, 3, 7, 999_999_937) if odd else (0, 1, 9, 10, 11, 137, 5000)
    needs = [_need(r, k, homes, r.choice(sizes)) for k in range(wanted)]
    plenty = r.choice((0.05, 1, 5))
    sizes = (0, 1, *(int(plenty * x) for x in (30, 500, 9000)))
    resources = [
        _resource(r, k, needs, 999_999_893 if odd and k == 0 else r.choice(sizes)) for k in range(given)
    ]
    return {"as_of": "2026-11-23", "needs": needs, "resources": resources, "pinned": [], "previous": []}


def _pin(document: Document, seed: int, share: float) -> Document:
    """Pins from a plan, after which circumstances change for some of their sources; previous from another plan."""
    r = random.Random(seed)
    first = matching.plan(matching.read_instance(json.dumps(document)))
    rows = [{"need": a.need, "resource": a.resource, "amount": a.amount} for a in first.allocations]
    pins = [{**row, "amount": r.randint(1, row["amount"])} for row in rows if r.random() < share]
    pinned = {pin["resource"] for pin in pins}
    changed = [
        {**x, "expires": OVER, "categories": ["disaster"]} if x["id"] in pinned and r.random() < 0.2 else x
        for x in document["resources"]
    ]
    other = matching.plan(
        matching.read_instance(json.dumps({**document, "needs": document["needs"][::2]})), "greedy"
    )
    previous = [{"need": a.need, "resource": a.resource, "amount": a.amount} for a in other.allocations]
    return {**document, "resources": changed, "pinned": pins, "previous": previous}


def _giant(seed: int) -> Document:
    document = make(seed)
    needs = [
        {**need, "case": "c0", "place": PLACES[0], "amount": need["amount"] + 1} for need in document["needs"]
    ]
    return {**document, "needs": needs}


def _all_null(seed: int) -> Document:
    document = make(seed)
    free = dict.fromkeys(("categories", "places", "cases", "max_urgency", "valid_from", "expires"))
    return {
        **document,
        "resources": [{**x, **free, "requires": [], "excludes": []} for x in document["resources"]],
    }


def _nobody(seed: int) -> Document:
    document = make(seed)
    return {**document, "resources": [{**x, "categories": ["employment"]} for x in document["resources"]]}


SORTS: list[Callable[[int], Document]] = [
    make,
    lambda seed: make(seed, odd=True),
    lambda seed: _pin(make(seed), seed, 0.4),
    lambda seed: _pin(make(seed), seed, 0.0),
    lambda seed: _pin(_giant(seed), seed, 0.2),
    _giant,
    _all_null,
    lambda seed: _pin(_all_null(seed), seed, 0.4),
    _nobody,
    lambda seed: {**make(seed), "resources": []},
    lambda seed: {**make(seed, wanted=0)},
]


def nasty(seed: int) -> Document:
    """The instance of a seed; eleven sorts take turns."""
    return SORTS[seed % len(SORTS)](seed)

"""What a run of the matcher answers, as frozen values, and how that is written as JSON."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from matching.problem import Instance, Pair

Figure = str | int | None | list[str]
Reason = Mapping[str, Figure]
Objective = dict[str, dict[str, int | list[int]]]


@dataclass(frozen=True, slots=True)
class Allocation:
    """*amount* from a resource to a need; *why* are codes with figures, listed in docs/matching-codes.md."""

    need: str
    resource: str
    amount: int
    pinned: bool = False
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unmet:
    """What a need still lacks; *because* are the rules that bind, the most useful first."""

    need: str
    amount: int
    because: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class CapPrice:
    """The price of one cap of a resource for one need, case or place (*key*)."""

    resource: str
    per: str
    key: str
    price: int


@dataclass(frozen=True, slots=True)
class Dual:
    """The proof for one group: *worth* per need, prices per resource and cap, and K of the weights."""

    kept_needs: int
    worth: dict[str, int]
    resources: dict[str, int]
    caps: tuple[CapPrice, ...]


Certificate = dict[str, Dual]


@dataclass(frozen=True, slots=True)
class Plan:
    """Allocations sorted by need, resource, pinned; *optimal* only where O1 to O5 are proven best."""

    allocations: tuple[Allocation, ...]
    unmet: tuple[Unmet, ...]
    objective: Objective
    optimal: bool
    warnings: tuple[Reason, ...] = ()
    certificate: Certificate = field(default_factory=dict, compare=False)


def plan_to_json(plan: Plan) -> str:
    """The plan as the contract writes it: one row a line, the same bytes for the same plan."""
    allocations = [
        {"need": a.need, "resource": a.resource, "amount": a.amount, "pinned": a.pinned, "why": list(a.why)}
        for a in plan.allocations
    ]
    unmet = [
        {"need": u.need, "amount": u.amount, "because": [dict(r) for r in u.because]} for u in plan.unmet
    ]
    return (
        f'{{"allocations": {_rows(allocations)},\n "unmet": {_rows(unmet)},\n'
        f' "objective": {_dump(plan.objective)},\n "optimal": {_dump(plan.optimal)}}}\n'
    )


def certificate_to_json(certificate: Certificate) -> str:
    """The dual of every group; what is not named has price 0."""
    groups = {
        key: {
            "kept_needs": dual.kept_needs,
            "needs": dual.worth,
            "resources": {name: price for name, price in dual.resources.items() if price},
            "caps": [
                {"resource": c.resource, "per": c.per, "key": c.key, "price": c.price} for c in dual.caps
            ],
        }
        for key, dual in certificate.items()
    }
    return f"{_dump({'groups': groups})}\n"


def instance_to_json(instance: Instance) -> str:
    """The instance as the contract writes it; sets are sorted, records keep their order."""
    needs = [
        {
            **{name: getattr(n, name) for name in ("id", "case", "category", "unit", "item", "amount")},
            **{"urgency": n.urgency, "place": n.place, "attributes": sorted(n.attributes)},
            "due": _day(n.due),
        }
        for n in instance.needs
    ]
    resources = [
        {
            **{name: getattr(r, name) for name in ("id", "kind", "unit", "item", "available")},
            **{name: _words(getattr(r, name)) for name in ("categories", "places", "requires", "excludes")},
            **{"cases": _words(r.cases), "max_urgency": r.max_urgency},
            **{"valid_from": _day(r.valid_from), "expires": _day(r.expires)},
            "caps": [{"per": c.per, "amount": c.amount, "only": c.only} for c in r.caps],
        }
        for r in instance.resources
    ]
    return (
        f'{{"as_of": "{instance.as_of}",\n "needs": {_rows(needs)},\n "resources": {_rows(resources)},\n'
        f' "pinned": {_rows(_pairs(instance.pinned))},\n "previous": {_rows(_pairs(instance.previous))}}}\n'
    )


def _pairs(pairs: tuple[Pair, ...]) -> list[dict[str, object]]:
    return [{"need": p.need, "resource": p.resource, "amount": p.amount} for p in pairs]


def _day(value: object) -> str | None:
    return None if value is None else str(value)


def _words(values: frozenset[str] | None) -> list[str] | None:
    return None if values is None else sorted(values)


def _rows(rows: list[dict[str, object]]) -> str:
    return "[" + ",".join(f"\n  {_dump(row)}" for row in rows) + "]"


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)

"""One source changed: its pots, its promises, and nothing else."""

from __future__ import annotations

import pytest

from matching import Instance, Need, Pair, Resource
from portal.matchmaking.whatif import changeable, varied
from tests.contract.solver_case import AS_OF

POTS = ("fund", "fund/reserve", "fund/medical")


def district() -> Instance:
    pots = tuple(Resource(id, "fund", "yuan", "", 100) for id in POTS)
    gift = Resource("donations/gift", "donation", "yuan", "", 55)
    need = Need("n", "c", "medical", "yuan", "", 90, 0, "370306")
    return Instance(AS_OF, (need,), (gift, *pots), (Pair("n", "donations/gift", 20),))


def available(instance: Instance) -> list[int]:
    return [resource.available for resource in instance.resources]


@pytest.mark.parametrize(
    ("source", "how", "number", "expected"),
    [
        ("donations/gift", "more_percent", 10, [60, 100, 100, 100]),
        ("donations/gift", "less_percent", 100, [20, 100, 100, 100]),
        ("donations/gift", "more", 5, [60, 100, 100, 100]),
        ("donations/gift", "less", 50, [20, 100, 100, 100]),
        ("donations/gift", "out", 0, [20, 100, 100, 100]),
        ("fund", "more_percent", 10, [55, 110, 110, 110]),
        ("fund", "less", 150, [55, 0, 100, 50]),
        ("fund", "less", 1000, [55, 0, 0, 0]),
        ("fund", "more", 7, [55, 107, 100, 100]),
        ("fund", "out", 0, [55, 0, 0, 0]),
        ("projects/gone", "more", 7, [55, 100, 100, 100]),
    ],
)
def test_what_each_change_leaves(source: str, how: str, number: int, expected: list[int]) -> None:
    assert available(varied(district(), source, how, number)) == expected


def test_the_fund_is_one_source() -> None:
    assert changeable(district()) == ["donations/gift", "fund"]

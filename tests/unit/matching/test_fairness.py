"""How even a plan is, and how many sources it takes, by figures that a hand can check."""

import json
import random
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given

import matching
from matching import Allocation, Instance, Need, Pair, Plan, Resource
from matching.__main__ import main
from matching.fairness import NONE, Tally, fairness, gini
from matching.sources import Sources, sources
from tests.contract.solver_case import AS_OF, instances
from tests.unit.matching.example import document


def planned(instance: Instance, *rows: tuple[str, str, int]) -> Plan:
    return Plan(tuple(Allocation(*row) for row in rows), (), {}, False)


def town(needs: dict[str, tuple[int, int, str, str]], **more: tuple[Pair, ...]) -> Instance:
    """id → amount, urgency, place, attributes; one source that is large enough."""
    rows = [
        Need(id, f"c-{id}", "medical", "yuan", "", amount, urgency, place, frozenset(attributes.split()))
        for id, (amount, urgency, place, attributes) in needs.items()
    ]
    return Instance(AS_OF, tuple(rows), (Resource("r", "donation", "yuan", "", 10**6),), **more)


def test_coverage_before_and_after_by_town_and_household_kind() -> None:
    instance = town(
        {
            "a": (100, 0, "east", "child student"),
            "b": (300, 0, "west", ""),
            "c": (50, 1, "west", "child"),
            "none": (0, 0, "west", "child"),
        },
        previous=(Pair("a", "r", 30), Pair("b", "r", 900), Pair("gone", "r", 5)),
        pinned=(Pair("a", "r", 40),),
    )
    levels = fairness(instance, planned(instance, ("a", "r", 100), ("b", "r", 150)))["yuan/"]
    assert list(levels) == ["0", "1", "all"]
    urgent = levels["0"]
    assert urgent.tally == Tally(needs=2, wanted=400, before=340, after=250)
    assert urgent.places == {"east": Tally(1, 100, 40, 100), "west": Tally(1, 300, 300, 150)}
    assert urgent.attributes == {
        NONE: Tally(1, 300, 300, 150),
        "child": Tally(1, 100, 40, 100),
        "student": Tally(1, 100, 40, 100),
    }
    assert levels["all"].categories == {"medical": Tally(3, 450, 340, 250)}


def test_the_lowest_tenth_is_rounded_up_and_pooled() -> None:
    instance = town({f"n{k:02}": (100 * (k + 1), 2, "east", "") for k in range(11)})
    rows = [(f"n{k:02}", "r", 10 * k) for k in range(1, 11)]
    spread = fairness(instance, planned(instance, *rows))["yuan/"]["2"].after
    assert (spread.needs, spread.wanted, spread.met) == (2, 100 + 200, 0 + 10)


def test_the_gini_of_shares() -> None:
    assert gini([7, 7, 7]) == 0
    assert gini([0, 0, 0, 1]) == Fraction(3, 4)
    assert gini([0, 0]) is None
    assert gini([]) is None
    shares = sorted(random.Random(1).choices(range(100), k=40))
    pairs = sum(abs(a - b) for a in shares for b in shares)
    assert gini(shares) == Fraction(pairs, 2 * len(shares) * sum(shares))


@given(instances(most_needs=6, most_resources=4, top=40))
def test_the_parts_sum_to_the_whole_and_the_whole_to_the_objective(instance: Instance) -> None:
    plan = matching.plan(instance)
    levels = fairness(instance, plan).get("yuan/", {})
    urgencies = [level.tally for key, level in levels.items() if key != "all"]
    for level in levels.values():
        for parts in (level.places, level.categories):
            assert sum(part.after for part in parts.values()) == level.tally.after
            assert sum(part.before for part in parts.values()) == level.tally.before
        assert level.after.gini is None or 0 <= level.after.gini < 1
        assert 0 <= level.tally.before <= level.tally.wanted
    if levels:
        assert sum(tally.after for tally in urgencies) == levels["all"].tally.after
        assert sum(tally.after for tally in urgencies) == sum(plan.objective["yuan/"]["covered"])  # type: ignore[arg-type]


def test_sources_per_need_count_a_pin_and_what_is_new_once() -> None:
    instance = replace(
        town({"a": (100, 0, "east", ""), "b": (100, 0, "east", ""), "c": (9, 0, "east", "")}),
        resources=(Resource("r", "donation", "yuan", "", 99), Resource("s", "donation", "yuan", "", 99)),
    )
    rows = (
        *(Allocation("a", "r", 4, True), Allocation("a", "r", 5), Allocation("a", "s", 10)),
        Allocation("b", "s", 10),
    )
    assert sources(instance, rows) == {"yuan/": Sources(needs=2, rows=3, worst=2, small=1)}
    assert sources(instance, ()) == {"yuan/": Sources(needs=0, rows=0, worst=0, small=0)}


def test_the_report_beside_the_plan(tmp_path: Path) -> None:
    instance, report = tmp_path / "instance.json", tmp_path / "report.json"
    instance.write_text(json.dumps(document()), encoding="utf-8")
    assert main(["plan", str(instance), "-o", str(tmp_path / "plan.json"), "--report", str(report)]) == 0
    groups = json.loads(report.read_text(encoding="utf-8"))["groups"]
    urgent = groups["yuan/"]["urgencies"]["0"]
    assert (urgent["needs"], urgent["wanted"]) == (1, 12000)
    assert urgent["before"]["met"] == 4000
    assert urgent["after"] == {
        "met": 11000,
        "lowest_tenth": {"needs": 1, "wanted": 12000, "met": 11000},
        "gini": [0, 1],
    }
    assert urgent["attributes"] == {"child": {"needs": 1, "wanted": 12000, "before": 4000, "after": 11000}}
    assert groups["yuan/"]["sources_per_need"] == {"needs": 2, "rows": 3, "worst": 2, "under_10_yuan": 0}
    assert groups["hour/care"]["sources_per_need"]["under_10_yuan"] is None
    assert groups["hour/care"]["urgencies"]["2"]["after"]["gini"] is None


@pytest.mark.parametrize("solver", matching.SOLVERS)
def test_the_report_is_the_same_whatever_the_order(solver: str) -> None:
    told = document()
    instance = matching.read_instance(json.dumps(told))
    told["needs"].reverse()
    told["resources"].reverse()
    other = matching.read_instance(json.dumps(told))
    reports = [matching.report_to_json(x, matching.plan(x, solver)) for x in (instance, other)]
    assert reports[0] == reports[1]

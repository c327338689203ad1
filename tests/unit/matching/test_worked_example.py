"""The worked example of docs/matching.md, figure by figure."""

import json
from fractions import Fraction

import pytest

import matching
from matching import BadInput, Instance, Plan
from matching.fairness import fairness
from tests.unit.matching.example import document


@pytest.fixture
def instance() -> Instance:
    return matching.read_instance(json.dumps(document()))


@pytest.fixture
def plan(instance: Instance) -> Plan:
    return matching.plan(instance)


def test_the_plan(plan: Plan) -> None:
    rows = [(row.need, row.resource, row.amount, row.pinned) for row in plan.allocations]
    assert rows == [
        ("n1", "donation", 5000, False),
        ("n1", "donation", 1000, True),
        ("n1", "fund", 5000, False),
        ("n2", "school", 3000, False),
    ]
    assert plan.optimal
    assert plan.objective == {
        "hour/care": {
            **{"covered": [0, 0, 0], "unfairness": [0, 0, 0], "fund": 0, "kept": 0, "expiry": 0},
        },
        "yuan/": {
            "covered": [11000, 3000, 0],
            "unfairness": [1200 * 45 + 200 * 10, 360 * 36 + 120 * 9, 0],
            "fund": 5000,
            "kept": 4000,
            "expiry": 6000 * 60 + 5000 * 365 + 3000 * 365,
        },
    }


def test_why(plan: Plan) -> None:
    assert [row.why for row in plan.allocations] == [
        ("designated: medical", "place: 370306", "requires: child", "kept: 3000", "expires_in: 60"),
        (
            *("pinned: 1000", "designated: medical", "place: 370306", "requires: child"),
            "expires_in: 60",
        ),
        ("urgency_at_most: 0", "last_resort: fund"),
        ("designated: education", "requires: student"),
    ]


def test_because(plan: Plan) -> None:
    assert [
        (short.need, short.amount, [dict(reason) for reason in short.because]) for short in plan.unmet
    ] == [
        (
            "n1",
            1000,
            [
                *(
                    {
                        "rule": "cap",
                        "resource": "fund",
                        "per": "need",
                        "key": "n1",
                        "amount": 5000,
                        "left": 45000,
                    },
                    {
                        "rule": "cap",
                        "resource": "donation",
                        "per": "case",
                        "key": "c1",
                        "amount": 6000,
                        "left": 2000,
                    },
                ),
            ],
        ),
        (
            "n2",
            600,
            [
                {"rule": "available", "resource": "school", "available": 3000},
                {"rule": "H6", "resource": "fund", "max_urgency": 0, "left": 45000},
                {"rule": "H2", "resource": "donation", "categories": ["medical"], "left": 2000},
            ],
        ),
        ("n3", 40, [{"rule": "no_resource"}]),
    ]


def test_rank_puts_the_fund_last(instance: Instance) -> None:
    ranking = matching.rank(instance, "n1")
    assert [(row.resource, row.amount) for row in ranking.candidates] == [("donation", 5000), ("fund", 5000)]
    assert ranking.missing == 11000
    assert ranking.because == ()
    assert [dict(reason) for reason in matching.rank(instance, "n3").because] == [{"rule": "no_resource"}]


def test_explain_names_the_next_best(instance: Instance, plan: Plan) -> None:
    told = matching.explain(instance, plan, "n2")
    assert (told.amount, told.met, told.missing) == (3600, 3000, 600)
    assert told.sources[0].next is None
    assert told.because == plan.unmet[1].because


def test_explain_says_which_aim_decided() -> None:
    changed = document()
    changed["resources"][0] |= {"available": 20000, "caps": []}
    instance = matching.read_instance(json.dumps(changed))
    told = matching.explain(instance, matching.plan(instance), "n1")
    assert [(source.resource, dict(source.next or {})) for source in told.sources] == [
        ("donation", {"rule": "fund", "resource": "fund", "left": 5000}),
    ] * 2


def test_explain_refuses_a_plan_of_another_instance(instance: Instance, plan: Plan) -> None:
    fewer = document()
    fewer["resources"].pop()
    with pytest.raises(BadInput, match="school"):
        matching.explain(matching.read_instance(json.dumps(fewer)), plan, "n1")


def test_the_proof_by_hand(plan: Plan) -> None:
    dual = plan.certificate["yuan/"]
    assert dual.kept_needs == 1
    assert dual.worth == {"n1": 30744, "n2": 17568}
    assert {name: price for name, price in dual.resources.items() if price} == {"school": 17203}
    assert [(cap.resource, cap.per, cap.key, cap.price) for cap in dual.caps] == [
        ("donation", "case", "c1", 30684),
        ("fund", "need", "n1", 29647),
    ]


def test_how_even_it_is(instance: Instance, plan: Plan) -> None:
    whole = fairness(instance, plan)["yuan/"]["all"]
    assert (whole.tally.before, whole.tally.after) == (4000, 14000)
    assert (whole.before.gini, round(float(whole.after.gini or 0), 3)) == (Fraction(1, 2), 0.024)

"""What if: what changes, for whom, when a source has more, less, or goes away."""

import json
from dataclasses import replace
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

import matching
from matching import Instance, Need, Resource
from matching.__main__ import main
from matching.compare import Covered, Side, compare
from tests.contract.solver_case import AS_OF, instances
from tests.unit.matching.example import document


def town(amount: int, *, contract: bool = True) -> Instance:
    needs = (
        Need("cold", "c1", "housing", "yuan", "", 100, 0, "370306"),
        Need("school", "c2", "education", "yuan", "", 100, 1, "370306"),
        Need("care", "c3", "care", "hour", "care", 10, 2, "370306"),
    )
    gift = Resource("gift", "donation", "yuan", "", amount)
    hours = Resource("hours", "contract", "hour", "care", 10)
    return Instance(AS_OF, needs, (gift, hours) if contract else (gift,))


def test_a_tenth_more_helps_whom_it_reaches_and_nobody_else() -> None:
    found = compare(town(150), town(165))
    (change,) = found.changes
    assert (change.need, change.case, change.gain) == ("school", "c2", 15)
    assert change.before == Side(100, 50, {"gift": 50})
    assert change.after == Side(100, 65, {"gift": 65})
    assert found.unchanged == 2
    assert found.covered_after["yuan/"][1] == Covered(needs=1, wanted=100, met=65)
    assert (len(found.winners), len(found.losers)) == (1, 0)


def test_a_contract_that_goes_away_is_lost_by_those_it_served() -> None:
    found = compare(town(150), town(150, contract=False))
    assert [(change.need, change.gain) for change in found.losers] == [("care", -10)]


def test_a_need_that_only_one_of_them_has() -> None:
    less = replace(town(150), needs=town(150).needs[1:])
    (gone, more) = compare(town(150), less).changes
    assert (gone.need, gone.after, gone.gain) == ("cold", None, -100)
    assert (more.need, more.gain) == ("school", 50)
    (back, fewer) = compare(less, town(150)).changes
    assert (back.before, fewer.gain) == (None, -50)


@given(instances(most_needs=5, most_resources=4, top=12), st.randoms(use_true_random=False))
def test_nothing_changes_for_nobody_whatever_the_order(instance: Instance, mixed: object) -> None:
    resources, needs = list(instance.resources), list(instance.needs)
    mixed.shuffle(resources)  # type: ignore[attr-defined]
    mixed.shuffle(needs)  # type: ignore[attr-defined]
    found = compare(instance, replace(instance, resources=tuple(resources), needs=tuple(needs)))
    first, second = found.before.objective, found.after.objective
    assert {key: row["covered"] for key, row in first.items()} == {
        key: row["covered"] for key, row in second.items()
    }
    assert found.changes == ()


def test_the_command(tmp_path: Path) -> None:
    files = [tmp_path / name for name in ("a.json", "b.json", "out.json")]
    files[0].write_text(json.dumps(document()), encoding="utf-8")
    poorer = document()
    poorer["resources"] = [r for r in poorer["resources"] if r["id"] != "school"]
    files[1].write_text(json.dumps(poorer), encoding="utf-8")
    assert main(["compare", str(files[0]), str(files[1]), "-o", str(files[2])]) == 0
    told = json.loads(files[2].read_text(encoding="utf-8"))
    assert (told["gain"], told["lose"], told["moved"], told["unchanged"]) == (0, 1, 0, 2)
    assert told["needs"] == [
        {
            **{"need": "n2", "case": "c1", "group": "yuan/", "urgency": 1, "gain": -3000},
            "before": {"amount": 3600, "met": 3000, "sources": {"school": 3000}},
            "after": {"amount": 3600, "met": 0, "sources": {}},
        }
    ]
    money = told["groups"]["yuan/"]
    assert money["before"]["urgencies"]["1"] == {"needs": 1, "wanted": 3600, "met": 3000}
    assert money["after"]["objective"]["covered"] == [11000, 0, 0]


def test_a_bad_second_file_writes_nothing(tmp_path: Path) -> None:
    good, bad = tmp_path / "a.json", tmp_path / "b.json"
    good.write_text(json.dumps(document()), encoding="utf-8")
    bad.write_text("{}", encoding="utf-8")
    assert main(["compare", str(good), str(bad), "-o", str(tmp_path / "out.json")]) == 2
    assert not (tmp_path / "out.json").exists()


def test_kept_counts_what_stands_of_the_first_plan() -> None:
    found = matching.compare(town(150), town(120))
    assert found.after.objective["yuan/"]["kept"] == 120

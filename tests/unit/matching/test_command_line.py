"""JSON in, JSON out; a bad file gets status 2 and one line naming record and field, and nothing is written."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from matching.__main__ import main
from tests.unit.matching.example import document

Change = Callable[[dict[str, Any]], object]


def need(**fields: object) -> Change:
    return lambda d: d["needs"][0].update(fields)


def resource(**fields: object) -> Change:
    return lambda d: d["resources"][0].update(fields)


def cap(**fields: object) -> Change:
    return lambda d: d["resources"][0]["caps"][0].update(fields)


def pinned(**fields: object) -> Change:
    return lambda d: d["pinned"][0].update(fields)


def without(kind: str, field: str) -> Change:
    return lambda d: d[kind][0].pop(field)


WRONG: list[tuple[Change, str, str]] = [
    *((need(**{field: None}), "n1", field) for field in ("case", "category", "unit", "item", "amount")),
    *((need(**{field: None}), "n1", field) for field in ("urgency", "place", "attributes")),
    *((need(**{field: 7}), "n1", field) for field in ("case", "category", "unit", "item", "place")),
    *((need(amount=value), "n1", "amount") for value in (-1, True, 1.0, "5", 10**18, [], 10**400)),
    *((need(urgency=value), "n1", "urgency") for value in (-1, 3, False, "0")),
    *((need(due=value), "n1", "due") for value in (5, "2026-02-30", "20261201", "2026-W01-1", "", "morgen")),
    *((need(attributes=value), "n1", "attributes") for value in ("child", [1], {}, [None])),
    *((without("needs", field), "", field) for field in ("id", "amount", "due", "attributes")),
    *((without("resources", field), "donation", field) for field in ("kind", "available", "caps", "expires")),
    (need(id=None), "need number 1", "id"),
    (need(id=""), "need number 1", "id"),
    (need(id="n2"), "n2", "id"),
    (need(unit="a/b"), "n1", "unit"),
    (need(colour="red"), "n1", "colour"),
    (need(case="\ud800"), "n1", "case"),
    (need(case="c2"), "n3", "place"),
    *((resource(available=value), "donation", "available") for value in (-1, True, None, 2.5)),
    *((resource(kind=value), "donation", "kind") for value in ("gift", None, 3)),
    *((resource(categories=value), "donation", "categories") for value in ("medical", [3], True)),
    *((resource(requires=value), "donation", "requires") for value in (None, "child")),
    *((resource(max_urgency=value), "donation", "max_urgency") for value in (3, "0", True)),
    (resource(valid_from="2026-13-01"), "donation", "valid_from"),
    (resource(id="fund"), "fund", "id"),
    (resource(caps={}), "donation", "caps"),
    (resource(caps=[5]), "donation", "caps[0]"),
    (cap(per="town"), "donation", "per"),
    (cap(amount=-5), "donation", "amount"),
    (cap(onyl="c1"), "donation", "onyl"),
    (cap(only=3), "donation", "only"),
    (cap(per="place", only="3703"), "donation", "caps[0].only"),
    (pinned(amount=0), "pinned", "amount"),
    (pinned(amount=6001), "donation", "amount"),
    (pinned(need="n9"), "n9", "need"),
    (pinned(resource="r9"), "r9", "resource"),
    (pinned(need="n3"), "n3", "resource"),
    (lambda d: d["pinned"].append(d["pinned"][0]), "pinned", "n1"),
    (lambda d: d["previous"].append(d["previous"][0]), "previous", "n1"),
    (lambda d: d["previous"][0].update(amount=True), "previous", "amount"),
    (lambda d: d.pop("as_of"), "instance", "as_of"),
    (lambda d: d.update(as_of="today"), "instance", "as_of"),
    (lambda d: d.update(needs={}), "instance", "needs"),
    (lambda d: d.update(needs=[5]), "need number 1", "object"),
    (lambda d: d.update(pinned=None), "instance", "pinned"),
    (lambda d: d.update(notes=[]), "instance", "notes"),
]

BROKEN = [
    b"",
    b"[]",
    b"5",
    b'{"as_of": ',
    b"\xff\xfe",
    b"[" * 100_000,
    b'{"as_of": NaN}',
    b'{"as_of": -Infinity}',
    b'{"as_of": "2026-11-23", "as_of": "2026-11-24"}',
    b'{"as_of": ' + b"9" * 5000 + b"}",
]


def refused(content: bytes, folder: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """The one line a bad instance gets."""
    file, out, proof = folder / "instance.json", folder / "plan.json", folder / "proof.json"
    file.write_bytes(content)
    assert main(["plan", str(file), "-o", str(out), "--certificate", str(proof)]) == 2
    written = capsys.readouterr()
    assert written.out == ""
    assert written.err.endswith("\n")
    assert written.err.count("\n") == 1
    assert sorted(path.name for path in folder.iterdir()) == ["instance.json"]
    return written.err


@pytest.mark.parametrize("number", range(len(WRONG)))
def test_a_wrong_record_is_named(number: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change, record, field = WRONG[number]
    wrong = document()
    change(wrong)
    line = refused(json.dumps(wrong).encode(), tmp_path, capsys)
    assert record in line
    assert field in line


@pytest.mark.parametrize("number", range(len(BROKEN)))
def test_a_broken_file_is_refused(number: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert refused(BROKEN[number], tmp_path, capsys)


def test_a_file_cut_anywhere_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    whole = json.dumps(document()).encode()
    for end in range(0, len(whole), 97):
        assert refused(whole[:end], tmp_path, capsys)


@pytest.fixture
def instance(tmp_path: Path) -> Path:
    file = tmp_path / "instance.json"
    file.write_text(json.dumps(document()), encoding="utf-8")
    return file


def run(*arguments: object, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "matching", *map(str, arguments)]
    return subprocess.run(command, input=given, capture_output=True, check=False)


def test_plan_and_verify_through_files_and_pipes(instance: Path, tmp_path: Path) -> None:
    plan, proof = tmp_path / "plan.json", tmp_path / "proof.json"
    done = run("plan", instance, "-o", plan, "--certificate", proof, "--progress")
    assert (done.returncode, done.stdout) == (0, b"")
    assert b"yuan/" in done.stderr
    assert run("plan", "-", given=instance.read_bytes()).stdout == plan.read_bytes()
    assert run("verify", instance, plan, proof).returncode == 0
    assert json.loads(plan.read_text(encoding="utf-8"))["optimal"] is True


def test_a_plan_changed_by_one_unit_does_not_hold(instance: Path, tmp_path: Path) -> None:
    plan = json.loads(run("plan", instance).stdout)
    plan["allocations"][0]["amount"] -= 1
    changed = tmp_path / "plan.json"
    changed.write_text(json.dumps(plan), encoding="utf-8")
    done = run("verify", instance, changed)
    assert done.returncode == 1
    assert b"n1" in done.stdout


def test_rank_and_explain_answer_in_json(instance: Path, tmp_path: Path) -> None:
    plan = tmp_path / "plan.json"
    run("plan", instance, "-o", plan)
    assert json.loads(run("rank", instance, "n2").stdout)["candidates"][0]["resource"] == "school"
    assert json.loads(run("explain", instance, plan, "n2").stdout)["missing"] == 600


def test_place_says_what_one_more_need_would_get_and_what_would_move(instance: Path, tmp_path: Path) -> None:
    plan, arriving = tmp_path / "plan.json", tmp_path / "need.json"
    run("plan", instance, "-o", plan)
    need = {**document()["needs"][1], "id": "n8", "case": "c8", "amount": 100, "urgency": 0}
    arriving.write_text(json.dumps(need), encoding="utf-8")
    done = run("place", instance, plan, arriving)
    assert (done.returncode, done.stderr) == (0, b"")
    placed = json.loads(done.stdout)
    assert (placed["need"], placed["amount"], placed["missing"]) == ("n8", 100, 0)
    assert placed["optimal"] is True
    whole = document()
    whole["needs"].append(need)
    again = json.loads(run("plan", "-", given=json.dumps(whole).encode()).stdout)["objective"]["yuan/"]
    before = json.loads(plan.read_text(encoding="utf-8"))["objective"]["yuan/"]
    assert placed["objective"]["covered"] == [a - b for a, b in zip(again["covered"], before["covered"])]
    assert placed["objective"]["expiry"] == again["expiry"] - before["expiry"]


@pytest.mark.parametrize(
    ("field", "value"), [("amount", -1), ("urgency", "0"), ("id", "n1"), ("place", None)]
)
def test_an_arriving_need_that_is_wrong_is_named(
    field: str, value: object, instance: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan, arriving = tmp_path / "plan.json", tmp_path / "need.json"
    assert main(["plan", str(instance), "-o", str(plan)]) == 0
    need = {**document()["needs"][1], "id": "n8", field: value}
    arriving.write_text(json.dumps(need), encoding="utf-8")
    assert main(["place", str(instance), str(plan), str(arriving)]) == 2
    written = capsys.readouterr()
    assert written.out == ""
    assert written.err.count("\n") == 1
    assert need["id"] in written.err
    assert field in written.err


@pytest.mark.parametrize(
    "arguments",
    [
        ["place", "{instance}", "{instance}", "{instance}"],
        ["rank", "{instance}", "n9"],
        ["explain", "{instance}", "{instance}", "n1"],
        ["verify", "{instance}", "{instance}"],
        ["plan", "nowhere.json"],
        ["plan", "{instance}", "-o", "nowhere/plan.json"],
        ["plan", "{instance}", "--solver", "magic"],
        ["plan", "{instance}", "--solver", "greedy", "--certificate", "proof.json"],
        [],
    ],
)
def test_wrong_calls_get_one_line(arguments: list[str], instance: Path) -> None:
    done = run(*(word.replace("{instance}", str(instance)) for word in arguments))
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.count(b"\n") == 1
    assert b"Traceback" not in done.stderr


def test_a_pin_that_no_longer_fits_stands_with_a_warning(instance: Path) -> None:
    changed = document()
    changed["resources"][0]["expires"] = "2026-11-01"
    done = run("plan", "-", given=json.dumps(changed).encode())
    assert done.returncode == 0
    assert b'"rule": "H7"' in done.stderr
    assert json.loads(done.stdout)["allocations"][0]["pinned"] is True

"""The bench's linear program owes nothing to our solver: it finds the same optimum, and no plan is worth more."""

import json
from pathlib import Path

import pytest

import matching
from tests.bench.linear import solve
from tests.bench.matching_scale import main, value_of
from tests.contract.solver_case import shared_program


@pytest.mark.parametrize(("seed", "scarcity"), [(1, 0.6), (2, 1.0), (3, 0.3)])
def test_the_bound_is_what_our_plan_is_worth(seed: int, scarcity: float, tmp_path: Path) -> None:
    file = tmp_path / "instance.json"
    file.write_text(
        json.dumps(shared_program("make_instance").instance(120, 25, seed, scarcity)), encoding="utf-8"
    )
    instance = matching.read_instance(file.read_bytes())
    found, ours = solve(str(file)), matching.plan(instance)
    assert found["objective"] == ours.objective
    best = sum(value_of(figures) for figures in ours.objective.values())
    assert found["value"] == pytest.approx(best, rel=1e-9)
    queue = matching.plan(instance, "greedy")
    assert sum(value_of(figures) for figures in queue.objective.values()) < best


def test_the_bench_prints_a_row_a_solver(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--sizes", "60x12", "--runs", "1"]) == 0
    rows = [row.split(" | ") for row in capsys.readouterr().out.splitlines()[2:]]
    assert [row[1] for row in rows] == ["flow", "greedy", "linear"]
    assert rows[0][-1] == "1.000000, proven |"
    assert rows[0][6:15] == rows[2][6:15], "every aim is the linear program's"

"""The matcher from 1,000×100 to 1,000,000×10,000 beside a queue and a linear program: time, memory, every aim.

``make bench-matching`` runs all of it, ``ARGS`` goes on to this command: ``--sizes 1000x100,10000x1000``, ``--runs 3``,
``--largest-runs 1``, ``--write`` puts the table into docs/matching.md and the picture beside it. Each run is a process
of its own, from file to file, on make_instance.py with seed 1 and scarcity 0.6; figures are medians.
"""

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from matching.weight import KEPT_WEIGHT, fund_weight
from tests.bench.scale_page import table, write
from tests.beside import SHARED

SIZES = ((1_000, 100), (10_000, 1_000), (100_000, 10_000), (1_000_000, 10_000))
LARGEST = 1_000_000
SOLVERS = ("flow", "greedy", "linear")
LINEAR_PAIRS = 10_000_000
"""Needs × resources up to which the linear program fits: there it took 330 processor seconds and 1.3 GB."""
LONG_PAIRS = 1_000_000
"""From here on the linear program runs once: it takes minutes."""
SEED, SCARCITY = 1, 0.6


@dataclass(frozen=True)
class Result:
    """One solver at one size: medians, and the plan's figures; *value* is what our weights make of the aims."""

    needs: int
    resources: int
    solver: str
    runs: int
    processor: float
    wall: float
    peak_mb: int
    objective: dict[str, dict[str, Any]]
    value: float
    optimal: bool

    @property
    def money(self) -> dict[str, Any]:
        return self.objective["fen/"]


def main(argv: list[str] | None = None) -> int:
    """Prints one Markdown table; 1 where a plan of the flow solver is not proven, 2 without the contract's programs."""
    asked = _arguments(argv)
    if not (SHARED / "contracts" / "make_instance.py").exists():
        print("scale: ../shared/contracts is not beside this checkout, nothing is measured", file=sys.stderr)
        return 2
    results: list[Result] = []
    for needs, resources in asked.sizes:
        runs = asked.largest_runs if needs >= LARGEST else asked.runs
        results += _at_size(needs, resources, runs, asked.linear_pairs)
    print(table(results), flush=True)
    if asked.write:
        write(results)
    return int(not all(result.optimal for result in results if result.solver == "flow"))


def small() -> int:
    """The two sizes that take a minute."""
    return main(["--sizes", "1000x100,10000x1000", "--runs", "1", "--linear-pairs", str(LONG_PAIRS)])


def _arguments(argv: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.matching_scale", description=__doc__)
    parser.add_argument(
        "--sizes", type=_sizes, default=SIZES, help="NEEDSxRESOURCES, with commas between them"
    )
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--largest-runs", type=int, default=1, help=f"runs from {LARGEST:,} needs on")
    parser.add_argument(
        "--linear-pairs",
        type=int,
        default=LINEAR_PAIRS,
        help="needs × resources up to which the linear program runs",
    )
    parser.add_argument("--write", action="store_true", help="table and picture into docs/")
    return parser.parse_args(argv)


def _sizes(text: str) -> list[tuple[int, int]]:
    pairs = [size.split("x") for size in text.split(",")]
    return [(int(needs), int(resources)) for needs, resources in pairs]


def _at_size(needs: int, resources: int, runs: int, linear_pairs: int) -> list[Result]:
    with tempfile.TemporaryDirectory() as folder:
        instance = Path(folder) / "instance.json"
        _make(instance, needs, resources)
        found = []
        for solver in SOLVERS:
            if solver == "linear" and needs * resources > linear_pairs:
                continue
            is_long = solver == "linear" and needs * resources > LONG_PAIRS
            measured = [_run(instance, solver) for _ in range(1 if is_long else runs)]
            print(
                f"{needs:,}×{resources:,} {solver}: {measured[0]['wall']:.1f} s", file=sys.stderr, flush=True
            )
            found.append(_result(needs, resources, solver, measured))
        return found


def _make(instance: Path, needs: int, resources: int) -> None:
    """In a process of its own: this one stays small."""
    program = SHARED / "contracts" / "make_instance.py"
    words = [sys.executable, program, "--needs", needs, "--resources", resources, "--seed", SEED]
    with instance.open("wb") as file:
        subprocess.run([str(word) for word in (*words, "--scarcity", SCARCITY)], check=True, stdout=file)


def _run(instance: Path, solver: str) -> dict[str, Any]:
    plan = instance.with_name("plan.json")
    asked = [instance] if solver == "linear" else [instance, "-o", plan, "--solver", solver]
    words = ["-m", "tests.bench.timed", "linear" if solver == "linear" else "plan", *asked]
    told = subprocess.run(
        [sys.executable, *map(str, words)], check=True, capture_output=True, text=True
    ).stdout
    measured: dict[str, Any] = json.loads(told)
    return measured if solver == "linear" else measured | _end_of(plan)


def _end_of(plan: Path) -> dict[str, Any]:
    """The objective and the proof stand in the last two lines; all else of a large plan is not read."""
    with plan.open("rb") as file:
        file.seek(max(0, plan.stat().st_size - 1_000_000))
        objective, optimal = file.read().decode(errors="ignore").rstrip().rsplit("\n", 2)[-2:]
    made: dict[str, Any] = json.loads("{" + objective + optimal)
    return made


def _result(needs: int, resources: int, solver: str, measured: list[dict[str, Any]]) -> Result:
    first = measured[0]
    value = first["value"] if solver == "linear" else sum(map(value_of, first["objective"].values()))
    return Result(
        *(needs, resources, solver, len(measured)),
        *(statistics.median(run[name] for run in measured) for name in ("processor", "wall")),
        int(statistics.median(run["peak_mb"] for run in measured)),
        *(first["objective"], value, bool(first.get("optimal", False))),
    )


def value_of(figures: dict[str, Any]) -> int:
    """What a plan without a previous one earns by the weights of matching.weight (K = 0), from its figures alone.

    A unit in slice k of urgency u earns (31 − 10u − k)·2·w3, and unfairness is the sum of the k.
    """
    w3 = fund_weight(0)
    met = sum(
        (31 - 10 * u) * covered - unfair
        for u, (covered, unfair) in enumerate(zip(figures["covered"], figures["unfairness"]))
    )
    earned: int = 2 * w3 * met - w3 * figures["fund"] + KEPT_WEIGHT * figures["kept"] - figures["expiry"]
    return earned


if __name__ == "__main__":
    sys.exit(main())

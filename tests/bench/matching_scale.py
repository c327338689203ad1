"""The matcher at four sizes, each run a program of its own: processor and wall seconds, peak memory, what is met."""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.beside import SHARED
from tests.contract.solver_case import shared_program

SIZES = ((1_000, 100), (10_000, 1_000), (100_000, 10_000))
LARGEST = (1_000_000, 10_000)  # Some six minutes and 5 GB: only where MATCHING_LARGEST=1 is set.
SEED, SCARCITY = 1, 0.6
HEAD = (
    "needs × resources",
    "solver",
    "processor s",
    "wall s",
    "peak MB",
    "urgency 0",
    "urgency 1",
    "urgency 2",
    "best",
)


def main() -> int:
    """Prints one Markdown table; 1 where a plan of the flow solver is not proven, 2 without the contract's programs."""
    if not (SHARED / "contracts" / "make_instance.py").exists():
        print("scale: ../shared/contracts is not beside this checkout, nothing is measured", file=sys.stderr)
        return 2
    print("| " + " | ".join(HEAD) + " |\n" + "| --- " * len(HEAD) + "|", flush=True)
    proven = True
    largest = [LARGEST] if os.environ.get("MATCHING_LARGEST") else []
    for needs, resources in (*SIZES, *largest):
        document = shared_program("make_instance").instance(needs, resources, SEED, SCARCITY)
        for solver in ("flow", "greedy") if needs < 100_000 else ("flow",):
            row, optimal = _measure(document, solver)
            proven &= optimal or solver == "greedy"
            print("| " + " | ".join((f"{needs:,}×{resources:,}", solver, *row)) + " |", flush=True)
    return int(not proven)


def _measure(document: dict[str, object], solver: str) -> tuple[list[str], bool]:
    """One run from file to file: reading, solving, proving, explaining, checking and writing."""
    with tempfile.TemporaryDirectory() as folder:
        instance, plan = Path(folder) / "instance.json", Path(folder) / "plan.json"
        instance.write_text(json.dumps(document), encoding="utf-8")
        words = [sys.executable, "-m", "tests.bench.timed", "plan", instance, "-o", plan, "--solver", solver]
        told = subprocess.run(
            [str(word) for word in words], check=True, capture_output=True, text=True
        ).stdout
        processor, wall, peak = told.split()
        made = json.loads(plan.read_text(encoding="utf-8"))
    covered = made["objective"]["fen/"]["covered"]
    return [processor, wall, peak, *(f"{met:,}" for met in covered), str(made["optimal"]).lower()], made[
        "optimal"
    ]

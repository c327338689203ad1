"""The matcher on two instances of 2,000×200: proven by the contract's own checker, timed beside greedy."""

import contextlib
import io
import json
import sys
import tempfile
import time
from pathlib import Path
from types import ModuleType

import matching
from matching import Instance, Plan
from tests.beside import SHARED
from tests.contract.solver_case import shared_program, with_a_past

SIZES = ((2000, 200, 1, 0.6), (2000, 200, 2, 1.0))
HEAD = ("instance", "solver", "seconds", "urgency 0 met", "1", "2", "fund", "rows", "per need", "checked")


def main() -> int:
    """Prints one table; 1 where a plan is wrong, 2 where the contract's programs are missing."""
    if not (SHARED / "contracts" / "check_plan.py").exists():
        print(
            "matching: ../shared/contracts is not beside this checkout, nothing is measured", file=sys.stderr
        )
        return 2
    make, check = shared_program("make_instance"), shared_program("check_plan")
    print("matching\n" + " ".join(f"{word:>14}" for word in HEAD))
    wrong = False
    for needs, resources, seed, scarcity in SIZES:
        document = with_a_past(make.instance(needs, resources, seed, scarcity), seed)
        instance = matching.read_instance(json.dumps(document))
        for solver in matching.SOLVERS:
            started = time.perf_counter()
            plan = matching.plan(instance, solver)
            seconds = time.perf_counter() - started
            verdict = _verdict(check, document, plan, optimum=solver == "flow")
            wrong |= verdict != "0 wrong"
            row = (
                f"{needs}x{resources} #{seed}",
                solver,
                f"{seconds:.2f}",
                *_figures(instance, plan),
                verdict,
            )
            print(" ".join(f"{word:>14}" for word in row), flush=True)
    return int(wrong)


def _figures(instance: Instance, plan: Plan) -> list[str]:
    """What part of the money asked for is met in each urgency, and how it is spread."""
    asked = [0, 0, 0]
    for need in instance.needs:
        asked[need.urgency] += need.amount if need.group == "fen/" else 0
    money = plan.objective["fen/"]
    covered, fund = money["covered"], money["fund"]
    assert isinstance(covered, list)
    per_need = len(plan.allocations) / max(1, len({row.need for row in plan.allocations}))
    shares = [f"{100 * met / max(1, all_of_it):.1f} %" for met, all_of_it in zip(covered, asked)]
    return [*shares, str(fund), str(len(plan.allocations)), f"{per_need:.2f}"]


def _verdict(check: ModuleType, document: dict[str, object], plan: Plan, optimum: bool) -> str:
    """The last line of check_plan.py, run as a program would be."""
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder) / name for name in ("instance.json", "plan.json")]
        files[0].write_text(json.dumps(document), encoding="utf-8")
        files[1].write_text(matching.plan_to_json(plan), encoding="utf-8")
        said, arguments = io.StringIO(), sys.argv
        sys.argv = ["check_plan.py", *map(str, files), *(["--optimum"] if optimum else [])]
        try:
            with contextlib.redirect_stdout(said):
                check.main()
        finally:
            sys.argv = arguments
    return said.getvalue().splitlines()[-1]

"""One arriving need on a held plan of 100,000×10,000: what could help it, and the best change of the plan for it."""

import json
import random
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace

import matching
from matching import Instance, Need
from tests.beside import SHARED
from tests.contract.solver_case import shared_program

NEEDS, RESOURCES, SEED, SCARCITY = 100_000, 10_000, 1, 0.6
CALLS = 200
MOST_MS = 50  # What the project asks for, at the 95th percentile.


def main() -> int:
    """Prints one Markdown table; 1 where a placement is not the optimum, 2 without the contract's programs."""
    if not (SHARED / "contracts" / "make_instance.py").exists():
        print("online: ../shared/contracts is not beside this checkout, nothing is measured", file=sys.stderr)
        return 2
    instance = _made(NEEDS, SEED)
    plan = matching.plan(instance)
    started = time.perf_counter()
    held = matching.hold(instance, plan)
    print(f"held after {time.perf_counter() - started:.1f} s")
    arriving = list(_arriving(instance))
    print(
        "| one of " + f"{CALLS} calls | median ms | p95 ms | worst ms | asked p95 ms |\n" + "| --- " * 5 + "|"
    )
    _, ranked = _timed(held.rank, arriving)
    placed, tried = _timed(lambda need: matching.place(held, need), arriving)
    kept, stood = _timed(lambda need: matching.place(held, need, keep=True), arriving)
    for name, times in (("rank", ranked), ("place", tried), ("place, kept", stood)):
        median, p95, worst = (times[int(len(times) * share)] for share in (0.5, 0.95, 0.999))
        print(f"| {name} | {median:.1f} | {p95:.1f} | {worst:.1f} | {MOST_MS} |", flush=True)
    moved = sum(bool(placement.moved) for placement in placed)
    print(
        f"{moved} of {CALLS} move others; {sum(p.optimal for p in (*placed, *kept))} of {2 * CALLS} are best"
    )
    return int(not all(placement.optimal for placement in (*placed, *kept)))


def _made(needs: int, seed: int) -> Instance:
    document = shared_program("make_instance").instance(needs, RESOURCES, seed, SCARCITY)
    return matching.read_instance(json.dumps(document))


def _arriving(instance: Instance) -> Iterator[Need]:
    """Needs of another seed, every second one in a case that is there already."""
    mixed = random.Random(SEED)
    for number, need in enumerate(_made(10 * CALLS, SEED + 1).needs[:CALLS]):
        home = mixed.choice(instance.needs)
        there = {"case": home.case, "place": home.place, "attributes": home.attributes}
        apart = {"case": f"new case {number}"}
        yield replace(need, id=f"new {number}", **(there if number % 2 else apart))


def _timed(call: Callable[[Need], object], arriving: list[Need]) -> tuple[list, list[float]]:
    """What the calls answer, and their milliseconds in ascending order."""
    answers, times = [], []
    for need in arriving:
        started = time.perf_counter()
        answers.append(call(need))
        times.append(1000 * (time.perf_counter() - started))
    return answers, sorted(times)


if __name__ == "__main__":
    sys.exit(main())

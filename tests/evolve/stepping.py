"""Runs test steps on a database in a process of its own, as `jiujinan evolve` does with the real ones.

Arguments: the database's URI, then names of steps below, then --dry-run where wanted.
"""

from __future__ import annotations

import sys
from typing import Any

from content.evolve import EvolveStep
from portal import evolving


def rename_titles(root: Any) -> None:
    """Every unit's title gets a suffix; reads and writes raw attributes, without a living model."""
    for unit in root["site"]._folders["units"]._items.values():
        if type(unit).__mro__[1].__name__ != "Persistent":
            raise TypeError("a living model is at work")
        unit.title = f"{unit.title}（新）"


def touch_rows(root: Any) -> None:
    """Named tuples and frozen values must come through unharmed when their owners are written anew."""
    site = root["site"]
    site.policies = tuple(site.policies)
    for unit in site._folders["units"]._items.values():
        unit._events[0] = unit._events[0]


def break_off(root: Any) -> None:
    """Changes something, then fails."""
    root["site"].title = "half done"
    raise RuntimeError


STEPS = {
    "rename": EvolveStep("rename", "expand", rename_titles),
    "touch": EvolveStep("touch", "expand", touch_rows),
    "break": EvolveStep("break", "expand", break_off),
    "drop": EvolveStep("drop", "contract", touch_rows),
}


def main(uri: str, *names: str) -> None:
    evolving.stand_in_for_models()
    steps = [STEPS[name] for name in names if name in STEPS]
    phases = frozenset({"expand", "contract"} if "--contract" in names else {"expand"})
    print("ran", evolving.run(uri, steps, phases=phases, dry_run="--dry-run" in names))


if __name__ == "__main__":
    main(*sys.argv[1:])

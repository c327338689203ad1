"""Runs evolve steps: on stand-in classes, each in a transaction of its own, or all on a layer that is thrown away."""

from __future__ import annotations

import argparse
import importlib
import sys
from collections.abc import Callable, Iterable
from types import ModuleType
from typing import Any

from persistent import Persistent
from ZODB import DB
from ZODB.DemoStorage import DemoStorage
from zodburi import resolve_uri

from content.evolve import STEPS, EvolveStep
from content.stored import STORED
from portal.database import GuardedDB

Say = Callable[[str], None]
TREES = "BTrees."
"""Our one subclass of a BTree has no behaviour of its own, and is its own stand-in."""


def run(
    uri: str, steps: Iterable[EvolveStep], *, phases: frozenset[str], dry_run: bool, say: Say = print
) -> int:
    """Run what *site.applied_steps* lacks, in order; gives how many ran. A step that fails leaves nothing behind."""
    database = _open(uri, dry_run)
    try:
        wanted = [step for step in steps if step.phase in phases and step.name not in _applied(database)]
        for step in wanted:
            with database.transaction(step.name) as connection:
                step.run(connection.root())
                site = connection.root()["site"]
                site.applied_steps = (*site.applied_steps, step.name)
            say(f"{'试做' if dry_run else '完成'}：{step.name}")
        return len(wanted)
    finally:
        database.close()


def _open(uri: str, dry_run: bool) -> DB:
    factory, options = resolve_uri(uri)
    storage = factory()
    return GuardedDB(DemoStorage(base=storage) if dry_run else storage, **options)


def _applied(database: DB) -> tuple[str, ...]:
    with database.transaction() as connection:
        names: tuple[str, ...] = connection.root()["site"].applied_steps
        return names


def stand_in_for_models(names: Iterable[str] = STORED) -> None:
    """Put bare classes in the place of content's, for this whole process: same names and shapes, no behaviour.

    A step must read what was stored, not what the code of today makes of it (STYLE, habit 11).
    """
    classes = [(name, _living(name)) for name in sorted(names)]
    modules: dict[str, ModuleType] = {}
    for name, living in classes:
        module_name, _, class_name = name.rpartition(".")
        module = modules.setdefault(module_name, ModuleType(module_name))
        setattr(module, class_name, _stand_in(module_name, class_name, living))
    sys.modules.update(modules)


def _living(name: str) -> type | None:
    """The class of today, or None where only databases still know it."""
    module_name, _, class_name = name.rpartition(".")
    try:
        found: type | None = getattr(importlib.import_module(module_name), class_name, None)
    except ModuleNotFoundError:
        return None
    return found


def _stand_in(module: str, name: str, living: type | None) -> type:
    if living is not None and any(base.__module__.startswith(TREES) for base in living.__mro__):
        return living
    bases: tuple[type, ...] = (Persistent,)
    if living is not None and not issubclass(living, Persistent):
        bases = (_Row,) if issubclass(living, tuple) else ()
    return type(name, bases, {"__module__": module, "__qualname__": name})


class _Row(tuple[Any, ...]):
    """A named tuple without its names: it takes and gives its values one by one, as stored."""

    def __new__(cls, *values: object) -> _Row:
        return super().__new__(cls, values)

    def __getnewargs__(self) -> tuple[Any, ...]:
        return tuple(self)


def main(arguments: list[str] | None = None) -> int:
    """What `jiujinan evolve` starts in a process of its own."""
    parser = argparse.ArgumentParser(prog="jiujinan evolve")
    parser.add_argument("uri")
    parser.add_argument("--dry-run", action="store_true")
    parser.add_argument("--contract", action="store_true")
    chosen = parser.parse_args(arguments)
    phases = frozenset({"expand", "contract"} if chosen.contract else {"expand"})
    stand_in_for_models()
    try:
        ran = run(chosen.uri, STEPS, phases=phases, dry_run=chosen.dry_run)
    except Exception as error:
        # The type alone: a step's message could quote what it read.
        print(f"没有做完，这一步没有留下改动：{type(error).__name__}", file=sys.stderr)
        return 1
    print(_summary(ran, chosen.dry_run))
    return 0


def _summary(ran: int, dry_run: bool) -> str:
    if not ran:
        return "数据库已经是最新的，没有要做的步骤。"
    return f"试做了 {ran} 步，都能做，数据库没有改动。" if dry_run else f"做完了 {ran} 步。"


if __name__ == "__main__":
    raise SystemExit(main())

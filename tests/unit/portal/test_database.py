"""The database opens nothing but what we store, refuses to start on an old shape, and pauses between retries."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import persistent
import pytest
import transaction
from persistent.mapping import PersistentMapping
from ZODB import DB
from ZODB.FileStorage import FileStorage

from content import evolve
from content.evolve import EvolveStep
from content.stored import STORED, is_stored_class
from portal import database
from portal.database import GuardedDB, MissingStep, RefusedClass, check_steps, open_database
from tests.conftest import World


class Planted(persistent.Persistent):
    """A persistent class that is none of ours."""


class Runs:
    """What an attacker would write into the file: loading it calls something."""

    def __reduce__(self) -> tuple[Callable[..., Any], tuple[str]]:
        return os.system, ("true",)


def plant(path: Path, thing: object) -> None:
    """Write *thing* into a database file with a DB that lets everything pass."""
    other = DB(FileStorage(str(path)))
    with other.transaction() as connection:
        connection.root()["thing"] = PersistentMapping(inner=thing)
    other.close()


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Callable[[], DB]]:
    """Opens the file as the portal does; closed after the test whatever happened."""
    databases: list[DB] = []

    def open_it() -> DB:
        databases.append(open_database(f"file://{tmp_path}/district.fs"))
        return databases[-1]

    yield open_it
    for each in databases:
        each.close()


def read_thing(database: DB) -> object:
    manager = transaction.TransactionManager()
    connection = database.open(manager)
    try:
        return connection.root()["thing"]["inner"]
    finally:
        manager.abort()
        connection.close()


@pytest.mark.parametrize("thing", [Planted(), Runs(), Path("/"), len], ids=lambda thing: type(thing).__name__)
def test_a_planted_pickle_is_refused(tmp_path: Path, opened: Callable[[], DB], thing: object) -> None:
    plant(tmp_path / "district.fs", thing)
    with pytest.raises(RefusedClass):
        read_thing(opened())


def test_pooled_connections_refuse_too(tmp_path: Path, opened: Callable[[], DB]) -> None:
    """A factory set on one instance is ignored by connections that the pool gives out again."""
    plant(tmp_path / "district.fs", Planted())
    database = opened()
    for _ in range(3):
        with pytest.raises(RefusedClass):
            read_thing(database)


@pytest.mark.parametrize(
    ("module", "name"),
    [
        ("os", "system"),
        ("builtins", "eval"),
        ("content.policy", "load"),
        ("persistent", "subprocess"),
        ("posix", "system"),
    ],
)
def test_nothing_outside_the_list_is_stored(module: str, name: str) -> None:
    assert not is_stored_class(module, name)


def test_every_stored_class_is_there() -> None:
    for name in STORED:
        module, _, cls = name.rpartition(".")
        assert GuardedDB.classFactory(None, None, module, cls).__name__ == cls  # type: ignore[arg-type]


def test_everything_a_district_stores_can_be_loaded(world: World) -> None:
    for document in world.site()["accounts"]:
        assert document.state == "active"


def old(name: str, phase: str) -> EvolveStep:
    return EvolveStep(name, phase, lambda root: None)


def test_a_missing_expand_step_stops_the_start(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(evolve, "STEPS", (old("2026-12 names", "expand"),))
    with pytest.raises(MissingStep, match="jiujinan evolve.*2026-12 names"):
        check_steps(world.database)


def test_a_missing_contract_step_does_not(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(evolve, "STEPS", (old("2026-12 names", "contract"),))
    check_steps(world.database)


def test_an_empty_database_may_start(opened: Callable[[], DB]) -> None:
    check_steps(opened())


def test_the_pause_grows_with_every_retry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database.random, "uniform", lambda low, high: high)
    slept: list[float] = []
    for attempt in range(4):
        database.pause_before_retry(SimpleNamespace(environ={"retry.attempt": attempt}), slept.append)
    assert slept == [0.02, 0.04, 0.08, 0.16]

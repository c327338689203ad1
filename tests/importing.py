"""Importing in tests: a mapping of tests/mappings, a source, the account that brings it in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from portal.acting import Acting
from portal.importing.mapping import read
from portal.importing.reading import rows
from portal.importing.run import Outcome, run
from tests.conftest import World

MAPPINGS = Path(__file__).parent / "mappings"


def bring_in(world: World, mapping: str | Path, source: Path, login: str, **more: Any) -> list[Outcome]:
    """What became of every row; the index knows of it afterwards."""
    read_mapping = read(MAPPINGS / f"{mapping}.toml" if isinstance(mapping, str) else mapping)
    files = sorted(source.iterdir()) if source.is_dir() else [source]
    found = [row for path in files for row in rows(path, read_mapping)]
    outcomes = list(run(Acting(world.registry), login, read_mapping, found, world.clock, **more))
    world.index()
    return outcomes

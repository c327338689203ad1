"""Demo districts for tests: each is played once for all tests of a run, and whoever needs one copies its files."""

from __future__ import annotations

import shutil
import tempfile
from datetime import datetime
from functools import cache
from pathlib import Path

from content.policy import SHIPPED, load
from content.vault import KeyRing
from portal import main
from portal.demo.build import NONE, build
from tests.conftest import NOW, World, settings_in

_FOLDERS: list[tempfile.TemporaryDirectory[str]] = []
"""They are there until the run ends."""


def district(target: Path, size: int = NONE, now: datetime = NOW, **changed: str) -> World:
    """A portal on a copy of the demo district, in an empty or new folder; *changed* are settings of its own."""
    return district_at(_played(size, now), target, now, **changed)


def district_at(folder: Path, target: Path, now: datetime = NOW, **changed: str) -> World:
    """A portal on a copy of the files in *folder*."""
    shutil.copytree(folder, target, dirs_exist_ok=True)
    world = World(settings_in(target) | changed, main)
    world.clock.now = now
    return world


def played_anew(size: int, now: datetime = NOW) -> Path:
    """The folder of a district that no other test shares."""
    holder = tempfile.TemporaryDirectory(prefix="demo-")
    _FOLDERS.append(holder)
    folder = Path(holder.name)
    KeyRing.new().write(folder / "keyring.json")
    build(settings_in(folder), load(SHIPPED), now=now, size=size)
    return folder


@cache
def _played(size: int, now: datetime) -> Path:
    return played_anew(size, now)

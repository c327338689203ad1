"""Packing: the storage gives back the room of what was overwritten, and of files nothing names any more."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from ZODB import DB

from portal.audit import Fault, faults
from portal.database import database_file, files_folder
from portal.notebook import note, noted

NOTES = "packs.json"


class Packed(NamedTuple):
    """One packing: when, by whom, how many days were kept, and what the storage took up before and after, in bytes."""

    at: datetime
    by: str
    days: int
    before: int
    after: int

    @property
    def saved(self) -> int:
        return max(0, self.before - self.after)


class PackError(Exception):
    """The storage was packed and does not hold together; FileStorage's old file is still there. *faults* say what."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__(len(faults))
        self.faults = faults


def pack(database: DB, uri: str, *, days: int, at: datetime, by: str) -> Packed:
    """Drop what was overwritten more than *days* ago; raises PackError where the chains do not hold afterwards.

    *uri* is the database's address. FileStorage leaves the unpacked file beside its own as ``….old``, which goes once
    every chain of the packed one was found whole.
    """
    file, files = database_file(uri), files_folder(uri)
    before = _size(database, files)
    database.pack((at - timedelta(days=days)).timestamp())
    _prove(database)
    if file is not None:
        file.with_name(f"{file.name}.old").unlink(missing_ok=True)
    return Packed(at, by, days, before, _size(database, files))


def _size(database: DB, files: Path | None) -> int:
    """The database and, where they lie on this machine, the files beside it."""
    blobs = (path.stat().st_size for path in files.rglob("*") if path.is_file()) if files else ()
    return int(database.getSize()) + sum(blobs)


def _prove(database: DB) -> None:
    database.cacheMinimize()
    with database.transaction() as connection:
        site = connection.root().get("site")
        broken = [fault for fault in faults(site) if fault is not None] if site is not None else []
    if broken:
        raise PackError(broken)


def remember(readlog: Path, packed: Packed) -> None:
    note(readlog.with_name(NOTES), packed._asdict() | {"at": packed.at.isoformat()})


def packs(readlog: Path) -> list[Packed]:
    """The last packings as they were noted, newest first."""
    try:
        return [_read(one) for one in noted(readlog.with_name(NOTES))]
    except (ValueError, KeyError, TypeError):
        return []


def _read(raw: dict[str, Any]) -> Packed:
    return Packed(
        datetime.fromisoformat(raw["at"]), raw["by"], raw["days"], int(raw["before"]), int(raw["after"])
    )

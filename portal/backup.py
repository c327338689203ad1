"""Backups of a district: database, files, record of reads, seals and rules, copied while the portal serves.

Never the key ring: a backup that is stolen opens nothing. It is copied by itself, to another place. Never the index
either: it is code to whoever loads it, and is built anew from the database.
"""

from __future__ import annotations

import getpass
import json
import shutil
import sqlite3
import tempfile
import time
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from zc.lockfile import LockError, LockFile
from ZODB.scripts import repozo

from content.site import Site
from portal.audit import Fault, count, faults, read_log_fault
from portal.database import check_steps, database_file, files_folder, open_database
from portal.notebook import note, noted
from portal.settings import Settings

MANIFEST = "backup.json"
NOTES = "backups.json"
"""Beside the read log: what the page of the portal shows of the last backups."""
LOCK = "backup.lock"


class BackupError(Exception):
    """A backup cannot be made or used; the message is for people, in Chinese."""


class Broken(BackupError):
    """A backup opens, and is not what was written."""


class Busy(BackupError):
    """Another backup into the same folder is under way."""


class Note(NamedTuple):
    """One backup: when, by whom at the keyboard, where to, how many records were opened and found whole."""

    at: datetime
    by: str
    folder: str
    records: int


class Files(NamedTuple):
    """Where a district keeps what a backup holds."""

    database: Path
    blobs: Path | None
    readlog: Path
    seals: Path

    @classmethod
    def of(cls, settings: Settings, database: Path, blobs: Path | None) -> Files:
        return cls(database, blobs, settings.readlog, settings.seals_folder)

    @classmethod
    def at(cls, settings: Settings, uri: str) -> Files:
        """Of a portal by its ``zodbconn.uri``; raises BackupError where the database is no file."""
        database = database_file(uri)
        if database is None:
            raise BackupError("数据库在 PostgreSQL 里：请用 pg_dump 备份，再另外备份读取记录和封存。")
        return cls.of(settings, database, files_folder(uri))

    @classmethod
    def in_backup(cls, folder: Path) -> Files:
        return cls(folder / "database", folder / "files", folder / "readlog.sqlite", folder / "seals")


def make(files: Files, folder: Path, *, at: datetime, by: str = "") -> Note:
    """Add to the backup in *folder* (or begin one) and prove that it opens; raises BackupError, Busy at once.

    *by* is who did it, the person at the keyboard where nothing is said.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.chmod(0o700)
    try:
        alone = LockFile(str(folder / LOCK))
    except LockError:
        raise Busy(f"另一个备份正在写 {folder}，这一次不做了。") from None
    with closing(alone):
        return _made(files, folder, at, by or getpass.getuser())


def _made(files: Files, folder: Path, at: datetime, by: str) -> Note:
    kept = Files.in_backup(folder)
    kept.database.mkdir(mode=0o700, parents=True, exist_ok=True)
    _wait_for_another_second(kept.database)
    _repozo("-B", "-f", str(files.database), "-r", str(kept.database))
    # The files after the database: what the copy of the database names is there then, and perhaps a little more.
    if files.blobs is not None and kept.blobs is not None:
        _add_missing(files.blobs, kept.blobs)
    _add_missing(files.seals, kept.seals)
    _copy_log(files.readlog, kept.readlog)
    records = check(folder)
    made = Note(at, by, str(folder.resolve()), records)
    (folder / MANIFEST).write_text(_written(made), "utf-8")
    note(files.readlog.with_name(NOTES), _plain(made))
    return made


def check(folder: Path) -> int:
    """Recover the backup aside and verify all of it; how many records there are. Raises BackupError."""
    with tempfile.TemporaryDirectory(prefix="jiujinan-") as scratch:
        aside = Path(scratch) / "district.fs"
        kept = Files.in_backup(folder)
        _repozo("-R", "-w", "-r", str(kept.database), "-o", str(aside))
        blobs = Path(scratch) / "files"
        if kept.blobs is not None and kept.blobs.is_dir():
            blobs.symlink_to(kept.blobs.resolve())
        log = Path(scratch) / kept.readlog.name
        _copy_log(kept.readlog, log)
        uri = f"file://{aside}?blobstorage_dir={blobs}"
        total, broken = _verified(uri, folder)
        broken += [fault for fault in [read_log_fault(log)] if fault is not None]
    if broken:
        raise Broken(
            f"备份打开了，但有 {len(broken)} 处和写下时不一样：{broken[0].sentence}。请先运行 jiujinan audit-verify。"
        )
    return total


def restore(folder: Path, files: Files) -> int:
    """Put a backup where there is no district yet; how many records came back. Raises BackupError."""
    if not (folder / MANIFEST).is_file():
        raise BackupError(f"{folder} 里没有备份。")
    for path in (files.database, files.readlog):
        if path.exists():
            raise BackupError(f"{path} 已经有了，没有改动。恢复只往空的地方做：请先把它移开。")
    records = check(folder)
    kept = Files.in_backup(folder)
    _repozo("-R", "-w", "-r", str(kept.database), "-o", str(files.database))
    if files.blobs is not None and kept.blobs is not None and kept.blobs.is_dir():
        _add_missing(kept.blobs, files.blobs)
    _add_missing(kept.seals, files.seals)
    _copy_log(kept.readlog, files.readlog)
    files.readlog.chmod(0o600)
    return records


def copy_keys(keyring: Path, sealing_key: Path, folder: Path) -> list[Path]:
    """The key ring and the key of seals, mode 0600, to a place where no backup lies; raises BackupError."""
    if (folder / MANIFEST).exists():
        raise BackupError(
            "密钥环不能和数据放在一起：偷走一处，就什么都打开了。请换一个文件夹，最好换一个地方。"
        )
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    copied = []
    for path in (keyring, sealing_key):
        target = folder / path.name
        if path.exists():
            if target.exists() and target.read_bytes() != path.read_bytes():
                raise BackupError(f"{target} 是另一个密钥环，没有覆盖。请换一个文件夹。")
            shutil.copyfile(path, target)
            target.chmod(0o600)
            copied.append(target)
    return copied


def notes(readlog: Path) -> list[Note]:
    """The last backups as they were noted, newest first."""
    try:
        return [
            Note(datetime.fromisoformat(one["at"]), one["by"], one["folder"], one["records"])
            for one in noted(readlog.with_name(NOTES))
        ]
    except (ValueError, KeyError, TypeError):
        return []


def _verified(uri: str, folder: Path) -> tuple[int, list[Fault]]:
    database = open_database(uri)
    try:
        check_steps(database)
        with database.transaction() as connection:
            site: Site | None = connection.root().get("site")
            if site is None:
                raise BackupError("备份里没有区。")
            (folder / "policy.toml").write_text(site.policy.text, "utf-8")
            return count(site), [fault for fault in faults(site) if fault is not None]
    finally:
        database.close()


def _repozo(*arguments: str) -> None:
    try:
        repozo.main(list(arguments))
    except SystemExit as stopped:
        if stopped.code:
            raise BackupError(f"备份的数据库文件读写不了：{stopped.code}") from None


def _wait_for_another_second(repository: Path) -> None:
    """Its files are named by the second: of two in one second only the first would be brought back."""
    while list(repository.glob(time.strftime("%Y-%m-%d-%H-%M-%S.*", time.gmtime()))):
        time.sleep(0.1)


def _add_missing(source: Path, target: Path) -> None:
    """Copy what is not there yet: none of these files ever changes once it is written."""
    target.mkdir(mode=0o700, parents=True, exist_ok=True)
    for path in sorted(source.rglob("*")) if source.is_dir() else ():
        place = target / path.relative_to(source)
        if path.is_dir() or "tmp" in path.relative_to(source).parts or place.exists():
            continue
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        scratch = place.with_name(f"{place.name}.new")
        shutil.copyfile(path, scratch)
        scratch.rename(place)


def _copy_log(source: Path, target: Path) -> None:
    """SQLite's own copy: whole, however many are writing meanwhile."""
    if not source.exists():
        raise BackupError(f"没有找到读取记录 {source}。")
    scratch = target.with_name(f"{target.name}.new")
    scratch.unlink(missing_ok=True)
    with closing(sqlite3.connect(source)) as live, closing(sqlite3.connect(scratch)) as copy:
        live.backup(copy)
    scratch.rename(target)


def _plain(note: Note) -> dict[str, Any]:
    return {"at": note.at.isoformat(), "by": note.by, "folder": note.folder, "records": note.records}


def _written(note: Note) -> str:
    return json.dumps(_plain(note), ensure_ascii=False, indent=1) + "\n"

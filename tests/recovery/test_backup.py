"""A backup made beside a running portal brings everything back, proves itself, and holds no key."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from portal import backup as backups
from portal.database import open_database
from portal.readlog import ReadLog
from tests import factories, photos
from tests.conftest import World

NAME = "李守田"


@pytest.fixture
def settings(settings: dict[str, str], tmp_path: Path) -> dict[str, str]:
    return settings | {"zodbconn.uri": f"file://{tmp_path}/district.fs?blobstorage_dir={tmp_path}/files"}


@pytest.fixture
def files(world: World, tmp_path: Path) -> backups.Files:
    """A district in use: a family under seal, a photo, and one read of it."""

    def build(site: Any) -> None:
        family = site["households"].add(factories.household(id="h1"))
        factories.member(family, id="m1").keep(world.vault, {"name": NAME})
        case = site["cases"].add(factories.case(id="c1", household_id="h1"))
        photo = factories.attachment(case, id="photo")
        photo.write(world.vault, photos.photo())
        case.record("attached", attachment="photo", digest=photo.digest, **factories.BY)

    world.commit(build)
    world.registry.readlog.record(
        at=world.clock.now, actor="user:window", page="GET /", fields={"household:h1": {"name"}}
    )
    return backups.Files.of(world.registry.portal, tmp_path / "district.fs", tmp_path / "files")


def elsewhere(folder: Path) -> backups.Files:
    folder.mkdir()
    return backups.Files(
        folder / "district.fs", folder / "files", folder / "readlog.sqlite", folder / "seals"
    )


def test_what_was_backed_up_beside_the_running_portal_comes_back(
    world: World, files: backups.Files, tmp_path: Path
) -> None:
    kept = tmp_path / "kept"
    backups.make(files, kept, at=world.clock.now)
    # Work goes on; the next run adds what is new.
    world.commit(lambda site: site["cases"].add(factories.case(id="c2", household_id="h1")) and None)
    note = backups.make(files, kept, at=world.clock.now)
    there = elsewhere(tmp_path / "there")
    assert backups.restore(kept, there) == note.records
    database = open_database(f"file://{there.database}?blobstorage_dir={there.blobs}")
    with database.transaction() as connection:
        site = connection.root()["site"]
        assert sorted(case.id for case in site["cases"]) == ["c1", "c2"]
        [member] = site["households"]["h1"].members
        assert member.reveal(world.vault, "name") == NAME
        [photo] = site["cases"]["c1"].room("attachments")
        assert photo.read(world.vault) == photos.photo()
    database.close()
    log = ReadLog(there.readlog)
    assert [read.actor for read in log.of("household:h1")] == ["user:window"]
    assert log.broken() is None
    log.close()


def test_a_backup_holds_no_key_and_no_name(world: World, files: backups.Files, tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    backups.make(files, kept, at=world.clock.now)
    everything = {path: path.read_bytes() for path in kept.rglob("*") if path.is_file()}
    assert not [path for path in everything if "key" in path.name or path.name == "index"]
    assert not [path for path, data in everything.items() if NAME.encode() in data]
    assert not (kept / "index").exists()


def test_a_damaged_backup_is_found_and_brings_nothing_back(
    world: World, files: backups.Files, tmp_path: Path
) -> None:
    kept = tmp_path / "kept"
    backups.make(files, kept, at=world.clock.now)
    [copy] = (kept / "database").glob("*.fs")
    data = bytearray(copy.read_bytes())
    data[len(data) // 2] ^= 1
    copy.write_bytes(data)
    there = elsewhere(tmp_path / "there")
    with pytest.raises(backups.BackupError):
        backups.restore(kept, there)
    assert not there.database.exists()


def test_a_record_of_reads_that_was_shortened_is_found(
    world: World, files: backups.Files, tmp_path: Path
) -> None:
    kept = tmp_path / "kept"
    backups.make(files, kept, at=world.clock.now)
    with sqlite3.connect(kept / "readlog.sqlite") as log:
        log.execute("update reads set actor = 'user:nobody' where n = 1")
    log.close()
    with pytest.raises(backups.BackupError, match="第 1 行被改过"):
        backups.check(kept)


def test_nothing_is_restored_over_a_district(world: World, files: backups.Files, tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    backups.make(files, kept, at=world.clock.now)
    before = files.database.read_bytes()
    with pytest.raises(backups.BackupError, match="已经有了"):
        backups.restore(kept, files)
    assert files.database.read_bytes() == before
    with pytest.raises(backups.BackupError, match="没有备份"):
        backups.restore(tmp_path / "nothing", elsewhere(tmp_path / "there"))


def test_the_keys_go_elsewhere(world: World, files: backups.Files, tmp_path: Path) -> None:
    kept, ring = tmp_path / "kept", world.registry.portal.keyring
    backups.make(files, kept, at=world.clock.now)
    with pytest.raises(backups.BackupError, match="不能和数据放在一起"):
        backups.copy_keys(ring, ring.with_name("sealing-key.pem"), kept)
    [copy] = backups.copy_keys(ring, ring.with_name("sealing-key.pem"), tmp_path / "safe")
    assert copy.read_bytes() == ring.read_bytes()
    assert copy.stat().st_mode & 0o077 == 0
    copy.write_text("another ring")
    with pytest.raises(backups.BackupError, match="没有覆盖"):
        backups.copy_keys(ring, ring.with_name("sealing-key.pem"), tmp_path / "safe")


def test_the_administrator_sees_when_it_was_made(world: World, files: backups.Files, tmp_path: Path) -> None:
    admin = world.client("admin")
    assert "还没有备份过" in admin.get("/backup").text
    backups.make(files, tmp_path / "kept", at=world.clock.now)
    page = admin.get("/backup")
    assert str(tmp_path / "kept") in page.text
    assert "打开核对过" in page.text
    world.client("bureau").get("/backup", status=404)
    shutil.rmtree(tmp_path / "kept")

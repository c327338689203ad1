"""`jiujinan pack` gives back room and loses nothing: records, files, index and later backups hold."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import transaction
from click.testing import CliRunner
from ZODB import DB
from ZODB.MappingStorage import MappingStorage

from portal import backup as backups
from portal.packing import pack, packs
from portal.scripts import main as command
from tests import factories, photos
from tests.conftest import NOW, World, born

INI = "[app:main]\nuse = egg:jiujinan\n{settings}\n"


@pytest.fixture
def used(settings: dict[str, str], tmp_path: Path) -> tuple[str, dict[str, str]]:
    """The ini of a stopped district that was in use: a case changed often, one photo kept and one thrown away."""
    world = born(settings)

    def build(site: Any) -> None:
        case = site["cases"].add(factories.case(id="c1"))
        for id in ("kept", "gone"):
            photo = factories.attachment(case, id=id)
            photo.write(world.vault, photos.photo())
            case.record("attached", attachment=id, digest=photo.digest, **factories.BY)

    world.commit(build)
    for n in range(30):
        world.commit(lambda site, n=n: site["cases"]["c1"].record("told", what=str(n) * 2000, **factories.BY))
    world.index()
    world.close()
    ini = tmp_path / "portal.ini"
    ini.write_text(INI.format(settings="\n".join(f"{key} = {value}" for key, value in settings.items())))
    return str(ini), settings


def packed(ini: str, *options: str, code: int = 0) -> str:
    result = CliRunner().invoke(command, ["pack", *options, ini], prog_name="jiujinan")
    assert result.exit_code == code, result.output
    return result.output


def test_room_comes_back_and_everything_is_there(used: tuple[str, dict[str, str]], tmp_path: Path) -> None:
    ini, settings = used
    before = (tmp_path / "district.fs").stat().st_size
    said = packed(ini, "--days", "0")
    assert "腾出" in said
    assert (tmp_path / "district.fs").stat().st_size < before
    assert not (tmp_path / "district.fs.old").exists()
    from portal import main

    world = World(settings, main)
    case = world.site()["cases"]["c1"]
    assert sum(1 for event in case.history if event.name == "told") == 30
    assert case.broken_chain() is None
    photo = {one.id: one for one in case.room("attachments")}["kept"]
    assert photo.read(world.vault) == photos.photo()
    world.commit(lambda site: site["cases"].add(factories.case(id="c2")) and None)
    world.index()
    assert world.registry.indexer.position
    page = world.client("admin").get("/backup")
    assert "腾出" in page.text
    files = backups.Files.at(world.registry.portal, settings["zodbconn.uri"])
    backups.make(files, tmp_path / "kept", at=NOW)
    world.close()


def test_what_changed_lately_is_kept(used: tuple[str, dict[str, str]], tmp_path: Path) -> None:
    before = (tmp_path / "district.fs").stat().st_size
    packed(used[0], "--days", "3")
    assert (tmp_path / "district.fs").stat().st_size >= before * 0.99
    [note] = packs(tmp_path / "readlog.sqlite")
    assert note.days == 3


def test_beside_a_running_portal_it_stops(used: tuple[str, dict[str, str]], tmp_path: Path) -> None:
    from portal import main

    world = World(used[1], main)
    assert "请先停下 jiujinan serve" in packed(used[0], code=1)
    world.close()
    assert packs(tmp_path / "readlog.sqlite") == []


def test_what_does_not_hold_together_keeps_the_old_file(
    used: tuple[str, dict[str, str]], tmp_path: Path
) -> None:
    from portal.database import open_database

    database = open_database(used[1]["zodbconn.uri"])
    with database.transaction() as connection:
        case = connection.root()["site"]["cases"]["c1"]
        case.head = "0" * 64
    database.close()
    assert "原来的文件还在旁边" in packed(used[0], "--days", "0", code=1)
    assert (tmp_path / "district.fs.old").exists()


def test_where_there_is_no_district(tmp_path: Path) -> None:
    ini = tmp_path / "portal.ini"
    settings = f"zodbconn.uri = file://{tmp_path}/d.fs\nsearch.uri = whoosh:{tmp_path}/i\n"
    settings += f"portal.keyring = {tmp_path}/k\nportal.readlog = {tmp_path}/r"
    ini.write_text(INI.format(settings=settings))
    assert "还没有区" in packed(str(ini), code=1)
    assert not (tmp_path / "d.fs").exists()


def test_any_storage_is_packed_by_its_own_means() -> None:
    database = DB(MappingStorage())
    connection = database.open(transaction.TransactionManager())
    for text in ("a" * 9000, "b"):
        connection.root()["words"] = text
        connection.transaction_manager.commit()
    connection.close()
    done = pack(database, "postgres://db/jiujinan", days=0, at=NOW + timedelta(days=3650), by="sun")
    assert done.days == 0
    with database.transaction() as again:
        assert again.root()["words"] == "b"

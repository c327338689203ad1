"""`jiujinan export` at the keyboard: beside a running portal, and without personal data unless asked for."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest

from portal.demo import people
from portal.exporting.lists import LISTS
from portal.readlog import ReadLog
from portal.scripts.place import Place
from tests.conftest import NOW
from tests.registered import family
from tests.unit.portal.test_scripts import INI, jiujinan


@pytest.fixture
def ini(tmp_path: Path) -> str:
    """A district with its people and one family."""
    path = tmp_path / "district.ini"
    path.write_text(INI.format(folder=tmp_path, demo="true", port=0), "utf-8")
    jiujinan("init", "--policy", "content/policy/zhoucun.toml", str(path))
    place = Place.read(str(path))
    with place.database() as database:
        people.add_people(database, NOW)
        with database.transaction() as connection:
            family(connection.root()["site"], place.vault(), "a")
    return str(path)


def test_a_list_without_personal_data(ini: str, tmp_path: Path) -> None:
    said = jiujinan(
        "export", "cases", str(tmp_path / "out"), "--format", "jsonl", "--as", "bureau", ini
    ).output
    file = tmp_path / "out" / "cases.jsonl"
    assert f"案件：1 行，写进 {file}" in said
    assert "户主姓名" not in json.loads(file.read_text("utf-8"))
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert list(_log(ini).of("household:h-a")) == []
    again = jiujinan(
        "export", "cases", str(tmp_path / "out"), "--format", "jsonl", "--as", "bureau", ini, code=1
    )
    assert "没有覆盖" in again.output


def test_with_personal_data_it_is_on_record(ini: str, tmp_path: Path) -> None:
    jiujinan("export", "cases", str(tmp_path), "--format", "jsonl", "--as", "bureau", "--personal", ini)
    assert json.loads((tmp_path / "cases.jsonl").read_text("utf-8"))["户主姓名"]
    (read,) = _log(ini).of("household:h-a")
    assert (read.actor, read.page) == ("user:bureau", "COMMAND")


def test_all_of_it_and_what_is_wrong(ini: str, tmp_path: Path) -> None:
    jiujinan("export", "all", str(tmp_path / "out"), "--as", "auditor", ini)
    assert {path.stem for path in (tmp_path / "out").iterdir()} == set(LISTS)
    assert "没有 nobody" in jiujinan("export", "cases", str(tmp_path), "--as", "nobody", ini, code=1).output
    jiujinan("export", "nothing", str(tmp_path), "--as", "bureau", ini, code=2)


def test_it_runs_beside_a_portal_that_has_the_database_open(ini: str, tmp_path: Path) -> None:
    with Place.read(ini).database():
        jiujinan("export", "organisations", str(tmp_path), "--as", "bureau", ini)
    assert "周村区慈善总会" in (tmp_path / "organisations.csv").read_text("utf-8-sig")


def _log(ini: str) -> ReadLog:
    return ReadLog(Place.read(ini).settings.readlog)

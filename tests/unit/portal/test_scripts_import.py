"""`jiujinan import` at the keyboard: progress, what became of the lines, and what is wrong in one line of Chinese."""

from __future__ import annotations

from pathlib import Path

import pytest

from portal.demo import people
from portal.scripts.place import Place
from tests.conftest import NOW
from tests.unit.portal.test_scripts import INI, jiujinan

MAPPING = """
target = "organisation"
name = "charities"
format = "csv"
key = "{代码}"
[fields]
title = "{名称}"
credit_code = "{代码}"
sort = { from = "", default = "charity" }
permit = "{证书}"
"""
TABLE = "名称,代码,备注\n周村区爱心协会,91370306MA3C0000X9,老会员\n某某社,91370306MA3C0000X8,\n"


@pytest.fixture
def ini(tmp_path: Path) -> str:
    """A district with its people, the portal not running."""
    path = tmp_path / "district.ini"
    path.write_text(INI.format(folder=tmp_path, demo="true", port=0), "utf-8")
    jiujinan("init", "--policy", "content/policy/zhoucun.toml", str(path))
    with Place.read(str(path)).database() as database:
        people.add_people(database, NOW)
    (tmp_path / "mapping.toml").write_text(MAPPING, "utf-8")
    (tmp_path / "table.csv").write_text(TABLE, "utf-8")
    return str(path)


def test_lines_are_told_and_the_exit_code_says_that_some_were_refused(ini: str, tmp_path: Path) -> None:
    command = [
        "import",
        str(tmp_path / "table.csv"),
        "--mapping",
        str(tmp_path / "mapping.toml"),
        "--as",
        "bureau",
        ini,
    ]
    said = jiujinan(*command, code=1).output
    assert "没有用到的列：备注" in said
    assert "对照表里有、文件里没有的列：证书" in said
    assert "第 3 行：统一社会信用代码" in said
    assert "一共 2 条：新登记 1 条；没有收 1 条。" in said
    again = jiujinan(*command, code=1).output
    assert "以前登记过 1 条，没有再登记；没有收 1 条" in again
    with Place.read(ini).site(read_only=True) as site:
        assert [one.title for one in site["organisations"] if one.state == "applied"] == ["周村区爱心协会"]


def test_what_is_wrong_is_said_in_one_line(ini: str, tmp_path: Path) -> None:
    table, mapping = str(tmp_path / "table.csv"), tmp_path / "mapping.toml"
    assert (
        "没有 nobody 这个账号"
        in jiujinan("import", table, "--mapping", str(mapping), "--as", "nobody", ini, code=1).output
    )
    mapping.write_text(MAPPING.replace('"organisation"', '"household"'), "utf-8")
    assert (
        "target 要写"
        in jiujinan("import", table, "--mapping", str(mapping), "--as", "bureau", ini, code=2).output
    )
    mapping.write_text(MAPPING.replace('"csv"', '"xlsx"'), "utf-8")
    assert (
        "不是 Excel"
        in jiujinan("import", table, "--mapping", str(mapping), "--as", "bureau", ini, code=2).output
    )
    assert "少写了 --mapping" in jiujinan("import", table, "--as", "bureau", ini, code=2).output

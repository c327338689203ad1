"""Files come in through the forms: every line accounted for, none twice, no number of a person in public."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from portal.importing.mapping import MappingError, read
from portal.importing.run import CHANGED, KNOWN, LEFT_OUT, NEW, REFUSED, RENEWED, Outcome
from tests.conftest import World
from tests.importing import MAPPINGS, bring_in

OFFERS = """
target = "offer"
name = "home-textiles"
format = "{format}"
key = "{{号}}"

[fields]
title = "{{名称}}"
item = {{ from = "{{品名}}", values = {{ "被子" = "quilt", "大米" = "rice" }} }}
amount = {{ from = "{{数量}}", default = "1" }}
text = {{ from = "{{说明}}", default = "可以送到镇上窗口。", words = true }}
volunteer_name = "{{联系人}}"
volunteer_phone = "{{电话}}"
expires = "{{到哪天}}"
"""
HEAD = ["号", "名称", "品名", "数量", "说明", "联系人", "电话", "到哪天"]
GOOD = ["1", "棉被三十床", "被子", "30", "<p>新的<b>棉被</b></p>", "丁经理", "13805330147", "2027-03-31"]
ROWS = [
    GOOD,
    ["2", "大米", "大米", "", "", "", "", ""],
    ["3", "棉被", "被子", "三十", "", "", "138", ""],
    ["4", "煤", "煤球", "5", "", "", "", ""],
    ["2", "又是大米", "大米", "5", "", "", "", ""],
    ["", "没有编号", "大米", "5", "", "", "", ""],
    ["7", "电话写在说明里", "大米", "5", "请打 13805330147 或 138-0533-0148", "", "", "2020-01-01"],
    ["8", "也把电话写在说明里", "大米", "5", "请打 13805330147", "", "", ""],
]


@pytest.fixture
def files(tmp_path: Path) -> Callable[[str, list[list[Any]]], tuple[Path, Path]]:
    """A mapping and a source of the same rows in one of the formats."""

    def make(format: str, lines: list[list[Any]]) -> tuple[Path, Path]:
        mapping, source = tmp_path / "mapping.toml", tmp_path / f"rows.{format}"
        mapping.write_text(OFFERS.format(format=format), "utf-8")
        if format == "jsonl":
            texts = [json.dumps(dict(zip(HEAD, row, strict=True)), ensure_ascii=False) for row in lines]
            source.write_text("\n".join(texts), "utf-8")
        elif format == "csv":
            quoted = [",".join(f'"{cell}"' for cell in row) for row in [HEAD, *lines]]
            source.write_text("\n".join(quoted), "utf-8-sig")
        else:
            book = openpyxl.Workbook()
            for row in [HEAD, *lines]:
                book.active.append([int(cell) if str(cell).isdigit() else cell for cell in row])
            book.save(source)
        return mapping, source

    return make


def told(outcomes: list[Outcome]) -> list[tuple[str, str]]:
    return [(outcome.where, outcome.what) for outcome in outcomes]


@pytest.mark.parametrize(("format", "first"), [("jsonl", 1), ("csv", 2), ("xlsx", 2)])
def test_every_line_is_told_by_its_number(world: World, files: Any, format: str, first: int) -> None:
    outcomes = bring_in(world, *files(format, ROWS), "charity")
    lines = [f"第 {number} 行" for number in range(first, first + len(ROWS))]
    assert told(outcomes) == list(
        zip(lines, [NEW, NEW, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, NEW], strict=True)
    )
    why = [" ".join(outcome.why) for outcome in outcomes]
    assert "多少（小时或件）" in why[2]
    assert "志愿者电话" in why[2]
    assert "“煤球”在对照表里没有" in why[3]
    assert lines[1] in why[4]
    assert "没有编号" in why[5]
    assert "用到哪天为止" in why[6]
    offers = {offer.title: offer for offer in world.site()["offers"]}
    assert set(offers) == {"棉被三十床", "大米", "也把电话写在说明里"}
    quilts, rice = offers["棉被三十床"], offers["大米"]
    assert (quilts.amount, quilts.text, quilts.item) == (30, "新的棉被", "quilt")
    assert (rice.amount, rice.text) == (1, "可以送到镇上窗口。")
    assert quilts.reveal(world.vault, "volunteer_phone") == "13805330147"


def test_a_number_of_a_person_is_never_public(world: World, files: Any) -> None:
    outcomes = bring_in(world, *files("jsonl", ROWS), "charity")
    assert outcomes[-1].hidden == 1
    client = world.client()
    pages = [client.get("/offers"), client.get("/offers", {"q": "13805330147"})]
    assert not any("13805330147" in page.html.find("main").get_text() for page in pages)
    assert "号码不公开" in client.get("/offers", {"q": "也把电话写在说明里"})


def test_a_second_time_brings_in_nothing_and_tells_what_changed(world: World, files: Any) -> None:
    mapping, source = files("csv", ROWS[:2])
    bring_in(world, mapping, source, "charity")
    assert told(bring_in(world, mapping, source, "charity")) == [("第 2 行", KNOWN), ("第 3 行", KNOWN)]
    mapping, source = files("csv", [["1", "棉被三十床", "被子", "40", *GOOD[4:]], ROWS[1], ["9", *GOOD[1:]]])
    outcomes = bring_in(world, mapping, source, "charity")
    assert [outcome.what for outcome in outcomes] == [CHANGED, KNOWN, NEW]
    assert "/offers/" in outcomes[0].why[0]
    assert sorted(offer.amount for offer in world.site()["offers"]) == [1, 30, 30]


def test_a_trial_keeps_nothing_and_a_stranger_may_nothing(world: World, files: Any) -> None:
    mapping, source = files("csv", ROWS[:2])
    assert [o.what for o in bring_in(world, mapping, source, "charity", trial=True)] == [NEW, NEW]
    refused = bring_in(world, mapping, source, "window")
    assert [o.what for o in refused] == [REFUSED, REFUSED]
    assert "没有登记它的权限" in refused[0].why[0]
    assert list(world.site()["offers"]) == []
    assert [o.what for o in bring_in(world, mapping, source, "charity")] == [NEW, NEW]


def test_lines_that_are_no_rows_are_told(world: World, files: Any) -> None:
    mapping, source = files("jsonl", ROWS[:1])
    source.write_text(source.read_text() + '\n{"号": \n\n["x"]\n', "utf-8")
    assert told(bring_in(world, mapping, source, "charity")) == [
        ("第 1 行", NEW),
        ("第 2 行", REFUSED),
        ("第 4 行", REFUSED),
    ]
    mapping, source = files("csv", ROWS[:1])
    source.write_text(source.read_text("utf-8-sig") + "\n9,多,被子,1,,,,,,更多\n", "utf-8")
    assert [o.what for o in bring_in(world, mapping, source, "charity")] == [KNOWN, REFUSED]


def test_a_newer_text_of_law_takes_over_by_itself(world: World, tmp_path: Path) -> None:
    law = tmp_path / "救助办法(2014-02-21).md"
    law.write_text("# 社会救助暂行办法\n\n第四十八条 申请临时救助的。", "utf-8")
    assert [o.what for o in bring_in(world, "laws", law, "bureau")] == [NEW]
    law.write_text("# 社会救助暂行办法\n\n第四十八条 改了一个字。", "utf-8")
    (changed,) = bring_in(world, "laws", law, "bureau")
    assert changed.what == CHANGED
    newer = law.rename(tmp_path / "救助办法(2019-03-02).md")
    assert [o.what for o in bring_in(world, "laws", newer, "bureau")] == [RENEWED]
    assert [o.what for o in bring_in(world, "laws", newer, "bureau")] == [KNOWN]
    (text,) = world.site()["policies"]
    assert [edition.dated for edition in text.editions] == ["2014-02-21", "2019-03-02"]


def test_rows_that_the_mapping_leaves_out_are_told_with_the_reason(world: World, tmp_path: Path) -> None:
    source = tmp_path / "p.jsonl"
    row = {"id": "1", "organization": "某会", "designation": "", "note": "", "status": "已完成", "source": ""}
    source.write_text(json.dumps(row), "utf-8")
    (outcome,) = bring_in(world, "charity-projects", source, "charity")
    assert (outcome.what, outcome.why) == (LEFT_OUT, ("原始数据注明已完成。",))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("target = ", "不是 TOML"),
        ('target = "offer"\nname = "x"\nformat = "xls"\nkey = "{id}"', "format 要写"),
        ('target = "offer"\nname = "x"\nformat = "csv"', "少写了 key"),
        ('target = "offer"\nname = "x"\nformat = "csv"\nkey = "k"\nfeilds = 1', "feilds 没有这个写法"),
        ('target="o"\nname="x"\nformat="csv"\nkey="k"\n[fields]\na = {frm = "x"}', "fields.a.frm"),
        ('target="o"\nname="x"\nformat="csv"\nkey="k"\n[fields]\na = {match = [["("]]}', "fields.a.match"),
        ('target="o"\nname="x"\nformat="csv"\nkey="k"\n[fields]\na = {match = [["(", ""]]}', "正则"),
        ('target="o"\nname="x"\nformat="csv"\nkey="k"\n[rows.a]\nfields = {}', "rows.a.each"),
        ('target="o"\nname="x"\nformat="csv"\nkey="k"\nleave_out = [{from = "x"}]', "leave_out[1]"),
    ],
)
def test_a_mistake_in_a_mapping_is_named(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "mapping.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(MappingError, match=said.replace("[", r"\[").replace("(", r"\(")):
        read(path)


def test_all_mappings_are_sound() -> None:
    assert {read(path).target for path in MAPPINGS.glob("*.toml")} == {
        "appeal",
        "offer",
        "project",
        "policy_text",
    }

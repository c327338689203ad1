"""The picture of a plan: amounts are widths, names are the caller's, and it is the same whenever it is drawn."""

import json
import re
import xml.etree.ElementTree as ET
from itertools import pairwise
from pathlib import Path

import pytest

import matching
from matching import Allocation
from matching.__main__ import main
from matching.picture import SPAN, TOP_SOURCES, WIDTH, Labels, Stream, picture, streams
from tests.unit.matching.example import document

SVG = "{http://www.w3.org/2000/svg}"


def labels(name: str = "p") -> Labels:
    return Labels(name, "题目", "说明", str, str, str, str, "其余")


def drawn(flows: list[Stream]) -> ET.Element:
    return ET.fromstring(picture(flows, labels()))


def words(tree: ET.Element) -> list[str]:
    return [text.text or "" for text in tree.iter(f"{SVG}text")]


def test_streams_are_summed_by_source_category_and_place() -> None:
    instance = matching.read_instance(json.dumps(document()))
    rows = [Allocation("n1", "donation", 5), Allocation("n1", "donation", 3, True), Allocation("n3", "x", 1)]
    assert streams(instance, rows) == {
        "hour": [Stream("hour", "x", "care", "370306001", 1)],
        "yuan": [Stream("yuan", "donation", "medical", "370306102", 8)],
    }


def test_widths_are_amounts() -> None:
    flows = [Stream("yuan", "a", "medical", "east", 30), Stream("yuan", "b", "medical", "west", 10)]
    tree = drawn(flows)
    heights = [float(rect.attrib["height"]) for rect in tree.iter(f"{SVG}rect")]
    assert sorted(heights) == [SPAN / 4] * 2 + [SPAN * 3 / 4] * 2 + [SPAN]
    assert len(list(tree.iter(f"{SVG}path"))) == 4
    assert words(tree)[:2] == ["a", "30"]


def test_what_is_beyond_the_largest_stands_together() -> None:
    flows = [Stream("yuan", f"s{k:02}", "medical", "east", 100 - k) for k in range(TOP_SOURCES + 5)]
    shown = words(drawn(flows))
    assert "其余" in shown
    assert str(sum(100 - k for k in range(TOP_SOURCES, TOP_SOURCES + 5))) in shown
    assert f"s{TOP_SOURCES - 1:02}" in shown
    assert f"s{TOP_SOURCES:02}" not in shown
    assert "其余" not in words(drawn(flows[: TOP_SOURCES + 1])), "one more is drawn rather than called others"


LONG = (
    "周村经济开发区",
    "周村区慈善总会金秋助学项目",
    "一个名称长得两行也写不下的慈善组织的项目",
    "Zhoucun Economic Development Zone",
    "“救急难”公益基金",
)


def test_names_take_two_lines_stay_inside_the_picture_and_are_never_markup() -> None:
    flows = [Stream("yuan", LONG[-1 - k], "medical", name, 1 + 400 * (k % 2)) for k, name in enumerate(LONG)]
    flows += [Stream("yuan", name, "medical", "<b>&", 5) for name in ("<b>&", "折叠轮椅（第二期）")]
    tree = drawn(flows)
    shown = words(tree)
    assert {
        "周村经济开发区",
        "周村区慈善总会金",
        "秋助学项目",
        "<b>&",
        "Development Zone",
        "“救急难”",
        "（第二期）",
    } <= set(shown)
    assert sorted(word for word in shown if word.endswith("…")) == [
        "Economic Dev…",
        "也写不下的慈善…",
        "行也写不下的…",
    ]
    height = float(tree.attrib["viewBox"].split()[3])
    spans: dict[str, list[float]] = {"start": [], "end": []}
    for text in tree.iter(f"{SVG}text"):
        wide = 16 * sum(1 if ord(letter) > 0x2000 else 0.5 for letter in text.text or "")
        x, y = float(text.attrib["x"]), float(text.attrib["y"])
        anchor = text.attrib["text-anchor"]
        begin = x - wide * {"start": 0, "middle": 0.5, "end": 1}[anchor]
        assert begin >= 0, text.text
        assert begin + wide <= WIDTH, text.text
        assert 14 <= y <= height - 4, text.text
        spans.get(anchor, []).append(y)
    for side in spans.values():
        assert min(b - a for a, b in pairwise(sorted(side))) >= 16, "no line stands upon another"


def test_it_says_what_it_shows_to_who_cannot_see_it() -> None:
    tree = drawn([Stream("yuan", "a", "medical", "east", 1)])
    assert tree.attrib["role"] == "img"
    named = tree.attrib["aria-labelledby"].split()
    assert [
        tag.attrib["id"] for tag in (tree.find(f"{SVG}title"), tree.find(f"{SVG}desc")) if tag is not None
    ] == named


def test_the_command_draws_one_picture_a_unit(tmp_path: Path) -> None:
    files = {name: str(tmp_path / name) for name in ("i.json", "p.json", "l.json", "a.svg", "b.svg")}
    Path(files["i.json"]).write_text(json.dumps(document()), encoding="utf-8")
    Path(files["l.json"]).write_text(json.dumps({"school": "金秋助学"}), encoding="utf-8")
    assert main(["plan", files["i.json"], "-o", files["p.json"]]) == 0
    for out in ("a.svg", "b.svg"):
        command = ["picture", files["i.json"], files["p.json"], "-o", files[out], "--labels", files["l.json"]]
        assert main(command) == 0
    text = Path(files["a.svg"]).read_text(encoding="utf-8")
    assert text == Path(files["b.svg"]).read_text(encoding="utf-8")
    tree = ET.fromstring(text)
    assert len(tree.findall(f"{SVG}svg")) == 1, "nobody gets hours"
    assert "金秋助学" in words(tree)
    assert not re.search(r"style=|<style|<script", text)


@pytest.mark.parametrize("labelled", ["[]", '{"a": 5}'])
def test_bad_labels_write_nothing(labelled: str, tmp_path: Path) -> None:
    instance, plan, names, out = (tmp_path / name for name in ("i.json", "p.json", "l.json", "o.svg"))
    instance.write_text(json.dumps(document()), encoding="utf-8")
    names.write_text(labelled, encoding="utf-8")
    main(["plan", str(instance), "-o", str(plan)])
    assert main(["picture", str(instance), str(plan), "-o", str(out), "--labels", str(names)]) == 2
    assert not out.exists()


def test_an_empty_plan_says_so() -> None:
    nobody = document() | {"resources": [], "pinned": []}
    instance = matching.read_instance(json.dumps(nobody))
    assert "这份方案没有分配" in matching.album(instance, matching.plan(instance), {})

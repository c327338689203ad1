"""Charts: what they add up to, what they never carry, and what they do with nothing."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from portal.charts import Part, bars, flow

SOURCES = [Part("上年结转", 18_642_050), Part("单位捐赠", 30_000_000), Part("利息", 110_637)]
USES = [Part("医疗", 23_148_000), Part("现在结余", 25_604_687)]


def shapes(svg: str, css: str) -> list[ElementTree.Element]:
    return [e for e in ElementTree.fromstring(svg).iter() if e.get("class") == css]


def test_every_stream_is_as_wide_as_its_share() -> None:
    svg = flow("资金流向", SOURCES, "基金", USES)
    assert len(shapes(svg, "flow")) == 5
    heights = [float(e.get("height", 0)) for e in shapes(svg, "b")]
    assert heights[1] / heights[0] == pytest.approx(30_000_000 / 18_642_050, rel=0.01)
    assert "18.6 万" in svg
    assert "基金 48.8 万" in svg


def test_labels_never_overlap_however_thin_a_bar() -> None:
    parts = [Part(f"来源 {n}", 1) for n in range(8)] + [Part("大头", 10_000_000)]
    svg = flow("资金流向", parts, "基金", [Part("现在结余", 10_000_008)])
    left = [e for e in ElementTree.fromstring(svg).iter() if e.get("text-anchor") == "end"]
    heights = sorted(float(e.get("y", 0)) for e in left)
    assert min(b - a for a, b in zip(heights, heights[1:], strict=False)) >= 16


def test_bars_stand_under_round_figures() -> None:
    svg = bars("每月", [3_820_000, 6_145_000, 0, -5], ["1", "2", "3", "4"], "月")
    assert len(shapes(svg, "a")) == 4
    assert re.findall(r">([\d.]+ 万)<", svg) == ["2 万", "4 万", "6 万", "8 万"]


@pytest.mark.parametrize("most", [1, 99, 100, 5_000_001, 10**13])
def test_an_axis_has_at_most_five_lines(most: int) -> None:
    assert 2 <= len(shapes(bars("每月", [most], ["1"], "月"), "axis")) <= 6


def test_nothing_is_no_picture() -> None:
    assert flow("资金流向", [], "基金", []) == ""
    assert bars("每月", [0, 0], ["1", "2"], "月") == ""


def test_words_are_escaped_and_nothing_is_styled() -> None:
    svg = flow("<b>", [Part("<script>", 5)], "&", [Part('"', 5)])
    ElementTree.fromstring(svg)
    assert "<script" not in svg
    assert "style" not in svg
    assert "fill" not in svg

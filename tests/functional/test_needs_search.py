"""Searching public needs: words, pinyin, filters with counts, order, pages, and what was typed wrongly."""

from __future__ import annotations

import re
from typing import Any

import pytest

from portal.demo.people import OTHER_TOWN, TOWN
from search.engine import EngineError
from tests.conftest import World
from tests.registered import family, published

NEEDS = (
    ("a", "education", "fen", "", 360_000, TOWN, "一名初中生的生活费", "学费已经免去，伙食费还差一半。"),
    ("b", "education", "hour", "tutoring", 32, OTHER_TOWN, "每周两次的数学辅导", "缺了一个月的课。"),
    ("c", "care", "hour", "care", 40, TOWN, "手术后的陪护", "每周两个下午。"),
    ("d", "living", "piece", "quilt", 4, OTHER_TOWN, "四床棉被", "旧被褥受潮了。"),
    ("e", "medical", "fen", "", 1_200_000, TOWN, "住院的自付费用", "医保报销以后的部分 <b>&amp;"),
)


@pytest.fixture
def district(world: World) -> World:
    def fill(site: Any) -> None:
        for key, category, unit, item, amount, town, title, text in NEEDS:
            case = family(
                site, world.vault, key, category=category, unit=unit, item=item, amount=amount, town=town
            )
            need = case.needs[f"n-{key}"]
            published(site, need, title=title, text=text, place=town, id=f"pub{key}234567")

    world.commit(fill)
    world.index()
    return world


def titles(page: Any) -> list[str]:
    return [link.get_text() for link in page.html.select("ul.needs h3 a")]


def search(world: World, status: int = 200, **asked: Any) -> Any:
    return world.client().get("/needs", params=asked, status=status)


def counts(page: Any, name: str) -> dict[str, int]:
    return {
        box["value"]: int(re.findall(r"\d+", box.find_next("span", "num").get_text())[0])
        for box in page.html.find_all("input", attrs={"name": name})
    }


def test_everything_is_there_without_a_question(district: World) -> None:
    page = search(district)
    assert len(titles(page)) == 5
    assert "找到 5 项" in page


def test_what_fits_is_marked_in_title_and_text(district: World) -> None:
    page = search(district, q="学费")
    assert titles(page) == ["一名初中生的生活费"]
    assert [mark.get_text() for mark in page.html.select("ul.needs mark")] == ["学费"]
    assert "教育" not in page.html.select_one("ul.needs article > p:not(.meta)").get_text()


def test_a_category_is_found_where_nobody_wrote_it(district: World) -> None:
    assert set(titles(search(district, q="教育"))) == {"一名初中生的生活费", "每周两次的数学辅导"}


def test_pinyin_finds_a_place(district: World) -> None:
    town = {"370306100": "beijiao", "370306102": "wangcun"}[OTHER_TOWN]
    assert set(titles(search(district, q=town))) == {"每周两次的数学辅导", "四床棉被"}


def test_pinyin_finds_a_title(district: World) -> None:
    assert titles(search(district, q="mianbei")) == ["四床棉被"]


def test_filters_count_and_widen(district: World) -> None:
    page = search(district, category="education")
    assert counts(page, "category") == {"education": 2, "care": 1, "living": 1, "medical": 1}
    assert counts(page, "place") == {TOWN: 1, OTHER_TOWN: 1}
    assert counts(page, "unit") == {"fen": 1, "hour": 1}
    assert len(titles(search(district, category=["education", "care"]))) == 3
    assert titles(search(district, category="education", unit="hour")) == ["每周两次的数学辅导"]


def test_chosen_filters_can_be_taken_off_one_by_one(district: World) -> None:
    page = search(district, q="费", category="education", place=TOWN, min="100")
    chosen = [link.get_text() for link in page.html.select("ul.chosen a")]
    assert chosen == ["去掉条件：教育", "去掉条件：北郊镇", "去掉条件：最少 100 元"]
    link = page.html.select("ul.chosen a")[1]["href"]
    page = district.client().get(link)
    assert [link.get_text() for link in page.html.select("ul.chosen a")] == [
        "去掉条件：教育",
        "去掉条件：最少 100 元",
    ]
    assert page.html.find(id="q")["value"] == "费"


def test_how_much_is_missing_is_asked_in_yuan(district: World) -> None:
    assert titles(search(district, max="5000")) == ["一名初中生的生活费"]
    assert titles(search(district, min="5,000", max="12000.00")) == ["住院的自付费用"]
    assert titles(search(district, min="12001")) == []


def test_order_by_what_is_missing(district: World) -> None:
    found = titles(search(district, unit="fen", sort="-missing"))
    assert found == ["住院的自付费用", "一名初中生的生活费"]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"min": "abc"}, "金额要写成数字"),
        ({"max": "-5"}, "金额不能小于 0"),
        ({"min": "1.234"}, "小数点后两位"),
        ({"min": "900", "max": "100"}, "比“最少”还小"),
        ({"q": "学" * 101}, "最多 100 个字"),
    ],
)
def test_what_was_typed_wrongly_is_told_and_kept(district: World, asked: dict[str, str], said: str) -> None:
    page = search(district, status=400, **asked)
    summary = page.html.find(role="alert")
    assert said in summary.get_text()
    assert page.html.find(id=summary.find("a")["href"][1:]) is not None
    assert page.html.find("title").get_text().startswith("有 1 处要改")
    for name, typed in asked.items():
        assert page.html.find(id=name)["value"] == typed[:100]


@pytest.mark.parametrize(
    "asked",
    [
        {"q": "<script>alert(1)</script>"},
        {"q": '"'},
        {"q": "*:* AND [" + "(" * 40},
        {"q": "\x00\u202e"},
        {"category": "nothing", "place": "1", "unit": "ton", "sort": "-created; drop", "page": "-3"},
        {"page": "99999999"},
        {"page": "x"},
        {"q": "١٢٣", "page": "²"},
    ],
)
def test_odd_questions_break_nothing(district: World, asked: dict[str, str]) -> None:
    page = search(district, **asked)
    assert "<script>alert" not in page


def test_markup_in_a_text_is_shown_as_text(district: World) -> None:
    page = search(district, q="报销")
    assert "&lt;b&gt;" in page
    assert "<b>" not in page.html.select_one("ul.needs").decode()


def test_nothing_found_says_so_and_leads_on(district: World) -> None:
    page = search(district, q="zzzzqqqq", category="education")
    assert "没有符合的" in page
    assert len(titles(page.click("去掉所有条件"))) == 5


def test_a_looser_reading_is_told(district: World) -> None:
    page = search(district, q="学费和伙食费的补助")
    assert titles(page)
    assert "最接近的" in page


def test_pages(world: World) -> None:
    def fill(site: Any) -> None:
        for number in range(23):
            need = family(site, world.vault, f"k{number}").needs[f"n-k{number}"]
            published(site, need, title=f"第 {number} 项", text="学费。", id=f"pub{number:07d}")

    world.commit(fill)
    world.index()
    client = world.client()
    seen: list[str] = []
    page = client.get("/needs", params={"q": "学费", "category": "education"})
    assert "这里是第 1–10 项" in page
    seen += titles(page)
    page = page.click("下一页")
    assert "这里是第 11–20 项" in page
    assert page.html.find("a", attrs={"aria-current": "page", "class": "page-link"}).get_text() == "2"
    seen += titles(page)
    page = page.click("下一页")
    seen += titles(page)
    assert len(set(seen)) == 23
    assert "下一页" not in page
    beyond = client.get("/needs", params={"q": "学费", "page": "9"})
    assert titles(beyond) == seen[20:]


def test_the_index_out_of_order_is_told_kindly(district: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(query: Any) -> Any:
        raise EngineError("the index was broken and is being rebuilt")

    monkeypatch.setattr(district.registry.engine, "search", broken)
    assert "正在整理" in search(district, status=503)
    assert district.client().get("/", status=200)


def test_what_was_asked_is_in_no_log(district: World, capfd: pytest.CaptureFixture[str], caplog: Any) -> None:
    caplog.set_level(0)
    search(district, q="独特的问题")
    search(district, status=400, q="独特的问题", min="x")
    out, err = capfd.readouterr()
    assert "独特" not in out + err + caplog.text

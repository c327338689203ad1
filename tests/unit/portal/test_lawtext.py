"""Cutting a text of law into its articles: nothing is lost, every anchor says what people call the article."""

from __future__ import annotations

import re

import pytest

from portal.demo.plainwords import PAGE
from portal.importing.lawtext import cut, number
from tests.beside import shared

LAW = """# 某办法

2014年2月21日 公布

<!-- INFO END -->

## 第一章 总 则

第一条 为了救急难，制定本办法。

（一）先登记；

（二）后办理。

### 第二节 特别规定

第二条之一 情况紧急的，先行救助。

第一百二十五条 本办法自公布之日起施行。
"""


@pytest.mark.parametrize(
    ("numeral", "value"),
    [
        ("一", 1),
        ("十", 10),
        ("十二", 12),
        ("二十", 20),
        ("四十八", 48),
        ("一百零五", 105),
        ("一百二十五", 125),
    ]
    + [("二〇", 20)],
)
def test_numerals(numeral: str, value: int) -> None:
    assert number(numeral) == value


def test_a_law_becomes_chapters_and_articles() -> None:
    found = cut(LAW)
    assert (found.title, found.intro) == ("某办法", "2014年2月21日 公布")
    assert [(section.anchor, section.heading) for section in found.sections] == [
        ("chapter-1", "第一章 总 则"),
        ("article-1", "第一条"),
        ("chapter-1-2", "第二节 特别规定"),
        ("article-2-1", "第二条之一"),
        ("article-125", "第一百二十五条"),
    ]
    assert found.sections[1].text.startswith("为了救急难")
    assert found.sections[1].text.endswith("后办理。")


def test_a_work_plan_becomes_sections_and_clauses() -> None:
    found = cut(
        "某方案\n\n一、目的\n\n为了救急难。\n\n四、办法\n\n（二）主动发现。都要报告。\n第三条路不通。"
    )
    assert found.intro == "某方案"
    assert [(one.anchor, one.level, one.heading, one.text) for one in found.sections] == [
        ("section-1", 1, "一、目的", "为了救急难。"),
        ("section-4", 1, "四、办法", ""),
        ("section-4-2", 3, "（二）主动发现", "都要报告。\n第三条路不通。"),
    ]


def test_an_article_that_is_counted_twice_keeps_both() -> None:
    found = cut("第一条 甲。\n第一条 乙。")
    assert [(one.anchor, one.text) for one in found.sections] == [
        ("article-1", "甲。"),
        ("article-1-b", "乙。"),
    ]


def test_our_own_page_has_every_clause_of_the_requirements() -> None:
    ids = [
        one.anchor for one in cut(PAGE.read_text("utf-8")).sections if re.fullmatch("[MTR][0-9]", one.anchor)
    ]
    assert ids == [
        *(f"M{n}" for n in range(1, 5)),
        *(f"T{n}" for n in range(1, 10)),
        *(f"R{n}" for n in range(1, 6)),
    ]


def test_every_law_comes_out_whole() -> None:
    """Article after article without a gap, and not a character lost."""
    laws = sorted(shared("policy", "laws").glob("*.md"))
    assert laws
    for law in laws:
        text = law.read_text("utf-8")
        found = cut(text)
        numbers = [int(one.anchor[8:]) for one in found.sections if one.anchor.startswith("article-")]
        assert numbers == list(range(1, len(numbers) + 1)), law.name
        whole = found.title + found.intro + "".join(one.heading + one.text for one in found.sections)
        assert _bare(whole) == _bare(re.sub(r"<!--.*?-->|^#+", "", text, flags=re.DOTALL | re.MULTILINE)), (
            law.name
        )


def _bare(text: str) -> str:
    return re.sub(r"\s", "", text)

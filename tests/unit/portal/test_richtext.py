"""Pasted text is shown without anything that could act, and its words come out whole."""

from __future__ import annotations

import pytest

from portal.richtext import shown, words


@pytest.mark.parametrize(
    "dirty",
    [
        "<script>alert(1)</script>",
        "<p onclick='alert(1)' style='position:fixed'>文字</p>",
        "[点这里](javascript:alert(1))",
        "<a href='JaVaScRiPt:alert(1)'>点</a>",
        "<img src=x onerror=alert(1)>",
        "![图](http://elsewhere.example/track.png)",
        "<iframe src='http://elsewhere.example'></iframe>",
        "<svg><script>alert(1)</script></svg>",
        "<math><mtext><style>alert(1)</style></mtext></math>",
        "<h1>大标题</h1><form action=/x><input name=q></form>",
        "<<p>script>alert(1)<</p>/script>",
    ],
)
def test_nothing_that_acts_is_left(dirty: str) -> None:
    clean = shown(dirty).lower()
    for bad in (
        "<script",
        "onclick",
        "style=",
        '="javascript:',
        "<img",
        "<iframe",
        "<svg",
        "<h1",
        "<form",
        "<input",
    ):
        assert bad not in clean


def test_markdown_and_html_are_read() -> None:
    assert "<li>棉被</li>" in shown("- 棉被\n- 米面")
    assert "<table>" in shown("| 项 | 数 |\n| - | - |\n| 棉被 | 3 |")
    assert '<a href="https://www.zhoucun.gov.cn"' in shown("[区政府](https://www.zhoucun.gov.cn)")


def test_an_indent_of_print_is_no_code() -> None:
    assert shown("　　第一段。\n\n    第二段。") == "<p>第一段。</p>\n<p>第二段。</p>\n"


def test_words_alone() -> None:
    assert (
        words("<p>一、<b>运送</b>&nbsp;物资</p><p>二、免费<br/>全国</p><style>p{}</style>")
        == "一、运送 物资\n二、免费\n全国"
    )
    assert words("5 < 6 & 7") == "5 < 6 & 7"

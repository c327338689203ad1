"""A text that is no TOML: every line the reader stops at, with the reason in Chinese."""

import pytest

from content.policy_syntax import REASONS, broken_lines


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("a = 1\nb = 1o", 2, "一行只能写一个值"),
        ("a = 1\nb =", 2, "看不懂这个值"),
        ("a = 1\nb = 文字", 2, "看不懂这个值"),
        ("a 1", 1, "键后面缺少等号"),
        ("。a = 1", 1, "看不懂这一行"),
        ('a = "x', 1, "引号没有合上"),
        ('a = "x\nb = 1', 1, "少了引号"),
        ("a = [1, 2", 1, "方括号没有合上"),
        ("a = 1\n\na = 2", 3, "这个键前面已经有了"),
        ("[x]\n[x]", 2, "这一节前面已经有了"),
        ("[x\na = 1", 1, "节名后面缺少 ]"),
        ("[[x]\na = 1", 1, "节名后面缺少 ]]"),
        ("a = 2026-02-30", 1, "没有这个日期"),
        ('a = "C:\\x"', 1, "反斜线"),
    ],
)
def test_the_line_and_the_reason(text, line, reason):
    [broken] = broken_lines(text)
    assert broken.line == line
    assert reason in broken.message


def test_a_good_text_has_none():
    assert broken_lines("") == []
    assert broken_lines("[a]\nb = [1,\n2]\n") == []


def test_what_follows_a_broken_header_is_not_blamed():
    assert [broken.line for broken in broken_lines("a = 1\n[x\na = 2\n[y]\nb = ")] == [2, 5]


def test_every_reason_is_in_chinese():
    assert not any(reason.isascii() for reason in REASONS.values())

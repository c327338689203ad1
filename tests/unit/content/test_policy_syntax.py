"""A text that is no TOML: every line the reader stops at, with the code of the reason."""

import pytest

from content.policy_syntax import REASONS, broken_lines
from portal.words.policyfile import BROKEN


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("a = 1\nb = 1o", 2, "toml_more_on_line"),
        ("a = 1\nb =", 2, "toml_value"),
        ("a = 1\nb = 文字", 2, "toml_value"),
        ("a 1", 1, "toml_no_equals"),
        ("。a = 1", 1, "toml_line"),
        ('a = "x', 1, "toml_quote_open"),
        ('a = "x\nb = 1', 1, "toml_control"),
        ("a = [1, 2", 1, "toml_list_open"),
        ("a = 1\n\na = 2", 3, "toml_key_twice"),
        ("[x]\n[x]", 2, "toml_section_twice"),
        ("[x\na = 1", 1, "toml_section_open"),
        ("[[x]\na = 1", 1, "toml_rows_open"),
        ("a = 2026-02-30", 1, "toml_date"),
        ('a = "C:\\x"', 1, "toml_backslash"),
    ],
)
def test_the_line_and_the_reason(text, line, reason):
    [broken] = broken_lines(text)
    assert broken.line == line
    assert broken.said.code == reason


def test_a_good_text_has_none():
    assert broken_lines("") == []
    assert broken_lines("[a]\nb = [1,\n2]\n") == []


def test_what_follows_a_broken_header_is_not_blamed():
    assert [broken.line for broken in broken_lines("a = 1\n[x\na = 2\n[y]\nb = ")] == [2, 5]


def test_every_reason_has_its_sentence():
    assert set(REASONS.values()) == set(BROKEN)

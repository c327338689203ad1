"""The line of every key, against what tomllib reads from the same text."""

import tomllib

import pytest

from content.policy import SHIPPED
from content.policy_lines import line_of, locate

TEXT = '''# A comment with [a.table] and key = "value"
title = "has # no comment, ] and = inside"
'quoted key' = 'C:\\'   # literal strings know no escapes

[district]   # trailing
"code" = "37\\"0306"
long = """
first = "not a key"
[nor a table]
ends with a quote""""
numbers = [ 1, 2,
  3,  # three
  [ 4, "]" ],
]
point = { x = 1, y = [ { z = 2 } ] }
a.b.c = 1979-05-27 07:32:00

[[kind]]
id = "one"
[[kind.step]]
by = "x"
[[kind.step]]
by = "y"
[kind.more.deep]
on = true
[[kind]]
  id = "two"
  [[kind.step]]
  by = "z"'''

EXPECTED = {
    ("title",): 2,
    ("quoted key",): 3,
    ("district",): 5,
    ("district", "code"): 6,
    ("district", "long"): 7,
    ("district", "numbers"): 11,
    ("district", "numbers", 0): 11,
    ("district", "numbers", 2): 12,
    ("district", "numbers", 3): 13,
    ("district", "numbers", 3, 1): 13,
    ("district", "point", "x"): 15,
    ("district", "point", "y", 0, "z"): 15,
    ("district", "a", "b", "c"): 16,
    ("kind",): 18,
    ("kind", 0): 18,
    ("kind", 0, "step", 0, "by"): 21,
    ("kind", 0, "step", 1): 22,
    ("kind", 0, "step", 1, "by"): 23,
    ("kind", 0, "more", "deep", "on"): 25,
    ("kind", 1): 26,
    ("kind", 1, "id"): 27,
    ("kind", 1, "step", 0, "by"): 29,
}


def leaves(value, path=()):
    if isinstance(value, dict):
        pairs = value.items()
    elif isinstance(value, list):
        pairs = enumerate(value)
    else:
        return [path]
    return [leaf for key, inner in pairs for leaf in leaves(inner, (*path, key))]


@pytest.mark.parametrize(("path", "line"), EXPECTED.items(), ids=str)
def test_lines(path, line):
    assert locate(TEXT)[path] == line


@pytest.mark.parametrize(
    "text", [TEXT, TEXT.replace("\n", "\r\n"), SHIPPED.read_text("utf-8"), "", "\n# only\n"]
)
def test_every_value_that_tomllib_reads_is_located(text):
    lines = locate(text)
    assert [path for path in leaves(tomllib.loads(text)) if path not in lines] == []


def test_the_line_of_a_missing_key_is_that_of_the_table_around_it():
    lines = locate(TEXT)
    assert line_of(lines, ("kind", 1, "missing")) == 26
    assert line_of(lines, ("kind", 0, "step", 1, "missing", 3)) == 22
    assert line_of(lines, ("nowhere",)) == 1

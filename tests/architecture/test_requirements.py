"""docs/requirements.md speaks of every clause, and of no file that is not there."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs/requirements.md").read_text("utf-8")
CLAUSES = [f"M{n}" for n in range(1, 5)] + [f"T{n}" for n in range(1, 10)] + [f"R{n}" for n in range(1, 6)]


def test_every_clause_has_its_row() -> None:
    rows = re.findall(r"^\| ([MTR]\d) \|", TEXT, re.M)
    assert list(dict.fromkeys(rows)) == CLAUSES


def test_every_row_names_a_test_or_says_not_yet() -> None:
    rows = [line for line in TEXT.splitlines() if re.match(r"\| [MTR]\d \|", line)]
    assert [row for row in rows if "`tests/" not in row and "not yet" not in row] == []


def test_every_file_that_is_named_is_there() -> None:
    named = set(re.findall(r"`((?:content|portal|matching|search|tests)/[\w/.]+\.\w+)`", TEXT))
    assert len(named) > 30
    assert [path for path in sorted(named) if not (ROOT / path).is_file()] == []

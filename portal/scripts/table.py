"""Tables for a terminal, where a Chinese character is as wide as two letters."""

from __future__ import annotations

from collections.abc import Sequence
from unicodedata import east_asian_width


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Columns as wide as their widest cell, with a rule under the head."""
    everything = [tuple(head), *map(tuple, rows)]
    widths = [max(map(width, column)) for column in zip(*everything, strict=True)]
    lines = ["  ".join(map(_padded, row, widths)).rstrip() for row in everything]
    return "\n".join([lines[0], "─" * (sum(widths) + 2 * (len(widths) - 1)), *lines[1:]])


def width(text: str) -> int:
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)


def _padded(text: str, columns: int) -> str:
    return text + " " * (columns - width(text))

"""A table as a file: CSV, Excel or JSON Lines; nothing in it is taken for a formula, no number loses a digit."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from content.calendar import SHANGHAI

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""What a spreadsheet takes for the beginning of a formula (OWASP, CSV injection)."""
GUARD = "'"
"""Stands before such a text in CSV; an import takes it off again."""
LONGEST_NUMBER = 11
"""Digits from which on a spreadsheet writes 1.38E+10, or drops the last of them."""
LONGEST_CELL = 32_767
"""Characters that fit into a cell of Excel."""


class Table(NamedTuple):
    """Heads and rows; a value is text, int, Decimal (yuan), bool, date, aware datetime, or None."""

    title: str
    heads: Sequence[str]
    rows: Iterable[Sequence[Any]]


class Format(NamedTuple):
    """How a table is written, and how the file is announced."""

    suffix: str
    content_type: str
    words: str


FORMATS = {
    "csv": Format("csv", "text/csv", "CSV"),
    "xlsx": Format("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "Excel"),
    "jsonl": Format("jsonl", "application/x-ndjson", "JSON Lines"),
}


def written(table: Table, format: str) -> bytes:
    """The whole file."""
    return {"csv": _csv, "xlsx": _workbook, "jsonl": _json_lines}[format](table)


def plain(value: Any) -> Any:
    """A value as text or number that means the same everywhere: days in ISO, times as on the clocks of Zhoucun."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime):
        return value.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def guarded(text: str) -> str:
    """The text as a cell of CSV: never a formula, never a rounded number."""
    if text.startswith((*FORMULA, GUARD)) and not _is_number(text):
        return f"{GUARD}{text}"
    return f"{GUARD}{text}" if text.isdigit() and len(text) >= LONGEST_NUMBER else text


def unguarded(text: str) -> str:
    """What ``guarded`` was given."""
    bare = text.removeprefix(GUARD)
    return bare if text.startswith(GUARD) and guarded(bare) == text else text


def _is_number(text: str) -> bool:
    """A negative sum is no formula."""
    digits = text.removeprefix("-").replace(".", "", 1)
    return digits.isdigit() and digits.isascii() and len(digits) < LONGEST_NUMBER


def _csv(table: Table) -> bytes:
    """With the mark by which Excel knows UTF-8."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(table.heads)
    for row in table.rows:
        writer.writerow([guarded(str(plain(value))) for value in row])
    return file.getvalue().encode("utf-8-sig")


def _json_lines(table: Table) -> bytes:
    lines = (
        json.dumps(dict(zip(table.heads, map(plain, row), strict=True)), ensure_ascii=False)
        for row in table.rows
    )
    return "".join(f"{line}\n" for line in lines).encode()


def _workbook(table: Table) -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet(table.title[:31])
    sheet.freeze_panes = "A2"
    head = [WriteOnlyCell(sheet, name) for name in table.heads]
    for cell in head:
        cell.font = Font(bold=True)
    sheet.append(head)
    for row in table.rows:
        sheet.append([_cell(sheet, value) for value in row])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _cell(sheet: Any, value: Any) -> Any:
    """Text is said to be text, so that nothing in it is computed; sums are numbers with two decimals."""
    if isinstance(value, Decimal):
        cell: Any = WriteOnlyCell(sheet, float(value))
        cell.number_format = "0.00"
        return cell
    if isinstance(value, int) and not isinstance(value, bool):
        return WriteOnlyCell(sheet, value)
    cell = WriteOnlyCell(sheet, str(plain(value))[:LONGEST_CELL])
    cell.data_type, cell.number_format = "s", "@"
    return cell

"""The rows of a source, whatever its format, each with the line that people see in their own program."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any, NamedTuple
from zipfile import BadZipFile

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from portal.exporting.table import unguarded
from portal.importing.lawtext import cut
from portal.importing.mapping import COLUMN, Mapping, expanded


class Row(NamedTuple):
    """``where`` is the line (第 3 行) or the file; ``fault`` says why the line cannot be read, "" where it can."""

    where: str
    values: dict[str, Any]
    fault: str = ""


def rows(path: Path, mapping: Mapping) -> list[Row]:
    """All rows of the file, of one entry each or several lines together where the mapping asks for that; a line that
    is no row is one with a fault. Raises OSError, and ValueError with words for people where the whole file cannot
    be read.
    """
    read = {"jsonl": _json_lines, "csv": _csv, "xlsx": _workbook, "text": _texts}[mapping.format]
    try:
        found = list(read(path, mapping))
    except UnicodeDecodeError:
        raise ValueError("不是 UTF-8 编码。请另存为 UTF-8，再导入。") from None
    found = [one for row in found for one in _entries(row, mapping)]
    return _together(found, mapping) if mapping.together else found


def _json_lines(path: Path, mapping: Mapping) -> Iterator[Row]:
    for number, line in enumerate(path.read_text("utf-8-sig").split("\n"), 1):
        if not line.strip():
            continue
        try:
            values = json.loads(line)
        except json.JSONDecodeError:
            yield Row(_line(number), {}, "不是 JSON。")
            continue
        yield Row(_line(number), values if isinstance(values, dict) else {}, _no_object(values))


def _no_object(values: Any) -> str:
    return "" if isinstance(values, dict) else "不是一行有列名的数据。"


def _csv(path: Path, mapping: Mapping) -> Iterator[Row]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.reader(file)
        head = [name.strip() for name in next(reader, [])]
        while True:
            number = reader.line_num + 1
            try:
                cells = next(reader, None)
            except csv.Error:
                yield Row(_line(number), {}, "引号没有配对。")
                continue
            if cells is None:
                return
            if any(cell.strip() for cell in cells):
                yield _cells(number, head, [unguarded(cell) for cell in cells])


def _workbook(path: Path, mapping: Mapping) -> Iterator[Row]:
    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    except (InvalidFileException, BadZipFile, KeyError):
        raise ValueError("不是 Excel 文件（.xlsx）。旧的 .xls 请另存为 .xlsx。") from None
    try:
        if mapping.sheet and mapping.sheet not in book.sheetnames:
            raise ValueError(f"没有名为“{mapping.sheet}”的工作表。")
        sheet = book[mapping.sheet] if mapping.sheet else book.worksheets[0]
        lines = sheet.iter_rows(values_only=True)
        head = [str(name or "").strip() for name in next(lines, ())]
        for number, cells in enumerate(lines, 2):
            if any(cell not in (None, "") for cell in cells):
                yield _cells(number, head, [_cell(cell) for cell in cells])
    finally:
        book.close()


def _cell(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.date().isoformat() if not (value.hour or value.minute) else value.isoformat()
    return value.isoformat() if isinstance(value, date) else value


def _cells(number: int, head: list[str], cells: list[Any]) -> Row:
    extra = [cell for cell in cells[len(head) :] if cell not in (None, "")]
    values = dict(zip(head, cells, strict=False))
    values.pop("", None)
    return Row(_line(number), values, "列比表头多。" if extra else "")


def _texts(path: Path, mapping: Mapping) -> Iterator[Row]:
    """A file is a row: its name, the title that it names, and all of its text."""
    text = path.read_text("utf-8-sig")
    if mapping.until is not None:
        end = mapping.until.search(text)
        text = text[: end.start()] if end is not None else text
    yield Row(path.name, {"file": path.stem, "title": cut(text).title, "text": text})


def _entries(row: Row, mapping: Mapping) -> Iterator[Row]:
    """The row, or one for each entry of the columns that the mapping takes apart."""
    if not mapping.entries or row.fault:
        yield row
        return
    found = False
    for column in mapping.entries:
        for number, entry in enumerate(row.values.get(column) or (), 1):
            found = True
            inside = entry if isinstance(entry, dict) else {"value": entry}
            yield row._replace(
                values={**row.values, "entry": {**inside, "list": column, "number": number}},
                where=f"{row.where}，{column} 第 {number} 项",
            )
    if not found:
        yield row._replace(fault="这一行里没有可以登记的东西。")


def _together(found: list[Row], mapping: Mapping) -> list[Row]:
    """The rows of one key as one, wherever they stand; a row without a key stays by itself."""
    groups: dict[tuple[str, str], list[Row]] = {}
    for row in found:
        key = expanded(mapping.key, row.values)
        groups.setdefault((key, "" if key else row.where), []).append(row)
    return [_as_one(rows, mapping) for rows in groups.values()]


def _as_one(rows: list[Row], mapping: Mapping) -> Row:
    """One fault refuses all of them: half of a document would come in otherwise."""
    first = rows[0]
    faults = [row.fault for row in rows if row.fault] or list(_differences(rows, mapping))
    values = first.values | {mapping.together: [row.values for row in rows]}
    return Row("、".join(row.where for row in rows), values, faults[0] if faults else "")


def _differences(rows: list[Row], mapping: Mapping) -> Iterator[str]:
    first, *others = rows
    for field in mapping.fields.values():
        for row in others:
            if expanded(field.template, row.values) != expanded(field.template, first.values):
                columns = "、".join(COLUMN.findall(field.template))
                yield f"“{columns}”在{first.where}和{row.where}不一样。同一个编号的各行，这一列要一样。"


def _line(number: int) -> str:
    return f"第 {number} 行"

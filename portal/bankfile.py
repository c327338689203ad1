"""A payment file as the bank takes it: a workbook whose accounts stay text, or CSV; with count and control sum."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from io import BytesIO, StringIO
from typing import Any

from openpyxl import Workbook

from content.batch import PaymentBatch, PaymentLine

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HEADINGS = ("序号", "户名", "账号", "开户银行", "金额（元）", "附言")
PURPOSE = "救急难公益基金救助"
FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""With these a cell would be taken for a formula."""


def as_workbook(batch: PaymentBatch, lines: Sequence[PaymentLine]) -> bytes:
    """Two sheets: the lines, and what the file must add up to."""
    book = Workbook()
    sheet: Any = book.active
    sheet.title = "代发明细"
    sheet.append(HEADINGS)
    for line in lines:
        for column, value in enumerate(_cells(batch, line), 1):
            cell = sheet.cell(row=line.number + 1, column=column, value=value)
            cell.data_type, cell.number_format = "s", "@"
    for letter, width in zip("ABCDEF", (6, 14, 26, 28, 14, 36), strict=True):
        sheet.column_dimensions[letter].width = width
    summary = book.create_sheet("汇总")
    for row in _summary(batch):
        summary.append(row)
    summary.column_dimensions["A"].width, summary.column_dimensions["B"].width = 14, 24
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def as_csv(batch: PaymentBatch, lines: Sequence[PaymentLine]) -> bytes:
    """The lines, then one row with count and sum; with a byte order mark, by which Excel knows its letters."""
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow(HEADINGS)
    writer.writerows([_plain(cell) for cell in _cells(batch, line)] for line in lines)
    writer.writerow(["合计", f"{len(lines)} 笔", "", "", yuan(batch.total_fen), f"校验码 {batch.check_code}"])
    return text.getvalue().encode("utf-8-sig")


def yuan(fen: int) -> str:
    """As banks write it: no sign, no comma, two decimals."""
    return f"{fen // 100}.{fen % 100:02d}"


def _cells(batch: PaymentBatch, line: PaymentLine) -> list[str]:
    remark = f"{PURPOSE} {batch.number}-{line.number}"
    return [str(line.number), line.name, line.account, line.bank, yuan(line.amount_fen), remark]


def _summary(batch: PaymentBatch) -> list[tuple[str, str]]:
    return [
        ("批次", batch.number),
        ("笔数", str(len(batch.lines))),
        ("金额合计（元）", yuan(batch.total_fen)),
        ("校验码", batch.check_code),
    ]


def _plain(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA) else cell

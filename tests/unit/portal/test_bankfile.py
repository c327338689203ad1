"""The bank's file: accounts stay text, nothing becomes a formula, and the sums are those of the file."""

from __future__ import annotations

import csv
from io import BytesIO, StringIO

from openpyxl import load_workbook

from content.allocation import Payee
from portal import bankfile
from tests.money import VAULT, approved, batch, new_fund


def made(name: str = "张桂芬") -> tuple[object, list[object]]:
    fund = new_fund()
    first, second = approved(fund, 70_005), approved(fund, 30_000, case_id="c2")
    second.keep(VAULT, Payee(name=name, account="0012000034567890123", bank="齐商银行").fields)
    file = batch(fund, first, second)
    return file, file.payment_lines(VAULT)


def test_a_workbook_keeps_every_digit_of_an_account() -> None:
    book = load_workbook(BytesIO(bankfile.as_workbook(*made())))
    rows = list(book["代发明细"].iter_rows(values_only=True))
    assert rows[0][:5] == ("序号", "户名", "账号", "开户银行", "金额（元）")
    assert rows[1][1:5] == ("张桂芬", "6222020200012345678", "周村农商银行", "700.05")
    assert rows[2][2] == "0012000034567890123"
    assert all(cell.data_type == "s" for row in book["代发明细"].iter_rows() for cell in row)
    summary = dict(book["汇总"].iter_rows(values_only=True))
    assert (summary["笔数"], summary["金额合计（元）"]) == ("2", "1000.05")


def test_a_name_is_never_a_formula() -> None:
    file, lines = made("=HYPERLINK(1)")
    book = load_workbook(BytesIO(bankfile.as_workbook(file, lines)))
    assert book["代发明细"]["B3"].data_type == "s"
    rows = list(csv.reader(StringIO(bankfile.as_csv(file, lines).decode("utf-8-sig"))))
    assert rows[2][1] == "'=HYPERLINK(1)"


def test_csv_ends_with_count_and_sum() -> None:
    file, lines = made()
    rows = list(csv.reader(StringIO(bankfile.as_csv(file, lines).decode("utf-8-sig"))))
    assert rows[-1][:2] == ["合计", "2 笔"]
    assert rows[-1][4] == "1000.05"
    assert len(rows) == 4

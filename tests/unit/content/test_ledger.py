"""Books that balance: postings, holds, the chain, a year's figures, the export."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from content import relief
from content.calendar import SHANGHAI
from content.error import Overdrawn
from content.ledger import FUND_CHART, Ledger
from content.statement import as_beancount, figures
from content.vocabulary import Kind

NOW = datetime(2026, 11, 23, 0, 10, tzinfo=UTC)


@pytest.fixture
def ledger() -> Ledger:
    ledger = Ledger("fund", "charity", FUND_CHART)
    move(ledger, "donations", "bank", 100_00, "receive:unit")
    return ledger


def move(
    ledger: Ledger, source: str, target: str, amount: int, memo: str = "x:y", at: datetime = NOW
) -> None:
    ledger.move(source, target, amount, memo=memo, reference="r", actor="user:a", at=at)


def snapshot(ledger: Ledger) -> object:
    return ledger.balances(), ledger.count, ledger.head, list(ledger)


def test_a_posting_moves_money_and_the_books_stay_even(ledger: Ledger) -> None:
    move(ledger, "bank", "committed", 30_00)
    assert ledger.balances() == {
        "donations": -100_00,
        "bank": 70_00,
        "committed": 30_00,
        "payable": 0,
        "paid": 0,
        "returned": 0,
    }
    assert ledger.trial_balance() == 0
    assert ledger.broken_chain() is None


def test_what_is_not_there_cannot_be_moved_and_nothing_changes(ledger: Ledger) -> None:
    before = snapshot(ledger)
    with pytest.raises(Overdrawn) as caught:
        move(ledger, "bank", "committed", 100_01)
    assert caught.value.figures == {"account": "bank", "wanted": 100_01, "available": 100_00}
    assert snapshot(ledger) == before


def test_a_posting_of_several_entries_is_refused_as_a_whole(ledger: Ledger) -> None:
    before = snapshot(ledger)
    entries = {"bank": -50_00, "payable": -1, "committed": 50_01}
    with pytest.raises(Overdrawn):
        ledger.post(entries, memo="x", reference="", actor="user:a", at=NOW)
    assert snapshot(ledger) == before


@pytest.mark.parametrize(
    "entries",
    [
        {},
        {"bank": 0, "committed": 0},
        {"bank": -1},
        {"bank": -2, "committed": 1},
        {"bank": -1, "paid": 1, "payable": 0},
    ],
)
def test_a_posting_that_does_not_balance_is_refused(ledger: Ledger, entries: dict[str, int]) -> None:
    with pytest.raises(ValueError):
        ledger.post(entries, memo="x", reference="", actor="user:a", at=NOW)


@pytest.mark.parametrize("amount", [0, -1, True, 1.5])
def test_only_whole_amounts_above_zero_move(ledger: Ledger, amount: int) -> None:
    with pytest.raises(ValueError):
        move(ledger, "bank", "committed", amount)


def test_an_account_outside_the_chart_is_unknown(ledger: Ledger) -> None:
    with pytest.raises(KeyError):
        move(ledger, "bank", "pocket", 1)


def test_a_source_takes_back_no_more_than_it_gave(ledger: Ledger) -> None:
    move(ledger, "bank", "donations", 40_00)
    with pytest.raises(Overdrawn):
        ledger.post({"donations": 60_01, "bank": -60_01}, memo="x", reference="", actor="user:a", at=NOW)


def test_held_money_can_neither_be_held_again_nor_moved(ledger: Ledger) -> None:
    bank = ledger.account("bank")
    bank.hold(80_00)
    assert (bank.balance, bank.held, bank.available) == (100_00, 80_00, 20_00)
    with pytest.raises(Overdrawn):
        bank.hold(20_01)
    with pytest.raises(Overdrawn):
        move(ledger, "bank", "committed", 20_01)
    bank.release(80_00)
    move(ledger, "bank", "committed", 100_00)
    assert bank.balance == 0


def test_more_than_is_held_cannot_be_released(ledger: Ledger) -> None:
    with pytest.raises(ValueError):
        ledger.account("bank").release(1)


def test_a_changed_posting_is_found(ledger: Ledger) -> None:
    move(ledger, "bank", "committed", 30_00)
    event = ledger._postings[1]
    forged = (("entries", (("bank", -10_00), ("committed", 10_00))), ("reference", "r"))
    ledger._postings[1] = replace(event, details=forged)
    assert ledger.broken_chain() == "event 1 was changed"


def test_a_missing_posting_is_found(ledger: Ledger) -> None:
    move(ledger, "bank", "committed", 30_00)
    del ledger._postings[1]
    assert ledger.broken_chain() == "2 events were written, 1 are there"


def test_a_balance_written_past_the_journal_is_found(ledger: Ledger) -> None:
    ledger.account("bank").balance += 1
    assert ledger.trial_balance() == 1
    assert ledger.broken_chain() == "account bank does not match its postings"


def test_a_posting_cannot_be_moved_to_another_ledger(ledger: Ledger) -> None:
    other = Ledger("other", "charity", FUND_CHART)
    move(other, "donations", "bank", 100_00, "receive:unit")
    assert other.head != ledger.head


def test_a_year_in_figures_ends_with_what_it_began_with_and_took_in_less_what_it_paid() -> None:
    ledger = Ledger("fund", "charity", FUND_CHART)
    last_evening = datetime(2025, 12, 31, 15, 59, tzinfo=UTC)
    new_year = datetime(2025, 12, 31, 16, 0, tzinfo=UTC)
    move(ledger, "donations", "bank", 500_00, "receive:unit", last_evening)
    move(ledger, "donations", "bank", 70_00, "receive:individual", new_year)
    move(ledger, "donations", "bank", 30_00, "receive:interest", NOW)
    move(ledger, "bank", "committed", 90_00, "sign_second:medical", NOW)
    move(ledger, "committed", "payable", 90_00, "disburse:medical", NOW)
    move(ledger, "payable", "paid", 90_00, "pay_out:medical", NOW)
    move(ledger, "paid", "returned", 20_00, "return:medical", NOW)
    year = figures(ledger, 2026, SHANGHAI)
    assert (year.opening, year.closing) == (500_00, 530_00)
    assert year.income == (("individual", 70_00), ("interest", 30_00))
    assert year.paid == (("medical", 70_00),)
    assert year.paid_by_month == (*[0] * 10, 70_00, 0)
    assert year.opening + year.income_total - year.paid_total == year.closing
    assert figures(ledger, 2025, SHANGHAI).income == (("unit", 500_00),)


def test_the_export_is_plain_beancount() -> None:
    ledger = Ledger("fund", "charity", FUND_CHART)
    move(ledger, "donations", "bank", 100_05, 'receive:"unit"')
    digest = ledger.head
    assert (
        as_beancount(ledger, SHANGHAI, "救急难公益基金")
        == f"""\
option "title" "救急难公益基金"
option "operating_currency" "CNY"

2026-11-23 open Income:Donations CNY
2026-11-23 open Assets:Bank CNY
2026-11-23 open Assets:Committed CNY
2026-11-23 open Assets:Payable CNY
2026-11-23 open Expenses:Paid CNY
2026-11-23 open Assets:Returned CNY

2026-11-23 * "receive:\\"unit\\""
  number: "0"
  time: "2026-11-23T08:10:00+08:00"
  actor: "user:a"
  reference: "r"
  digest: "{digest}"
  Assets:Bank  100.05 CNY
  Income:Donations  -100.05 CNY

2026-11-24 balance Income:Donations -100.05 CNY
2026-11-24 balance Assets:Bank 100.05 CNY
2026-11-24 balance Assets:Committed 0.00 CNY
2026-11-24 balance Assets:Payable 0.00 CNY
2026-11-24 balance Expenses:Paid 0.00 CNY
2026-11-24 balance Assets:Returned 0.00 CNY
"""
    )


def test_an_empty_book_is_exported_too() -> None:
    text = as_beancount(Ledger("fund", "charity", FUND_CHART), SHANGHAI)
    assert text == 'option "title" "fund"\noption "operating_currency" "CNY"\n'


def test_public_relief_money_is_a_book_of_its_own_with_a_budget_per_kind() -> None:
    treasury = Ledger.for_treasury()
    book: dict[str, Any] = {"actor": "user:a", "at": NOW}
    relief.appropriate(treasury, kind="medical", amount_fen=800_00, reference="周财〔2026〕1号", **book)
    relief.pay(treasury, kind="medical", amount_fen=300_00, reference="ref1", **book)
    assert relief.left(treasury, "medical") == 500_00
    with pytest.raises(Overdrawn):
        relief.pay(treasury, kind="medical", amount_fen=500_01, reference="ref2", **book)
    with pytest.raises(Overdrawn):
        relief.pay(treasury, kind="education", amount_fen=1, reference="ref3", **book)
    assert treasury.trial_balance() == 0
    assert len(treasury.balances()) == 1 + 2 * len(Kind)
    assert "Assets:Budget:Medical  -300.00 CNY" in as_beancount(treasury, SHANGHAI)


def test_times_must_know_their_zone(ledger: Ledger) -> None:
    before = snapshot(ledger)
    with pytest.raises(ValueError):
        move(ledger, "bank", "committed", 1, at=NOW.replace(tzinfo=None) + timedelta(0))
    assert snapshot(ledger) == before

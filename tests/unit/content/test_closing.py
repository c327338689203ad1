"""Month's close: figures of a period, the bank's balance, two hands, the lock, and what proves it later."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from content.closing import Closing, Difference, closable
from content.error import DomainError, SameHand
from content.fund import Fund
from tests.money import CLERK, NOW, RULES, ZHAO, closing, draft, new_fund, paid_out

OCTOBER = datetime(2026, 10, 12, 2, tzinfo=UTC)
SEPTEMBER = datetime(2026, 9, 3, 2, tzinfo=UTC)
BY = {"actor": ZHAO, "at": NOW}


def two_months() -> Fund:
    """Money since September, 1,000 yuan paid out in October."""
    fund = new_fund(at=SEPTEMBER)
    paid_out(fund, 100_000, OCTOBER)
    return fund


def test_a_month_is_added_up_by_account() -> None:
    statement = closing(two_months(), "2026-10").statement
    assert statement is not None
    rows = {row.account: row for row in statement.rows}
    whole = RULES.reserve_fen + 1_000_000
    assert rows["bank"][1:] == (whole, 0, 100_000, whole - 100_000)
    assert rows["committed"][1:] == (0, 100_000, 100_000, 0)
    assert rows["paid"][1:] == (0, 100_000, 0, 100_000)
    assert rows["donations"].closing == -whole
    assert (statement.trial_balance, statement.postings) == (0, 3)
    assert statement.book_fen == statement.bank_fen == whole - 100_000


def test_the_first_closing_may_take_several_months() -> None:
    fund = two_months()
    assert closable(fund.ledger, NOW) == ("2026-10", "2026-09")
    assert closing(fund, "2026-10", since="2026-09").outline().postings == 4


def test_a_difference_is_named_to_the_fen_or_it_is_not_closed() -> None:
    made = closing(two_months())
    book = made.outline().book_fen
    with pytest.raises(DomainError, match="unexplained") as caught:
        made.prepare(bank_fen=book + 12_345, differences=(), actor=CLERK, at=NOW)
    assert caught.value.figures == {"difference_fen": 12_345}
    made.prepare(bank_fen=book + 12_345, differences=(Difference("利息", 12_345),), actor=CLERK, at=NOW)
    assert made.outline(book + 12_345, (Difference("利息", 12_345),)).unexplained_fen == 0


def test_whoever_drew_it_up_does_not_close_it() -> None:
    made = closing(two_months())
    with pytest.raises(SameHand):
        made.close(actor=CLERK, at=NOW)
    made.close(**BY)
    assert (made.state, made.ledger.closed_until) == ("closed", "2026-10")


def test_nothing_is_posted_into_a_closed_month_and_nothing_else_changes_then() -> None:
    fund = two_months()
    waiting = draft(fund, 50_000, OCTOBER, case_id="c2")
    waiting.sign_first(actor=ZHAO, at=OCTOBER)
    closing(fund).close(**BY)
    before = (fund.count, fund.ledger.head, waiting.count, waiting.state)
    for act in (
        lambda at: fund.receive(source="unit", amount_fen=1, reference="R", actor=CLERK, at=at),
        lambda at: waiting.sign_second(RULES, actor="user:sun", at=at),
    ):
        with pytest.raises(DomainError, match="month_closed"):
            act(OCTOBER)
    assert before == (fund.count, fund.ledger.head, waiting.count, waiting.state)
    fund.receive(source="unit", amount_fen=1, reference="R", actor=CLERK, at=NOW)


def test_a_month_that_is_not_over_is_not_closed() -> None:
    last_second = datetime(2026, 11, 30, 15, 59, 59, tzinfo=UTC)
    with pytest.raises(DomainError, match="month_not_over"):
        Closing(month="2026-11", since="2026-11", actor=CLERK, at=last_second)
    assert "2026-11" not in closable(two_months().ledger, last_second)
    assert "2026-11" in closable(two_months().ledger, last_second + timedelta(seconds=1))


def test_books_that_moved_since_are_drawn_up_anew() -> None:
    fund = two_months()
    made = closing(fund)
    fund.receive(source="interest", amount_fen=5, reference="R", actor=CLERK, at=OCTOBER)
    with pytest.raises(DomainError, match="books_moved"):
        made.close(**BY)
    assert made.state == "prepared"


def test_the_newest_month_alone_is_opened_again_and_its_statement_is_kept() -> None:
    fund = two_months()
    first, second = closing(fund, "2026-09"), closing(fund, "2026-10")
    first.close(**BY)
    second.close(**BY)
    with pytest.raises(DomainError, match="later_month_closed"):
        first.reopen(reason="漏记", **BY)
    second.reopen(reason="漏记", **BY)
    assert fund.ledger.closed_until == "2026-09"
    fund.receive(source="interest", amount_fen=5, reference="R", actor=CLERK, at=OCTOBER)
    second.prepare(bank_fen=second.outline().book_fen, differences=(), actor=CLERK, at=NOW)
    second.close(**BY)
    assert [kept.postings for kept in second.kept] == [3, 4]
    assert second.wrong() is None


def test_a_later_month_waits_for_the_one_that_was_opened_again() -> None:
    fund = two_months()
    first = closing(fund, "2026-09")
    first.close(**BY)
    second = closing(fund, "2026-10")
    first.reopen(reason="漏记", **BY)
    assert fund.ledger.closed_until == ""
    closing_of_september_again = first
    closing_of_september_again.prepare(bank_fen=first.outline().book_fen, differences=(), actor=CLERK, at=NOW)
    first.close(**BY)
    second.close(**BY)
    assert fund.ledger.closed_until == "2026-10"


def test_what_was_closed_is_proved_later() -> None:
    fund = two_months()
    made = closing(fund)
    made.close(**BY)
    assert made.wrong() is None
    kept = made.kept
    made.kept = (kept[0]._replace(bank_fen=0),)
    assert made.wrong() == "the statement was changed"
    made.kept = kept
    fund.ledger.closed_until = "2026-09"
    assert made.wrong() == "a closed month is open in the book"
    fund.receive(source="interest", amount_fen=5, reference="R", actor=CLERK, at=OCTOBER)
    assert made.wrong() == "the books do not say what was closed"

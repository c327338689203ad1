"""Payment files: made once, sent with every line, and each line read back on its own."""

from __future__ import annotations

from datetime import timedelta

import pytest

from content.batch import PAID, RETURNED, PaymentBatch
from content.error import DomainError, Missing, WrongState
from tests.money import CLERK, NOW, PAYEE, QIAN, RULES, VAULT, ZHAO, approved, batch, new_fund

BY = {"actor": CLERK, "at": NOW}


def test_what_is_in_a_file_is_in_no_other() -> None:
    fund = new_fund()
    allocation = approved(fund)
    first = batch(fund, allocation)
    assert allocation.batch_id == first.id
    with pytest.raises(WrongState):
        PaymentBatch(number="2026-002", allocations=[allocation], vault=VAULT, **BY)
    with pytest.raises(DomainError, match="nothing_to_pay"):
        PaymentBatch(number="2026-002", allocations=[], vault=VAULT, **BY)


def test_what_is_in_a_file_does_not_move_by_itself() -> None:
    fund = new_fund()
    allocation = approved(fund)
    file = batch(fund, allocation)
    with pytest.raises(DomainError, match="listed"):
        allocation.disburse(**BY)
    file.send(**BY)
    with pytest.raises(DomainError, match="listed"):
        allocation.pay_out(**BY)
    assert allocation.state == "disbursed"


def test_only_what_two_hands_have_signed_goes_in() -> None:
    fund = new_fund()
    allocation = approved(fund)
    allocation.disburse(**BY)
    with pytest.raises(WrongState):
        batch(fund, allocation)


def test_sending_disburses_every_line_and_the_bank_answers_each() -> None:
    fund = new_fund()
    good, bad = approved(fund, 70_000), approved(fund, 30_000, case_id="c2")
    file = batch(fund, good, bad)
    assert (file.total_fen, len(file.waiting)) == (100_000, 2)
    file.send(**BY)
    assert fund.ledger.balances()["payable"] == 100_000
    reason = bad.seal_detail(VAULT, "户名不符")
    file.read_back({good.id: (PAID, None)}, **BY)
    assert (file.state, good.state, good.batch_id) == ("sent", "paid_out", "")
    file.read_back({bad.id: (RETURNED, reason)}, **BY)
    assert (file.state, bad.state, bad.batch_id) == ("settled", "returned", "")
    assert (file.sum_of(PAID), file.sum_of(RETURNED)) == (70_000, 30_000)
    assert fund.ledger.balances()["returned"] == 30_000
    assert file.broken_chain() is None


def test_what_came_back_goes_into_the_next_file_when_it_is_signed_again() -> None:
    fund = new_fund()
    allocation = approved(fund)
    allocation.disburse(**BY)
    allocation.return_money(reason=allocation.seal_detail(VAULT, "销户"), **BY)
    with pytest.raises(WrongState):
        batch(fund, allocation)
    allocation.correct_payee(PAYEE, VAULT, **BY)
    allocation.resign_first(actor=ZHAO, at=NOW)
    allocation.resign_second(actor=QIAN, at=NOW)
    file = batch(fund, allocation)
    file.send(**BY)
    assert allocation.state == "disbursed"


def test_a_line_is_answered_once_and_a_return_says_why() -> None:
    fund = new_fund()
    allocation = approved(fund)
    file = batch(fund, allocation)
    with pytest.raises(WrongState):
        file.read_back({allocation.id: (PAID, None)}, **BY)
    file.send(**BY)
    with pytest.raises(Missing):
        file.read_back({allocation.id: (RETURNED, None)}, **BY)
    assert (file.state, allocation.state, file.count) == ("sent", "disbursed", 2)
    file.read_back({allocation.id: (PAID, None)}, **BY)
    with pytest.raises(WrongState):
        file.read_back({allocation.id: (PAID, None)}, **BY)


def test_a_file_that_was_not_sent_lets_its_lines_go() -> None:
    fund = new_fund()
    allocation = approved(fund)
    file = batch(fund, allocation)
    file.discard(reason=file.seal_detail(VAULT, "少了一户"), **BY)
    assert (file.state, allocation.state, allocation.batch_id) == ("discarded", "approved", "")
    assert batch(fund, allocation, at=NOW + timedelta(hours=1)).state == "made"


def test_the_file_says_what_it_said_when_it_was_made() -> None:
    fund = new_fund()
    allocation = approved(fund)
    file = batch(fund, allocation)
    allocation.keep(VAULT, {"payee_account": "0" * 19})
    (line,) = file.payment_lines(VAULT)
    assert (line.name, line.account, line.amount_fen) == (PAYEE.name, PAYEE.account, 100_000)
    file.lines = (file.lines[0]._replace(amount_fen=900_000),)
    with pytest.raises(DomainError, match="file_changed"):
        file.payment_lines(VAULT)


def test_limits_are_checked_where_it_was_signed_not_where_it_is_paid() -> None:
    fund = new_fund(free_fen=100_000)
    file = batch(fund, approved(fund, 100_000))
    file.send(**BY)
    assert fund.room(RULES, town="t", case_id="c9", category="medical", urgency=1, at=NOW) == 0

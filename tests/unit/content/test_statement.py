"""The books as text for others: a foreign checker, Beancount, finds every one of them whole."""

from __future__ import annotations

from typing import Any

import pytest
from beancount import loader

from content import relief
from content.calendar import SHANGHAI
from content.contract import Contract
from content.ledger import Ledger
from content.statement import as_beancount
from tests.money import CLERK, NOW, PAYEE, VAULT, approved, batch, new_fund, paid_out

BY: dict[str, Any] = {"actor": CLERK, "at": NOW}


def fund_book() -> Ledger:
    fund = new_fund()
    paid_out(fund, 12_345)
    back = paid_out(fund, 50_000, case_id="c2")
    back.return_money(reason="x", **BY)
    back.correct_payee(PAYEE, VAULT, **BY)
    batch(fund, approved(fund, 7, case_id="c3")).send(**BY)
    return fund.ledger


def treasury_book() -> Ledger:
    ledger = Ledger.for_treasury()
    relief.appropriate(ledger, kind="medical", amount_fen=100_000, reference='周财〔2026〕"1"号', **BY)
    relief.pay(ledger, kind="medical", amount_fen=99_999, reference="转办7", **BY)
    return ledger


def hours_book() -> Ledger:
    contract = Contract(agency_id="agency", title="居家陪护", item="care", hours=40, **BY)
    contract.order(hours=10, proposal_id="p1", case_id="c1", **BY).charge(3, "v1", **BY)
    return contract.ledger


@pytest.mark.parametrize("make", [fund_book, treasury_book, hours_book])
def test_beancount_accepts_every_book(make: Any) -> None:
    ledger = make()
    entries, errors, _ = loader.load_string(as_beancount(ledger, SHANGHAI, "账本"))
    assert errors == []
    assert sum(type(entry).__name__ == "Transaction" for entry in entries) == ledger.count


def test_beancount_notices_a_changed_sum() -> None:
    text = as_beancount(fund_book(), SHANGHAI).replace("123.45 CNY", "123.46 CNY", 1)
    assert loader.load_string(text)[1]

"""Builders for tests about money: a fund with something in it, what is drafted from it, who signs."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from content.allocation import Allocation, Payee, Purpose
from content.fund import Fund
from content.policy_rules import FundRules
from content.vault import KeyRing, Vault

NOW = datetime(2026, 11, 23, 0, 10, tzinfo=UTC)
VAULT = Vault(KeyRing.new())
CLERK, ZHAO, QIAN, WINDOW = "user:clerk", "user:zhao", "user:qian", "user:window"
PAYEE = Payee(name="张桂芬", account="6222020200012345678", bank="周村农商银行")
RULES = FundRules(
    case_limit_fen=500_000,
    case_months=12,
    town_year_limit_fen=3_000_000,
    reserve_fen=6_000_000,
    reserve_urgency=0,
    signatures=2,
    reasons_above_fen=300_000,
    source="D",
)


def new_fund(free_fen: int = 1_000_000, at: datetime = NOW) -> Fund:
    """A fund with *free_fen* beyond its reserve."""
    fund = Fund(owner="charity", title="救急难公益基金", actor="system", at=at)
    fund.receive(source="unit", amount_fen=RULES.reserve_fen + free_fen, reference="R1", actor=CLERK, at=at)
    return fund


def purpose(amount_fen: int = 100_000, **changes: Any) -> Purpose:
    values: dict[str, Any] = {
        "proposal_id": "p1",
        "case_id": "c1",
        "need_id": "n1",
        "town": "370306102",
        "category": "medical",
        "urgency": 1,
    }
    return Purpose(amount_fen=amount_fen, **(values | changes))


def draft(fund: Fund, amount_fen: int = 100_000, at: datetime = NOW, **changes: Any) -> Allocation:
    return fund.draft(
        RULES,
        purpose(amount_fen, **changes),
        payee=PAYEE,
        vault=VAULT,
        reasons="住院自付",
        actor=CLERK,
        at=at,
    )


def paid_out(fund: Fund, amount_fen: int = 100_000, at: datetime = NOW, **changes: Any) -> Allocation:
    """An allocation that two hands have signed and that is with the household."""
    allocation = draft(fund, amount_fen, at, **changes)
    allocation.sign_first(actor=ZHAO, at=at)
    allocation.sign_second(RULES, actor=QIAN, at=at)
    allocation.disburse(actor=CLERK, at=at)
    allocation.pay_out(actor=CLERK, at=at)
    return allocation

"""Builders for tests about money: a fund with something in it, what is drafted from it, who signs."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from content.allocation import Allocation, Payee, Purpose
from content.batch import PaymentBatch
from content.budget import BudgetChange
from content.closing import TREASURY, Closing
from content.fund import Fund
from content.policy_rules import FundRules
from content.site import Site
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


def draft(
    fund: Fund, amount_fen: int = 100_000, at: datetime = NOW, vault: Vault = VAULT, **changes: Any
) -> Allocation:
    return fund.draft(
        RULES,
        purpose(amount_fen, **changes),
        payee=PAYEE,
        vault=vault,
        reasons="住院自付",
        actor=CLERK,
        at=at,
    )


def paid_out(fund: Fund, amount_fen: int = 100_000, at: datetime = NOW, **changes: Any) -> Allocation:
    """An allocation that two hands have signed and that is with the household."""
    allocation = approved(fund, amount_fen, at, **changes)
    allocation.disburse(actor=CLERK, at=at)
    allocation.pay_out(actor=CLERK, at=at)
    return allocation


def approved(fund: Fund, amount_fen: int = 100_000, at: datetime = NOW, **changes: Any) -> Allocation:
    """An allocation that two hands have signed."""
    allocation = draft(fund, amount_fen, at, **changes)
    allocation.sign_first(actor=ZHAO, at=at)
    allocation.sign_second(RULES, actor=QIAN, at=at)
    return allocation


def batch(fund: Fund, *allocations: Allocation, at: datetime = NOW) -> PaymentBatch:
    """A payment file of *allocations*, or of one that is made for it."""
    chosen = allocations or (approved(fund, at=at),)
    return fund.batches.add(
        PaymentBatch(number="2026-001", allocations=chosen, vault=VAULT, actor=CLERK, at=at)
    )


def budget_change(fund: Fund, amount_fen: int = 500_000, **changes: Any) -> BudgetChange:
    values: dict[str, Any] = {
        "scope": "category",
        "key": "medical",
        "before_fen": None,
        "actor": CLERK,
        "at": NOW,
    }
    return fund.changes.add(BudgetChange(amount_fen=amount_fen, **(values | changes)))


def treasury_closing(site: Site, month: str = "2026-10", at: datetime = NOW) -> Closing:
    """The same of the book of public relief money, drawn up by somebody of the bureau."""
    made = site["closings"].add(Closing(month=month, since=month, book=TREASURY, actor="user:xu", at=at))
    made.prepare(bank_fen=made.outline().book_fen, differences=(), actor="user:xu", at=at)
    return made


def closing(fund: Fund, month: str = "2026-10", since: str = "", at: datetime = NOW) -> Closing:
    """A closing of *month*, drawn up by the clerk with the bank as the book says."""
    made = fund.closings.add(Closing(month=month, since=since or month, actor=CLERK, at=at))
    made.prepare(bank_fen=made.outline().book_fen, differences=(), actor=CLERK, at=at)
    return made

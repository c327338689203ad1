"""The fund's limits: per case and twelve months, per town and year, per category, and the reserve."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.error import Missing, Overdrawn
from content.fund import Fund, months_before
from tests.money import CLERK, NOW, PAYEE, RULES, VAULT, draft, new_fund, purpose


def room(fund: Fund, at: datetime = NOW, **changes: Any) -> int:
    asked: dict[str, Any] = {
        "town": "370306102",
        "case_id": "c1",
        "category": "medical",
        "urgency": 1,
    } | changes
    return fund.room(RULES, at=at, **asked)


def test_money_received_is_in_the_bank_and_in_the_history() -> None:
    fund = new_fund(free_fen=5)
    assert fund.ledger.balances()["bank"] == RULES.reserve_fen + 5
    assert [event.name for event in fund.history] == ["created", "receive"]
    assert next(iter(fund.ledger)).memo == "receive:unit"


def test_income_has_one_of_four_sources() -> None:
    with pytest.raises(ValueError):
        new_fund().receive(source="lottery", amount_fen=1, reference="", actor=CLERK, at=NOW)


@pytest.mark.parametrize("amount", [0, -1])
def test_nothing_is_not_received(amount: int) -> None:
    fund = new_fund()
    with pytest.raises(ValueError):
        fund.receive(source="unit", amount_fen=amount, reference="", actor=CLERK, at=NOW)
    assert fund.count == 2


def test_the_reserve_is_for_life_and_basic_survival_alone() -> None:
    fund = new_fund(free_fen=1_000)
    assert room(fund, urgency=1) == room(fund, urgency=2) == 1_000
    assert room(fund, urgency=0) == RULES.case_limit_fen


def test_a_draft_holds_its_money_and_counts_at_once() -> None:
    fund = new_fund(free_fen=400_000)
    draft(fund, 300_000)
    bank = fund.ledger.account("bank")
    assert bank.held == 300_000
    assert fund.free_fen == RULES.reserve_fen + 100_000
    assert fund.used_by_case(RULES, "c1", NOW) == 300_000
    assert fund.used_by_town("370306102", NOW) == 300_000
    assert fund.used_by_category("medical", NOW) == 300_000
    assert room(fund) == 100_000
    assert len(list(fund.ledger)) == 1


@pytest.mark.parametrize(
    ("fen", "limit"), [(500_001, "case"), (300_001, "bank")], ids=["beyond the case", "beyond the money"]
)
def test_beyond_a_limit_nothing_is_drafted_and_the_limit_is_named(fen: int, limit: str) -> None:
    fund = new_fund(free_fen=600_000 if limit == "case" else 300_000)
    with pytest.raises(Overdrawn) as caught:
        draft(fund, fen)
    assert caught.value.figures["limit"] == limit
    assert fund.ledger.account("bank").held == 0
    assert list(fund.allocations) == []
    assert fund.used_by_case(RULES, "c1", NOW) == 0


def test_what_a_case_had_twelve_months_ago_counts_no_longer() -> None:
    fund = new_fund(free_fen=2_000_000)
    draft(fund, 500_000)
    assert room(fund) == 0
    almost = datetime(2027, 11, 22, 23, 0, tzinfo=UTC)
    assert room(fund, at=almost) == 0
    assert room(fund, at=datetime(2027, 11, 23, 0, 10, tzinfo=UTC)) == 500_000


def test_a_town_has_its_share_of_each_year_of_the_calendar_here() -> None:
    fund = new_fund(free_fen=9_000_000)
    for n in range(6):
        draft(fund, 500_000, case_id=f"c{n}")
    assert room(fund, case_id="c9") == 0
    assert room(fund, case_id="c9", town="370306103") == 500_000
    new_year = datetime(2026, 12, 31, 16, 0, tzinfo=UTC)
    assert room(fund, case_id="c9", at=new_year - timedelta(seconds=1)) == 0
    assert room(fund, case_id="c9", at=new_year) == 500_000


def test_a_category_with_a_budget_is_limited_by_it() -> None:
    fund = new_fund()
    fund.set_budget(scope="category", key="medical", amount_fen=120_000, actor=CLERK, at=NOW)
    draft(fund, 100_000)
    assert room(fund) == 20_000
    assert room(fund, category="education") == 400_000


def test_a_large_sum_needs_reasons() -> None:
    fund = new_fund()
    with pytest.raises(Missing):
        fund.draft(RULES, purpose(300_001), payee=PAYEE, vault=VAULT, reasons="  ", actor=CLERK, at=NOW)
    fund.draft(RULES, purpose(300_000), payee=PAYEE, vault=VAULT, actor=CLERK, at=NOW)


def test_the_tree_has_the_allocations_under_the_fund() -> None:
    fund = new_fund()
    allocation = draft(fund)
    assert fund["allocations"][allocation.id] is allocation
    assert allocation.fund is fund
    with pytest.raises(KeyError):
        fund["budgets"]


def test_only_figures_are_public() -> None:
    acl = new_fund().__acl__()
    assert ("Allow", "system.Everyone", ("fund:figures",)) in acl


@pytest.mark.parametrize(
    ("day", "expected"),
    [((2026, 11, 23), (2025, 11, 23)), ((2028, 2, 29), (2027, 2, 28)), ((2026, 1, 1), (2025, 1, 1))],
)
def test_twelve_months_before(day: tuple[int, int, int], expected: tuple[int, int, int]) -> None:
    at = datetime(*day, tzinfo=UTC)
    assert months_before(at, 12) == datetime(*expected, tzinfo=UTC)


@given(st.datetimes(min_value=datetime(2000, 1, 1), max_value=datetime(2100, 1, 1)), st.integers(1, 60))  # noqa: DTZ001
def test_months_before_is_so_many_months_earlier(moment: datetime, months: int) -> None:
    earlier = months_before(moment, months)
    assert (moment.year - earlier.year) * 12 + moment.month - earlier.month == months
    assert earlier.day in (moment.day, 28)

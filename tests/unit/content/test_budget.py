"""Budgets of the fund: two hands, towns beside categories, never below what is used."""

from __future__ import annotations

import pytest

from content.error import Overdrawn, SameHand
from tests.money import CLERK, NOW, RULES, ZHAO, budget_change, draft, new_fund

TOWN = "370306102"


def test_one_hand_proposes_and_another_agrees() -> None:
    fund = new_fund()
    change = budget_change(fund, 120_000)
    assert "medical" not in fund.budgets
    with pytest.raises(SameHand):
        change.agree(actor=CLERK, at=NOW)
    change.agree(actor=ZHAO, at=NOW)
    assert fund.budgets["medical"] == 120_000
    with pytest.raises(Overdrawn) as caught:
        draft(fund, 120_001)
    assert caught.value.figures["limit"] == "budget"


def test_a_town_has_the_policys_limit_until_it_has_its_own() -> None:
    fund = new_fund(free_fen=5_000_000)
    assert fund.town_limit(RULES, TOWN) == RULES.town_year_limit_fen
    budget_change(fund, 90_000, scope="town", key=TOWN).agree(actor=ZHAO, at=NOW)
    with pytest.raises(Overdrawn) as caught:
        draft(fund, 90_001, town=TOWN)
    assert caught.value.figures["limit"] == "town"
    draft(fund, 90_000, town=TOWN)
    draft(fund, 90_001, town="370306103", case_id="c2")


def test_a_budget_is_never_below_what_is_used_already() -> None:
    fund = new_fund()
    draft(fund, 100_000)
    change = budget_change(fund, 99_999)
    with pytest.raises(Overdrawn):
        change.agree(actor=ZHAO, at=NOW)
    assert (change.state, "medical" in fund.budgets) == ("proposed", False)


def test_what_was_refused_changes_nothing() -> None:
    fund = new_fund()
    budget_change(fund, 120_000).refuse(actor=ZHAO, at=NOW, reason="太少")
    assert dict(fund.budgets) == {}

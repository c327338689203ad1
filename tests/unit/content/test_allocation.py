"""An allocation from the draft to the household's word, on every path of its table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from pyramid.authorization import ACLHelper

from content.allocation import STAGES, Allocation, Payee
from content.error import Missing, Overdrawn, SameHand, WrongState
from content.vault import Sealed
from tests.money import CLERK, NOW, PAYEE, QIAN, RULES, VAULT, WINDOW, ZHAO, draft, new_fund, paid_out

SIGNER = "fund_signer@district"


def owed(allocation: Allocation) -> tuple[str, str] | None:
    duties = allocation.duties()
    return (duties[0].owner, duties[0].what) if duties else None


def may(allocation: Allocation, permission: str, *principals: str) -> bool:
    return bool(ACLHelper().permits(allocation, ("system.Everyone", *principals), permission))


def returned(allocation: Allocation) -> Allocation:
    allocation.return_money(actor=CLERK, at=NOW, reason=allocation.seal_detail(VAULT, "户名不符"))
    return allocation


def test_from_the_draft_to_the_households_word() -> None:
    fund = new_fund()
    allocation = draft(fund, 100_000)
    assert owed(allocation) == (SIGNER, "allocation:sign_first")
    allocation.sign_first(actor=ZHAO, at=NOW)
    assert owed(allocation) == (SIGNER, "allocation:sign_second")
    allocation.sign_second(RULES, actor=QIAN, at=NOW)
    assert owed(allocation) == ("fund_clerk@district", "allocation:disburse")
    assert fund.ledger.account("bank").held == 0
    allocation.disburse(actor=CLERK, at=NOW)
    assert owed(allocation) == ("fund_clerk@district", "allocation:pay_out")
    allocation.pay_out(actor=CLERK, at=NOW, due=NOW)
    assert owed(allocation) == ("window_clerk@370306102", "allocation:acknowledge")
    assert allocation.duties()[0].due == NOW
    allocation.acknowledge(actor=WINDOW, at=NOW, how="paper")
    assert (allocation.state, owed(allocation)) == ("acknowledged", None)
    assert [posting.memo for posting in fund.ledger] == [
        "receive:unit",
        "sign_second:medical",
        "disburse:medical",
        "pay_out:medical",
    ]
    assert fund.ledger.balances()["paid"] == 100_000
    assert fund.ledger.broken_chain() is None
    assert allocation.broken_chain() is None


def test_every_state_has_its_stage() -> None:
    assert set(STAGES) == set(Allocation.workflow.states)


@pytest.mark.parametrize("signed", [False, True])
def test_a_refusal_frees_the_money_and_the_limits(signed: bool) -> None:
    fund = new_fund()
    allocation = draft(fund)
    if signed:
        allocation.sign_first(actor=ZHAO, at=NOW)
    allocation.refuse(actor=QIAN, at=NOW, reason=allocation.seal_detail(VAULT, "已由医保报销"))
    assert (allocation.state, owed(allocation)) == ("refused", None)
    assert fund.ledger.account("bank").held == 0
    assert fund.used_by_case(RULES, "c1", NOW) == fund.used_by_town("370306102", NOW) == 0
    reason = next(iter(allocation.history.newest())).detail("reason")
    assert isinstance(reason, Sealed)
    assert "医保" not in repr(reason)
    assert allocation.open_detail(VAULT, reason) == "已由医保报销"


def test_a_refusal_needs_a_reason() -> None:
    fund = new_fund()
    allocation = draft(fund)
    with pytest.raises(Missing):
        allocation.refuse(actor=QIAN, at=NOW, reason=None)
    assert (allocation.state, fund.ledger.account("bank").held) == ("drafted", 100_000)


def test_two_hands_that_did_not_draft_it() -> None:
    allocation = draft(new_fund())
    with pytest.raises(SameHand):
        allocation.sign_first(actor=CLERK, at=NOW)
    allocation.sign_first(actor=ZHAO, at=NOW)
    for hand in (ZHAO, CLERK):
        with pytest.raises(SameHand):
            allocation.sign_second(RULES, actor=hand, at=NOW)
    assert allocation.state == "signed"
    assert allocation.fund.ledger.balances()["committed"] == 0


def test_the_access_list_says_the_same_of_hands() -> None:
    allocation = draft(new_fund())
    assert may(allocation, "allocation:sign_first", SIGNER, ZHAO)
    assert not may(allocation, "allocation:sign_first", SIGNER, "fund_clerk@district", CLERK)
    allocation.sign_first(actor=ZHAO, at=NOW)
    assert may(allocation, "allocation:sign_second", SIGNER, QIAN)
    for hand in (ZHAO, CLERK):
        assert not may(allocation, "allocation:sign_second", SIGNER, hand)
    assert may(allocation, "allocation:refuse", SIGNER, ZHAO)


def test_the_limits_are_checked_again_at_the_second_signature() -> None:
    fund = new_fund()
    allocation = draft(fund, 100_000)
    allocation.sign_first(actor=ZHAO, at=NOW)
    lowered = replace(RULES, case_limit_fen=99_999)
    with pytest.raises(Overdrawn) as caught:
        allocation.sign_second(lowered, actor=QIAN, at=NOW)
    assert caught.value.figures["limit"] == "case"
    assert (allocation.state, fund.ledger.account("bank").held) == ("signed", 100_000)
    allocation.sign_second(replace(RULES, case_limit_fen=100_000), actor=QIAN, at=NOW)
    assert allocation.state == "approved"


def test_an_ordinary_need_waits_when_a_grave_one_has_taken_the_reserve() -> None:
    fund = new_fund(free_fen=100_000)
    ordinary = draft(fund, 100_000)
    ordinary.sign_first(actor=ZHAO, at=NOW)
    grave = draft(fund, 100_000, case_id="c2", urgency=0)
    with pytest.raises(Overdrawn) as caught:
        ordinary.sign_second(RULES, actor=QIAN, at=NOW)
    assert caught.value.figures["limit"] == "bank"
    grave.sign_first(actor=ZHAO, at=NOW)
    grave.sign_second(RULES, actor=QIAN, at=NOW)
    assert grave.state == "approved"


def test_signed_in_the_new_year_it_still_counts_in_the_year_of_its_draft() -> None:
    fund = new_fund(free_fen=9_000_000)
    allocation = draft(fund, 500_000, case_id="c0")
    allocation.sign_first(actor=ZHAO, at=NOW)
    new_year = datetime(2027, 1, 4, tzinfo=UTC)
    for n in range(1, 7):
        draft(fund, 500_000, new_year, case_id=f"c{n}")
    allocation.sign_second(RULES, actor=QIAN, at=new_year)
    assert fund.used_by_town("370306102", NOW) == 500_000
    assert fund.used_by_town("370306102", new_year) == RULES.town_year_limit_fen


def test_what_came_back_is_paid_again_only_with_a_payee_seen_to_and_two_new_signatures() -> None:
    fund = new_fund()
    allocation = returned(paid_out(fund))
    assert fund.ledger.balances()["returned"] == 100_000
    assert owed(allocation) == ("fund_clerk@district", "allocation:correct_payee")
    with pytest.raises(WrongState) as caught:
        allocation.pay_again(actor=CLERK, at=NOW)
    assert caught.value.code == "out_of_turn"
    with pytest.raises(WrongState):
        allocation.resign_first(actor=ZHAO, at=NOW)
    allocation.correct_payee(Payee("张桂芳", "6222", "工商银行"), VAULT, actor="user:li", at=NOW)
    assert allocation.reveal(VAULT, "payee_name") == "张桂芳"
    assert owed(allocation) == (SIGNER, "allocation:resign_first")
    for hand in (CLERK, "user:li"):
        assert not may(allocation, "allocation:resign_first", SIGNER, hand)
        with pytest.raises(SameHand):
            allocation.resign_first(actor=hand, at=NOW)
    allocation.resign_first(actor=ZHAO, at=NOW)
    assert owed(allocation) == (SIGNER, "allocation:resign_second")
    assert not may(allocation, "allocation:resign_second", SIGNER, ZHAO)
    with pytest.raises(SameHand):
        allocation.resign_second(actor=ZHAO, at=NOW)
    with pytest.raises(WrongState):
        allocation.pay_again(actor=CLERK, at=NOW)
    allocation.resign_second(actor=QIAN, at=NOW)
    assert owed(allocation) == ("fund_clerk@district", "allocation:pay_again")
    allocation.pay_again(actor=CLERK, at=NOW)
    assert (allocation.state, fund.ledger.balances()["payable"]) == ("disbursed", 100_000)
    allocation.pay_out(actor=CLERK, at=NOW)
    allocation.acknowledge(actor=WINDOW, at=NOW, how="paper")
    assert fund.ledger.balances()["paid"] == 100_000
    assert fund.ledger.broken_chain() is None


def test_a_payee_changed_after_signing_voids_what_was_signed() -> None:
    allocation = returned(paid_out(new_fund()))
    allocation.correct_payee(PAYEE, VAULT, actor=CLERK, at=NOW)
    allocation.resign_first(actor=ZHAO, at=NOW)
    allocation.resign_second(actor=QIAN, at=NOW)
    allocation.correct_payee(PAYEE, VAULT, actor=CLERK, at=NOW)
    assert owed(allocation) == (SIGNER, "allocation:resign_first")
    with pytest.raises(WrongState):
        allocation.pay_again(actor=CLERK, at=NOW)


def test_what_came_back_twice_needs_everything_anew() -> None:
    allocation = returned(paid_out(new_fund()))
    allocation.correct_payee(PAYEE, VAULT, actor=CLERK, at=NOW)
    allocation.resign_first(actor=ZHAO, at=NOW)
    allocation.resign_second(actor=QIAN, at=NOW)
    allocation.pay_again(actor=CLERK, at=NOW)
    returned(allocation)
    assert owed(allocation) == ("fund_clerk@district", "allocation:correct_payee")


def test_a_cancelled_return_is_free_money_again() -> None:
    fund = new_fund()
    allocation = returned(paid_out(fund))
    allocation.cancel(actor=CLERK, at=NOW)
    assert fund.ledger.balances()["bank"] == RULES.reserve_fen + 1_000_000
    assert fund.used_by_case(RULES, "c1", NOW) == fund.used_by_category("medical", NOW) == 0
    assert fund.ledger.broken_chain() is None


STEPS: dict[str, Callable[[Allocation], None]] = {
    "sign_first": lambda a: a.sign_first(actor=ZHAO, at=NOW),
    "sign_second": lambda a: a.sign_second(RULES, actor=QIAN, at=NOW),
    "refuse": lambda a: a.refuse(actor=QIAN, at=NOW, reason=a.seal_detail(VAULT, "x")),
    "disburse": lambda a: a.disburse(actor=CLERK, at=NOW),
    "pay_out": lambda a: a.pay_out(actor=CLERK, at=NOW),
    "acknowledge": lambda a: a.acknowledge(actor=WINDOW, at=NOW, how="paper"),
    "return": lambda a: a.return_money(actor=CLERK, at=NOW, reason=a.seal_detail(VAULT, "x")),
    "correct_payee": lambda a: a.correct_payee(PAYEE, VAULT, actor=CLERK, at=NOW),
    "resign_first": lambda a: a.resign_first(actor=ZHAO, at=NOW),
    "resign_second": lambda a: a.resign_second(actor=QIAN, at=NOW),
    "pay_again": lambda a: a.pay_again(actor=CLERK, at=NOW),
    "cancel": lambda a: a.cancel(actor=CLERK, at=NOW),
}


ELSEWHERE = [
    (name, state)
    for name in STEPS
    for state in Allocation.workflow.states
    if state not in Allocation.workflow.step(name).sources
]


def test_every_step_is_tried_from_elsewhere() -> None:
    assert {step.name for step in Allocation.workflow.steps} == set(STEPS)


@pytest.mark.parametrize(("name", "state"), ELSEWHERE)
def test_a_step_from_elsewhere_changes_nothing(name: str, state: str) -> None:
    fund = new_fund()
    allocation = draft(fund)
    allocation.state = state
    before = fund.ledger.balances(), fund.ledger.account("bank").held, allocation.count
    with pytest.raises(WrongState):
        STEPS[name](allocation)
    assert (fund.ledger.balances(), fund.ledger.account("bank").held, allocation.count) == before
    assert allocation.state == state


def test_payee_and_reasons_are_sealed_and_in_no_repr() -> None:
    allocation = draft(new_fund())
    assert allocation.reveal(VAULT, "payee_account") == PAYEE.account
    assert allocation.reveal(VAULT, "reasons") == "住院自付"
    assert PAYEE.name not in repr(PAYEE)
    assert PAYEE.name not in repr(dict(allocation._sealed))


def test_the_clerk_learns_the_payee_from_approval_on_and_the_applicant_no_sum() -> None:
    allocation = draft(new_fund())
    assert not may(allocation, "allocation:payee", "fund_clerk@district")
    allocation.sign_first(actor=ZHAO, at=NOW)
    allocation.sign_second(RULES, actor=QIAN, at=NOW)
    assert may(allocation, "allocation:payee", "fund_clerk@district")
    assert not may(allocation, "allocation:payee", SIGNER)
    allocation.disburse(actor=CLERK, at=NOW)
    allocation.pay_out(actor=CLERK, at=NOW)
    assert may(allocation, "allocation:acknowledge", "applicant@c1")
    assert not may(allocation, "allocation:view", "applicant@c1")
    assert not may(allocation, "allocation:acknowledge", "window_clerk@370306103")

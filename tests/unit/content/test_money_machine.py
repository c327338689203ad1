"""Random money steps, and what holds after each: books even, nothing below zero, held is what is drafted."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from content.allocation import STAGES, Allocation
from content.batch import PAID, PAYABLE, RETURNED
from content.calendar import SHANGHAI
from content.closing import closable
from content.error import DomainError
from content.ledger import month_of
from content.statement import figures
from tests.money import CLERK, NOW, PAYEE, QIAN, RULES, VAULT, WINDOW, ZHAO, batch, closing, draft, new_fund

PEOPLE = st.sampled_from([CLERK, ZHAO, QIAN, WINDOW])
AMOUNTS = st.integers(1, 400_000) | st.integers(1, 20_000)
STEPS = sorted({step.name for step in Allocation.workflow.steps})


class MoneyMachine(RuleBasedStateMachine):
    """One fund, any step by anybody in any order, time running on."""

    @initialize(free_fen=st.integers(1, 900_000))
    def found(self, free_fen: int) -> None:
        self.at: datetime = NOW
        self.fund = new_fund(free_fen)
        self.received = RULES.reserve_fen + free_fen

    @rule(days=st.integers(1, 120))
    def wait(self, days: int) -> None:
        self.at += timedelta(days=days)

    @rule(amount=AMOUNTS, source=st.sampled_from(["unit", "individual", "designated", "interest"]))
    def receive(self, amount: int, source: str) -> None:
        self.fund.receive(source=source, amount_fen=amount, reference="R", actor=CLERK, at=self.at)
        self.received += amount

    @rule(amount=AMOUNTS, case=st.sampled_from("abc"), town=st.sampled_from("12"), urgency=st.integers(0, 2))
    def draft(self, amount: int, case: str, town: str, urgency: int) -> None:
        asked: dict[str, Any] = {"case_id": case, "town": town, "category": "medical", "urgency": urgency}
        room = self.fund.room(RULES, at=self.at, **asked)
        before = self.books()
        try:
            draft(self.fund, amount, self.at, **asked)
        except DomainError:
            assert amount > room
            assert self.books() == before
        else:
            assert amount <= room

    @rule(step=st.sampled_from(STEPS), actor=PEOPLE, which=st.integers(0, 100))
    def take(self, step: str, actor: str, which: int) -> None:
        open_ones = [a for a in self.fund.allocations if a.is_open]
        if open_ones:
            self.attempt(open_ones[which % len(open_ones)], step, actor)

    @rule(which=st.integers(0, 100), hops=st.integers(1, 6))
    def go_on(self, which: int, hops: int) -> None:
        """So many steps as they are owed, each by a hand that may."""
        owed = [a for a in self.fund.allocations if a.next_step]
        for _ in range(hops if owed else 0):
            allocation = owed[which % len(owed)]
            if allocation.next_step:
                actor = ZHAO if "first" in allocation.next_step else QIAN
                self.attempt(
                    allocation, allocation.next_step, actor if "sign" in allocation.next_step else CLERK
                )

    @rule(most=st.integers(1, 5))
    def make_a_file(self, most: int) -> None:
        """Whatever may go into one does."""
        payable = [a for a in self.fund.allocations if a.next_step in PAYABLE and not a.batch_id][:most]
        if payable:
            batch(self.fund, *payable, at=self.at)

    @rule(sent=st.booleans())
    def take_to_the_bank(self, sent: bool) -> None:
        """A file is sent, or thrown away."""
        for made in [made for made in self.fund.batches if made.state == "made"][:1]:
            if sent:
                made.send(actor=CLERK, at=self.at)
            else:
                made.discard(actor=CLERK, at=self.at, reason="错了")

    @rule(which=st.integers(0, 100), returned=st.booleans())
    def the_bank_answers(self, which: int, returned: bool) -> None:
        sent = [made for made in self.fund.batches if made.state == "sent"]
        if sent:
            made = sent[which % len(sent)]
            line = made.waiting[0].allocation_id
            reason = made.fund.allocations[line].seal_detail(VAULT, "销户")
            answer = (RETURNED, reason) if returned else (PAID, None)
            made.read_back({line: answer}, actor=CLERK, at=self.at)

    @rule(which=st.integers(0, 100))
    def close_a_month(self, which: int) -> None:
        months = closable(self.fund.ledger, self.at)
        if months and not any(made.is_open for made in self.fund.closings):
            month = months[which % len(months)]
            closing(self.fund, month, months[-1], self.at).close(actor=ZHAO, at=self.at)

    @rule(back=st.integers(0, 60))
    def post_late(self, back: int) -> None:
        """Something that happened earlier is entered now: into an open month, or not at all."""
        at = self.at - timedelta(days=back)
        before = self.books()
        try:
            self.fund.receive(source="unit", amount_fen=7, reference="R", actor=CLERK, at=at)
        except DomainError:
            assert month_of(at) <= self.fund.ledger.closed_until
            assert self.books() == before
        else:
            assert month_of(at) > self.fund.ledger.closed_until
            self.received += 7

    @rule(which=st.integers(0, 100), step=st.sampled_from(["return", "cancel", "correct_payee"]))
    def go_astray(self, which: int, step: str) -> None:
        able = [a for a in self.fund.allocations if a.state in Allocation.workflow.step(step).sources]
        if able:
            self.attempt(able[which % len(able)], step, CLERK)

    def attempt(self, allocation: Allocation, step: str, actor: str) -> None:
        details: dict[str, Any] = {"actor": actor, "at": self.at}
        if step in ("refuse", "return"):
            details["reason"] = allocation.seal_detail(VAULT, "理由")
        if step == "acknowledge":
            details["how"] = "paper"
        arguments = {"sign_second": (RULES,), "correct_payee": (PAYEE, VAULT)}.get(step, ())
        before = self.books(), allocation.state, allocation.count
        try:
            getattr(allocation, "return_money" if step == "return" else step)(*arguments, **details)
        except DomainError:
            assert (self.books(), allocation.state, allocation.count) == before

    def books(self) -> object:
        ledger = self.fund.ledger
        uses = {key: use.uses for key, use in self.fund._cases.items()}
        years = {key: use.fen for key, use in self.fund._years.items()}
        return ledger.balances(), ledger.account("bank").held, ledger.head, uses, years

    @invariant()
    def every_posting_balances(self) -> None:
        assert self.fund.ledger.trial_balance() == 0
        assert self.fund.ledger.broken_chain() is None

    @invariant()
    def nothing_is_below_zero(self) -> None:
        for account in self.fund.ledger.accounts:
            assert account.available >= 0
            assert account.is_source or account.balance >= account.held >= 0
        assert -self.fund.ledger.balances()["donations"] == self.received

    @invariant()
    def what_is_held_is_what_is_drafted(self) -> None:
        drafted = [a.amount_fen for a in self.fund.allocations if a.state in ("drafted", "signed")]
        assert self.fund.ledger.account("bank").held == sum(drafted)

    @invariant()
    def every_stage_is_the_sum_of_what_stands_there(self) -> None:
        balances = self.fund.ledger.balances()
        for stage in ("committed", "payable", "paid", "returned"):
            there = [a.amount_fen for a in self.fund.allocations if STAGES[a.state] == stage]
            assert balances[stage] == sum(there)

    @invariant()
    def limits_hold_for_what_was_not_freed(self) -> None:
        kept = [a for a in self.fund.allocations if a.state not in ("refused", "cancelled")]
        for case in "abc":
            year = [a for a in kept if a.case_id == case and a.created_at > self.at - timedelta(days=365)]
            assert sum(a.amount_fen for a in year) <= RULES.case_limit_fen
            uses = self.fund._cases.get(case)
            assert sum(a.amount_fen for a in kept if a.case_id == case) == (
                sum(fen for _, _, fen in uses.uses) if uses else 0
            )

    @invariant()
    def two_other_hands_signed_whatever_left_the_bank(self) -> None:
        for allocation in self.fund.allocations:
            if allocation.state in ("approved", "disbursed", "paid_out", "acknowledged"):
                hands = {allocation.created_by, allocation.first_signer, allocation.second_signer}
                assert len(hands) == 3
                assert "" not in hands

    @invariant()
    def what_was_closed_stays_as_it_was(self) -> None:
        assert [made.wrong() for made in self.fund.closings] == [None] * len(list(self.fund.closings))

    @invariant()
    def what_waits_in_a_file_moves_by_the_file_alone(self) -> None:
        for made in self.fund.batches:
            for line in made.waiting if made.is_open else ():
                allocation = self.fund.allocations[line.allocation_id]
                assert allocation.batch_id == made.id
                assert allocation.state in (
                    ("disbursed",) if made.state == "sent" else ("approved", "returned")
                )

    @invariant()
    def figures_add_up(self) -> None:
        for year in (2026, 2027):
            shown = figures(self.fund.ledger, year, SHANGHAI)
            assert shown.opening + shown.income_total - shown.paid_total == shown.closing
            assert sum(shown.paid_by_month) == shown.paid_total


MoneyMachine.TestCase.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
TestMoneyMachine = MoneyMachine.TestCase

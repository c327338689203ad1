"""Plans what the fund pays: the draft, two signatures, the money, and what comes back."""

from __future__ import annotations

from pyramid.request import Request

from content.allocation import Allocation
from portal.commands import fund, matching
from portal.demo.agenda import Act, Agenda
from portal.demo.family import Lack
from portal.demo.giving import proposed
from portal.demo.hours import Hours
from portal.demo.staff import window_login
from portal.demo.words import WORDS, pick

SIGNED = ("sign_first", "sign_second")
PAID = (*SIGNED, "disburse", "pay_out")
RETURNED = (*PAID, "return")
PAID_AGAIN = (*RETURNED, "correct", "resign_first", "resign_second", "pay_again", "pay_out")
PATHS: dict[str, tuple[str, ...]] = {
    "drafted": (),
    "refused": ("sign_first", "refuse"),
    "signed": SIGNED[:1],
    "approved": SIGNED,
    "disbursed": PAID[:3],
    "paid_out": PAID,
    "acknowledged": (*PAID, "acknowledge"),
    "returned": RETURNED,
    "cancelled": (*RETURNED, "cancel"),
    "paid_again": (*PAID_AGAIN, "acknowledge"),
}
"""By which steps an allocation comes to where the story leaves it; one on each working day."""
STANDS = {
    "disburse": "approved",
    "pay_out": "disbursed",
    "acknowledge": "paid_out",
    "return": "paid_out",
    **dict.fromkeys(("correct", "resign_first", "resign_second", "pay_again", "cancel"), "returned"),
}
"""Where it has to stand for a step of the story that a payment file may have taken before."""
DRAFTED_AFTER = 3
"""How many working days after the admission the fund drafts, once it is clear what others give."""
LEAST_FEN = 10_000
"""The fund drafts nothing below this."""


class Paying:
    """Plans what the fund pays for a need."""

    def __init__(self, agenda: Agenda, hours: Hours) -> None:
        self._agenda = agenda
        self._hours = hours

    def plan(self, case_id: str, need_id: str, town: str, lack: Lack, mark: str, days: int) -> None:
        """Drafted from a proposal where the limits of that day leave room for it, then signed and paid."""
        days = max(0, days - DRAFTED_AFTER)

        def draft(request: Request) -> None:
            case = request.site["cases"][case_id]
            need = case.needs[need_id]
            room = request.site.fund.room(
                request.policy.fund,
                town=case.town,
                case_id=case.id,
                category=need.category,
                urgency=need.urgency,
                at=request.now,
            )
            amount = min(lack.fund, need.missing, room)
            if amount < LEAST_FEN or case.state != "admitted" or not need.is_open:
                return
            proposal = proposed(request, need, "/fund", amount)
            matching.accept(request, proposal, pick(WORDS["fund"], mark))
            self.carry_on(proposal.allocation_id, town, PATHS[lack.fund_state], mark, days)

        self._agenda.plan(self._hours.ago(days, 130), "fund", draft)

    def carry_on(self, allocation_id: str, town: str, path: tuple[str, ...], mark: str, days: int) -> None:
        """Its steps on the working days after *days*, as far as those have come."""
        for nth, name in enumerate(path, 1):
            at = self._hours.ago(max(0, days - nth), 135 + nth)
            self._agenda.plan(at, _hand(name, town), _step(allocation_id, name, mark))


def _hand(name: str, town: str) -> str:
    """Who takes the step: two signers in turn, the family's window for its word, else the fund's clerk."""
    if name == "acknowledge":
        return window_login(town)
    if name in ("sign_first", "resign_first"):
        return "signer1"
    return "signer2" if name in ("sign_second", "resign_second", "refuse") else "fund"


def _step(allocation_id: str, name: str, mark: str) -> Act:
    def act(request: Request) -> None:
        allocation: Allocation = request.site.fund.allocations[allocation_id]
        if not _is_by_hand(allocation, name):
            return
        if "sign_" in name:
            fund.sign(request, allocation, name)
        elif name == "refuse":
            fund.refuse(request, allocation, pick(WORDS["refuse"], mark))
        elif name == "return":
            fund.return_money(request, allocation, pick(WORDS["return"], mark))
        elif name == "correct":
            fund.correct_payee(request, allocation, _corrected(request, allocation))
        elif name == "acknowledge":
            fund.acknowledge(request, allocation, "paper")
        else:
            getattr(fund, name)(request, allocation)

    return act


def _is_by_hand(allocation: Allocation, name: str) -> bool:
    """What stands in a payment file is moved by the file, and nobody signs for what the bank has returned."""
    return not allocation.batch_id and allocation.state == STANDS.get(name, allocation.state)


def _corrected(request: Request, allocation: Allocation) -> dict[str, str]:
    """One digit of the account was wrong."""
    payee = request.reveal(allocation, "payee_name", "payee_account", "payee_bank")
    return payee | {"payee_account": payee["payee_account"][:-1] + "8"}

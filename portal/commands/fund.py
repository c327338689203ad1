"""The fund's steps: drafting from an accepted proposal, two signatures, payment, and money that comes back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from pyramid.request import Request

from content.allocation import Allocation, Payee, Purpose
from content.error import DomainError
from content.need import MET, PROPOSED, Need
from content.proposal import Proposal
from content.workflow import fire
from portal.commands import cover, door

COVERS = {"paid_out": MET, "acknowledged": MET}
"""What the need's cover says in each state: with the household's account it has arrived, before it is promised."""
SIGNATURES = ("sign_first", "sign_second", "resign_first", "resign_second")


# Drafting


def draft(request: Request, proposal: Proposal, need: Need, reasons: str) -> Allocation:
    """An allocation for an accepted proposal; raises Overdrawn, Missing (reasons) or ``no_payee``."""
    fund = request.site.fund
    door.require(request, "fund:draft", fund)
    allocation: Allocation = fund.draft(
        request.policy.fund,
        Purpose(
            proposal_id=proposal.id,
            case_id=proposal.case_id,
            need_id=need.id,
            town=need.case.town,
            category=need.category,
            urgency=need.urgency,
            amount_fen=proposal.amount,
        ),
        payee=household_payee(request, need),
        vault=request.vault,
        reasons=reasons,
        actor=request.actor,
        at=request.now,
    )
    door.touched(request, allocation)
    return allocation


def household_payee(request: Request, need: Need) -> Payee:
    """The account that the window registered for the household, copied under seal and shown to nobody."""
    household = request.site["households"].get(need.case.household_id)
    names = ("account_holder", "account_number", "account_bank")
    if household is None or not all(household.has_personal(name) for name in names):
        raise DomainError("no_payee")
    holder, number, bank = (household.reveal(request.vault, name) for name in names)
    return Payee(name=holder, account=number, bank=bank)


# Signatures


def sign(request: Request, allocation: Allocation, name: str) -> None:
    """One of SIGNATURES; SameHand for whoever drafted it or signed first, Overdrawn where a limit is passed by now."""
    if name not in SIGNATURES:
        raise DomainError("no_such_step", step=name)
    door.require_step(request, allocation, name)
    more = (request.policy.fund,) if name == "sign_second" else ()
    getattr(allocation, name)(*more, actor=request.actor, at=request.now)
    done(request, allocation)


def refuse(request: Request, allocation: Allocation, reason: str) -> None:
    """Not signed; the money, the limits and the need are free again, and the fund is not proposed for it again."""
    door.require_step(request, allocation, "refuse")
    allocation.refuse(actor=request.actor, at=request.now, reason=door.words(request, allocation, reason))
    _end_proposal(request, allocation, reason, bars=True)
    door.touched(request, allocation)


def drop(request: Request, allocation: Allocation, why: str) -> None:
    """Drafted or signed once, and not wanted any more (*why* is a code): free again, as if it had been refused."""
    allocation.refuse(actor=request.actor, at=request.now, reason=why)
    _end_proposal(request, allocation, "", bars=False)
    door.touched(request, allocation)


# Payment


def disburse(request: Request, allocation: Allocation) -> None:
    """拨付, to whoever pays out."""
    _plain(request, allocation, "disburse", allocation.disburse)


def pay_out(request: Request, allocation: Allocation) -> None:
    """发放, to the household's account."""
    _plain(request, allocation, "pay_out", allocation.pay_out)


def pay_again(request: Request, allocation: Allocation) -> None:
    """Disbursed anew after a return; ``out_of_turn`` before the payee is corrected and signed for again."""
    _plain(request, allocation, "pay_again", allocation.pay_again)


def acknowledge(request: Request, allocation: Allocation, how: str) -> None:
    """签收: the household's own word, on ``paper`` at the window or by its receipt ``code``."""
    door.require_step(request, allocation, "acknowledge")
    allocation.acknowledge(actor=request.actor, at=request.now, how=how)
    proposal = _proposal_of(request, allocation)
    if proposal is not None and proposal.state == "accepted":
        for name in ("confirm", "deliver", "acknowledge"):
            fire(proposal, name, actor=request.actor, at=request.now, allocation=allocation.id)
        door.touched(request, proposal)
    done(request, allocation)


def return_money(request: Request, allocation: Allocation, reason: str) -> None:
    """The bank sent it back: both signatures fall, and the need is open on paper until it is paid again."""
    door.require_step(request, allocation, "return")
    allocation.return_money(
        actor=request.actor, at=request.now, reason=door.words(request, allocation, reason)
    )
    done(request, allocation)


def correct_payee(request: Request, allocation: Allocation, values: Mapping[str, Any]) -> None:
    """The payee as it should have been, under seal; both hands sign anew after it."""
    door.require_step(request, allocation, "correct_payee")
    digits = "".join(filter(str.isdigit, values["payee_account"]))
    payee = Payee(name=values["payee_name"], account=digits, bank=values["payee_bank"])
    allocation.correct_payee(payee, request.vault, actor=request.actor, at=request.now)
    done(request, allocation)


def cancel(request: Request, allocation: Allocation) -> None:
    """What came back stays in the fund, and the need is open again."""
    door.require_step(request, allocation, "cancel")
    allocation.cancel(actor=request.actor, at=request.now)
    _end_proposal(request, allocation, "", bars=False)
    door.touched(request, allocation)


def _plain(request: Request, allocation: Allocation, name: str, step: Callable[..., None]) -> None:
    door.require_step(request, allocation, name)
    step(actor=request.actor, at=request.now)
    done(request, allocation)


# The fund itself


def receive(request: Request, values: Mapping[str, Any]) -> None:
    """Money has come into the charity's account for the fund; the number is its receipt's or the bank's."""
    fund = request.site.fund
    door.require(request, "fund:receive", fund)
    fund.receive(
        source=values["source"],
        amount_fen=values["amount"],
        reference=values["reference"],
        actor=request.actor,
        at=request.now,
    )
    door.touched(request, fund)


def is_booked(request: Request, reference: str) -> bool:
    """Whether income stands in the book under this number: what is booked twice would be paid out twice."""
    booked = (posting for posting in request.site.fund.ledger if posting.memo.startswith("receive:"))
    return any(posting.reference == reference for posting in booked)


# What hangs on an allocation


def done(request: Request, allocation: Allocation) -> None:
    """After every step the need's cover says what the state says."""
    proposal = _proposal_of(request, allocation)
    if proposal is not None:
        cover.cover(request, proposal, COVERS.get(allocation.state, PROPOSED))
    door.touched(request, allocation)


def _proposal_of(request: Request, allocation: Allocation) -> Proposal | None:
    proposal: Proposal | None = request.site["proposals"].get(allocation.proposal_id)
    return proposal


def _end_proposal(request: Request, allocation: Allocation, reason: str, *, bars: bool) -> None:
    """Refused or cancelled: the proposal ends as declined, with the same words under its own seal."""
    proposal = _proposal_of(request, allocation)
    if proposal is None:
        return
    cover.uncover(request, proposal, bars=bars)
    said = door.words(request, proposal, reason) or allocation.state
    fire(proposal, "decline", actor=request.actor, at=request.now, reason=said, allocation=allocation.id)
    door.touched(request, proposal)

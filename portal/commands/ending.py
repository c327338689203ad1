"""A family takes its application back: what was only promised is free again, and what is on its way is told."""

from __future__ import annotations

from collections.abc import Iterator

from pyramid.request import Request

from content.allocation import Allocation
from content.case import Case
from content.error import DomainError
from content.proposal import Proposal
from content.workflow import fire
from portal.commands import door, fund, matching
from portal.matchmaking.instance import PROPOSAL_KEY

WHY = "case_withdrawn"


def let_go(request: Request, case: Case) -> None:
    """Free promises and take referrals back; ``help_on_way`` where somebody has agreed or money is approved.

    Nobody may hear of the family, and no money may go to it, after it has withdrawn.
    """
    door.rests_on(*case.needs)
    promised = list(_promised(request, case))
    for proposal, allocation in promised:
        if not _is_only_promised(proposal, allocation):
            raise DomainError("help_on_way")
    for proposal, allocation in promised:
        if allocation is not None:
            fund.drop(request, allocation, WHY)
        else:
            matching.lapse(request, proposal)
    for referral in case.referrals:
        if referral.is_open:
            fire(referral, "cancel", actor=request.actor, at=request.now, reason=WHY)
            door.touched(request, referral)
    for check in case.crosschecks:
        if check.is_open:
            fire(check, "drop", actor=request.actor, at=request.now, reason=WHY)
            door.touched(request, check)


def _promised(request: Request, case: Case) -> Iterator[tuple[Proposal, Allocation | None]]:
    """Proposals that cover a need of the case and have not ended, with what the fund drafted for them."""
    keys = [key for need in case.needs for key in need.covers() if key.startswith(PROPOSAL_KEY)]
    for key in keys:
        proposal = request.site["proposals"].get(key.removeprefix(PROPOSAL_KEY))
        if proposal is not None and proposal.is_open:
            yield proposal, request.site.fund.allocations.get(proposal.allocation_id)


def _is_only_promised(proposal: Proposal, allocation: Allocation | None) -> bool:
    if allocation is not None:
        return allocation.state in ("drafted", "signed")
    return proposal.state == "accepted"

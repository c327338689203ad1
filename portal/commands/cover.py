"""What a proposal does for its need, written on the need and followed by what the public sees of it."""

from __future__ import annotations

from pyramid.request import Request

from content.error import DomainError
from content.need import Need
from content.proposal import Proposal
from portal.commands.publicity import refresh
from portal.matchmaking.instance import cover_key, holder_of


def need_of(request: Request, proposal: Proposal) -> Need | None:
    """The need that the proposal is for, None where it is gone."""
    case = holder_of(request.site, proposal.case_id)
    return case.needs.get(proposal.need_id) if case is not None else None


def cover(request: Request, proposal: Proposal, status: str) -> None:
    """The proposal's amount is promised (``proposed``) or has arrived (``met``); raises Overdrawn beyond the need."""
    need = need_of(request, proposal)
    if need is None or need.covers().get(cover_key(proposal)) == (
        status,
        proposal.amount,
        proposal.source_kind,
    ):
        return
    need.cover(cover_key(proposal), status, proposal.amount, proposal.source_kind)
    _record(request, need, proposal, status)


def uncover(request: Request, proposal: Proposal, *, bars: bool) -> None:
    """The need is as open as before; *bars* says that this source is not proposed for it again."""
    need = need_of(request, proposal)
    if need is None:
        return
    need.uncover(cover_key(proposal))
    if bars:
        need.bar(proposal.source_id)
    _record(request, need, proposal, "freed")


def bar(request: Request, proposal: Proposal) -> None:
    """The pair is not proposed again, though nothing was promised."""
    need = need_of(request, proposal)
    if need is not None:
        need.bar(proposal.source_id)
        _record(request, need, proposal, "barred")


def unbar(request: Request, proposal: Proposal) -> None:
    """The pair may be proposed again; ``not_barred`` where it is already, ``need_gone`` where the need is."""
    need = need_of(request, proposal)
    if need is None:
        raise DomainError("need_gone")
    need.unbar(proposal.source_id)
    _record(request, need, proposal, "unbarred")


def _record(request: Request, need: Need, proposal: Proposal, status: str) -> None:
    need.record(
        "covered",
        actor=request.actor,
        at=request.now,
        proposal=proposal.id,
        source=proposal.source_kind,
        status=status,
        amount=proposal.amount,
    )
    refresh(request, need)

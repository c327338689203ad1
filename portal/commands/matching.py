"""Running the matcher, and every step of a proposal: who decides, what is held, what the need says afterwards."""

from __future__ import annotations

from typing import Any

from pyramid.request import Request
from pyramid.traversal import find_resource, resource_path

from content import role
from content.appeal import Appeal
from content.contract import Contract, Order
from content.donation import Donation
from content.error import DomainError
from content.interested import barred_households
from content.need import MET, PROPOSED, Need
from content.plan import PlanReport
from content.proposal import Proposal
from content.workflow import fire
from portal.anonymity import seen_by_giver
from portal.commands import clock, cover, door, fund
from portal.matchmaking import arrival as arriving
from portal.matchmaking import plan as planning
from portal.matchmaking.instance import holder_of


def run(request: Request) -> PlanReport:
    """Compute the district's plan and put it on the desk: equal proposals stay, others are superseded or added."""
    door.require(request, "desk:run", request.site)
    lapse_overdue(request)
    made = planning.compute(request.site, request.policy, request.now)
    report = PlanReport(
        at=request.now,
        actor=request.actor,
        needs=len(made.drawn.instance.needs),
        resources=len(made.drawn.instance.resources),
        optimal=made.plan.optimal,
        changes=made.changes,
        unmet=made.unmet,
        by_urgency=made.by_urgency,
        by_town=made.by_town,
        cells=made.cells,
        evenness=made.evenness,
        source_count=made.source_count,
        streams=made.streams,
    )
    for proposal in made.outdated:
        door.transition(request, proposal, "supersede")
    for draft in made.new:
        _propose(request, draft, report.id)
    request.site.plan = report
    return report


def place(request: Request, need_id: str, mark: str) -> Need:
    """Put a need that came after the plan on the desk as it was shown (*mark*); else ``plan_outdated``."""
    door.require(request, "desk:run", request.site)
    made = arriving.arrival(request.site, request.policy, request.now, need_id)
    if made is None or not made.given or made.mark != mark or request.site.plan is None:
        raise DomainError("plan_outdated")
    for proposal in made.outdated:
        door.transition(request, proposal, "supersede")
    for draft in (*made.given, *made.instead):
        _propose(request, draft, request.site.plan.id)
    return made.need


def _propose(request: Request, draft: planning.Reasoned, plan_id: str) -> None:
    need = draft.need
    proposal = Proposal(
        case_id=need.case.id,
        need_id=need.id,
        source=draft.source,
        source_kind=draft.source_kind,
        source_id=draft.source_id,
        owner=draft.owner,
        town=need.case.town,
        receiver=role.at("bureau") if isinstance(need.case, Appeal) else "",
        category=need.category,
        unit=need.unit,
        item=need.item,
        amount=draft.amount,
        why=draft.why,
        next_best=draft.next_best,
        plan_id=plan_id,
        actor=request.actor,
        at=request.now,
    )
    door.added(request, request.site["proposals"], proposal)


# The desk decides


def accept(request: Request, proposal: Proposal, reasons: str = "") -> None:
    """Hold what is proposed at its source; of the fund, draft an allocation. ``plan_outdated`` where things changed."""
    door.require_step(request, proposal, "accept")
    need = cover.need_of(request, proposal)
    if need is None or not need.is_open or need.case.state != "admitted" or need.missing < proposal.amount:
        raise DomainError("plan_outdated")
    source = request.site.fund if proposal.source_kind == "fund" else source_of(request, proposal)
    if need.case.household_id in barred_households(request.site, source):
        raise DomainError("plan_outdated")
    door.rests_on(need.case)
    if proposal.source_kind == "fund":
        allocation = fund.draft(request, proposal, need, reasons)
        proposal.allocation_id = allocation.id
        proposal.accept(actor=request.actor, at=request.now, due=None)
    else:
        _hold(request, proposal)
        proposal.accept(actor=request.actor, at=request.now, due=None)
        clock.promise(request, proposal, "proposal.answer")
    cover.cover(request, proposal, PROPOSED)
    door.touched(request, proposal)


def dismiss(request: Request, proposal: Proposal, reason: str) -> None:
    """The desk does not want this pair; it is not proposed again."""
    door.transition(request, proposal, "dismiss", reason=_kept_words(request, proposal, reason))
    cover.bar(request, proposal)


def lift_bar(request: Request, proposal: Proposal, reason: str) -> None:
    """What once stood between the two does not any more (*reason*): the next plan may pair them again."""
    door.require_step(request, proposal, "lift_bar")
    cover.unbar(request, proposal)
    door.transition(request, proposal, "lift_bar", reason=door.words(request, proposal, reason))


# The owner answers and delivers


def confirm(request: Request, proposal: Proposal) -> None:
    """The charity or agency says yes; of a contract, the hours become an order that visits are charged to."""
    door.require_step(request, proposal, "confirm")
    source = source_of(request, proposal)
    if isinstance(source, Contract):
        if not source.is_open:
            raise DomainError("contract_ended")
        proposal.order_path = _order(request, source, proposal)
    door.transition(request, proposal, "confirm")


def decline(request: Request, proposal: Proposal, reason: str) -> None:
    """The charity or agency says no, or has to after all: source and need are free, the pair is not proposed again."""
    door.require_step(request, proposal, "decline")
    if proposal.order_path:
        _cancel_order(request, proposal, reason)
    else:
        _free(request, proposal)
    door.transition(request, proposal, "decline", reason=_kept_words(request, proposal, reason))
    cover.uncover(request, proposal, bars=True)


def lapse_overdue(request: Request) -> int:
    """What nobody answered in time, or whose case has ended, lapses; says how many did.

    Run by the clock's work and before every plan. Of the fund nothing lapses: its signers refuse.
    """
    late = [proposal for proposal in request.site["proposals"] if is_over(request, proposal)]
    for proposal in late:
        lapse(request, proposal)
    return len(late)


def lapse(request: Request, proposal: Proposal) -> None:
    """Accepted and not confirmed: what was held is free, and the need is as open as before."""
    fire(proposal, "lapse", actor=request.actor, at=request.now)
    _free(request, proposal)
    cover.uncover(request, proposal, bars=False)
    door.touched(request, proposal)


def is_over(request: Request, proposal: Proposal) -> bool:
    """Whether nobody answered in time, or the case has ended meanwhile."""
    if proposal.state != "accepted" or proposal.due is None:
        return False
    case = holder_of(request.site, proposal.case_id)
    return bool(proposal.due < request.now or case is None or case.state != "admitted")


def deliver(request: Request, proposal: Proposal) -> None:
    """It is with the household: the source has spent it; of a contract, the hours that visits were charged with."""
    door.require_step(request, proposal, "deliver")
    source = source_of(request, proposal)
    if isinstance(source, Contract):
        _finish_order(request, proposal)
    else:
        told = _told_to_giver(request, proposal, source) if isinstance(source, Donation) else {}
        source.spend(proposal.amount, reference=proposal.id, actor=request.actor, at=request.now, **told)
        door.touched(request, source)
    door.transition(request, proposal, "deliver", amount=proposal.amount)
    cover.cover(request, proposal, PROPOSED)


def _told_to_giver(request: Request, proposal: Proposal, donation: Donation) -> dict[str, str]:
    need = cover.need_of(request, proposal)
    return seen_by_giver(request, need, donation.restrictions) if need is not None else {}


def acknowledge(request: Request, proposal: Proposal) -> None:
    """签收: the household says that it has come; only now the need is met by it."""
    door.transition(request, proposal, "acknowledge")
    cover.cover(request, proposal, MET)


# What a source holds


def source_of(request: Request, proposal: Proposal) -> Any:
    """The project, offer, donation or contract behind a proposal; ``plan_outdated`` where it is gone."""
    try:
        return find_resource(request.site, proposal.source)
    except KeyError:
        raise DomainError("plan_outdated") from None


def _hold(request: Request, proposal: Proposal) -> None:
    source = source_of(request, proposal)
    if not source.is_open:
        raise DomainError("plan_outdated")
    if isinstance(source, Contract):
        source.ledger.account("hours").hold(proposal.amount)
    else:
        source.reserve(proposal.amount, reference=proposal.id, actor=request.actor, at=request.now)
    door.touched(request, source)


def _free(request: Request, proposal: Proposal) -> None:
    source = source_of(request, proposal)
    if isinstance(source, Contract):
        source.ledger.account("hours").release(proposal.amount)
    else:
        source.release(proposal.amount, reference=proposal.id, actor=request.actor, at=request.now)
    door.touched(request, source)


def _order(request: Request, contract: Contract, proposal: Proposal) -> str:
    """The order's path; the hours held since the acceptance are from now on held by the order."""
    contract.ledger.account("hours").release(proposal.amount)
    order = contract.order(
        hours=proposal.amount,
        proposal_id=proposal.id,
        case_id=proposal.case_id,
        actor=request.actor,
        at=request.now,
    )
    door.touched(request, order)
    return str(resource_path(order))


def _finish_order(request: Request, proposal: Proposal) -> None:
    """The proposal is worth the hours that were worked; none at all is no delivery (``nothing_charged``)."""
    order: Order = find_resource(request.site, proposal.order_path)
    if not order.charged:
        raise DomainError("nothing_charged")
    if order.is_open:
        order.finish(actor=request.actor, at=request.now)
    door.touched(request, order)
    proposal.amount = order.charged


def _cancel_order(request: Request, proposal: Proposal, reason: str) -> None:
    """Its hours are free again; hours that were worked are delivered and not declined (``hours_charged``)."""
    order: Order = find_resource(request.site, proposal.order_path)
    if order.charged:
        raise DomainError("hours_charged")
    if order.is_open:
        order.cancel(actor=request.actor, at=request.now, reason=door.words(request, order, reason))
    door.touched(request, order)


def _kept_words(request: Request, proposal: Proposal, reason: str) -> Any:
    """The reason under seal, in the history and as a field of the proposal."""
    proposal.keep(request.vault, {"reason": reason.strip()})
    return door.words(request, proposal, reason)

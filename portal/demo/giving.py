"""Plans what charities, volunteers and agencies give: a proposal on the desk, and each step that follows."""

from __future__ import annotations

from typing import Any

from pyramid.request import Request
from pyramid.traversal import find_resource

from content.contract import Contract
from content.need import Need
from content.proposal import Proposal
from portal.commands import door, matching
from portal.demo.agenda import Act, Agenda
from portal.demo.family import Family, Lack
from portal.demo.hours import Hours
from portal.demo.staff import WORKERS, agent_of, window_login
from portal.demo.words import WORDS, pick
from portal.matchmaking.instance import owner_of

WORK = ("wait",) * 4
PATHS: dict[str, tuple[str, ...]] = {
    "proposed": (),
    "dismissed": ("dismiss",),
    "accepted": ("accept",),
    "lapsed": ("accept", *WORK[:4], "lapse"),
    "declined": ("accept", "decline"),
    "taken_back": ("accept", "confirm", "decline"),
    "confirmed": ("accept", "confirm"),
    "delivered": ("accept", "confirm", *WORK, "deliver"),
    "settled": ("accept", "confirm", *WORK, "deliver", "acknowledge"),
}
"""By which steps a proposal comes to where the story leaves it; one on each working day."""
PROPOSED_AFTER = 2
"""How many working days after the admission something is proposed for the need."""


class Giving:
    """Plans what else is given for a need, and what becomes of what the matcher proposed by itself."""

    def __init__(self, agenda: Agenda, hours: Hours) -> None:
        self._agenda = agenda
        self._hours = hours

    def plan(self, case_id: str, need_id: str, family: Family, lack: Lack, days: int) -> None:
        """On the desk of its day; what nobody can give any more is not proposed."""
        days = max(0, days - PROPOSED_AFTER)

        def propose(request: Request) -> None:
            need = request.site["cases"][case_id].needs[need_id]
            source = find_resource(request.site, lack.source)
            amount = min(need.missing, source.available)
            if amount <= 0 or not need.is_open or need.case.state != "admitted":
                return
            if isinstance(source, Contract) and family.worker not in WORKERS[source.organisation_id]:
                # The hours of an agency are worked by who has the case.
                return
            proposal = proposed(request, need, lack.source, amount)
            self.carry_on(proposal, source, family.worker, PATHS[lack.source_state], days)

        self._agenda.plan(self._hours.ago(days, 120), "fund", propose)

    def carry_on(
        self,
        proposal: Proposal,
        source: Any,
        worker: str,
        path: tuple[str, ...],
        days: int,
        minutes: int = 125,
    ) -> None:
        """Its steps from this minute of the day on, one on each working day as far as those have come."""
        organisation = source.organisation_id
        owner = worker if worker in WORKERS.get(organisation, ()) else agent_of(organisation)
        window = window_login(proposal.town)
        hands = {"accept": "fund", "dismiss": "fund", "lapse": "fund", "acknowledge": window}
        for nth, name in enumerate(path):
            if name != "wait":
                at = self._hours.ago(max(0, days - nth), minutes + nth)
                self._agenda.plan(at, hands.get(name, owner), _step(proposal.id, name))


def proposed(request: Request, need: Need, source: str, amount: int) -> Proposal:
    """*source* (its path) proposed for the need, as the matcher of that day would have done."""
    case = need.case
    giver = None if source == "/fund" else find_resource(request.site, source)
    proposal = Proposal(
        case_id=case.id,
        need_id=need.id,
        source=source,
        source_kind="fund" if giver is None else giver.source_kind,
        source_id="fund" if giver is None else giver.id,
        owner="" if giver is None else owner_of(giver),
        town=case.town,
        category=need.category,
        unit=need.unit,
        item=need.item,
        amount=amount,
        actor=request.actor,
        at=request.now,
    )
    door.added(request, request.site["proposals"], proposal)
    return proposal


def _step(proposal_id: str, name: str) -> Act:
    """What has ended meanwhile, or has not come so far, stays as it is."""

    def act(request: Request) -> None:
        proposal: Proposal = request.site["proposals"][proposal_id]
        if name == "lapse":
            matching.lapse_overdue(request)
        elif not _can(request, proposal, name):
            return
        elif name == "dismiss":
            matching.dismiss(request, proposal, pick(WORDS["dismiss"], proposal.need_id))
        elif name == "decline":
            matching.decline(request, proposal, pick(WORDS["decline"], proposal.need_id))
        else:
            getattr(matching, name)(request, proposal)

    return act


def _can(request: Request, proposal: Proposal, name: str) -> bool:
    """Whether it is its turn, and what it needs is still there."""
    if proposal.state not in proposal.workflow.step(name).sources:
        return False
    source = find_resource(request.site, proposal.source)
    if name == "accept":
        need = request.site["cases"][proposal.case_id].needs[proposal.need_id]
        is_wanted = need.is_open and need.case.state == "admitted" and need.missing >= proposal.amount
        return bool(is_wanted and source.is_open and source.available >= proposal.amount)
    if name == "deliver" and proposal.order_path:
        return bool(find_resource(request.site, proposal.order_path).charged)
    return True

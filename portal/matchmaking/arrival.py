"""Needs that came after the last plan: the best place for one of them among what waits on the desk, read only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256

from content.need import Need
from content.plan import Reason, reason_of
from content.policy import Policy
from content.proposal import Proposal
from content.site import Site
from matching import Instance, Pair, Placement, Plan, PlanRefused, hold
from matching.eligibility import broken_rules
from matching.planner import put_together
from matching.problem import Group, groups
from matching.room import Room
from portal.matchmaking import fundpots
from portal.matchmaking import instance as matchmaking
from portal.matchmaking import plan as planning
from portal.matchmaking.instance import Drawn
from portal.matchmaking.plan import Reasoned

Amounts = dict[tuple[str, str], int]


@dataclass(frozen=True)
class Arrival:
    """What one need would get, and which waiting proposals of others change for it.

    *given* are its own new proposals, *instead* what takes the place of *outdated*. *missing* is in the need's unit,
    *because* says what binds. *is_best*: a new run for all would do no better.
    """

    need: Need
    given: tuple[Reasoned, ...]
    instead: tuple[Reasoned, ...]
    outdated: tuple[Proposal, ...]
    missing: int
    because: tuple[Reason, ...]
    is_best: bool

    @property
    def mark(self) -> str:
        """Short words for exactly this change: whoever agrees to it names them."""
        parts = [f"{d.need.id} {d.source} {d.amount}" for d in (*self.given, *self.instead)]
        parts += [proposal.id for proposal in self.outdated]
        return sha256("\n".join(sorted(parts)).encode()).hexdigest()[:16]


def arrived(site: Site) -> Iterator[Need]:
    """Open needs that the last plan did not know: nothing is proposed or promised, and it did not call them short."""
    told = {row.need_id for row in site.plan.unmet} if site.plan is not None else set()
    waiting = {p.need_id for p in site["proposals"] if p.is_open}
    for need in matchmaking.open_needs(site):
        if need.missing and need.id not in told and need.id not in waiting:
            yield need


def arrival(site: Site, policy: Policy, now: datetime, need_id: str) -> Arrival | None:
    """The best place for a need among what waits on the desk; None where that fits no more, or the need is not new."""
    others = {need.id for need in arrived(site)}
    drawn = matchmaking.draw(site, policy, now)
    asked = next((row for row in drawn.instance.needs if row.id == need_id and need_id in others), None)
    if asked is None:
        return None
    stay = tuple(row for row in drawn.instance.needs if row.id not in others)
    standing = _on_the_desk(replace(drawn.instance, needs=stay))
    if standing is None:
        return None
    previous = tuple(Pair(*pair, amount) for pair, amount in sorted(standing.items()))
    instance = replace(drawn.instance, needs=stay, previous=previous)
    try:
        held = hold(instance, put_together(instance, lambda group: (_of(group, standing), None)))
    except PlanRefused:
        return None
    placed = held.place(asked, keep=True)
    return _arrival(replace(drawn, instance=held.instance), held.plan(), placed)


def _arrival(drawn: Drawn, plan: Plan, placed: Placement) -> Arrival:
    """The change as proposals: only pairs that the placement names, all pots of the fund being one source."""
    need = drawn.needs[placed.need]
    named = {(row.need, matchmaking.path_of(row.resource)) for row in (*placed.given, *placed.moved)}
    wanted = {(d.need.id, d.source): d for d in matchmaking.drafts(drawn, plan)}
    before = {(p.need_id, p.source): p for p in drawn.standing}
    changed = [
        pair
        for pair in sorted(named)
        if pair not in before or pair not in wanted or before[pair].amount != wanted[pair].amount
    ]
    new = list(planning.reasoned(drawn, plan, [wanted[pair] for pair in changed if pair in wanted]))
    given = tuple(draft for draft in new if draft.need.id == need.id)
    return Arrival(
        need=need,
        given=given,
        instead=tuple(draft for draft in new if draft.need.id != need.id),
        outdated=tuple(before[pair] for pair in changed if pair in before),
        missing=need.missing - sum(draft.amount for draft in given),
        because=tuple(reason_of(reason) for reason in placed.because),
        is_best=placed.optimal,
    )


def _on_the_desk(instance: Instance) -> Amounts | None:
    """What waits on the desk as the matcher's rows, the fund's reserve last; None where it fits no more."""
    rows: Amounts = {}
    for group in groups(instance):
        room = Room(group)
        needs = {need.id: need for need in group.needs}
        resources = {resource.id: resource for resource in group.resources}
        for (need_id, name), amount in group.previous.items():
            need, pots = needs[need_id], [name]
            if resources[name].is_fund and name != fundpots.RESERVE and fundpots.RESERVE in resources:
                pots.append(fundpots.RESERVE)
            for pot in pots:
                resource = resources[pot]
                take = min(amount, room.free(need, resource))
                if take > 0 and not broken_rules(need, resource, group.as_of):
                    room.take(need, resource, take)
                    rows[need_id, pot] = rows.get((need_id, pot), 0) + take
                    amount -= take
            if amount:
                return None
    return rows


def _of(group: Group, amounts: Amounts) -> Amounts:
    names = {need.id for need in group.needs}
    return {pair: amount for pair, amount in amounts.items() if pair[0] in names}

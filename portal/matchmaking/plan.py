"""One run of the matcher on the district, read only: the plan, and what it would change on the desk."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from content.need import Need
from content.plan import Cell, Changes, Evenness, Share, SourceCount, Stream, Unmet, reason_of
from content.policy import Policy
from content.proposal import Proposal
from content.site import Site
from matching import Instance, Plan, Reason, next_best
from matching import plan as solve
from matching.picture import streams
from portal.matchmaking import evenness as even
from portal.matchmaking import instance as matchmaking
from portal.matchmaking.instance import MONEY, Draft, Drawn


@dataclass(frozen=True)
class Reasoned(Draft):
    """A draft with what would have been the next best, as "code: figure" words; empty where there is nothing."""

    next_best: tuple[str, ...] = ()


@dataclass(frozen=True)
class Computed:
    """A plan, and the difference between it and what stands on the desk."""

    drawn: Drawn
    plan: Plan
    new: tuple[Reasoned, ...]
    outdated: tuple[Proposal, ...]
    changes: Changes
    unmet: tuple[Unmet, ...]
    by_urgency: tuple[Share, ...]
    by_town: tuple[Share, ...]
    cells: tuple[Cell, ...]
    evenness: tuple[Evenness, ...]
    source_count: SourceCount
    streams: tuple[Stream, ...]


def compute(site: Site, policy: Policy, now: datetime) -> Computed:
    """The best plan for everything that is open now; writes nothing."""
    drawn = matchmaking.draw(site, policy, now)
    best = solve(drawn.instance)
    queue = solve(drawn.instance, solver="greedy")
    wanted = {(draft.need.id, draft.source): draft for draft in matchmaking.drafts(drawn, best)}
    equal = {_pair(p) for p in drawn.standing if _pair(p) in wanted and wanted[_pair(p)].amount == p.amount}
    outdated = tuple(p for p in drawn.standing if _pair(p) not in equal)
    new = [draft for pair, draft in wanted.items() if pair not in equal]
    levels = even.levels(drawn.instance, best)
    return Computed(
        drawn=drawn,
        plan=best,
        new=tuple(reasoned(drawn, best, new)),
        outdated=outdated,
        changes=_changes(drawn, wanted.keys(), outdated, new, len(equal)),
        unmet=tuple(_unmet(drawn, best)),
        by_urgency=tuple(_by_urgency(drawn.instance, best, queue)),
        by_town=tuple(_by_town(drawn.instance, best, queue)),
        cells=tuple(even.cells(levels)),
        evenness=tuple(even.evenness(levels)),
        source_count=even.source_count(drawn.instance, best),
        streams=tuple(_streams(drawn.instance, best)),
    )


Pair = tuple[str, str]


def _pair(proposal: Proposal) -> Pair:
    return proposal.need_id, proposal.source


def _changes(
    drawn: Drawn, wanted: Iterable[Pair], outdated: Iterable[Proposal], new: Iterable[Draft], kept: int
) -> Changes:
    before, after = {_pair(p) for p in outdated}, {(draft.need.id, draft.source) for draft in new}
    standing = sum(
        1
        for need in drawn.needs.values()
        for key, cover in need.covers().items()
        if key.startswith(matchmaking.PROPOSAL_KEY) and cover.status == "proposed"
    )
    return Changes(
        added=len(after - before),
        changed=len(after & before),
        withdrawn=len(before - set(wanted)),
        kept=kept,
        standing=standing,
    )


# The next best


def reasoned(drawn: Drawn, best: Plan, new: Iterable[Draft]) -> Iterator[Reasoned]:
    """The drafts with what would have been next for each."""
    following: dict[Pair, Reason] = {}
    for (need, resource), reason in next_best(drawn.instance, best).items():
        following.setdefault((need, matchmaking.path_of(resource)), reason)
    for draft in new:
        reason = following.get((draft.need.id, draft.source), {})
        codes = tuple(f"{name}: {value}" for name, value in reason.items())
        yield Reasoned(**vars(draft), next_best=codes)


# What stays open, and how the plan compares


def _unmet(drawn: Drawn, best: Plan) -> Iterator[Unmet]:
    """The gravest first, then the largest."""
    for row in sorted(best.unmet, key=lambda row: (drawn.needs[row.need].urgency, -row.amount, row.need)):
        need: Need = drawn.needs[row.need]
        because = tuple(reason_of(reason) for reason in row.because)
        yield Unmet(need.id, need.case.id, row.amount * matchmaking.scale(need.unit), because)


def _streams(instance: Instance, best: Plan) -> Iterator[Stream]:
    """In the documents' units, the fund as one source."""
    rows = [replace(row, resource=matchmaking.path_of(row.resource)) for row in best.allocations]
    for unit, flows in streams(instance, rows).items():
        own = "fen" if unit == "yuan" else unit
        for flow in flows:
            yield Stream(own, flow.source, flow.category, flow.place, flow.amount * matchmaking.scale(own))


def _by_urgency(instance: Instance, best: Plan, queue: Plan) -> Iterator[Share]:
    wanted: Counter[int] = Counter()
    for need in instance.needs:
        if need.group == MONEY:
            wanted[need.urgency] += need.amount
    for urgency in sorted(wanted):
        met, simple = (_covered(plan, urgency) for plan in (best, queue))
        yield _share(str(urgency), wanted[urgency], met, simple)


def _covered(plan: Plan, urgency: int) -> int:
    covered = plan.objective[MONEY]["covered"]
    return covered[urgency] if isinstance(covered, list) else 0


def _by_town(instance: Instance, best: Plan, queue: Plan) -> Iterator[Share]:
    places = {need.id: need.place for need in instance.needs if need.group == MONEY}
    wanted: Counter[str] = Counter()
    for need in instance.needs:
        if need.id in places:
            wanted[need.place] += need.amount
    met, simple = _met_by_place(best, places), _met_by_place(queue, places)
    for town in sorted(wanted):
        yield _share(town, wanted[town], met[town], simple[town])


def _met_by_place(plan: Plan, places: dict[str, str]) -> Counter[str]:
    met: Counter[str] = Counter()
    for row in plan.allocations:
        if row.need in places:
            met[places[row.need]] += row.amount
    return met


def _share(key: str, wanted: int, met: int, queue: int) -> Share:
    fen = matchmaking.FEN_PER_YUAN
    return Share(key, wanted * fen, met * fen, queue * fen)

"""Turns the district into an instance of the matcher, with codes alone, and the matcher's plan back into proposals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from content import role
from content.appeal import Appeal
from content.calendar import day_of
from content.case import Case
from content.contract import Contract
from content.interested import barred_households
from content.need import PROPOSED, Need
from content.policy import Policy
from content.proposal import Proposal
from content.site import Site
from content.source import Source
from matching import problem
from matching.result import Plan
from portal.matchmaking import fundpots

FEN_PER_YUAN = 100
FUND_ID = "fund"
MONEY = "yuan/"
"""The group of what is asked for in money."""
SOURCES = ("projects", "offers", "donations", "contracts")
PROPOSAL_KEY = "proposal:"
"""How a need names the proposal that covers it: this, and the proposal's id."""


def cover_key(proposal: Proposal) -> str:
    return f"{PROPOSAL_KEY}{proposal.id}"


def scale(unit: str) -> int:
    """How many of a document's units one of the matcher's is: money is matched in whole yuan, rounded down."""
    return FEN_PER_YUAN if unit == "fen" else 1


def matched_unit(unit: str) -> str:
    return "yuan" if unit == "fen" else unit


@dataclass(frozen=True)
class Drawn:
    """The instance, and the documents behind its ids."""

    instance: problem.Instance
    needs: dict[str, Need]
    sources: dict[str, Any]
    standing: tuple[Proposal, ...]
    """Proposals that wait for a decision: the plan may keep, change or withdraw them."""


@dataclass(frozen=True)
class Draft:
    """One new proposal: *amount* in the need's own unit (fen, hours, pieces), *source* a path in the tree."""

    need: Need
    source: str
    source_kind: str
    source_id: str
    owner: str
    amount: int
    why: tuple[str, ...]


def draw(site: Site, policy: Policy, now: datetime) -> Drawn:
    """Everything one run of the matcher needs to know of the district, without a name in it."""
    needs = {need.id: need for need in open_needs(site)}
    sources = {path_id(source): source for source in open_sources(site)}
    promised = list(_promised(site, needs.values()))
    used = _used_up(site)
    resources = [_resource(key, source, promised, used) for key, source in sources.items()]
    pins = _merged(_pins(promised, {resource.id: resource for resource in resources}))
    pinned: Counter[str] = Counter()
    for pin in pins:
        pinned[pin.need] += pin.amount
    rows = [_need(site, need, pinned[need.id], day_of(now)) for need in needs.values()]
    rows = [row for row in rows if row.amount > 0]
    listed = {row.id for row in rows}
    pots = _fund_pots(site, policy, now, rows, needs)
    bars = _bars(site, needs.values(), sources.values())
    standing = [p for p in site["proposals"] if p.state == "proposed"]
    # Of plans that are equally good the same one is found again, whatever ids the proposals were given.
    standing.sort(key=lambda proposal: (proposal.need_id, proposal.source))
    instance = problem.Instance(
        as_of=day_of(now),
        needs=tuple(rows),
        resources=tuple(_barred(resource, bars) for resource in [*_with_pins(resources, pins), *pots]),
        pinned=tuple(pin for pin in pins if pin.need in listed),
        previous=tuple(_previous(tuple(standing), needs, {pot.id for pot in pots})),
    )
    return Drawn(instance, needs, sources, tuple(standing))


def drafts(drawn: Drawn, plan: Plan) -> list[Draft]:
    """What the plan proposes anew, one draft for each pair of need and source, in the plan's order."""
    amounts: Counter[tuple[str, str]] = Counter()
    why: dict[tuple[str, str], tuple[str, ...]] = {}
    for row in plan.allocations:
        if not row.pinned:
            pair = (row.need, _source_of(row.resource))
            amounts[pair] += row.amount * scale(drawn.needs[row.need].unit)
            why[pair] = tuple(dict.fromkeys((*why.get(pair, ()), *row.why)))
    _add_odd_rests(drawn, amounts)
    return [
        _draft(drawn, drawn.needs[need], source, amount, why[need, source])
        for (need, source), amount in amounts.items()
    ]


def _draft(drawn: Drawn, need: Need, source_id: str, amount: int, why: tuple[str, ...]) -> Draft:
    if source_id == FUND_ID:
        return Draft(need, "/fund", "fund", FUND_ID, "", amount, why)
    source = drawn.sources[source_id]
    return Draft(need, f"/{source_id}", source.source_kind, source.id, owner_of(source), amount, why)


def owner_of(source: Any) -> str:
    """Who confirms for this source: the charity's agents, or the agency's social workers."""
    part = "social_worker" if isinstance(source, Contract) else "charity_agent"
    return role.at(part, source.organisation_id)


def _source_of(resource_id: str) -> str:
    """The pots of the fund are one source."""
    is_pot = resource_id == FUND_ID or resource_id.startswith(f"{FUND_ID}/")
    return FUND_ID if is_pot else resource_id


def path_of(resource_id: str) -> str:
    """Where the source behind a resource stands in the tree."""
    return f"/{_source_of(resource_id)}"


def _add_odd_rests(drawn: Drawn, amounts: Counter[tuple[str, str]]) -> None:
    """The fen beyond whole yuan go with the last payment, from a source without caps that has them."""
    given: Counter[str] = Counter()
    met: Counter[str] = Counter()
    for (need_id, source_id), amount in amounts.items():
        given[source_id] += amount
        met[need_id] += amount
    for need_id, source_id in sorted(amounts):
        need, source = drawn.needs[need_id], drawn.sources.get(source_id)
        rest = need.missing - met[need_id]
        if need.unit != "fen" or not 0 < rest < FEN_PER_YUAN or source is None or source.restrictions.caps:
            continue
        if given[source_id] + rest <= source.available:
            amounts[need_id, source_id] += rest
            given[source_id] += rest
            met[need_id] += rest


# Needs


def open_needs(site: Site) -> Iterator[Need]:
    """The open needs of admitted cases, and of institutions."""
    for holder in (*site["cases"], *site["appeals"]):
        if holder.state == "admitted":
            yield from (need for need in holder.needs if need.is_open)


def holder_of(site: Site, id: str) -> Case | Appeal | None:
    """Whose needs these are: a case, or what an institution asks for."""
    return site["cases"].get(id) or site["appeals"].get(id)


def path_id(source: Any) -> str:
    """``projects/k7m4…``: how the instance names a source."""
    return f"{source.__parent__.__name__}/{source.id}"


def open_sources(site: Site) -> Iterator[Any]:
    """What may be promised today: open, and of an organisation that the bureau has approved."""
    for folder in SOURCES:
        for source in site[folder]:
            organisation = site["organisations"].get(source.organisation_id)
            if source.is_open and organisation is not None and organisation.state == "approved":
                yield source


def _need(site: Site, need: Need, pinned: int, day: date) -> problem.Need:
    case: Case = need.case
    household = site["households"].get(case.household_id)
    attributes = household.attributes(day) if household is not None else frozenset()
    return problem.Need(
        id=need.id,
        case=case.id,
        category=need.category,
        unit=matched_unit(need.unit),
        item=need.item,
        amount=need.missing // scale(need.unit) + pinned,
        urgency=need.urgency,
        place=case.town,
        attributes=attributes | frozenset(case.causes),
        due=date.fromisoformat(need.due) if need.due else None,
    )


# What is promised and what is used up


@dataclass(frozen=True)
class _Promise:
    """What a source has promised to a need and not yet given, in the matcher's units."""

    need: Need
    resource: str
    amount: int


def _promised(site: Site, needs: Iterable[Need]) -> Iterator[_Promise]:
    """Not of the fund: its limits count from the draft on, so that its promises leave both sides at once."""
    for need in needs:
        for key, cover in need.covers().items():
            proposal = site["proposals"].get(key.removeprefix(PROPOSAL_KEY))
            if cover.status == PROPOSED and proposal is not None and proposal.source_kind != "fund":
                yield _Promise(need, proposal.source.lstrip("/"), cover.amount // scale(need.unit))


Used = dict[tuple[str, str], Counter[str]]
"""(resource, need | case | place) → its id → what was given already, in the document's units."""


def _used_up(site: Site) -> Used:
    used: Used = {}
    for proposal in site["proposals"]:
        if proposal.state == "settled" and proposal.source_kind != "fund":
            for per, key in _cap_keys(proposal.need_id, proposal.case_id, proposal.town):
                used.setdefault((proposal.source.lstrip("/"), per), Counter())[key] += proposal.amount
    return used


def _cap_keys(need: str, case: str, town: str) -> tuple[tuple[str, str], ...]:
    return ("need", need), ("case", case), ("place", town)


def _pins(promised: Iterable[_Promise], resources: dict[str, problem.Resource]) -> Iterator[problem.Pair]:
    """Promises as pins, never beyond what a cap allows today: what is over only leaves both sides."""
    counted: Counter[tuple[str, str, str]] = Counter()
    for promise in promised:
        resource = resources.get(promise.resource)
        if resource is None or promise.amount <= 0:
            continue
        keys = dict(_cap_keys(promise.need.id, promise.need.case.id, promise.need.case.town))
        limits = [
            (cap.amount - counted[resource.id, cap.per, keys[cap.per]])
            for cap in resource.caps
            if cap.only in (None, keys[cap.per])
        ]
        amount = max(0, min([promise.amount, *limits]))
        for per, key in keys.items():
            counted[resource.id, per, key] += amount
        if amount:
            yield problem.Pair(promise.need.id, resource.id, amount)


def _merged(pins: Iterable[problem.Pair]) -> list[problem.Pair]:
    """One pin for each pair: two promises of one source to one need are one for the matcher."""
    sums: Counter[tuple[str, str]] = Counter()
    for pin in pins:
        sums[pin.need, pin.resource] += pin.amount
    return [problem.Pair(need, resource, amount) for (need, resource), amount in sums.items()]


def _with_pins(resources: list[problem.Resource], pins: list[problem.Pair]) -> Iterator[problem.Resource]:
    """What is pinned counts against what is available, and was taken off it when it was promised."""
    pinned: Counter[str] = Counter()
    for pin in pins:
        pinned[pin.resource] += pin.amount
    for resource in resources:
        yield replace(resource, available=resource.available + pinned[resource.id])


# Sources


def _resource(key: str, source: Source, promised: list[_Promise], used: Used) -> problem.Resource:
    rule, unit = source.restrictions, source.unit
    return problem.Resource(
        id=key,
        kind=source.source_kind,
        unit=matched_unit(unit),
        item=source.item,
        available=max(0, source.available) // scale(unit),
        categories=_set(rule.categories),
        places=_set(rule.places),
        requires=frozenset(rule.requires),
        excludes=frozenset(rule.excludes),
        cases=_set(rule.cases),
        max_urgency=rule.max_urgency,
        valid_from=_day(rule.valid_from),
        expires=_day(rule.expires),
        caps=tuple(_caps(key, source, used)),
    )


def _caps(key: str, source: Source, used: Used) -> Iterator[problem.Cap]:
    """Each cap, and for whoever had something already the same cap with only the room that is left."""
    for per, amount, only in source.restrictions.caps:
        had = used.get((key, per), Counter())
        if only is None:
            yield problem.Cap(_per(per), amount // scale(source.unit))
        for one in had if only is None else [only]:
            yield problem.Cap(_per(per), max(0, amount - had[one]) // scale(source.unit), one)


def _per(word: str) -> problem.Per:
    levels: dict[str, problem.Per] = {"need": "need", "case": "case", "place": "place"}
    return levels[word]


def _set(words: tuple[str, ...] | None) -> frozenset[str] | None:
    return None if words is None else frozenset(words)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _bars(site: Site, needs: Collection[Need], sources: Iterable[Any]) -> dict[str, list[str]]:
    """source id → needs that it, or the desk, does not want to be paired with again."""
    bars: dict[str, list[str]] = {}
    for need in needs:
        for source_id in need.barred:
            bars.setdefault(source_id, []).append(need.id)
    for source in (*sources, site.fund):
        households = barred_households(site, source)
        close = [need.id for need in needs if need.case.household_id in households] if households else []
        bars.setdefault(source.id, []).extend(close)
    return bars


def _barred(resource: problem.Resource, bars: dict[str, list[str]]) -> problem.Resource:
    """A pair that was declined is closed by a cap of nothing for that one need."""
    source_id = FUND_ID if resource.kind == "fund" else resource.id.rpartition("/")[2]
    closed = tuple(problem.Cap("need", 0, need) for need in sorted(bars.get(source_id, ())))
    return replace(resource, caps=resource.caps + closed) if closed else resource


# The fund


def _fund_pots(
    site: Site, policy: Policy, now: datetime, rows: list[problem.Need], needs: dict[str, Need]
) -> list[problem.Resource]:
    fund, rules = site.fund, policy.fund
    money = [(row, needs[row.id].missing // FEN_PER_YUAN) for row in rows if row.unit == "yuan"]
    room: dict[fundpots.Key, int] = {}
    for row, _wanted in money:
        used_by_case = fund.used_by_case(rules, row.case, now)
        room["case", row.case] = max(0, rules.case_limit_fen - used_by_case) // FEN_PER_YUAN
        used_by_town = fund.used_by_town(row.place, now)
        room["place", row.place] = max(0, fund.town_limit(rules, row.place) - used_by_town) // FEN_PER_YUAN
    purse = fundpots.Purse(
        general=max(0, fund.free_fen - rules.reserve_fen) // FEN_PER_YUAN,
        reserve=min(fund.free_fen, rules.reserve_fen) // FEN_PER_YUAN,
        reserve_urgency=rules.reserve_urgency,
        places=frozenset({policy.district.code}),
        budgets={
            category: max(0, most - fund.used_by_category(category, now)) // FEN_PER_YUAN
            for category, most in fund.budgets.items()
        },
        room=room,
    )
    return fundpots.split(purse, money)


def _previous(standing: Iterable[Proposal], needs: dict[str, Need], pots: set[str]) -> Iterator[problem.Pair]:
    """What people have on the desk already stays put where it costs nothing (O4)."""
    seen: set[tuple[str, str]] = set()
    for proposal in standing:
        resource = proposal.source.lstrip("/")
        if resource == FUND_ID and f"fund/{proposal.category}" in pots:
            resource = f"fund/{proposal.category}"
        amount = proposal.amount // scale(proposal.unit)
        if amount and proposal.need_id in needs and (proposal.need_id, resource) not in seen:
            seen.add((proposal.need_id, resource))
            yield problem.Pair(proposal.need_id, resource, amount)

"""What those who oversee look at: the district's work in figures, and the facts of a case for each point of R4."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import takewhile
from typing import Any, NamedTuple

from pyramid.request import Request
from pyramid.traversal import find_resource

from content import role
from content.calendar import day_of
from content.case import CASE, Case
from content.document import Document
from content.history import Event
from content.register import CaseRow
from content.site import Site
from content.vocabulary import AuditPoint, Kind, Role

AGES = (("week", 7), ("month", 30), ("quarter", 90), ("older", 10_000))
"""How long a case has been open, in days: up to so many."""
OPEN = CASE.open_states
NONE = "none"
"""Of a case that no unit has been asked to act on: the kind it has not got yet."""


class Figure(NamedTuple):
    """How many are open, and how many of them late."""

    open: int
    late: int


class Load(NamedTuple):
    """What one unit owes: *owner* is the principal of its work list."""

    owner: str
    all: int
    late: int


class Overview(NamedTuple):
    """Open cases by state, town, kind and age; what every unit owes."""

    states: dict[str, int]
    towns: dict[str, Figure]
    kinds: dict[str, Figure]
    ages: dict[str, Figure]
    late: int
    units: list[Load]


def overview(site: Site, now: datetime) -> Overview:
    """All of it, from the register's rows and the keys of the work lists: no document is opened."""
    states: Counter[str] = Counter()
    towns, kinds, ages = _Tally(), _Tally(), _Tally()
    for _id, row in site.register:
        states[row.state] += 1
        if row.state not in OPEN:
            continue
        is_late = row.is_late(now, OPEN)
        towns.add(row.town, is_late)
        for kind in row.kinds or (NONE,):
            kinds.add(kind, is_late)
        ages.add(age_of(row, now), is_late)
    late = sum(figure.late for figure in towns.figures.values())
    return Overview(dict(states), towns.figures, kinds.figures, ages.figures, late, loads(site, now))


class _Tally:
    def __init__(self) -> None:
        self.figures: dict[str, Figure] = {}

    def add(self, key: str, is_late: bool) -> None:
        was = self.figures.get(key, Figure(0, 0))
        self.figures[key] = Figure(was.open + 1, was.late + is_late)


def age_of(row: CaseRow, now: datetime) -> str:
    days = (now - row.opened_at) / timedelta(days=1)
    return next(name for name, most in AGES if days <= most)


def loads(site: Site, now: datetime) -> list[Load]:
    """Every unit's work list in figures, those with most that is late first; people's own lists are theirs."""
    found = []
    for owner in site.worklists.owners():
        worklist = site.worklists.of(owner)
        if worklist is None or owner.startswith("user:"):
            continue
        keys = list(worklist.keys())
        late = sum(1 for _ in takewhile(lambda key: key[0] < now, keys))
        if keys:
            found.append(Load(owner, len(keys), late))
    return sorted(found, key=lambda load: (-load.late, -load.all, load.owner))


class Asked(NamedTuple):
    """What the list of cases is narrowed to; "" is no narrowing."""

    state: str = ""
    town: str = ""
    kind: str = ""
    age: str = ""
    late: bool = False
    worker: str = ""
    sort: str = ""


def listed(site: Site, asked: Asked, now: datetime) -> list[str]:
    """The ids of the cases asked for: soonest due first, newest first, or by number, those of the last year first."""
    rows = [(id, row) for id, row in site.register if _fits(row, asked, now)]
    if asked.sort == "new":
        rows.sort(key=lambda pair: (pair[1].opened_at, pair[0]), reverse=True)
    elif asked.sort == "number":
        rows.sort(
            key=lambda pair: (
                not pair[1].number,
                -day_of(pair[1].opened_at).year,
                pair[1].number,
                pair[1].opened_at,
            )
        )
    else:
        rows.sort(
            key=lambda pair: (pair[1].state not in OPEN, pair[1].due is None, pair[1].due or now, pair[0])
        )
    return [id for id, _row in rows]


def _fits(row: CaseRow, asked: Asked, now: datetime) -> bool:
    is_open = row.state in OPEN
    return (
        (not asked.state or row.state == asked.state or (asked.state == "open" and is_open))
        and (not asked.town or row.town == asked.town)
        and (not asked.kind or asked.kind in (row.kinds or (NONE,)))
        and (not asked.age or (is_open and age_of(row, now) == asked.age))
        and (not asked.late or row.is_late(now, OPEN))
        and (not asked.worker or row.worker == asked.worker)
    )


def unit_of(owner: str) -> tuple[str, str]:
    """(role, scope) of a work list's owner."""
    name, _, scope = owner.partition("@")
    return (name, scope) if Role.has_word(name) else ("", scope)


def answerable(request: Request, document: Document | None) -> list[str]:
    """The units that could be asked about a document, whoever owes it now first; all of them where it is none."""
    if document is None:
        towns = [role.at("window_clerk", unit.id) for unit in request.policy.town_windows]
        return [*towns, *(role.at("handler", unit.id) for unit in request.policy.departments)]
    owners = [duty.owner for duty in document.duties()]
    case: Any = document if isinstance(document, Case) else getattr(document, "case", None)
    unit = getattr(document, "unit", "")
    if unit:
        owners.append(role.at("handler", unit))
    places: tuple[Any, ...] = (document, case)
    for place in places:
        if getattr(place, "town", ""):
            owners.append(role.at("window_clerk", place.town))
        if getattr(place, "village", ""):
            owners.append(role.at("village_worker", place.village))
    if isinstance(case, Case):
        owners += [role.at("handler", referral.unit) for referral in case.referrals]
    outside = ("bureau", "auditor", "finance", "discipline", "administrator")
    return [
        owner for owner in dict.fromkeys(owners) if unit_of(owner)[0] and unit_of(owner)[0] not in outside
    ]


# The three points of R4


class Recognised(NamedTuple):
    """Who took the household in: on which papers, by whom, under which edition of the rules."""

    event: Event | None
    papers: Counter[str]
    policy_version: str
    investigations: int
    notices: int


class Payment(NamedTuple):
    """One payment from decision to receipt. *steps* are (name of the step, actor, when), first to last."""

    document: Document
    source: str
    fen: int
    state: str
    steps: list[tuple[str, str, datetime]]


class Help(NamedTuple):
    """One unit's help: by when it was due, when it was done, how late that was."""

    document: Document
    unit: str
    kind: str
    due: datetime | None
    ended_at: datetime | None
    is_late: bool


def recognised(case: Case) -> Recognised:
    events = [event for event in case.history if event.name in ("admit", "refuse", "created")]
    decided = next((event for event in reversed(events) if event.name != "created"), None)
    papers = Counter(status for status, _at in case.papers.values())
    version = str(decided.detail("policy", case.policy_version)) if decided else case.policy_version
    investigations = sum(1 for _ in getattr(case, "investigations", ()))
    notices = sum(1 for _ in getattr(case, "public_notices", ()))
    return Recognised(decided, papers, version, investigations, notices)


PAID = (
    "sign_first",
    "sign_second",
    "disburse",
    "pay_out",
    "acknowledge",
    "return",
    "pay_again",
    "cancel",
    "refuse",
)


def payments(site: Site, case: Case) -> Iterator[Payment]:
    """The fund's first, then public relief money; of each who signed and when it arrived."""
    for allocation in site.fund.allocations:
        if allocation.case_id == case.id:
            steps = [(e.name, e.actor, e.at) for e in allocation.history if e.name in PAID]
            yield Payment(allocation, "fund", allocation.amount_fen, allocation.state, steps)
    for referral in case.referrals:
        if referral.granted_fen:
            steps = [(e.name, e.actor, e.at) for e in referral.history if e.name in ("complete", "see")]
            yield Payment(referral, "treasury", referral.granted_fen, referral.state, steps)


def carried_out(case: Case, now: datetime) -> Iterator[Help]:
    for referral in sorted(case.referrals, key=lambda one: (one.created_at, one.id)):
        ends = [e.at for e in referral.history if e.name in ("complete", "fail", "reject", "cancel")]
        ended = ends[-1] if ends and not referral.is_open else None
        is_late = referral.due is not None and (ended or now) > referral.due
        yield Help(referral, referral.unit, referral.assistance, referral.due, ended, is_late)


POINTS = tuple(point.value for point in AuditPoint)
KINDS = tuple(kind.value for kind in Kind)


def known_cases(site: Site, town: str, of_kin: bool = False) -> list[str]:
    """What samples are drawn from: every case that was decided on, of the whole district or one town.

    With *of_kin* only those of whose applicants one of the staff is a relative.
    """
    decided = ("admitted", "closed", "not_admitted")
    kin = filed_cases(site) if of_kin else frozenset()
    return [
        id
        for id, row in site.register
        if row.state in decided and (not town or row.town == town) and (not of_kin or id in kin)
    ]


def filed_cases(site: Site) -> frozenset[str]:
    """Cases from which one of the staff stands aside (近亲属备案)."""
    return frozenset(one.case_id for one in site["recusals"] if one.state != "lifted")


def about(request: Request, path: str) -> Any:
    """The document that an order or a finding is about, for who may open it; None elsewhere."""
    try:
        found = find_resource(request.site, path) if path.startswith("/") else None
    except (KeyError, UnicodeError, ValueError):
        return None
    is_seen = isinstance(found, Document) and request.has_permission(f"{found.kind}:view", found)
    return found if is_seen else None

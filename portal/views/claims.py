"""For social workers: cases that nobody has taken on yet, without a word about whose they are, and their own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from pyramid.i18n import TranslationStringFactory
from pyramid.request import Request
from pyramid.traversal import find_resource
from pyramid.view import view_config

from content import role
from content.calendar import day_of
from content.case import Case
from content.contract import Contract, Order
from content.site import Site
from content.vocabulary import Item, Measure, Urgency
from portal import present
from portal.commands.visit import open_orders

_ = TranslationStringFactory("portal")
SHOWN = 50
SKILLS = tuple(item for item in Item if item.measure is Measure.HOUR)


class Open(NamedTuple):
    """What a social worker may know of a case before claiming it (DOMAIN, roles)."""

    case: Case
    wants: list[str]
    urgency: Any
    month: str


class Mine(NamedTuple):
    """A case of one's own: the family, its needs, and the hours of this month and altogether."""

    case: Case
    family: str
    wants: list[str]
    hours: int
    last: str
    orders: list[Order]


@view_config(
    context=Site, name="claims", permission="case:browse", renderer="portal:templates/visit/claims.pt"
)
def claims(site: Site, request: Request) -> dict[str, Any]:
    towns = {town.code: town.name for town in request.policy.towns}
    town, skill = request.GET.get("town", ""), request.GET.get("skill", "")
    found = sorted(_unclaimed(request, towns, town, skill), key=lambda case: (case.urgency, case.created_at))
    own = sorted(_own(request), key=lambda case: case.created_at)
    rows = [_mine(request, case) for case in own]
    return {
        "towns": towns,
        "town": town if town in towns else "",
        "skills": [(item.value, _(item.label)) for item in SKILLS],
        "skill": skill if skill in SKILLS else "",
        "open": [_open(request, case) for case in found[:SHOWN]],
        "count": len(found),
        "mine": rows,
        "hours": sum(row.hours for row in rows),
        "contracts": _contracts(request),
    }


def _unclaimed(request: Request, towns: dict[str, str], town: str, skill: str) -> Iterator[Case]:
    """Open cases without a worker, from the windows' work lists: the folder holds every case there ever was."""
    for code in [town] if town in towns else towns:
        for duty, path in request.site.worklists.of(role.at("window_clerk", code)) or ():
            case = find_resource(request.site, path) if duty.what == "case:close" else None
            if case is not None and _is_free(request, case) and _asks_for(case, skill):
                yield case


def _is_free(request: Request, case: Case) -> bool:
    return not case.worker and bool(request.has_permission("case:glance", case))


def _asks_for(case: Case, skill: str) -> bool:
    """Whether one of its needs is this skill; without a known skill every case will do."""
    return skill not in SKILLS or any(need.item == skill for need in _open_needs(case))


def _own(request: Request) -> Iterator[Case]:
    person = role.person(request.identify.account.id)
    for duty, path in request.site.worklists.of(person) or ():
        if duty.what == "case:visit":
            yield find_resource(request.site, path)


def _open(request: Request, case: Case) -> Open:
    return Open(
        case, _wants(request, case), _(Urgency(case.urgency).label), f"{day_of(case.created_at):%Y-%m}"
    )


def _mine(request: Request, case: Case) -> Mine:
    by_me = [visit for visit in case.visits if visit.author == request.identify.account.id]
    month = f"{day_of(request.now):%Y-%m}"
    return Mine(
        case=case,
        family=_family(request, case),
        wants=_wants(request, case),
        hours=sum(visit.hours for visit in by_me if visit.visited_on.startswith(month)),
        last=max((visit.visited_on for visit in by_me), default=""),
        orders=open_orders(request, case),
    )


def _wants(request: Request, case: Case) -> list[str]:
    """What is lacking, in words: the category, or the item where there is one; no sums."""
    use = present.for_request(request).use
    return list(dict.fromkeys(use(need.category, need.item) for need in _open_needs(case)))


def _open_needs(case: Case) -> Iterator[Any]:
    return (need for need in case.needs if need.is_open)


def _family(request: Request, case: Case) -> str:
    """The head's name, read on record."""
    household = request.site["households"].get(case.household_id)
    head = household.head_member if household is not None else None
    if head is None or not request.has_permission("household:contact", household):
        return ""
    return str(request.reveal(head, "name")["name"])


def _contracts(request: Request) -> list[Contract]:
    """What the worker's agency has been hired for."""
    own = request.identify.scopes("social_worker")
    found = [one for one in request.site["contracts"] if one.organisation_id in own and one.is_open]
    return sorted(found, key=lambda one: one.title)

"""What town and village do at a household's home and among its neighbours: investigations and assessments."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pyramid.request import Request

from content.account import Account
from content.assessment import Assessment
from content.case import Case
from content.error import DomainError
from content.investigation import Investigation
from content.vocabulary import Urgency
from portal.commands import attachment, clock, door


def colleagues(request: Request, case: Case) -> list[Account]:
    """Who else works for the case's town: its window, and its villages' workers; the asker is not among them."""
    places = {case.town, *(village.code for village in request.policy.villages(case.town))}
    here = ("window_clerk", "village_worker")
    mine = request.identify.account
    return [
        account
        for account in request.site["accounts"]
        if account.state == "active"
        and (mine is None or account.id != mine.id)
        and any(name in here and scope in places for name, scope in account.roles)
    ]


def investigate(request: Request, case: Case, values: Mapping[str, Any], once: str) -> Investigation:
    """*values*: visited_on (date), second (account id), neighbours_asked, the five sealed texts, photos."""
    door.require(request, "case:investigate", case)
    investigation = Investigation(
        id=once,
        visited_on=values["visited_on"].isoformat(),
        second=values["second"],
        neighbours_asked=values["neighbours_asked"],
        author=request.identify.account.id,
        due=None,
        actor=request.actor,
        at=request.now,
    )
    texts = {name: values.get(name) for name in Investigation.personal_fields}
    investigation.keep(request.vault, texts)
    clock.promise(request, investigation, "investigation.countersign")
    door.added(request, case.room("investigations"), investigation)
    if values.get("photos"):
        attachment.attach(request, case, values["photos"], visit_id=investigation.id)
    return investigation


def assess(request: Request, case: Case, values: Mapping[str, Any], once: str) -> Assessment:
    """*values*: held_on, place, agreed, against, abstained, people, minutes. Refused where life is at risk."""
    door.require(request, "case:assess", case)
    if case.urgency == Urgency.LIFE.value:
        raise DomainError("no_vote_in_emergency")
    assessment = Assessment(
        id=once,
        held_on=values["held_on"].isoformat(),
        place=values["place"],
        agreed=values["agreed"],
        against=values["against"],
        abstained=values["abstained"],
        actor=request.actor,
        at=request.now,
    )
    assessment.keep(request.vault, {"people": values["people"], "minutes": values["minutes"]})
    return door.added(request, case.room("assessments"), assessment)

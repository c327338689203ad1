"""How each department and town carried out its part within a month or a quarter, counted from the documents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from pyramid.request import Request

from content import role
from content.bulletin import Held, Share
from content.document import Document
from portal.earlyfinding import speed_of
from portal.period import span

ENDS = {"referral": ("complete", "fail"), "case": ("close", "refuse")}
BACK = {"referral": "reject", "case": "refuse"}
"""Which events say that it is done, and which that it was sent away."""


def shares(request: Request, period: str) -> tuple[Share, ...]:
    """Departments first, then towns, in the policy's order; of departments those that had something to do."""
    since, until = span(period)
    counts: dict[str, Counter[str]] = {}
    for owner, what in _counted(request, since, until):
        counts.setdefault(owner, Counter())[what] += 1
    departments = [role.at("handler", unit.id) for unit in request.policy.departments]
    towns = [role.at("window_clerk", window.id) for window in request.policy.town_windows]
    owners = [*(owner for owner in departments if owner in counts), *towns]
    return tuple(_share(request, owner, counts.get(owner, Counter()), since, until) for owner in owners)


def held(request: Request, period: str) -> list[tuple[Held, Document]]:
    """Every 责任追究 of the time, with the order of supervision in which it stands."""
    since, until = span(period)
    return [
        (Held(order.unit, str(event.detail("ground"))), order)
        for order in sorted(request.site["supervisions"], key=lambda one: (one.created_at, one.id))
        for event in order.history
        if event.name == "hold" and since <= event.at < until
    ]


def _counted(request: Request, since: datetime, until: datetime) -> Iterator[tuple[str, str]]:
    for case in request.site["cases"]:
        window = role.at("window_clerk", case.town)
        yield from ((window, what) for what in _of(case, case.lodged_at or case.created_at, since, until))
        for referral in case.referrals:
            handler = role.at("handler", referral.unit)
            yield from ((handler, what) for what in _of(referral, referral.created_at, since, until))
    for order in request.site["supervisions"]:
        if since <= order.created_at < until:
            owner = _row_of(request, order.unit)
            yield owner, "orders"
            first = next((event.at for event in order.history if event.name == "answer"), None)
            if first is not None and order.due is not None and first <= order.due:
                yield owner, "answered"


def _of(document: Any, began: datetime, since: datetime, until: datetime) -> Iterator[str]:
    """What one referral or case counts for within the time."""
    if since <= began < until:
        yield "received"
    ended = None
    for event in document.history:
        if event.name in (*ENDS[document.kind], BACK[document.kind], "cancel", "withdraw"):
            ended = event.at
        if not since <= event.at < until:
            continue
        if event.name in ENDS[document.kind]:
            yield "finished"
            yield "on_time" if document.due is None or event.at <= document.due else "late"
        if event.name == BACK[document.kind]:
            yield "sent_back"
    was_open = began < until and (ended is None or ended >= until)
    if was_open and document.due is not None and document.due < until:
        yield "overdue"


def _row_of(request: Request, owner: str) -> str:
    """A village's orders count for its town."""
    name, _at, scope = owner.partition("@")
    village = request.site["units"].get(scope) if name == "village_worker" else None
    return role.at("window_clerk", village.parent) if village is not None else owner


def _share(request: Request, owner: str, count: Counter[str], since: datetime, until: datetime) -> Share:
    town = owner.partition("@")[2] if owner.startswith("window_clerk@") else ""
    names = ("received", "finished", "on_time", "late", "overdue", "sent_back", "orders", "answered")
    share = Share(owner, *(count[name] for name in names))
    if not town:
        return share
    reports = [
        one for one in request.site["discoveries"] if one.town == town and since <= one.created_at < until
    ]
    found = speed_of(request, reports)
    return share._replace(
        reports=found.counted,
        report_days=found.event_to_report_days,
        verify_hours=found.report_to_verification_hours,
        help_hours=found.verification_to_help_hours,
    )

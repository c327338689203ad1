"""Reminders before a day is due, on the day and after it; and the bureau's look at what nobody does.

What is late stays on the list of whose work it is, since they alone can do it. Their colleagues hear of it, then the
bureau gets a duty of its own, to look why (``Document.owed``). What is counted in hours goes to the bureau at once.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple

from pyramid.request import Request
from pyramid.traversal import find_resource

from content import term
from content.calendar import day_of
from content.document import Document, Duty
from content.inbox import Message
from content.worklist import NO_DUE
from portal import inbox
from portal.clockwork.job import Job
from portal.commands import door


class Open(NamedTuple):
    """One duty as it stands on a list."""

    duty: Duty
    path: str


# Before, on and after the day


def _with_a_day(request: Request) -> Iterator[Open]:
    """What is due up to the end of the last day on which one is reminded beforehand, and all that is late."""
    horizon = request.policy.calendar().due(request.now, request.policy.clock.soon_workdays).at
    for owner in list(request.site.worklists.owners()):
        for duty, path in request.site.worklists.of(owner):
            if duty.due is None or duty.due > horizon:
                break
            if not _is_look(duty):
                yield Open(duty, path)


def _remind(request: Request, found: Open) -> int:
    """Tell whose work it is; of what is late, also the others of their unit."""
    document = _still_open(request, found)
    if document is None or found.duty.due is None:
        return 0
    sort = _sort(found.duty.due, request.now)
    if sort != "late" and day_of(document.modified_at) == day_of(request.now):
        # It came, or moved, only today: whose work it is knows.
        return 0
    message = Message(sort, found.duty.what, found.path, request.now, found.duty.owner, found.duty.due)
    people = inbox.holders(request, found.duty.owner)
    if sort == "late":
        people += inbox.colleagues(request, found.duty.owner)
    return inbox.tell(request, message, document, people)


def _sort(due: datetime, now: datetime) -> str:
    if due < now:
        return "late"
    return "today" if day_of(due) == day_of(now) else "soon"


# The bureau's look


def _long_late(request: Request) -> Iterator[Open]:
    """What is late by more than the district allows; of what is counted in hours, all that is late."""
    calendar, allowed = request.policy.calendar(), request.policy.clock.bureau_after_workdays
    for found in _with_a_day(request):
        due = found.duty.due
        if due is None or due >= request.now:
            continue
        document = _document(request, found.path)
        if document is None or document.found_late == found.duty:
            continue
        by_the_hour = term.is_by_the_hour(document, due)
        if by_the_hour or calendar.workdays_between(due, request.now) > allowed:
            yield found


def _escalate(request: Request, found: Open) -> int:
    """Put the bureau's look on its list, unless another duty of the same document is there for it already."""
    document = _still_open(request, found)
    if document is None or document.found_late in document.duties():
        return 0
    document.found_late = found.duty
    document.record(
        "found_late",
        actor=request.actor,
        at=request.now,
        what=found.duty.what,
        owner=found.duty.owner,
        due=found.duty.due,
    )
    door.touched(request, document)
    return 1


# Where no day was promised


def _waiting(request: Request) -> Iterator[tuple[Open, bool]]:
    """What has not moved for long, and whether for so long that the bureau has to look."""
    calendar, days = request.policy.calendar(), request.policy.clock.waiting_workdays
    for owner in list(request.site.worklists.owners()):
        for _key, (duty, path) in request.site.worklists.of(owner).after(NO_DUE):
            document = _document(request, path)
            if document is None or _is_look(duty):
                continue
            idle = calendar.workdays_between(last_moved(document), request.now)
            if idle > days:
                yield Open(duty, path), idle > 2 * days


def _remind_waiting(request: Request, found: tuple[Open, bool]) -> int:
    """Tell whose work it is; where it has waited twice as long, the bureau looks."""
    opened, is_long = found
    document = _still_open(request, opened)
    if document is None:
        return 0
    message = Message(
        "waiting",
        opened.duty.what,
        opened.path,
        request.now,
        opened.duty.owner,
        since=last_moved(document),
    )
    told = inbox.tell(request, message, document, inbox.holders(request, opened.duty.owner))
    return told + (_escalate(request, opened) if is_long else 0)


def last_moved(document: Document) -> datetime:
    """When something last happened to it, or to what lies in it: a visit is a move of its case."""
    moments = [document.modified_at]
    for name in ("needs", "referrals", "visits"):
        # An order names its visits by id alone.
        parts = (part for part in getattr(document, name, ()) if isinstance(part, Document))
        moments += [part.modified_at for part in parts]
    return max(moments)


def _still_open(request: Request, found: Open) -> Document | None:
    """The document, if this very duty stands on its list now; None where somebody was faster."""
    listed = request.site.worklists.of(found.duty.owner)
    document = _document(request, found.path)
    if document is None or listed is None or not listed.has(found.duty, document.id):
        return None
    return document


def _document(request: Request, path: str) -> Document | None:
    try:
        found: Any = find_resource(request.site, path)
    except KeyError:
        return None
    return found if isinstance(found, Document) else None


def _is_look(duty: Duty) -> bool:
    return duty.what.endswith(":view")


JOBS = (
    Job("remind", _with_a_day, _remind),
    Job("escalate", _long_late, _escalate),
    Job("waiting", _waiting, _remind_waiting, nightly=True),
)

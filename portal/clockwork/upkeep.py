"""What keeps the district in step: provisional dates, the nightly plan, an index that no thread of ours follows."""

from __future__ import annotations

from collections.abc import Iterator

from pyramid.request import Request
from pyramid.traversal import find_resource

from content import role, term
from content.calendar import Calendar, day_of, published_years
from content.document import Document
from content.term import Term
from portal.clockwork.job import Job
from portal.commands import door, matching

CALENDAR = "calendar"
"""Under this name the clockwork notes with which calendar the dates were last counted."""


def _provisional(request: Request) -> Iterator[str]:
    """Open documents whose provisional dates the calendar of today may give otherwise; last of all "", the calendar
    itself: nothing is counted twice under one that is known."""
    if request.site.clockwork.get(CALENDAR) != _edition(request):
        yield from _uncertain(request)
        yield ""


def _uncertain(request: Request) -> Iterator[str]:
    calendar = request.policy.calendar()
    paths: dict[str, None] = {}
    for owner in list(request.site.worklists.owners()):
        paths |= dict.fromkeys(path for _duty, path in request.site.worklists.of(owner))
    for path in paths:
        document: Document = find_resource(request.site, path)
        if any(found.provisional and _is_other(document, found, calendar) for found in document.terms):
            yield path


def _is_other(document: Document, found: Term, calendar: Calendar) -> bool:
    due = found.due(calendar)
    return due.at != getattr(document, found.date) or not due.provisional


def _count_again(request: Request, path: str) -> int:
    """The date as the calendar gives it now, on record and on the list."""
    if not path:
        return _note_edition(request)
    document: Document = find_resource(request.site, path)
    changed = term.count_again(document, request.policy.calendar(), actor=request.actor, at=request.now)
    if changed:
        door.touched(request, document)
    return int(changed)


def _note_edition(request: Request) -> int:
    """Done with this calendar, if nothing was left over."""
    if not any(_uncertain(request)):
        request.site.clockwork[CALENDAR] = _edition(request)
    return 0


def _edition(request: Request) -> str:
    """The calendar of today: up to which year holidays are published, and the district's own days."""
    days = request.policy.days
    own = (*days.workdays, "/", *days.holidays, "/", *days.years)
    return f"{published_years()[-1]} {' '.join(map(str, own))}"


def _tonight(request: Request) -> Iterator[str]:
    if request.policy.clock.nightly_match and not _is_planned(request):
        yield "plan"


def _plan(request: Request, _found: str) -> int:
    """The matcher's nightly run; nothing is decided by it."""
    if _is_planned(request):
        return 0
    report = matching.run(request)
    return report.changes.added + report.changes.withdrawn


def _is_planned(request: Request) -> bool:
    plan = request.site.plan
    return plan is not None and plan.actor == role.SYSTEM and day_of(plan.at) == day_of(request.now)


def _index(request: Request) -> Iterator[str]:
    if not request.registry.portal.index_in_process:
        yield "index"


def _catch_up(request: Request, _found: str) -> int:
    return int(request.registry.indexer.catch_up())


DATES = (Job("provisional", _provisional, _count_again),)
PLAN = (Job("match", _tonight, _plan, nightly=True), Job("index", _index, _catch_up))

"""All of 2026 over the worker: no due date wrong, and what runs into 2027 is counted again when its days are known.

The oracle knows no calendar of ours. It has the State Council's list for 2026 as it was printed, day by day, and
counts on its fingers.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest

from content import term
from content.calendar import SHANGHAI
from content.policy import SHIPPED, load
from content.site import PolicyVersion
from content.workflow import fire
from portal.clockwork.reminders import JOBS as REMINDERS
from portal.clockwork.upkeep import DATES
from portal.commands import clock, door
from portal.demo.people import TOWN, VILLAGE
from portal.worker import run_due, shift
from tests import factories

DAY = timedelta(days=1)
FREE_2026 = """
    01-01 01-02 01-03
    02-15 02-16 02-17 02-18 02-19 02-20 02-21 02-22 02-23
    04-04 04-05 04-06
    05-01 05-02 05-03 05-04 05-05
    06-19 06-20 06-21
    09-25 09-26 09-27
    10-01 10-02 10-03 10-04 10-05 10-06 10-07
"""
WORKED_2026 = "01-04 02-14 02-28 05-09 09-20 10-10"
"""国务院办公厅关于2026年部分节假日安排的通知: the days off, and the weekend days that are worked instead."""

EXPECTED_2027 = "01-01 02-05 02-08 04-05 05-01 05-02 06-09 09-15 10-01 10-02 10-03"
"""Before the list for 2027: the festivals whose day is known, and those that the district's policy writes down."""

FREE_2027 = "01-01 01-02 01-03 01-04 02-05 02-06 02-07 02-08 02-09 02-10 02-11"
WORKED_2027 = "01-10 01-30 02-14"
"""An invented list for the first months of 2027, put in as the district's policy would."""


def days(text: str, year: int) -> frozenset[date]:
    return frozenset(date.fromisoformat(f"{year}-{word}") for word in text.split())


def is_worked(day: date, known_2027: bool) -> bool:
    if day.year == 2026:
        free, worked = days(FREE_2026, 2026), days(WORKED_2026, 2026)
    elif known_2027:
        free, worked = days(FREE_2027, 2027), days(WORKED_2027, 2027)
    else:
        free, worked = days(EXPECTED_2027, 2027), frozenset()
    return day in worked or (day.weekday() < 5 and day not in free)


def counted(start: date, number: int, known_2027: bool = False) -> date:
    """The n-th working day after *start*."""
    day = start
    while number:
        day += DAY
        number -= is_worked(day, known_2027)
    return day


def expected(start: datetime, value: int, unit: str) -> tuple[datetime, bool]:
    """(the last moment, provisional) of a limit."""
    if unit == "hour":
        return start + timedelta(hours=value), False
    first = start.astimezone(SHANGHAI).date()
    last = first + value * DAY if unit == "day" else counted(first, value)
    return datetime.combine(last, time(23, 59, 59), SHANGHAI), unit == "workday" and last.year == 2027


def morning(day: date) -> datetime:
    return datetime.combine(day, time(9, 12), SHANGHAI).astimezone(UTC)


YEAR = [date(2026, 1, 1) + n * DAY for n in range(365)]
POLICY = load(SHIPPED)
LIMITS = {limit.id: limit for limit in POLICY.limits} | {
    f"{kind.id}.{limit.id}": limit for kind in POLICY.kinds for limit in kind.limits
}


def test_the_list_is_the_one_that_was_printed() -> None:
    """Of 365 days, 248 are worked."""
    assert sum(is_worked(day, False) for day in YEAR) == 248


@pytest.mark.parametrize("id", sorted(LIMITS))
def test_every_limit_from_every_day_of_the_year(id: str) -> None:
    limit = LIMITS[id]
    for day in YEAR:
        assert tuple(POLICY.due(id, morning(day))) == expected(morning(day), limit.value, limit.unit), day


CHOSEN = (
    "referral.receive",
    "case.admit",
    "temporary.small",
    "employment.complete",
    "education.complete",
    "temporary.complete",
    "subsistence.complete",
)
"""1, 2, 3, 7, 10, 15 and 30 working days: each number of days that a limit of the portal has today."""


def open_at(world: Any, day: date) -> None:
    """One report per limit, promised in the morning of *day*."""
    world.clock.now = morning(day)
    with shift(world.registry) as request:
        for limit in CHOSEN:
            report = factories.discovery(
                id=f"{day:%m%d}{limit}", town=TOWN, village=VILLAGE, due=None, at=world.clock.now
            )
            report.state = "assigned"
            clock.promise(request, report, limit)
            door.added(request, request.site["discoveries"], report)


def end(world: Any, ids: list[str]) -> None:
    """What was late yesterday is done today."""
    with shift(world.registry) as request:
        for id in ids:
            report = request.site["discoveries"][id]
            fire(report, "verify", actor="user:village", at=request.now)
            door.touched(request, report)


def test_the_worker_reminds_through_the_whole_year(world: Any) -> None:
    """Before, on and after the day that the oracle counts; then 2027 is put in, and what was provisional moves."""
    late_on: dict[date, list[str]] = defaultdict(list)
    for day in YEAR:
        world.clock.now = datetime.combine(day, time(0, 10), SHANGHAI).astimezone(UTC)
        run_due(world.registry, REMINDERS[:1])
        end(world, late_on.pop(day, []))
        open_at(world, day)
        for limit in CHOSEN:
            due = counted(day, LIMITS[limit].value)
            late_on[due + DAY].append(f"{day:%m%d}{limit}")
    site = world.site()
    said: dict[str, dict[str, date]] = defaultdict(dict)
    for message in site.inboxes.of("village"):
        said[message.path.rpartition("/")[2]][message.sort] = message.at.astimezone(SHANGHAI).date()
    for day in YEAR:
        for limit in CHOSEN:
            id, due = f"{day:%m%d}{limit}", counted(day, LIMITS[limit].value)
            assert said[id] == reminded(day, due), id
    put_in_2027(world)


def reminded(day: date, due: date) -> dict[str, date]:
    """What the worker says of a promise of *day*, up to the end of 2026."""
    before = due - DAY
    while not is_worked(before, False):
        before -= DAY
    told = {"work": day, "soon": before, "today": due, "late": due + DAY}
    if before <= day:
        # The working day before is the day it came, or is over: the first morning after it says so.
        told["soon"] = day + DAY
        if day + DAY >= due:
            del told["soon"]
    return {sort: on for sort, on in told.items() if on <= YEAR[-1]}


def put_in_2027(world: Any) -> None:
    site = world.site()
    waiting = {d.id: d.due for d in site["discoveries"] if d.is_open and term.is_provisional(d, d.due)}
    assert len(waiting) > 80
    text = POLICY.text.replace("workdays = []", "years = [2027]\nworkdays = [" + listed(WORKED_2027) + "]")
    start = text.index("holidays = [")
    text = f"{text[:start]}holidays = [{listed(FREE_2027)}]{text[text.index(']', start) + 1 :]}"
    policy = load(text)
    world.clock.now += DAY
    version = PolicyVersion(policy.version, text, world.clock.now)
    world.commit(lambda site: setattr(site, "policies", (*site.policies, version)))
    run_due(world.registry, DATES)
    site = world.site()
    entries = list(site.worklists.of(f"village_worker@{VILLAGE}"))
    on_list = {path.rpartition("/")[2]: duty.due for duty, path in entries}
    moved = 0
    for id, was in waiting.items():
        report = site["discoveries"][id]
        began = report.terms[0].began_at.astimezone(SHANGHAI).date()
        due = counted(began, report.terms[0].value, known_2027=True)
        assert report.due.astimezone(SHANGHAI).date() == due, id
        assert on_list[id] == report.due
        assert not term.is_provisional(report, report.due)
        names = [event.name for event in report.history]
        assert ("due_moved" in names) == (report.due != was)
        moved += report.due != was
        assert report.broken_chain() is None
    assert moved > 30
    assert sum(run_due(world.registry, DATES).values()) == 0


def listed(text: str) -> str:
    return ", ".join(f"2027-{word}" for word in text.split())

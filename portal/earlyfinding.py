"""How early households are found: who reports nothing, and the time from event to help (REQUIREMENTS M1)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from statistics import median
from typing import NamedTuple

from pyramid.request import Request

from content.calendar import day_of
from content.case import Case
from content.discovery import Discovery, survivor, together
from content.need import MET
from content.unit import Unit
from content.vocabulary import InstitutionType

MONTH = timedelta(days=30)
DUTY_BOUND = (InstitutionType.SCHOOL, InstitutionType.KINDERGARTEN, InstitutionType.HOSPITAL)
"""For whom finding is a duty, with a named contact each."""


class Finder(NamedTuple):
    """One institution or village as the overview shows it."""

    unit: Unit
    has_contact: bool
    needs_contact: bool
    is_silent: bool


class Speed(NamedTuple):
    """Medians over the reports of a time; None where there is nothing to measure yet.

    *counted* are the reports, *households* those that they tell of.
    """

    counted: int
    households: int
    event_to_report_days: float | None
    report_to_verification_hours: float | None
    verification_to_help_hours: float | None


def finders(units: Iterable[Unit], now: datetime, months: int) -> list[Finder]:
    """Institutions, then villages; within each who reported nothing for so many months comes first."""
    since = now - months * MONTH
    rows = [
        Finder(
            unit,
            unit.has_personal("contact_name"),
            unit.institution in DUTY_BOUND,
            unit.last_report_at is None or unit.last_report_at < since,
        )
        for unit in units
        if unit.sort in ("institution", "village")
    ]
    return sorted(rows, key=lambda row: (row.unit.sort, not row.is_silent, row.unit.parent, row.unit.title))


def speed(request: Request, months: int) -> Speed:
    """How long it took, of all reports of the last so many months."""
    since = request.now - months * MONTH
    return speed_of(request, [one for one in request.site["discoveries"] if one.created_at >= since])


def speed_of(request: Request, reports: list[Discovery]) -> Speed:
    """How long it took, of these reports; those of one household are measured as one."""
    found = [_Household.of(one) for one in {s.id: s for s in map(survivor, reports)}.values()]
    return Speed(
        len(reports),
        len(found),
        _median([float(one.days_before) for one in found if one.days_before is not None]),
        _median([_hours(one.answered_at - one.reported_at) for one in found if one.answered_at is not None]),
        _median([_hours(span) for one in found if (span := _to_help(request, one)) is not None]),
    )


class _Household(NamedTuple):
    """What is measured of one household: all its reports together, from the first of them on."""

    reported_at: datetime
    days_before: int | None
    answered_at: datetime | None
    case_id: str

    @classmethod
    def of(cls, report: Discovery) -> _Household:
        reports = sorted(together(report), key=lambda one: one.created_at)
        first = reports[0].created_at
        happened = next((one.happened_on for one in reports if one.happened_on), "")
        return cls(first, _days_between(happened, first), _answered_at(report), report.case_id)


def _days_between(happened_on: str, reported_at: datetime) -> int | None:
    """Of the event only the day is known."""
    if not happened_on:
        return None
    happened = datetime.fromisoformat(happened_on).date()
    return max(0, (day_of(reported_at) - happened).days)


def _answered_at(discovery: Discovery) -> datetime | None:
    return next(
        (event.at for event in discovery.history.newest() if event.name in ("verify", "dismiss")), None
    )


def _to_help(request: Request, found: _Household) -> timedelta | None:
    """From verification to the first help that arrived, of whatever need."""
    case: Case | None = request.site["cases"].get(found.case_id) if found.case_id else None
    if case is None or found.answered_at is None:
        return None
    granted = [
        event.at
        for referral in case.referrals
        for event in referral.history
        if event.name == "complete" and event.detail("granted_fen")
    ]
    arrived = granted + [
        event.at
        for need in case.needs
        for event in need.history
        if event.name == "covered" and event.detail("status") == MET
    ]
    return min(arrived) - found.answered_at if arrived else None


def _median(values: list[float]) -> float | None:
    return median(values) if values else None


def _hours(span: timedelta) -> float:
    return span.total_seconds() / 3600

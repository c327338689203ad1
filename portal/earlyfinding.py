"""How early households are found: who reports nothing, and the time from event to help (REQUIREMENTS M1)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from statistics import median
from typing import NamedTuple

from pyramid.request import Request

from content.calendar import day_of
from content.case import Case
from content.discovery import Discovery
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
    """Medians over the reports of a time; None where there is nothing to measure yet. *counted* are the reports."""

    counted: int
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
    found = [one for one in request.site["discoveries"] if one.created_at >= since]
    looked = [at - one.created_at for one in found if (at := _answered_at(one)) is not None]
    helped = [hours for one in found if (hours := _to_help(request, one)) is not None]
    return Speed(
        len(found),
        _median([float(days) for one in found if (days := _event_to_report(one)) is not None]),
        _median([_hours(span) for span in looked]),
        _median([_hours(span) for span in helped]),
    )


def _event_to_report(discovery: Discovery) -> int | None:
    """In days: of the event only the day is known."""
    if not discovery.happened_on:
        return None
    happened = datetime.fromisoformat(discovery.happened_on).date()
    return max(0, (day_of(discovery.created_at) - happened).days)


def _answered_at(discovery: Discovery) -> datetime | None:
    return next(
        (event.at for event in discovery.history.newest() if event.name in ("verify", "dismiss")), None
    )


def _to_help(request: Request, discovery: Discovery) -> timedelta | None:
    """From verification to the first help that arrived, of whatever need."""
    case: Case | None = request.site["cases"].get(discovery.case_id) if discovery.case_id else None
    verified = _answered_at(discovery)
    if case is None or verified is None:
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
    return min(arrived) - verified if arrived else None


def _median(values: list[float]) -> float | None:
    return median(values) if values else None


def _hours(span: timedelta) -> float:
    return span.total_seconds() / 3600

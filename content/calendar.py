"""Working days as the State Council publishes them, the district's own days, and limits that end on them.

A year whose holidays are not published yet is computed from weekends and the fixed festivals; whatever
rests on such a day is provisional, and is computed again when the calendar knows the year.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import cache
from typing import NamedTuple

import chinese_calendar
from chinese_calendar.constants import holidays as published_holidays

from content.vocabulary import TimeUnit

SHANGHAI = timezone(timedelta(hours=8), "Asia/Shanghai")
"""China has had one time without summer time since 1991; a fixed offset needs no time zone files."""

END_OF_DAY = time(23, 59, 59)
ONE_DAY = timedelta(days=1)

FIXED_FESTIVALS = frozenset({(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)})
"""New Year, Labour Day and National Day by 全国年节及纪念日放假办法 (2024); the lunar ones wait for publication."""


class Due(NamedTuple):
    """The last moment in time, as aware UTC, and whether it rests on a calendar not published yet."""

    at: datetime
    provisional: bool = False


class Calendar:
    """The district's working days; it knows no clock, every moment comes in as an aware datetime."""

    def __init__(
        self, *, workdays: Iterable[date] = (), holidays: Iterable[date] = (), years: Iterable[int] = ()
    ) -> None:
        """*workdays* and *holidays* are the district's own days; in *years* they are all there are."""
        self._decided = dict.fromkeys(workdays, True) | dict.fromkeys(holidays, False)
        self._years = frozenset(years)

    def is_workday(self, day: date) -> tuple[bool, bool]:
        """(is a working day, provisional); the district's own days are never provisional."""
        decided = self._decided.get(day)
        if decided is not None:
            return decided, False
        return (day.weekday() < 5, False) if day.year in self._years else _published_or_expected(day)

    def due(self, start: datetime, workdays: int) -> Due:
        """The end of the n-th working day after *start*; the day after the start is the first that counts.

        With 0, the end of the day of *start* itself, whether it is worked or not.
        """
        day, provisional = day_of(start), False
        for _ in range(_natural(workdays)):
            day, doubtful = self._next_workday(day)
            provisional = provisional or doubtful
        return Due(end_of(day), provisional)

    def hours(self, start: datetime, hours: int) -> Due:
        """So many hours by the clock, through nights and holidays."""
        _aware(start)
        return Due(start.astimezone(UTC) + timedelta(hours=_natural(hours)))

    def days(self, start: datetime, days: int) -> Due:
        """The end of the n-th calendar day after *start*."""
        return Due(end_of(day_of(start) + timedelta(days=_natural(days))))

    def after(self, start: datetime, value: int, unit: str) -> Due:
        """`value` of a word of TimeUnit after *start*."""
        count = {TimeUnit.WORKDAY: self.due, TimeUnit.HOUR: self.hours, TimeUnit.DAY: self.days}
        return count[TimeUnit(unit)](start, value)

    def workdays_between(self, start: datetime, end: datetime) -> int:
        """Working days after the day of *start*, up to and with the day of *end*; negative where *end* is earlier.

        `workdays_between(now, due.at)` is what is left (0: it ends today) or, below zero, how late it is. What
        was due on Friday is 0 working days late on Saturday: whether it is late at all, only the moments tell.
        """
        first, last = day_of(start), day_of(end)
        if last < first:
            return -self._count(last, first)
        return self._count(first, last)

    def _count(self, after: date, until: date) -> int:
        return sum(self.is_workday(day)[0] for day in _days(after + ONE_DAY, until))

    def _next_workday(self, day: date) -> tuple[date, bool]:
        """The next working day, and whether that or a free day on the way to it is provisional."""
        provisional = False
        while True:
            day += ONE_DAY
            worked, doubtful = self.is_workday(day)
            provisional = provisional or doubtful
            if worked:
                return day, provisional


def day_of(moment: datetime) -> date:
    """The day in China of an aware moment."""
    return _aware(moment).astimezone(SHANGHAI).date()


def end_of(day: date) -> datetime:
    """The last second of a day in China, as aware UTC."""
    return datetime.combine(day, END_OF_DAY, SHANGHAI).astimezone(UTC)


@cache
def published_years() -> range:
    """The years whose holidays the installed calendar knows."""
    years = {day.year for day in published_holidays}
    return range(min(years), max(years) + 1)


@cache
def _published_or_expected(day: date) -> tuple[bool, bool]:
    if day.year in published_years():
        return chinese_calendar.is_workday(day), False
    return day.weekday() < 5 and not _is_festival(day), True


def _is_festival(day: date) -> bool:
    return (day.month, day.day) in FIXED_FESTIVALS or day == _tomb_sweeping(day.year)


def _tomb_sweeping(year: int) -> date:
    """清明 is the day the sun stands at 15°: the fourth or the fifth of April. The tables end in 2100."""
    if year > 2100:
        return date(year, 4, 5)
    terms = chinese_calendar.get_solar_terms(date(year, 4, 3), date(year, 4, 6))
    return next(day for day, name in terms if name == "清明")


def _days(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first += ONE_DAY


def _aware(moment: datetime) -> datetime:
    if moment.utcoffset() is None:
        raise ValueError("a moment needs its time zone")
    return moment


def _natural(number: int) -> int:
    if number < 0:
        raise ValueError("a time limit can't be negative")
    return number

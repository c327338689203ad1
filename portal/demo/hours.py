"""When things happen in the demo district: in office hours, counted back from today in working days."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from content.calendar import SHANGHAI, Calendar, day_of

OPENS = time(9, 0)


class Hours:
    """Moments of the past: a later working day, or more minutes of the same one, is never earlier."""

    def __init__(self, now: datetime, calendar: Calendar) -> None:
        self._now = now
        self._calendar = calendar

    def ago(self, workdays: int, minutes: int = 0) -> datetime:
        """So many minutes after opening, *workdays* before today or the last working day; never ahead of now."""
        day = self._workday(day_of(self._now))
        for _ in range(workdays):
            day = self._workday(day - timedelta(days=1))
        opened = datetime.combine(day, OPENS, SHANGHAI)
        return min(opened + timedelta(minutes=minutes), self._now)

    def _workday(self, day: date) -> date:
        """The day itself, or the last working day before it."""
        while not self._calendar.is_workday(day)[0]:
            day -= timedelta(days=1)
        return day

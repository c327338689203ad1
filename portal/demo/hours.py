"""When things happen in the demo district: on working days, in office hours, counted back from today."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from content.calendar import SHANGHAI, Calendar, day_of

OPENS = time(9, 0)


class Hours:
    """Moments of the past, in the order in which they are asked for within one day."""

    def __init__(self, now: datetime, calendar: Calendar) -> None:
        self._now = now
        self._calendar = calendar

    def ago(self, days: int, minutes: int = 0) -> datetime:
        """So many minutes after opening, *days* ago or on the last working day before that; never ahead of now."""
        day = day_of(self._now) - timedelta(days=days)
        while not self._calendar.is_workday(day)[0]:
            day -= timedelta(days=1)
        opened = datetime.combine(day, OPENS, SHANGHAI)
        return min(opened + timedelta(minutes=minutes), self._now)

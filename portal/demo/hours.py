"""When things happen in the demo district: in office hours, counted back from today in working days."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from content.calendar import SHANGHAI, Calendar, day_of

OPENS = time(9, 0)
ONE_DAY = timedelta(days=1)


class Hours:
    """Moments of the past: a later working day, or more minutes of the same one, is never earlier."""

    def __init__(self, now: datetime, calendar: Calendar) -> None:
        self._now = now
        self._calendar = calendar
        self._days = [self._workday(day_of(now))]

    def ago(self, workdays: int, minutes: int = 0) -> datetime:
        """So many minutes after opening, *workdays* before today or the last working day; never ahead of now."""
        while len(self._days) <= workdays:
            self._days.append(self._workday(self._days[-1] - ONE_DAY))
        opened = datetime.combine(self._days[max(0, workdays)], OPENS, SHANGHAI)
        return min((opened + timedelta(minutes=minutes)).astimezone(UTC), self._now)

    def day(self, workdays: int) -> date:
        """The day on which ``ago`` is."""
        return day_of(self.ago(workdays))

    def month_ends(self, since: int) -> list[int]:
        """How many working days ago each of the last months had its last working day; newest first."""
        after, found = day_of(self._now), []
        for days in range(since):
            if self.day(days).month != after.month:
                found.append(days)
            after = self.day(days)
        return found

    @property
    def is_workday(self) -> bool:
        """Whether somebody is at work today."""
        return day_of(self._now) == self.day(0)

    def _workday(self, day: date) -> date:
        """The day itself, or the last working day before it."""
        while not self._calendar.is_workday(day)[0]:
            day -= ONE_DAY
        return day

"""The months and quarters that results and bulletins are about: which are over, from when to when each goes."""

from __future__ import annotations

from datetime import datetime

from content.calendar import SHANGHAI

SHOWN_MONTHS = 12
QUARTERS = 4


def periods(now: datetime) -> list[str]:
    """What is over, newest first: months (``2026-10``), then quarters (``2026-Q3``)."""
    months = months_before(now)
    ended = [month for month in months if int(month[5:]) % 3 == 0]
    return [*months, *(f"{month[:4]}-Q{int(month[5:]) // 3}" for month in ended[:QUARTERS])]


def months_before(now: datetime) -> list[str]:
    """The months that are over, newest first."""
    local = now.astimezone(SHANGHAI)
    numbers = (local.year * 12 + local.month - 1 - back for back in range(1, SHOWN_MONTHS + 1))
    return [f"{number // 12}-{number % 12 + 1:02d}" for number in numbers]


def months_of(period: str) -> tuple[str, ...]:
    """The month itself, or the three of a quarter."""
    year, first, length = _first_month(period)
    return tuple(f"{year}-{first + nth:02d}" for nth in range(length))


def span(period: str) -> tuple[datetime, datetime]:
    """From (included) and to (excluded), in the district's own days."""
    year, first, length = _first_month(period)
    after = first + length
    return (
        datetime(year, first, 1, tzinfo=SHANGHAI),
        datetime(year + (after > 12), (after - 1) % 12 + 1, 1, tzinfo=SHANGHAI),
    )


def _first_month(period: str) -> tuple[int, int, int]:
    """Its year, its first month, and how many months it has."""
    year = int(period[:4])
    return (year, int(period[6:]) * 3 - 2, 3) if "Q" in period else (year, int(period[5:]), 1)

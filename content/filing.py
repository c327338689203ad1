"""The filing of a fund-raising plan: when it must be filed, and which of its dates cannot stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

DAYS_BEFORE = timedelta(days=10)
"""The plan is filed before the campaign (慈善法 24), in Shandong ten days before (山东省慈善条例 21)."""
DAYS_AFTER = timedelta(days=10)
"""In a grave sudden event it may be filed within ten days after the start (慈善法 73)."""


@dataclass(frozen=True)
class Filing:
    """Days are ISO strings, "" where not known: of a project entered before they were asked for, or brought in."""

    filed_on: str = ""
    begins_on: str = ""
    ends_on: str = ""
    in_emergency: bool = False

    @property
    def file_by(self) -> date | None:
        """The last day for filing; None where the start is not known."""
        if not self.begins_on:
            return None
        begins = date.fromisoformat(self.begins_on)
        return begins + DAYS_AFTER if self.in_emergency else begins - DAYS_BEFORE

    @property
    def is_late(self) -> bool:
        return self.file_by is not None and bool(self.filed_on) and self.filed_on > self.file_by.isoformat()

    def wrong(self, number: str, today: date) -> Iterator[tuple[str, str]]:
        """(field, code) of what cannot stand, *number* being the filing number typed, "" for none yet."""
        if self.begins_on and self.ends_on and self.ends_on < self.begins_on:
            yield "ends_on", "ends_before"
        if not number and not self.in_emergency:
            yield "filing_number", "not_filed"
        elif not number and self.file_by is not None and self.file_by < today:
            yield "filing_number", "not_filed_in_time"
        if number and self.begins_on and not self.filed_on:
            yield "filed_on", "no_day"
        if self.is_late and not self.in_emergency:
            yield "filed_on", "filed_late"


NOT_KNOWN = Filing()

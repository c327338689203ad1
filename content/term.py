"""What was promised by a day: under which limit, since when, and when its clock rested; enough to count it again.

A limit that runs into a year whose holidays are not published yet is provisional. It is counted again, from here
and from nothing else, when the calendar knows the year (DOMAIN, working days).
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from content.calendar import Calendar, Due, day_of
from content.vocabulary import TimeUnit

if TYPE_CHECKING:
    from content.document import Document

Rest = tuple[datetime, datetime]


class Term(NamedTuple):
    """*date* names the date of the document that ends it; *value* and *unit* are the limit's as it was promised.

    *pauses* are the steps that stop its clock (``case.ask_papers``), *resting* those that hold it stopped now.
    """

    date: str
    limit: str
    value: int
    unit: str
    began_at: datetime
    pauses: tuple[str, ...] = ()
    provisional: bool = False
    rests: tuple[Rest, ...] = ()
    resting: tuple[str, ...] = ()
    rests_since: datetime | None = None

    def due(self, calendar: Calendar) -> Due:
        """When it ends, as the calendar is today; the time it rested is added in the limit's own unit."""
        if self.unit == TimeUnit.WORKDAY:
            rested = sum(calendar.workdays_between(start, end) for start, end in self.rests)
        elif self.unit == TimeUnit.DAY:
            rested = sum((day_of(end) - day_of(start)).days for start, end in self.rests)
        else:
            late = sum((end - start for start, end in self.rests), start=self.began_at - self.began_at)
            return calendar.after(self.began_at.astimezone(UTC) + late, self.value, self.unit)
        return calendar.after(self.began_at, self.value + rested, self.unit)

    @property
    def is_resting(self) -> bool:
        return bool(self.resting)

    def rest(self, step: str, at: datetime) -> Term:
        """Its clock stops at *step*, where this limit says so; it may be stopped for two reasons at once."""
        if step not in self.pauses or step in self.resting:
            return self
        return self._replace(resting=(*self.resting, step), rests_since=self.rests_since or at)

    def go_on(self, step: str, at: datetime) -> Term:
        """What *step* stopped is over; the clock runs on when nothing else holds it."""
        if step not in self.resting or self.rests_since is None:
            return self
        left = tuple(other for other in self.resting if other != step)
        if left:
            return self._replace(resting=left)
        return self._replace(resting=(), rests_since=None, rests=(*self.rests, (self.rests_since, at)))


def promise(document: Document, term: Term, calendar: Calendar) -> Due:
    """Make *term* the one behind its date of the document; whatever stood behind that date before is over."""
    due = term.due(calendar)
    others = tuple(other for other in document.terms if other.date != term.date)
    document.terms = (*others, term._replace(provisional=due.provisional))
    setattr(document, term.date, due.at)
    return due


def behind(document: Document, date: str) -> Term | None:
    """The limit that stands behind this date of the document, None where none does."""
    return next((term for term in document.terms if term.date == date), None)


def over(document: Document, date: str) -> None:
    """Nothing is promised by this date of the document any more."""
    document.terms = tuple(term for term in document.terms if term.date != date)
    setattr(document, date, None)


def rest(document: Document, step: str, at: datetime) -> None:
    """Stop the clocks of the document that *step* stops."""
    document.terms = tuple(term.rest(step, at) for term in document.terms)


def go_on(document: Document, step: str, at: datetime, calendar: Calendar) -> None:
    """Let the clocks that *step* stopped run on; their dates move by what they rested."""
    for term in document.terms:
        going = term.go_on(step, at)
        if going is not term:
            promise(document, going, calendar)


def is_provisional(document: Document, moment: datetime | None) -> bool:
    """Whether this date of the document rests on a calendar that is not published yet."""
    return any(term.provisional for term in _behind(document, moment))


def rests(document: Document, moment: datetime | None) -> bool:
    """Whether the clock of this date of the document stands still."""
    return any(term.is_resting for term in _behind(document, moment))


def is_by_the_hour(document: Document, moment: datetime | None) -> bool:
    """Whether this date is counted in hours, through nights and holidays: what is late then cannot wait for a day."""
    return any(term.unit == TimeUnit.HOUR for term in _behind(document, moment))


def _behind(document: Document, moment: datetime | None) -> list[Term]:
    return [t for t in document.terms if moment is not None and getattr(document, t.date) == moment]


def count_again(document: Document, calendar: Calendar, *, actor: str, at: datetime) -> bool:
    """Count the provisional dates of the document again; one that moves is put on record. Whether anything changed."""
    before = document.terms
    for term in before:
        if term.provisional:
            was = getattr(document, term.date)
            due = promise(document, term, calendar)
            if due.at != was:
                days = {"before": day_of(was).isoformat(), "after": day_of(due.at).isoformat()}
                document.record("due_moved", actor=actor, at=at, date=term.date, limit=term.limit, **days)
    return document.terms != before

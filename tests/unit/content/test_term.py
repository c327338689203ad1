"""Terms: what was promised by a day can rest, run on, and be counted again from what is stored."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content import term
from content.calendar import SHANGHAI, Calendar, day_of, end_of
from content.term import Term
from tests import factories
from tests.factories import BY
from tests.stored import Shelf

CALENDAR = Calendar()
PAPERS, NOTICE = "case.ask_papers", "notice.put_up"


def at(year: int, month: int, day: int, hour: int = 9) -> datetime:
    return datetime(year, month, day, hour, tzinfo=SHANGHAI).astimezone(UTC)


def fifteen(start: datetime) -> Term:
    return Term("due", "temporary.complete", 15, "workday", start, (PAPERS, NOTICE))


def promised(start: datetime, calendar: Calendar = CALENDAR) -> Any:
    document = factories.case()
    term.promise(document, fifteen(start), calendar)
    return document


def test_a_promise_is_the_date_and_what_stands_behind_it(tmp_path: Any) -> None:
    shelf = Shelf()
    document = shelf.store(case=promised(at(2026, 11, 23)))["case"]
    assert document.due == CALENDAR.due(at(2026, 11, 23), 15).at
    assert [(t.limit, t.provisional) for t in document.terms] == [("temporary.complete", False)]
    shelf.close()


def test_a_second_promise_of_a_date_takes_the_place_of_the_first() -> None:
    document = promised(at(2026, 11, 23))
    term.promise(document, Term("due", "case.admit", 2, "workday", at(2026, 11, 24)), CALENDAR)
    assert [t.limit for t in document.terms] == ["case.admit"]
    assert document.due == end_of(date(2026, 11, 26))


def test_the_date_moves_by_the_working_days_it_rested() -> None:
    document = promised(at(2026, 9, 21))
    before = document.due
    term.rest(document, PAPERS, at(2026, 9, 28))
    assert term.rests(document, document.due)
    term.go_on(document, PAPERS, at(2026, 10, 9), CALENDAR)
    assert not term.rests(document, document.due)
    # 28 September to 9 October with National Day: 29, 30 September, 8 and 9 October are worked.
    assert CALENDAR.workdays_between(before, document.due) == 4


def test_two_reasons_to_rest_do_not_count_twice() -> None:
    document = promised(at(2026, 11, 2))
    before = document.due
    term.rest(document, PAPERS, at(2026, 11, 3))
    term.rest(document, NOTICE, at(2026, 11, 4))
    term.go_on(document, PAPERS, at(2026, 11, 5), CALENDAR)
    assert document.due == before
    term.go_on(document, NOTICE, at(2026, 11, 6), CALENDAR)
    assert CALENDAR.workdays_between(before, document.due) == 3


def test_what_a_limit_does_not_name_does_not_stop_it() -> None:
    document = factories.case()
    term.promise(document, Term("due", "temporary.urgent", 24, "hour", at(2026, 11, 23)), CALENDAR)
    term.rest(document, PAPERS, at(2026, 11, 23, 12))
    assert not term.rests(document, document.due)
    assert term.is_by_the_hour(document, document.due)
    term.go_on(document, PAPERS, at(2026, 11, 24), CALENDAR)
    assert document.due == at(2026, 11, 24)


@pytest.mark.parametrize(("unit", "value"), [("hour", 48), ("day", 2)])
def test_hours_and_days_rest_in_their_own_unit(unit: str, value: int) -> None:
    document = factories.case()
    term.promise(document, Term("due", "x.y", value, unit, at(2026, 11, 20), (NOTICE,)), CALENDAR)
    before = document.due
    term.rest(document, NOTICE, at(2026, 11, 21))
    term.go_on(document, NOTICE, at(2026, 11, 24), CALENDAR)
    assert document.due - before == timedelta(days=3)


def test_a_provisional_date_is_counted_again_when_its_year_is_known() -> None:
    document = promised(at(2026, 12, 21))
    was = document.due
    assert term.is_provisional(document, was)
    assert not term.count_again(document, CALENDAR, **BY)
    january = [date(2027, 1, day) for day in range(1, 32)]
    known = Calendar(
        workdays=[d for d in january if d.weekday() < 5 and d != date(2027, 1, 4)] + [date(2027, 1, 2)],
        holidays=[d for d in january if d.weekday() >= 5 and d != date(2027, 1, 2)] + [date(2027, 1, 4)],
    )
    assert term.count_again(document, known, **BY)
    assert not term.is_provisional(document, document.due)
    event = next(document.history.newest())
    assert (event.name, event.detail("before")) == (
        "due_moved",
        day_of(was).isoformat(),
    ) or document.due == was


def test_what_is_certain_is_never_moved() -> None:
    document = promised(at(2026, 11, 23))
    before = document.due
    assert not term.count_again(document, Calendar(holidays=[date(2026, 11, 24)]), **BY)
    assert document.due == before


days = st.integers(0, 300).map(lambda n: at(2026, 1, 5) + timedelta(days=n))


@given(days, st.lists(st.integers(0, 20), min_size=2, max_size=6).map(sorted))
def test_resting_never_shortens_and_counting_again_changes_nothing(start: datetime, steps: list[int]) -> None:
    """Any rests one after the other: later by exactly the working days rested."""
    document = promised(start)
    before, rested = document.due, 0
    for begin, end in zip(steps[::2], steps[1::2], strict=False):
        first, last = start + timedelta(days=begin), start + timedelta(days=end)
        term.rest(document, PAPERS, first)
        term.go_on(document, PAPERS, last, CALENDAR)
        rested += CALENDAR.workdays_between(first, last)
    assert CALENDAR.workdays_between(before, document.due) == rested
    assert fifteen(start)._replace(rests=document.terms[0].rests).due(CALENDAR).at == document.due

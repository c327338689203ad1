"""Working days across National Day and the Spring Festival of 2026, and into a year not yet published."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.calendar import SHANGHAI, Calendar, day_of, end_of, published_years

CALENDAR = Calendar()


def at(year, month, day, hour=9, minute=0):
    return datetime(year, month, day, hour, minute, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("start", "workdays", "last"),
    [
        (at(2026, 11, 23), 1, date(2026, 11, 24)),  # The day after is the first.
        (at(2026, 11, 23), 0, date(2026, 11, 23)),  # None: the same day.
        (at(2026, 11, 20), 1, date(2026, 11, 23)),  # Friday's next working day is Monday.
        (at(2026, 11, 21), 1, date(2026, 11, 23)),  # So is Saturday's.
        (at(2026, 9, 30), 1, date(2026, 10, 8)),  # National Day is free from 1 to 7 October.
        (at(2026, 9, 30), 3, date(2026, 10, 10)),  # Saturday 10 October is worked instead.
        (at(2026, 9, 30), 4, date(2026, 10, 12)),
        (at(2026, 9, 18), 1, date(2026, 9, 20)),  # Sunday 20 September is worked.
        (at(2026, 2, 13), 1, date(2026, 2, 14)),  # Saturday before the Spring Festival is worked.
        (at(2026, 2, 13), 2, date(2026, 2, 24)),
        (at(2026, 2, 26), 2, date(2026, 2, 28)),  # And the Saturday after it.
        (at(2026, 4, 3), 1, date(2026, 4, 7)),  # The Tomb-Sweeping Festival falls on a Sunday.
    ],
)
def test_due_in_a_published_year(start, workdays, last):
    assert CALENDAR.due(start, workdays) == (end_of(last), False)


def test_due_is_the_last_second_of_the_day_in_shanghai():
    assert CALENDAR.due(at(2026, 11, 23), 1).at == datetime(2026, 11, 24, 15, 59, 59, tzinfo=UTC)
    assert CALENDAR.due(at(2026, 11, 23), 1).at.tzinfo is UTC


def test_the_day_begins_at_midnight_in_shanghai_not_in_utc():
    late = datetime(2026, 11, 23, 16, 30, tzinfo=UTC)  # 00:30 of the 24th in China
    assert day_of(late) == date(2026, 11, 24)
    assert CALENDAR.due(late, 1).at == end_of(date(2026, 11, 25))


def test_a_limit_that_runs_into_an_unpublished_year_is_provisional():
    assert CALENDAR.due(at(2026, 12, 28), 3) == (end_of(date(2026, 12, 31)), False)
    assert CALENDAR.due(at(2026, 12, 28), 4) == (end_of(date(2027, 1, 4)), True)
    assert CALENDAR.due(at(2026, 11, 23), 30) == (end_of(date(2027, 1, 5)), True)


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        (date(2027, 1, 1), False),
        (date(2027, 4, 5), False),
        (date(2028, 4, 4), False),
        (date(2028, 4, 5), True),
        (date(2027, 5, 1), False),
        (date(2028, 5, 2), False),
        (date(2027, 10, 1), False),
        (date(2029, 10, 3), False),
        (date(2027, 10, 4), True),
        (date(2027, 10, 9), False),
        (date(2101, 4, 5), False),
    ],
)
def test_an_unpublished_year_has_weekends_and_the_fixed_festivals(day, worked):
    assert day.year not in published_years()
    assert CALENDAR.is_workday(day) == (worked, True)


def test_the_districts_own_days_win_and_are_certain():
    snow, sunday, next_year = date(2026, 11, 24), date(2026, 11, 29), date(2027, 2, 5)
    own = Calendar(workdays=[sunday], holidays=[snow, next_year])
    assert own.is_workday(snow) == (False, False)
    assert own.is_workday(sunday) == (True, False)
    assert own.is_workday(next_year) == (False, False)
    assert own.due(at(2026, 11, 23), 1).at == end_of(date(2026, 11, 25))
    assert own.due(at(2026, 11, 27), 1).at == end_of(sunday)


def test_hours_run_through_nights_and_holidays():
    assert CALENDAR.hours(at(2026, 9, 30, 20), 24) == (at(2026, 10, 1, 20), False)
    assert CALENDAR.hours(at(2026, 9, 30, 20), 24).at.tzinfo is UTC


def test_days_are_days_of_the_calendar():
    assert CALENDAR.days(at(2026, 9, 30), 3) == (end_of(date(2026, 10, 3)), False)
    assert CALENDAR.days(at(2026, 9, 30), 0) == (end_of(date(2026, 9, 30)), False)


def test_after_counts_in_the_unit_of_the_limit():
    start = at(2026, 9, 30)
    assert CALENDAR.after(start, 1, "workday") == CALENDAR.due(start, 1)
    assert CALENDAR.after(start, 1, "day") == CALENDAR.days(start, 1)
    assert CALENDAR.after(start, 1, "hour") == CALENDAR.hours(start, 1)
    with pytest.raises(ValueError, match="fortnight"):
        CALENDAR.after(start, 1, "fortnight")


@pytest.mark.parametrize(
    ("now", "due", "left"),
    [
        (at(2026, 11, 23), end_of(date(2026, 11, 26)), 3),
        (at(2026, 11, 23), end_of(date(2026, 11, 23)), 0),
        (at(2026, 11, 23), end_of(date(2026, 11, 20)), -1),
        (at(2026, 11, 21), end_of(date(2026, 11, 20)), 0),
        (at(2026, 9, 30), end_of(date(2026, 10, 10)), 3),
        (at(2026, 10, 10), end_of(date(2026, 9, 30)), -3),
    ],
)
def test_what_is_left_and_what_is_late_in_working_days(now, due, left):
    assert CALENDAR.workdays_between(now, due) == left


def test_a_moment_needs_its_time_zone_and_a_limit_is_not_negative():
    naive = datetime(2026, 11, 23)  # noqa: DTZ001 - the very thing that is refused
    for ask in (CALENDAR.due, CALENDAR.hours, CALENDAR.days):
        with pytest.raises(ValueError, match="time zone"):
            ask(naive, 1)
        with pytest.raises(ValueError, match="negative"):
            ask(at(2026, 11, 23), -1)


moments = st.datetimes(datetime(2024, 1, 1), datetime(2029, 12, 31)).map(  # noqa: DTZ001 - the zone follows
    lambda moment: moment.replace(tzinfo=UTC)
)


@given(moments, st.integers(1, 60))
def test_due_is_a_working_day_and_that_many_away(start, workdays):
    due = CALENDAR.due(start, workdays)
    assert CALENDAR.is_workday(day_of(due.at))[0]
    assert CALENDAR.workdays_between(start, due.at) == workdays
    assert CALENDAR.workdays_between(due.at, start) == -workdays


@given(moments, st.integers(0, 40), st.integers(1, 10))
def test_more_working_days_end_later(start, workdays, more):
    assert CALENDAR.due(start, workdays).at < CALENDAR.due(start, workdays + more).at


@given(moments, st.timedeltas(timedelta(0), timedelta(days=40)), st.integers(0, 30))
def test_a_later_start_never_ends_earlier(start, later, workdays):
    assert CALENDAR.due(start, workdays).at <= CALENDAR.due(start + later, workdays).at


@given(moments, st.integers(1, 60))
def test_only_what_touches_an_unpublished_year_is_provisional(start, workdays):
    due = CALENDAR.due(start, workdays)
    assert due.provisional == (day_of(due.at).year not in published_years())

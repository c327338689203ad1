"""How figures, days and limits are written for people."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from content.calendar import Calendar
from content.vocabulary import Category, Item
from portal.present import MEASURES, Chinese, English, iso, last_four, masked_phone, money

NOW = datetime(2026, 11, 23, 1, 12, tzinfo=UTC)
"""A Monday, 09:12 in Zhoucun."""
CALENDAR = Calendar()
present, english = Chinese(), English()


@pytest.mark.parametrize(
    ("fen", "written"),
    [(0, "¥0.00"), (1, "¥0.01"), (123450, "¥1,234.50"), (-5, "-¥0.05"), (10**11, "¥1,000,000,000.00")],
)
def test_money(fen: int, written: str) -> None:
    assert money(fen) == written


@pytest.mark.parametrize(
    ("value", "unit", "item", "written"),
    [
        (360_000, "fen", "", "¥3,600.00"),
        (40, "hour", "care", "40 小时"),
        (4, "piece", "quilt", "4 床"),
        (1, "piece", "wheelchair", "1 辆"),
        (2, "piece", "", "2 件"),
    ],
)
def test_amounts_in_their_own_measure(value: int, unit: str, item: str, written: str) -> None:
    assert present.amount(value, unit, item) == written


def test_every_piece_has_a_measure_of_its_own() -> None:
    pieces = {item.value for item in Item if item.measure == "piece"}
    assert pieces == set(MEASURES)


def test_what_a_need_is_for() -> None:
    assert present.use(Category.MEDICAL.value, "") == "医疗"
    assert present.use(Category.CARE.value, Item.CARE.value) == "陪护照料"


def test_days_are_those_of_zhoucun() -> None:
    late_evening = datetime(2026, 11, 22, 16, 30, tzinfo=UTC)
    assert present.day(late_evening) == "2026年11月23日（周一）"
    assert present.moment(late_evening) == "2026年11月23日（周一）00:30"
    assert present.short_day(NOW) == "11月23日（周一）"
    assert iso(NOW) == "2026-11-23T09:12"
    assert present.day(date(2026, 11, 29)) == "2026年11月29日（周日）"


@pytest.mark.parametrize(
    ("day", "written"),
    [(1, "上旬"), (10, "上旬"), (11, "中旬"), (20, "中旬"), (21, "下旬"), (30, "下旬")],
)
def test_the_public_reads_thirds_of_months(day: int, written: str) -> None:
    assert present.month_third(date(2026, 11, day)) == f"2026年11月{written}"


def test_months() -> None:
    assert present.month("2026-09") == "2026年9月"
    assert present.month("") == ""


@pytest.mark.parametrize(
    ("due", "css", "words"),
    [
        (NOW + timedelta(days=3), "due", "还剩 3 个工作日"),
        (NOW + timedelta(days=5), "due", "还剩 4 个工作日"),
        (NOW + timedelta(hours=5), "due due-today", "今天到期"),
        (NOW - timedelta(hours=1), "due due-late", "超期 1 个工作日"),
        (NOW - timedelta(days=3), "due due-late", "超期 1 个工作日"),
        (NOW - timedelta(days=4), "due due-late", "超期 2 个工作日"),
    ],
)
def test_how_long_there_is_left(due: datetime, css: str, words: str) -> None:
    chip = present.due_chip(due, NOW, CALENDAR)
    assert chip.css == css
    assert chip.words == words


def test_on_a_weekend_something_due_on_monday_has_a_working_day_left() -> None:
    saturday = datetime(2026, 11, 21, 2, 0, tzinfo=UTC)
    sunday_evening = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
    assert present.due_chip(NOW, saturday, CALENDAR).words == "还剩 1 个工作日"
    assert present.due_chip(sunday_evening, saturday, CALENDAR).css == "due"


def test_only_the_end_of_a_number_is_shown() -> None:
    assert masked_phone("13805330147") == "138 **** 0147"
    assert masked_phone("123") == "****"
    assert last_four("370306198501010018") == "0018"
    assert last_four("") == ""


@pytest.mark.parametrize(
    ("band", "written"), [("1", "一口之家"), ("2-3", "2–3 口人"), ("6+", "6 口人以上"), ("", "")]
)
def test_the_size_of_a_household(band: str, written: str) -> None:
    assert present.household_size(band) == written


def test_the_same_in_english() -> None:
    late_evening = datetime(2026, 11, 22, 16, 30, tzinfo=UTC)
    assert english.day(late_evening) == "Monday 23 November 2026"
    assert english.short_day(late_evening) == "Monday 23 November"
    assert english.moment(NOW) == "23 November 2026, 09:12"
    assert english.written_day("2026-11-23") == "Monday 23 November 2026"
    assert english.written_day("") == english.month("") == english.household_size("") == ""
    assert english.month("2026-09") == "September 2026"
    assert [english.month_name(month) for month in (1, 9)] == ["Jan", "Sep"]


@pytest.mark.parametrize(
    ("day", "written"), [(10, "early November"), (11, "mid-November"), (21, "late November")]
)
def test_thirds_of_months_in_english(day: int, written: str) -> None:
    assert english.month_third(date(2026, 11, day)) == f"{written} 2026"


@pytest.mark.parametrize(
    ("value", "unit", "item", "written"),
    [
        (360_000, "fen", "", "¥3,600.00"),
        (1, "hour", "care", "1 hour"),
        (12, "hour", "care", "12 hours"),
        (2, "piece", "quilt", "2 quilts"),
        (1, "piece", "rice", "1 bag"),
        (2, "piece", "", "2 items"),
    ],
)
def test_amounts_in_english(value: int, unit: str, item: str, written: str) -> None:
    assert english.amount(value, unit, item) == written


@pytest.mark.parametrize(
    ("due", "words"),
    [
        (NOW + timedelta(days=3), "3 working days left"),
        (NOW + timedelta(days=1), "1 working day left"),
        (NOW + timedelta(hours=5), "due today"),
        (NOW - timedelta(days=4), "2 working days overdue"),
    ],
)
def test_limits_in_english(due: datetime, words: str) -> None:
    assert english.due_chip(due, NOW, CALENDAR).words == words


@pytest.mark.parametrize(
    ("band", "written"), [("1", "1 person"), ("2-3", "2–3 people"), ("6+", "6 or more people")]
)
def test_the_size_of_a_household_in_english(band: str, written: str) -> None:
    assert english.household_size(band) == written


def test_money_inside_charts() -> None:
    assert (present.charted(18_600_000), present.on_axis(500_000)) == ("18.6 万", "0.5 万")
    assert (english.charted(18_612_345), english.on_axis(500_000)) == ("¥186,000", "¥5,000")
    assert present.on_axis(0) == english.on_axis(0) == "0"


def test_every_writer_writes_everything_its_own_way() -> None:
    """What English takes over from Chinese as it stands is the same in both."""
    same = {name for name in vars(Chinese) if name not in vars(English) and not name.startswith("_")}
    shared = {
        "money",
        "iso",
        "listed",
        "use",
        "kind",
        "matter",
        "amount",
        "written_day",
        "long_day_of",
        "due_chip",
    }
    assert same == shared

"""How figures, days, limits and places of a list are written for people, in their language (LOOK.md, words)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any, NamedTuple

from babel.dates import format_date
from pyramid.i18n import TranslationStringFactory
from pyramid.request import Request

from content.calendar import SHANGHAI, Calendar, day_of
from content.vocabulary import Category, Item, Kind, Matter

_ = TranslationStringFactory("portal")

WEEKDAYS = "一二三四五六日"
MEASURES = {
    "quilt": "床", "rice": "袋", "coal": "袋", "heater": "台", "wheelchair": "辆", "lodging": "处", "transport": "次",
    "consultation": "次", "mask": "只", "respirator": "只", "protective_suit": "件", "goggles": "副", "gown": "件",
    "cap": "件", "gloves": "双", "disinfectant": "瓶", "test_kit": "份", "device": "台",
}  # fmt: skip
PIECES = {
    "quilt": "quilt", "rice": "bag", "coal": "bag", "heater": "heater", "wheelchair": "wheelchair", "lodging": "place",
    "transport": "trip", "consultation": "consultation", "mask": "mask", "respirator": "respirator",
    "protective_suit": "suit", "goggles": "pair", "gown": "gown", "cap": "piece", "gloves": "pair",
    "disinfectant": "bottle", "test_kit": "kit", "device": "device",
}  # fmt: skip
YUAN_10000 = 1_000_000
"""Fen in 万元, the unit inside Chinese charts."""


class Chip(NamedTuple):
    """A deadline in words, and the class that repeats them in shape."""

    css: str
    words: str


def money(fen: int) -> str:
    """¥1,234.50, in every language."""
    sign = "-" if fen < 0 else ""
    return f"{sign}¥{abs(fen) // 100:,}.{abs(fen) % 100:02d}"


def iso(moment: datetime) -> str:
    """For the datetime attribute of <time>."""
    return f"{moment.astimezone(SHANGHAI):%Y-%m-%dT%H:%M}"


def masked_phone(phone: str) -> str:
    """138 **** 0147"""
    return f"{phone[:3]} **** {phone[-4:]}" if len(phone) >= 8 else "****"


def last_four(number: str) -> str:
    """Only the last four digits of an ID number are printed."""
    return number[-4:] if number else ""


class Chinese:
    """As it is written in Chinese; ``use`` and ``kind`` ask *translate* for the vocabulary's words."""

    comma, colon, stop, pause = "，", "：", "。", "、"
    after_row = "，"
    """Between the row of a form and what is wrong in it."""
    opening, closing = "（", "）"

    def __init__(self, translate: Callable[[Any], str] = str) -> None:
        self.translate = translate

    def money(self, fen: int) -> str:
        return money(fen)

    def iso(self, moment: datetime) -> str:
        return iso(moment)

    def listed(self, words: Iterable[Any]) -> str:
        """棉被、米面: what stands side by side."""
        return self.pause.join(str(self.translate(word)) for word in words)

    def use(self, category: str, item: str) -> str:
        """What a need is for, in one word: the item where there is one."""
        return str(self.translate(_(Item(item).label if item else Category(category).label)))

    def matter(self, code: str) -> str:
        """What somebody has come to the window for."""
        return str(self.translate(_(Matter(code).label)))

    def kind(self, code: str) -> str:
        """One of the nine kinds of assistance."""
        return str(self.translate(_(Kind(code).label)))

    def amount(self, value: int, unit: str, item: str = "") -> str:
        """A sum of money, hours, or pieces in the goods' own measure."""
        if unit == "fen":
            return money(value)
        return self.hours(value) if unit == "hour" else self.pieces(value, item)

    def hours(self, value: int) -> str:
        return f"{value} 小时"

    def pieces(self, value: int, item: str) -> str:
        return f"{value} {MEASURES.get(item, '件')}"

    def short_day(self, moment: datetime | date) -> str:
        """11月23日（周一）"""
        on = _day(moment)
        return f"{on.month}月{on.day}日（周{WEEKDAYS[on.weekday()]}）"

    def day(self, moment: datetime | date) -> str:
        """2026年11月23日（周一）"""
        return f"{_day(moment).year}年{self.short_day(moment)}"

    def long_day(self, on: date) -> str:
        """2026年11月23日"""
        return f"{on.year}年{on.month}月{on.day}日"

    def written_day(self, text: str) -> str:
        """2026年11月23日（周一）, from ``2026-11-23``, as documents keep a day without a time; "" stays empty."""
        return self.day(date.fromisoformat(text)) if text else ""

    def long_day_of(self, text: str) -> str:
        """2026年11月23日, from ``2026-11-23``."""
        return self.long_day(date.fromisoformat(text))

    def moment(self, at: datetime) -> str:
        """2026年11月23日（周一）09:12"""
        return f"{self.day(at)}{_clock(at)}"

    def month_third(self, moment: datetime | date) -> str:
        """2026年11月中旬: as near as the public may know when something happened to a household."""
        on = _day(moment)
        return f"{on.year}年{on.month}月{('上旬', '中旬', '下旬')[_third(on)]}"

    def month(self, text: str) -> str:
        """2026年11月, from ``2026-11``; "" stays empty."""
        year, _dash, number = text.partition("-")
        return f"{year}年{int(number)}月" if number else ""

    def period(self, text: str) -> str:
        """2026年10月 or 2026年第 3 季度, from ``2026-10`` or ``2026-Q3``."""
        year, _dash, number = text.partition("-Q")
        return f"{year}年第 {number} 季度" if number else self.month(text)

    def issue(self, document: Any) -> str:
        """〔2026〕第 3 期, of a bulletin; "" until it is issued."""
        return f"〔{document.year}〕第 {document.issue} 期" if document.issue else ""

    def month_name(self, number: int) -> str:
        """11, under a chart that says 月 beside its axis."""
        return str(number)

    def due_chip(self, due: datetime, now: datetime, calendar: Calendar) -> Chip:
        """The moments tell whether it is late, the calendar by how many working days."""
        days = calendar.workdays_between(now, due)
        if now > due:
            return Chip("due due-late", self.late(max(1, -days)))
        if day_of(now) == day_of(due):
            return Chip("due due-today", self.due_today)
        return Chip("due", self.left(max(1, days)))

    due_today = "今天到期"

    def late(self, days: int) -> str:
        return f"超期 {days} 个工作日"

    def left(self, days: int) -> str:
        return f"还剩 {days} 个工作日"

    def household_size(self, band: str) -> str:
        """一口之家, 2–3 口人, 6 口人以上, from the bands of the policy; "" stays empty."""
        if band == "1":
            return "一口之家"
        if band.endswith("+"):
            return f"{band[:-1]} 口人以上"
        return f"{band.replace('-', '–')} 口人" if band else ""

    def charted(self, fen: int) -> str:
        """万元 with one decimal, for inside a chart: 18.6 万."""
        return f"{fen / YUAN_10000:.1f} 万"

    def on_axis(self, fen: int) -> str:
        """0, 2 万, 0.5 万: as few digits as tell it."""
        return f"{fen / YUAN_10000:g} 万" if fen else "0"


class English(Chinese):
    """The same in British English."""

    comma, colon, stop, pause = ", ", ": ", ".", ", "
    after_row = ": "
    opening, closing = " (", ")"
    due_today = "due today"

    def hours(self, value: int) -> str:
        return _counted(value, "hour")

    def pieces(self, value: int, item: str) -> str:
        return _counted(value, PIECES.get(item, "item"))

    def short_day(self, moment: datetime | date) -> str:
        """Monday 23 November"""
        return _dated(_day(moment), "EEEE d MMMM")

    def day(self, moment: datetime | date) -> str:
        """Monday 23 November 2026"""
        return _dated(_day(moment), "EEEE d MMMM y")

    def long_day(self, on: date) -> str:
        return _dated(on, "d MMMM y")

    def moment(self, at: datetime) -> str:
        """23 November 2026, 09:12"""
        return f"{self.long_day(day_of(at))}, {_clock(at)}"

    def month_third(self, moment: datetime | date) -> str:
        """mid-November 2026"""
        on = _day(moment)
        return ("early ", "mid-", "late ")[_third(on)] + _dated(on, "MMMM y")

    def month(self, text: str) -> str:
        """November 2026"""
        year, _dash, number = text.partition("-")
        return _dated(date(int(year), int(number), 1), "MMMM y") if number else ""

    def period(self, text: str) -> str:
        """October 2026; a quarter is Q3 2026"""
        year, _dash, number = text.partition("-Q")
        return f"Q{number} {year}" if number else self.month(text)

    def issue(self, document: Any) -> str:
        return f"No. {document.issue} of {document.year}" if document.issue else ""

    def month_name(self, number: int) -> str:
        return _dated(date(2026, number, 1), "MMM")[:3]

    def late(self, days: int) -> str:
        return f"{_counted(days, 'working day')} overdue"

    def left(self, days: int) -> str:
        return f"{_counted(days, 'working day')} left"

    def household_size(self, band: str) -> str:
        """1 person, 2–3 people, 6 or more people"""
        if band == "1":
            return "1 person"
        if band.endswith("+"):
            return f"{band[:-1]} or more people"
        return f"{band.replace('-', '–')} people" if band else ""

    def charted(self, fen: int) -> str:
        """¥186,000, to the nearest thousand"""
        return f"¥{round(fen / 100, -3):,.0f}" if fen >= 1_000_000 else f"¥{fen / 100:,.0f}"

    def on_axis(self, fen: int) -> str:
        return f"¥{fen / 100:,.0f}" if fen else "0"


WRITERS: dict[str, type[Chinese]] = {"zh_Hans": Chinese, "en": English}


def for_request(request: Request) -> Chinese:
    """How things are written for who asks; templates have it as ``present``."""
    return WRITERS.get(request.localizer.locale_name, Chinese)(request.localizer.translate)


def _day(moment: datetime | date) -> date:
    return day_of(moment) if isinstance(moment, datetime) else moment


def _clock(at: datetime) -> str:
    return f"{at.astimezone(SHANGHAI):%H:%M}"


def _third(on: date) -> int:
    """0, 1, 2: the ten days of the month that a day falls in."""
    return min(2, (on.day - 1) // 10)


def _dated(on: date, pattern: str) -> str:
    return str(format_date(on, pattern, locale="en_GB"))


def _counted(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"

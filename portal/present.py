"""How figures, days, limits and states are written for people (LOOK.md, words)."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

from pyramid.i18n import TranslationString, TranslationStringFactory

from content.calendar import SHANGHAI, Calendar, day_of
from content.vocabulary import Category, Item

_ = TranslationStringFactory("portal")

WEEKDAYS = "一二三四五六日"
MEASURES = {"quilt": "床", "rice": "袋", "coal": "袋", "heater": "台", "wheelchair": "辆"}


class Chip(NamedTuple):
    """A deadline in words, and the class that repeats them in shape."""

    css: str
    words: TranslationString


def money(fen: int) -> str:
    """¥1,234.50"""
    sign = "-" if fen < 0 else ""
    return f"{sign}¥{abs(fen) // 100:,}.{abs(fen) % 100:02d}"


def amount(value: int, unit: str, item: str = "") -> str:
    """A sum of money, hours, or pieces in the goods' own measure."""
    if unit == "fen":
        return money(value)
    if unit == "hour":
        return f"{value} 小时"
    return f"{value} {MEASURES.get(item, '件')}"


def use(category: str, item: str) -> str:
    """What a need is for, in one word: the item where there is one."""
    return Item(item).label if item else Category(category).label


def day(moment: datetime | date) -> str:
    """2026年11月23日（周一）"""
    on = day_of(moment) if isinstance(moment, datetime) else moment
    return f"{on.year}年{on.month}月{on.day}日（周{WEEKDAYS[on.weekday()]}）"


def short_day(moment: datetime | date) -> str:
    """11月23日（周一）"""
    return day(moment).partition("年")[2]


def written_day(text: str) -> str:
    """2026年11月23日（周一）, from ``2026-11-23``, as documents keep a day without a time; "" stays empty."""
    return day(date.fromisoformat(text)) if text else ""


def moment(at: datetime) -> str:
    """2026年11月23日（周一）09:12"""
    return f"{day(at)}{at.astimezone(SHANGHAI):%H:%M}"


def month_third(moment: datetime | date) -> str:
    """2026年11月中旬: as near as the public may know when something happened to a household."""
    on = day_of(moment) if isinstance(moment, datetime) else moment
    third = "上旬" if on.day <= 10 else "中旬" if on.day <= 20 else "下旬"
    return f"{on.year}年{on.month}月{third}"


def month(text: str) -> str:
    """2026年11月, from ``2026-11``; "" stays empty."""
    year, _dash, number = text.partition("-")
    return f"{year}年{int(number)}月" if number else ""


def iso(moment: datetime) -> str:
    """For the datetime attribute of <time>."""
    return f"{moment.astimezone(SHANGHAI):%Y-%m-%dT%H:%M}"


def due_chip(due: datetime, now: datetime, calendar: Calendar) -> Chip:
    """还剩 3 个工作日, 今天到期, 超期 1 个工作日: the moments tell whether it is late, the calendar by how much."""
    days = calendar.workdays_between(now, due)
    if now > due:
        return Chip("due due-late", _("超期 ${days} 个工作日", mapping={"days": max(1, -days)}))
    if day_of(now) == day_of(due):
        return Chip("due due-today", _("今天到期"))
    return Chip("due", _("还剩 ${days} 个工作日", mapping={"days": max(1, days)}))


def household_size(band: str) -> str:
    """一口之家, 2–3 口人, 6 口人以上, from the bands of the policy; "" stays empty."""
    if band == "1":
        return "一口之家"
    if band.endswith("+"):
        return f"{band[:-1]} 口人以上"
    return f"{band.replace('-', '–')} 口人" if band else ""


def masked_phone(phone: str) -> str:
    """138 **** 0147"""
    return f"{phone[:3]} **** {phone[-4:]}" if len(phone) >= 8 else "****"


def last_four(number: str) -> str:
    """Only the last four digits of an ID number are printed."""
    return number[-4:] if number else ""

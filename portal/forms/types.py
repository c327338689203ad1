"""What people type, turned into values: a Colander type per kind of thing, each saying in words what is wrong."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import Any, NamedTuple, NoReturn, Protocol

import colander
from pyramid.i18n import TranslationString, TranslationStringFactory

from portal.forms.clean import LONGEST
from portal.present import Chinese

_ = TranslationStringFactory("portal")

MOST_FEN = 10_000_000_000
"""A hundred million yuan: more is a slip of the finger."""
FIRST_BIRTH_YEAR = 1900
EARLIEST = date(FIRST_BIRTH_YEAR, 1, 1)
"""Before this a year is mistyped."""
ECHOED = 40
"""So much of a wrong value is repeated in a message."""


class Fail(Protocol):
    """Refuse what was typed, with what is wrong and what to do."""

    def __call__(self, message: TranslationString, **figures: Any) -> NoReturn: ...


class Wrong(ValueError):
    """What was typed cannot be read; ``message`` says why and what to do."""

    def __init__(self, message: TranslationString) -> None:
        super().__init__(message.interpolate())
        self.message = message


class Typed(colander.SchemaType):
    """The shape of them all: nothing typed is null, a string is read, and what was typed is shown again."""

    takes = "text"

    def serialize(self, node: Any, appstruct: Any) -> Any:
        return colander.null if appstruct in (colander.null, None) else self.written(appstruct)

    def deserialize(self, node: Any, cstruct: Any) -> Any:
        if not isinstance(cstruct, str) or not cstruct:
            return colander.null

        def fail(message: TranslationString, **figures: Any) -> NoReturn:
            _fail(node, message, figures)

        return self.read(cstruct, fail)

    def written(self, value: Any) -> str:
        return str(value)

    def read(self, typed: str, fail: Fail) -> Any:
        raise NotImplementedError


class Text(Typed):
    """Words of at most *limit* characters, counted as people count them."""

    def __init__(self, limit: int, *, least: int = 0) -> None:
        self.limit, self.least = limit, least

    def read(self, typed: str, fail: Fail) -> str:
        if len(typed) >= LONGEST:
            fail(
                _("最多 ${most} 个字，贴进来的太长，下面只留下了开头。请删到 ${most} 个字以内。"),
                most=self.limit,
            )
        if len(typed) > self.limit:
            over = len(typed) - self.limit
            fail(
                _("最多 ${most} 个字，现在是 ${now} 个字。请删去 ${over} 个字。"),
                most=self.limit,
                now=len(typed),
                over=over,
            )
        if len(typed) < self.least:
            fail(_("至少 ${least} 个字，现在是 ${now} 个字。请再写一些。"), least=self.least, now=len(typed))
        return typed


class Money(Typed):
    """Yuan as people write them (``12,000``, ``¥12000.50``, ``12000 元``) → int fen."""

    def __init__(self, *, least_fen: int = 1, most_fen: int = MOST_FEN) -> None:
        self.least_fen, self.most_fen = least_fen, most_fen

    def written(self, value: int) -> str:
        return yuan(value)

    def read(self, typed: str, fail: Fail) -> int:
        plain = half_width(typed).removeprefix("¥").removesuffix("元")
        if re.fullmatch(r"[-−][0-9][0-9,]*(\.[0-9]*)?", plain):
            fail(_("金额不能小于 0。请去掉前面的减号。"))
        match = re.fullmatch(r"([0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.([0-9]*))?", plain)
        if match is None and re.fullmatch(r"[0-9,]+(\.[0-9]*)?", plain):
            fail(_("“${typed}”的逗号位置不对，看不出是多少。请去掉逗号再写一遍。"), typed=typed[:ECHOED])
        if match is None:
            fail(
                _("金额要写成数字，比如 12,000 或 12000.50。现在写的是“${typed}”，请改成数字。"),
                typed=typed[:ECHOED],
            )
        whole, cents = match[1].replace(",", ""), match[2] or ""
        if len(cents) > 2:
            fail(_("金额最多写到分，小数点后两位。请去掉多的 ${over} 位。"), over=len(cents) - 2)
        if len(whole) > 15:
            fail(
                _("金额太大了，最多 ${most} 元。请看看是不是多写了几个 0。"), most=f"{self.most_fen // 100:,}"
            )
        return self._within(int(whole) * 100 + int(cents.ljust(2, "0")), fail)

    def _within(self, fen: int, fail: Fail) -> int:
        if fen < self.least_fen and self.least_fen == 1:
            fail(_("金额要大于 0。请写需要多少元。"))
        if fen < self.least_fen:
            fail(_("至少 ${least} 元。请改大一些。"), least=yuan(self.least_fen))
        if fen > self.most_fen:
            fail(
                _("金额太大了，最多 ${most} 元。请看看是不是多写了几个 0。"), most=f"{self.most_fen // 100:,}"
            )
        return fen


class Whole(Typed):
    """A whole number of hours, pieces, people."""

    def __init__(self, *, least: int = 1, most: int = 100_000) -> None:
        self.least, self.most = least, most

    def read(self, typed: str, fail: Fail) -> int:
        plain = half_width(typed).replace(",", "")
        if re.fullmatch(r"-?[0-9]+\.[0-9]+", plain):
            fail(_("要写整数，不能有小数点。请改成整数。"))
        if not re.fullmatch(r"-?[0-9]+", plain):
            fail(_("要写成数字，比如 40。现在写的是“${typed}”，请改成数字。"), typed=typed[:ECHOED])
        number = int(plain) if len(plain) < 16 else self.most + 1
        if plain.startswith("-") or number < self.least:
            fail(_("至少是 ${least}。请改大一些。"), least=self.least)
        if number > self.most:
            fail(_("最多是 ${most}。请看看是不是多写了几个 0。"), most=self.most)
        return number


class Day(Typed):
    """A day, as a date field sends it (``2026-11-23``) or as people write it (``2026年11月23日``) → date."""

    def __init__(self, *, since: date | None = None, until: date | None = None) -> None:
        self.since, self.until = since or EARLIEST, until

    def written(self, value: date) -> str:
        return value.isoformat()

    def read(self, typed: str, fail: Fail) -> date:
        match = re.fullmatch(
            r"([0-9]{4})(?:[-/.年])([0-9]{1,2})(?:[-/.月])([0-9]{1,2})日?|([0-9]{4})([0-9][0-9])([0-9][0-9])",
            half_width(typed),
        )
        if match is None:
            fail(_("日期要写成 2026-11-23 这样。现在写的是“${typed}”，请改一改。"), typed=typed[:ECHOED])
        year, month, day = (int(part) for part in match.groups() if part is not None)
        try:
            found = date(year, month, day)
        except ValueError:
            fail(
                _("${year}年${month}月${day}日 这一天不存在。请再看一遍日期。"),
                year=year,
                month=month,
                day=day,
            )
        if self.until is not None and found > self.until:
            fail(_("日期不能晚于 ${until}。请再看一遍日期。"), until=LongDay.of(self.until))
        if found < self.since:
            fail(_("日期不能早于 ${since}。请再看一遍日期。"), since=LongDay.of(self.since))
        return found


class Month(Typed):
    """A month, as a month field sends it (``2013-09``) or as people write it (``2013年9月``) → its first day."""

    def __init__(self, *, until: date | None = None) -> None:
        self.until = until

    def written(self, value: date) -> str:
        return f"{value:%Y-%m}"

    def read(self, typed: str, fail: Fail) -> date:
        match = re.fullmatch(r"([0-9]{4})[-/.年]?([0-9]{1,2})月?", half_width(typed))
        if match is None:
            fail(_("年月要写成 2013-09 这样。现在写的是“${typed}”，请改一改。"), typed=typed[:ECHOED])
        year, month = int(match[1]), int(match[2])
        if not 1 <= month <= 12 or year < FIRST_BIRTH_YEAR:
            fail(_("${year}年${month}月 不存在。请再看一遍年月。"), year=match[1], month=month)
        if self.until is not None and (year, month) > (self.until.year, self.until.month):
            until = _("${year}年${month}月", mapping={"year": self.until.year, "month": self.until.month})
            fail(_("年月不能晚于 ${until}。请再看一遍。"), until=until)
        return date(year, month, 1)


class OneOf(Typed):
    """One value of those offered."""

    def __init__(self, values: frozenset[str]) -> None:
        self.values = values

    def read(self, typed: str, fail: Fail) -> str:
        if typed not in self.values:
            fail(_("选项里没有“${typed}”，可能刚刚改过。请从列表里再选一次。"), typed=typed[:ECHOED])
        return typed


class SomeOf(colander.SchemaType):
    """Any of the values offered → tuple of strings, in the order offered."""

    takes = "many"

    def __init__(self, values: tuple[str, ...]) -> None:
        self.values = values

    def serialize(self, node: Any, appstruct: Any) -> Any:
        return () if appstruct in (colander.null, None) else tuple(str(value) for value in appstruct)

    def deserialize(self, node: Any, cstruct: Any) -> Any:
        chosen = tuple(cstruct) if isinstance(cstruct, tuple | list) else ()
        strange = [value for value in chosen if value not in self.values]
        if strange:
            _fail(
                node,
                _("选项里没有“${typed}”，可能刚刚改过。请从列表里再选一次。"),
                {"typed": str(strange[0])[:ECHOED]},
            )
        return tuple(value for value in self.values if value in chosen) or colander.null


class Tick(colander.SchemaType):
    """A box that is ticked or not → bool."""

    takes = "text"

    def serialize(self, node: Any, appstruct: Any) -> str:
        return "true" if appstruct not in (colander.null, None, False) else "false"

    def deserialize(self, node: Any, cstruct: Any) -> bool:
        return bool(cstruct == "true")


class Uploaded(NamedTuple):
    """A file as it arrived: its name without folders, what it says it is, and its bytes."""

    filename: str
    content_type: str
    content: bytes


class Upload(colander.SchemaType):
    """One file of at most *limit* bytes and of a known *ending* (lower case, without the dot) → Uploaded."""

    takes = "file"

    def __init__(self, limit: int, endings: tuple[str, ...]) -> None:
        self.limit, self.endings = limit, endings

    def serialize(self, node: Any, appstruct: Any) -> Any:
        return colander.null

    def deserialize(self, node: Any, cstruct: Any) -> Any:
        source = getattr(cstruct, "file", None)
        if source is None:
            return colander.null
        name = re.split(r"[/\\]", str(cstruct.filename or ""))[-1][-120:]
        if name.rpartition(".")[2].lower() not in self.endings:
            _fail(
                node,
                _("只收 ${endings} 文件。请换一个文件，或拍成照片再传。"),
                {"endings": self.endings},
            )
        source.seek(0)
        content = source.read(self.limit + 1)
        if len(content) > self.limit:
            _fail(
                node, _("文件最大 ${most} MB。请压缩一下，或分成几个传。"), {"most": self.limit // 1_000_000}
            )
        if not content:
            _fail(node, _("文件是空的。请再选一次。"), {})
        return Uploaded(name, str(cstruct.type or ""), content)


def read(kind: Typed, typed: str) -> Any:
    """What *kind* makes of *typed*, outside a form's own fields; raises Wrong."""

    def fail(message: TranslationString, **figures: Any) -> NoReturn:
        raise Wrong(_(message, mapping=figures))

    return kind.read(typed, fail)


def yuan(fen: int) -> str:
    """Fen as they are typed: ``12000`` or ``12000.50``."""
    return f"{fen // 100}" if fen % 100 == 0 else f"{fen // 100}.{fen % 100:02d}"


def half_width(typed: str) -> str:
    """Full-width digits and signs as half-width ones, no spaces."""
    return "".join(unicodedata.normalize("NFKC", typed).split())


class LongDay(date):
    """A day inside a message, in Chinese by itself; a form writes it in the reader's language."""

    @classmethod
    def of(cls, day: date) -> LongDay:
        return cls(day.year, day.month, day.day)

    def __str__(self) -> str:
        return Chinese().long_day(self)


def _fail(node: Any, message: TranslationString, figures: dict[str, Any]) -> NoReturn:
    raise colander.Invalid(node, _(message, mapping=figures))

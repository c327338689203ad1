"""The numbers that people and organisations go by: ID cards, telephones, credit codes, each with its own check."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

import phonenumbers
from pyramid.i18n import TranslationString, TranslationStringFactory
from stdnum.cn import ric, uscc
from stdnum.exceptions import InvalidChecksum, ValidationError

from content import region
from portal.forms.types import FIRST_BIRTH_YEAR, Fail, LongDay, Typed, half_width

_ = TranslationStringFactory("portal")

ID_LENGTH = 18
MOBILE_LENGTH = 11


class ChineseID(Typed):
    """A resident's ID number of 18 characters (GB 11643) → the same, capital X."""

    def __init__(self, *, until: date | None = None) -> None:
        self.until = until

    def read(self, typed: str, fail: Fail) -> str:
        number = half_width(typed).upper()
        _right_length(number, ID_LENGTH, fail, _("身份证号码是 18 位，现在是 ${now} 位。${what}"))
        if not re.fullmatch(r"[0-9]{17}[0-9X]", number):
            fail(_("身份证号码前 17 位是数字，最后一位是数字或 X。请对照证件再输一遍。"))
        self._born(number, fail)
        # The place is not checked: python-stdnum asks whether the code existed in the year of birth, but numbers were
        # first given out in 1984, by the codes of that day; and some codes it does not know at all (KeyError).
        if ric.calc_check_digit(number) != number[-1]:
            fail(_("号码的最后一位和前面的对不上，可能有一位输错了。请对照证件再输一遍。"))
        return number

    def _born(self, number: str, fail: Fail) -> None:
        year, month, day = int(number[6:10]), int(number[10:12]), int(number[12:14])
        try:
            born = date(year, month, day)
        except ValueError:
            born = None
        if born is None or year < FIRST_BIRTH_YEAR:
            fail(
                _("号码里的出生日期 ${year}年${month}月${day}日 不存在。请对照证件再输一遍。"),
                year=number[6:10],
                month=month,
                day=day,
            )
        if self.until is not None and born > self.until:
            fail(_("号码里的出生日期 ${born} 还没有到。请对照证件再输一遍。"), born=LongDay.of(born))


class Phone(Typed):
    """A mobile of 11 digits or, where *landline*, a number with its area code → digits only."""

    def __init__(self, *, landline: bool = True) -> None:
        self.landline = landline

    def read(self, typed: str, fail: Fail) -> str:
        plain = re.sub(r"[\s()\-‐‑–—]", "", half_width(typed))
        number = re.sub(r"^(\+86|0086|86(?=1[0-9]{10}$))(?=[01])", "", plain)
        if not number.isascii() or not number.isdigit():
            fail(_("电话号码只能有数字。请去掉别的字，比如 13805330147。"))
        if number.startswith("0") or not number.startswith("1"):
            return self._landline(number, fail)
        _right_length(number, MOBILE_LENGTH, fail, _("手机号码是 11 位数字，现在是 ${now} 位。${what}"))
        if number[1] in "012":
            # Newer ranges than the library knows are given out every few years: no family is refused for having one.
            fail(_("没有 ${head} 开头的手机号码。请对照着再输一遍。"), head=number[:3])
        return number

    def _landline(self, number: str, fail: Fail) -> str:
        if not self.landline:
            fail(_("手机号码是 1 开头的 11 位数字。请填手机号码；没有手机的，填一位家里人的。"))
        if not number.startswith("0"):
            fail(_("手机号码是 1 开头的 11 位数字；固定电话要带区号，比如 0533-6412345。请补全。"))
        if not _is_valid(number):
            fail(_("固定电话是区号加 7 到 8 位号码，比如 0533-6412345。请对照着再输一遍。"))
        return number


class CreditCode(Typed):
    """A unified social credit code of 18 characters (GB 32100) → the same in capitals."""

    def read(self, typed: str, fail: Fail) -> str:
        code = half_width(typed).replace("-", "").upper()
        _right_length(code, ID_LENGTH, fail, _("统一社会信用代码是 18 位，现在是 ${now} 位。${what}"))
        try:
            return str(uscc.validate(code))
        except InvalidChecksum:
            fail(_("代码的最后一位和前面的对不上，可能有一位输错了。请对照登记证书再输一遍。"))
        except ValidationError:
            fail(_("代码里只有数字和大写字母，没有 I、O、S、V、Z。请对照登记证书再输一遍。"))


def _is_valid(number: str) -> bool:
    try:
        return bool(phonenumbers.is_valid_number(phonenumbers.parse(number, "CN")))
    except phonenumbers.NumberParseException:
        return False


def _right_length(number: str, right: int, fail: Fail, message: TranslationString) -> None:
    """Say how many characters are missing or too many, and what to do about it."""
    gap = right - len(number)
    if gap > 0:
        what = _("请补上少的一位。") if gap == 1 else _("请补上少的 ${gap} 位。", mapping={"gap": gap})
        fail(message, now=len(number), what=what)
    if gap < 0:
        what = _("请去掉多的一位。") if gap == -1 else _("请去掉多的 ${gap} 位。", mapping={"gap": -gap})
        fail(message, now=len(number), what=what)


class Regions(Typed):
    """Places outside the district, by name (湖北省、青岛市) or by national code (4201) → tuple of codes."""

    def __init__(self, most: int) -> None:
        self.most = most

    def written(self, value: tuple[str, ...]) -> str:
        return "、".join(value)

    def read(self, typed: str, fail: Fail) -> tuple[str, ...]:
        words = [word for word in re.split(r"[、，,;；\s]+", unicodedata.normalize("NFKC", typed)) if word]
        codes = []
        for word in words:
            code = word if region.is_code(word) else region.CODES.get(word, "")
            if not code:
                fail(
                    _("“${typed}”不是省、市的名称，也不是行政区划代码。请写全称，比如“湖北省”。"),
                    typed=word[:20],
                )
            codes.append(code)
        if len(codes) > self.most:
            fail(_("最多写 ${most} 个地方。请只写到省、市。"), most=self.most)
        return tuple(dict.fromkeys(codes))

"""Every kind of field: what it takes, and the words it finds for what it does not take."""

from __future__ import annotations

import re
from datetime import date
from types import SimpleNamespace
from typing import Any

import colander
import pytest
from pyramid.i18n import make_localizer

from portal.forms import fields, numbers, types
from portal.forms.base import translated
from portal.forms.clean import LONGEST, cleaned

TODAY = date(2026, 11, 23)
READER: Any = SimpleNamespace(localizer=make_localizer("zh_Hans", []))
PLACES = [("北郊镇", [("1", "东高村"), ("2", "西塘社区")]), ("南郊镇", [("3", "李家村")])]
KINDS = [("medical", "医疗"), ("education", "教育")]

MONEY = fields.money("amount", "金额（元）")
HOURS = fields.whole("hours", "时间（小时）", most=200)
DAY = fields.date("on", "哪天", until=TODAY)
MONTH = fields.month("born", "出生年月", until=TODAY)
ID = fields.id_number("id_number", "身份证号码", until=TODAY)
PHONE = fields.phone("phone", "手机号码")
MOBILE = fields.phone("phone", "手机号码", landline=False)
CODE = fields.credit_code("code", "统一社会信用代码")
NAME = fields.text("name", "姓名", max=5)
STORY = fields.long_text("story", "经过", max=20)
KIND = fields.choice("kind", "类别", KINDS)
VILLAGE = fields.choice("village", "村、社区", PLACES)
CAUSES = fields.boxes("causes", "什么原因", KINDS)
CONSENT = fields.yes("consent", "求助人同意", required="要求助人同意才能登记。请说明以后再勾选。")


def said(node: colander.SchemaNode, typed: Any) -> str:
    with pytest.raises(colander.Invalid) as refused:
        node.deserialize(typed)
    return " ".join(translated(READER, message) for message in refused.value.messages())


TAKEN = [
    (MONEY, "12,000", 1_200_000),
    (MONEY, "12000.50", 1_200_050),
    (MONEY, "12000.5", 1_200_050),
    (MONEY, "0.01", 1),
    (MONEY, "¥ 3,600 元", 360_000),
    (MONEY, "１２，０００", 1_200_000),
    (MONEY, "100000000", 10_000_000_000),
    (HOURS, "40", 40),
    (HOURS, "４０", 40),
    (DAY, "2026-11-20", date(2026, 11, 20)),
    (DAY, "2026年11月3日", date(2026, 11, 3)),
    (DAY, "2026/11/3", date(2026, 11, 3)),
    (DAY, "20261123", TODAY),
    (MONTH, "2013-09", date(2013, 9, 1)),
    (MONTH, "2013年9月", date(2013, 9, 1)),
    (ID, "370306198501010018", "370306198501010018"),
    (ID, " 370306 19850101 0018 ", "370306198501010018"),
    (PHONE, "13805330147", "13805330147"),
    (PHONE, "+86 138 0533 0147", "13805330147"),
    (PHONE, "86-13805330147", "13805330147"),
    (PHONE, "１３８０５３３０１４７", "13805330147"),
    (PHONE, "0533-6412345", "05336412345"),
    (PHONE, "（0533）6412345", "05336412345"),
    (CODE, "91110000600037341L", "91110000600037341L"),
    (CODE, "9111 0000 6000 3734 1l", "91110000600037341L"),
    (NAME, "马立新", "马立新"),
    (STORY, "<b>住院</b>\n花了两万", "<b>住院</b>\n花了两万"),
    (KIND, "medical", "medical"),
    (VILLAGE, "3", "3"),
    (CAUSES, ("education", "medical"), ("medical", "education")),
    (CONSENT, "true", True),
]


@pytest.mark.parametrize(
    ("node", "typed", "value"), TAKEN, ids=lambda x: str(x)[:24] if isinstance(x, str) else ""
)
def test_what_a_field_takes(node: colander.SchemaNode, typed: Any, value: Any) -> None:
    assert node.deserialize(typed) == value


REFUSED = [
    (MONEY, "-5", "金额不能小于 0。请去掉前面的减号。"),
    (MONEY, "0", "金额要大于 0。请写需要多少元。"),
    (MONEY, "1.234", "金额最多写到分，小数点后两位。请去掉多的 1 位。"),
    (MONEY, "12,00", "“12,00”的逗号位置不对，看不出是多少。请去掉逗号再写一遍。"),
    (MONEY, "很多", "金额要写成数字，比如 12,000 或 12000.50。现在写的是“很多”，请改成数字。"),
    (MONEY, "1e5", "金额要写成数字，比如 12,000 或 12000.50。现在写的是“1e5”，请改成数字。"),
    (MONEY, "100000000.01", "金额太大了，最多 100,000,000 元。请看看是不是多写了几个 0。"),
    (MONEY, "9" * 6000, "金额太大了，最多 100,000,000 元。请看看是不是多写了几个 0。"),
    (HOURS, "1.5", "要写整数，不能有小数点。请改成整数。"),
    (HOURS, "-3", "至少是 1。请改大一些。"),
    (HOURS, "201", "最多是 200。请看看是不是多写了几个 0。"),
    (HOURS, "9" * 6000, "最多是 200。请看看是不是多写了几个 0。"),
    (HOURS, "四十", "要写成数字，比如 40。现在写的是“四十”，请改成数字。"),
    (DAY, "2026-02-30", "2026年2月30日 这一天不存在。请再看一遍日期。"),
    (DAY, "2026-11-24", "日期不能晚于 2026年11月23日。请再看一遍日期。"),
    (DAY, "1026-11-24", "日期不能早于 1900年1月1日。请再看一遍日期。"),
    (DAY, "昨天", "日期要写成 2026-11-23 这样。现在写的是“昨天”，请改一改。"),
    (MONTH, "2013-13", "2013年13月 不存在。请再看一遍年月。"),
    (MONTH, "去年", "年月要写成 2013-09 这样。现在写的是“去年”，请改一改。"),
    (ID, "370306199002300412", "号码里的出生日期 1990年2月30日 不存在。请对照证件再输一遍。"),
    (ID, "370306203002280412", "号码里的出生日期 2030年2月28日 还没有到。请对照证件再输一遍。"),
    (ID, "37030619850101001", "身份证号码是 18 位，现在是 17 位。请补上少的一位。"),
    (ID, "370306850101001", "身份证号码是 18 位，现在是 15 位。请补上少的 3 位。"),
    (ID, "3703061985010100188", "身份证号码是 18 位，现在是 19 位。请去掉多的一位。"),
    (ID, "37030619850101001Q", "身份证号码前 17 位是数字，最后一位是数字或 X。请对照证件再输一遍。"),
    (ID, "370306198501010019", "号码的最后一位和前面的对不上，可能有一位输错了。请对照证件再输一遍。"),
    (PHONE, "1380533014", "手机号码是 11 位数字，现在是 10 位。请补上少的一位。"),
    (PHONE, "138053301477", "手机号码是 11 位数字，现在是 12 位。请去掉多的一位。"),
    (PHONE, "10805330147", "没有 108 开头的手机号码。请对照着再输一遍。"),
    (PHONE, "没有", "电话号码只能有数字。请去掉别的字，比如 13805330147。"),
    (PHONE, "6412345", "手机号码是 1 开头的 11 位数字；固定电话要带区号，比如 0533-6412345。请补全。"),
    (PHONE, "0533-64123", "固定电话是区号加 7 到 8 位号码，比如 0533-6412345。请对照着再输一遍。"),
    (MOBILE, "0533-6412345", "手机号码是 1 开头的 11 位数字。请填手机号码；没有手机的，填一位家里人的。"),
    (CODE, "91110000600037341", "统一社会信用代码是 18 位，现在是 17 位。请补上少的一位。"),
    (CODE, "91110000600037341A", "代码的最后一位和前面的对不上，可能有一位输错了。请对照登记证书再输一遍。"),
    (CODE, "91110000600037341O", "代码里只有数字和大写字母，没有 I、O、S、V、Z。请对照登记证书再输一遍。"),
    (NAME, "马立新马立新", "最多 5 个字，现在是 6 个字。请删去 1 个字。"),
    (STORY, "好" * LONGEST, "最多 20 个字，贴进来的太长，下面只留下了开头。请删到 20 个字以内。"),
    (KIND, "不存在", "选项里没有“不存在”，可能刚刚改过。请从列表里再选一次。"),
    (VILLAGE, "北郊镇", "选项里没有“北郊镇”，可能刚刚改过。请从列表里再选一次。"),
    (CAUSES, ("medical", "flood"), "选项里没有“flood”，可能刚刚改过。请从列表里再选一次。"),
    (CONSENT, "false", "要求助人同意才能登记。请说明以后再勾选。"),
    (NAME, "", "请填写“姓名”。"),
    (KIND, "", "请选择“类别”。"),
    (DAY, colander.null, "请选择“哪天”。"),
    (CAUSES, (), "请选择“什么原因”。"),
]


@pytest.mark.parametrize(
    ("node", "typed", "words"), REFUSED, ids=lambda x: str(x)[:24] if isinstance(x, str) else ""
)
def test_what_a_field_says(node: colander.SchemaNode, typed: Any, words: str) -> None:
    assert said(node, typed) == words


@pytest.mark.parametrize(
    ("node", "typed", "words"), REFUSED, ids=lambda x: str(x)[:24] if isinstance(x, str) else ""
)
def test_every_refusal_says_what_is_wrong_and_then_what_to_do(node: Any, typed: Any, words: str) -> None:
    assert "请" in words.rstrip("。").rpartition("。")[2] or words.startswith("请")
    assert not re.search(r"[A-Za-z]{3,}", words.replace(str(typed), "").replace("flood", ""))


@pytest.mark.parametrize(
    "number", ["370306196001010012", "370321195501010018", "810000199408230021", "379999199001010010"]
)
def test_id_numbers_are_taken_from_wherever_they_were_given_out(number: str) -> None:
    """Born before the district's code, in a county since dissolved, in Hong Kong, and with a code no table knows."""
    assert ID.deserialize(number) == number


@pytest.mark.parametrize("number", ["370306198501010018", "37030619850101002X"])
def test_one_wrong_digit_of_an_id_number_is_always_found(number: str) -> None:
    right = number[:-1] + numbers.ric.calc_check_digit(number)
    for at in range(17):
        for digit in "0123456789":
            wrong = right[:at] + digit + right[at + 1 :]
            if wrong != right:
                said(ID, wrong)


@pytest.mark.parametrize(
    "node",
    [
        fields.money("a", "金额", optional=True),
        fields.whole("a", "时间", optional=True),
        fields.date("a", "哪天", optional=True),
        fields.month("a", "年月", optional=True),
        fields.id_number("a", "身份证号码", optional=True),
        fields.phone("a", "电话", optional=True),
        fields.credit_code("a", "代码", optional=True),
        fields.text("a", "姓名", max=9, optional=True),
        fields.choice("a", "类别", KINDS, optional=True),
    ],
)
def test_an_optional_field_left_empty_is_none(node: colander.SchemaNode) -> None:
    assert node.deserialize("") is None
    assert node.deserialize(colander.null) is None


def test_boxes_and_ticks_left_alone() -> None:
    assert fields.boxes("a", "原因", KINDS, optional=True).deserialize(()) == ()
    assert fields.yes("a", "愿意").deserialize("false") is False
    assert fields.hidden("do", "close").deserialize(colander.null) == "close"


@pytest.mark.parametrize(
    ("node", "value", "written"),
    [
        (MONEY, 1_200_050, "12000.50"),
        (MONEY, 1_200_000, "12000"),
        (HOURS, 40, "40"),
        (DAY, TODAY, "2026-11-23"),
        (MONTH, date(2013, 9, 1), "2013-09"),
        (NAME, None, colander.null),
    ],
)
def test_values_are_written_as_they_are_typed(node: colander.SchemaNode, value: Any, written: Any) -> None:
    assert node.serialize(value) == written
    if value is not None:
        assert node.deserialize(written) == value


def test_what_nobody_types_is_taken_off() -> None:
    assert cleaned("马\x00立\x1b新\u202e\u200b") == "马立新"
    assert cleaned("一\r\n二\r三\t四") == "一\n二\n三\t四"
    assert cleaned("\ud800好") == "好"
    assert len(cleaned("长" * 10_000_000)) == LONGEST


def test_an_amount_whose_unit_another_field_decides() -> None:
    assert fields.fen_of("3,600.50") == 360_050
    assert fields.whole_of("40") == 40
    with pytest.raises(types.Wrong):
        fields.fen_of("-1")

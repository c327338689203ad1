"""What people type into each kind of field, and what they are told where it cannot be read."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import colander
import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.forms import fields, types

TODAY = date(2026, 11, 23)
GOOD_ID = "11010519491231002X"


def said(kind: types.Typed, typed: str) -> str:
    """The message that *typed* gets, in Chinese with its figures."""
    with pytest.raises(colander.Invalid) as caught:
        kind.deserialize(colander.SchemaNode(kind, name="x", title="x"), typed)
    message = caught.value.msg
    figures = {
        name: getattr(value, "interpolate", lambda value=value: value)()
        for name, value in message.mapping.items()
    }
    return str(type(message)(message, mapping=figures).interpolate())


def read(kind: types.Typed, typed: str) -> Any:
    return kind.deserialize(colander.SchemaNode(kind, name="x"), typed)


@pytest.mark.parametrize(
    ("typed", "fen"),
    [
        ("12000", 1_200_000),
        ("12,000", 1_200_000),
        ("12，000", 1_200_000),
        ("12000.5", 1_200_050),
        ("12000.50", 1_200_050),
        ("12000.", 1_200_000),
        ("¥3,600.00", 360_000),
        ("￥3600", 360_000),
        ("３６００", 360_000),
        ("3600 元", 360_000),
        ("0.01", 1),
        ("100000000", 10_000_000_000),
        ("007", 700),
    ],
)
def test_money_is_read_as_fen(typed: str, fen: int) -> None:
    assert read(types.Money(), typed) == fen


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("-5", "金额不能小于 0。请去掉前面的减号。"),
        ("0", "金额要大于 0。请写需要多少元。"),
        ("0.001", "金额最多写到分，小数点后两位。请去掉多的 1 位。"),
        ("12,00", "“12,00”的逗号位置不对，看不出是多少。请去掉逗号再写一遍。"),
        ("一万", "金额要写成数字，比如 12,000 或 12000.50。现在写的是“一万”，请改成数字。"),
        ("1e5", "金额要写成数字，比如 12,000 或 12000.50。现在写的是“1e5”，请改成数字。"),
        ("٣٠٠", "金额要写成数字，比如 12,000 或 12000.50。现在写的是“٣٠٠”，请改成数字。"),
        ("100000000.01", "金额太大了，最多 100,000,000 元。请看看是不是多写了几个 0。"),
        ("9" * 5000, "金额太大了，最多 100,000,000 元。请看看是不是多写了几个 0。"),
    ],
)
def test_money_that_cannot_be_read(typed: str, told: str) -> None:
    assert said(types.Money(), typed) == told


@given(st.integers(min_value=1, max_value=types.MOST_FEN))
def test_money_is_shown_as_it_can_be_read_again(fen: int) -> None:
    kind = types.Money()
    assert read(kind, kind.serialize(None, fen)) == fen


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("1.5", "要写整数，不能有小数点。请改成整数。"),
        ("四十", "要写成数字，比如 40。现在写的是“四十”，请改成数字。"),
        ("-3", "至少是 1。请改大一些。"),
        ("0", "至少是 1。请改大一些。"),
        ("201", "最多是 200。请看看是不是多写了几个 0。"),
        ("9" * 5000, "最多是 200。请看看是不是多写了几个 0。"),
    ],
)
def test_whole_numbers_that_cannot_be_read(typed: str, told: str) -> None:
    assert said(types.Whole(most=200), typed) == told


def test_whole_number() -> None:
    assert read(types.Whole(), "４0") == 40


@pytest.mark.parametrize("typed", ["2026-11-23", "2026/11/23", "2026年11月23日", "20261123", "2026.11.23"])
def test_days(typed: str) -> None:
    assert read(types.Day(until=TODAY), typed) == TODAY


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("2026-02-30", "2026年2月30日 这一天不存在。请再看一遍日期。"),
        ("2026-11-24", "日期不能晚于 2026年11月23日。请再看一遍日期。"),
        ("1899-12-31", "日期不能早于 1900年1月1日。请再看一遍日期。"),
        ("昨天", "日期要写成 2026-11-23 这样。现在写的是“昨天”，请改一改。"),
        ("0000-00-00", "0年0月0日 这一天不存在。请再看一遍日期。"),
    ],
)
def test_days_that_cannot_be(typed: str, told: str) -> None:
    assert said(types.Day(since=date(1900, 1, 1), until=TODAY), typed) == told


def test_months() -> None:
    assert read(types.Month(until=TODAY), "2013-09") == date(2013, 9, 1)
    assert read(types.Month(until=TODAY), "2013年9月") == date(2013, 9, 1)
    assert said(types.Month(until=TODAY), "2013-13") == "2013年13月 不存在。请再看一遍年月。"
    assert said(types.Month(until=TODAY), "2026-12") == "年月不能晚于 2026年11月。请再看一遍。"
    assert types.Month().serialize(None, date(2013, 9, 1)) == "2013-09"


@pytest.mark.parametrize(
    ("typed", "number"),
    [(GOOD_ID, GOOD_ID), ("11010519491231002x", GOOD_ID), ("110105 19491231 002X", GOOD_ID)],
)
def test_id_numbers(typed: str, number: str) -> None:
    assert read(types.ChineseID(until=TODAY), typed) == number


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("1101051949123100", "身份证号码是 18 位，现在是 16 位。请补上少的 2 位。"),
        ("1101051949123100211", "身份证号码是 18 位，现在是 19 位。请去掉多的一位。"),
        ("1101051949123100AB", "身份证号码前 17 位是数字，最后一位是数字或 X。请对照证件再输一遍。"),
        ("370306199002300412", "号码里的出生日期 1990年2月30日 不存在。请对照证件再输一遍。"),
        ("370306209901010412", "号码里的出生日期 2099年1月1日 还没有到。请对照证件再输一遍。"),
        ("110105194912310021", "号码的最后一位和前面的对不上，可能有一位输错了。请对照证件再输一遍。"),
    ],
)
def test_id_numbers_that_cannot_be(typed: str, told: str) -> None:
    assert said(types.ChineseID(until=TODAY), typed) == told


def test_id_number_of_no_place() -> None:
    from stdnum.cn import ric

    number = "99999919900101001"
    typed = number + ric.calc_check_digit(number + "0")
    told = "号码前 6 位 999999 不是这个人出生时的地区代码。请对照证件再输一遍。"
    assert said(types.ChineseID(), typed) == told


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("13805330147", "13805330147"),
        ("138 0533 0147", "13805330147"),
        ("+86 138-0533-0147", "13805330147"),
        ("１３８０５３３０１４７", "13805330147"),
        ("0533-6412345", "05336412345"),
        ("(0533)6412345", "05336412345"),
    ],
)
def test_phones(typed: str, number: str) -> None:
    assert read(types.Phone(), typed) == number


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("1380533014", "手机号码是 11 位数字，现在是 10 位。请补上少的一位。"),
        ("138053301470", "手机号码是 11 位数字，现在是 12 位。请去掉多的一位。"),
        ("12005330147", "没有 120 开头的手机号码。请对照着再输一遍。"),
        ("6412345", "手机号码是 1 开头的 11 位数字；固定电话要带区号，比如 0533-6412345。请补全。"),
        ("05336", "固定电话是区号加 7 到 8 位号码，比如 0533-6412345。请对照着再输一遍。"),
        ("没有电话", "电话号码只能有数字。请去掉别的字，比如 13805330147。"),
    ],
)
def test_phones_that_cannot_be(typed: str, told: str) -> None:
    assert said(types.Phone(), typed) == told


def test_only_a_mobile_where_it_has_to_be_one() -> None:
    told = "手机号码是 1 开头的 11 位数字。请填手机号码；没有手机的，填一位家里人的。"
    assert said(types.Phone(landline=False), "0533-6412345") == told


def test_credit_codes() -> None:
    assert read(types.CreditCode(), "91110000600037341l") == "91110000600037341L"
    assert (
        said(types.CreditCode(), "9111000060003734")
        == "统一社会信用代码是 18 位，现在是 16 位。请补上少的 2 位。"
    )
    assert "对不上" in said(types.CreditCode(), "911100006000373412")
    assert "没有 I、O、S、V、Z" in said(types.CreditCode(), "9111000060003734OI")


def test_text_is_counted_as_people_count() -> None:
    assert read(types.Text(4), "𠮷野家好") == "𠮷野家好"
    assert said(types.Text(4), "一二三四五六") == "最多 4 个字，现在是 6 个字。请删去 2 个字。"
    assert said(types.Text(9, least=3), "一") == "至少 3 个字，现在是 1 个字。请再写一些。"


def test_choices_take_only_what_is_offered() -> None:
    node = fields.choice("town", "镇", [("王村镇", [("11", "东村")]), ("21", "西村")])
    assert node.deserialize("11") == "11"
    assert node.deserialize("21") == "21"
    with pytest.raises(colander.Invalid):
        node.deserialize("王村镇")
    node = fields.boxes("causes", "原因", [("a", "大病"), ("b", "火灾")], optional=True)
    assert node.deserialize(("b", "a")) == ("a", "b")
    assert node.deserialize(()) == ()
    with pytest.raises(colander.Invalid):
        node.deserialize(("c",))


def test_what_was_not_given_is_asked_for_by_name() -> None:
    for node, words in (
        (fields.text("n", "姓名", max=9), "请填写“姓名”。"),
        (fields.choice("t", "镇", [("1", "王村镇")]), "请选择“镇”。"),
        (fields.date("d", "哪天"), "请选择“哪天”。"),
    ):
        with pytest.raises(colander.Invalid) as caught:
            node.deserialize("")
        assert caught.value.msg.interpolate() == words
    assert fields.text("n", "姓名", max=9, optional=True).deserialize("") is None
    with pytest.raises(colander.Invalid):
        fields.yes("y", "同意", required=True).deserialize("false")
    assert fields.yes("y", "同意").deserialize("false") is False


def test_amounts_whose_unit_another_field_decides() -> None:
    assert fields.fen_of("3,600.50") == 360_050
    assert fields.whole_of("40") == 40
    with pytest.raises(fields.Wrong, match="要写整数"):
        fields.whole_of("1.5")
    with pytest.raises(ValueError, match="减号"):
        fields.fen_of("-1")


KINDS = [
    types.Text(20),
    types.Money(),
    types.Whole(),
    types.Day(until=TODAY),
    types.Month(until=TODAY),
    types.ChineseID(until=TODAY),
    types.Phone(),
    types.CreditCode(),
    types.OneOf(frozenset({"a"})),
]


@given(st.sampled_from(KINDS), st.text(max_size=40) | st.text("0123456789-.,+¥年月日Xx／ ", max_size=25))
def test_whatever_is_typed_is_read_or_refused_in_chinese(kind: types.Typed, typed: str) -> None:
    try:
        kind.deserialize(colander.SchemaNode(kind, name="x"), typed)
    except colander.Invalid as refused:
        words = str(refused.msg.interpolate())
        assert re.search(r"[\u4e00-\u9fff].*[。]$", words, re.DOTALL), words

"""Whatever is typed into a field is read or refused in Chinese, and what is read can be shown and read again."""

from __future__ import annotations

import re
from datetime import date

import colander
from hypothesis import given
from hypothesis import strategies as st

from portal.forms import numbers, types
from portal.forms.clean import cleaned

TODAY = date(2026, 11, 23)
KINDS = (
    types.Text(20),
    types.Money(),
    types.Whole(),
    types.Day(until=TODAY),
    types.Month(until=TODAY),
    numbers.ChineseID(until=TODAY),
    numbers.Phone(),
    numbers.CreditCode(),
    types.OneOf(frozenset({"a"})),
)
TYPED = st.text(max_size=40) | st.text("0123456789-.,+¥年月日Xx／ ", max_size=25)


@given(st.sampled_from(KINDS), TYPED)
def test_read_or_refused_in_chinese(kind: types.Typed, typed: str) -> None:
    node = colander.SchemaNode(kind, name="x")
    try:
        value = kind.deserialize(node, typed)
    except colander.Invalid as refused:
        return _is_chinese(refused.msg.interpolate())
    if value is not colander.null:
        assert kind.deserialize(node, kind.serialize(node, value)) == value
    return None


def _is_chinese(words: str) -> None:
    assert re.search(r"[\u4e00-\u9fff].*。$", words, re.DOTALL)


@given(st.integers(min_value=1, max_value=types.MOST_FEN))
def test_money_survives_being_shown(fen: int) -> None:
    kind = types.Money()
    assert kind.deserialize(colander.SchemaNode(kind), kind.serialize(None, fen)) == fen


@given(st.text())
def test_cleaning_twice_changes_nothing_more(typed: str) -> None:
    assert cleaned(cleaned(typed)) == cleaned(typed)

"""What a person can get wrong in each kind of field, and what has to be said about it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any, NamedTuple

import colander
import deform

from portal.forms import types
from portal.forms.numbers import ChineseID, CreditCode, Phone
from portal.forms.widgets import Rows


class Bad(NamedTuple):
    """A value that has to be refused; ``says`` is part of the message."""

    value: Any
    says: str


class Leaf(NamedTuple):
    """A field that something is typed into, by the id under which it stands on the page."""

    id: str
    node: colander.SchemaNode

    @property
    def kind(self) -> Any:
        return self.node.typ

    @property
    def is_text(self) -> bool:
        return isinstance(self.kind, types.Text)


TEXT = (
    (
        types.Money,
        ["-5:不能小于 0", "-0.01:不能小于 0", "3.505:最多写到分", "三百:要写成数字", "1,2:逗号位置不对"],
    ),
    (types.Money, ["1e9:要写成数字", "99999999999:太大", "9999999999999999999999:太大", "NaN:要写成数字"]),
    (
        types.Whole,
        ["-3:至少是", "0:至少是", "2.5:要写整数", "十:要写成数字", "99999999:最多是", "1e3:要写成数字"],
    ),
    (
        types.Day,
        ["2026-02-30:不存在", "2025-13-01:不存在", "明天:要写成", "1800-01-01:不能早于", "0000-00-00:不存在"],
    ),
    (types.Month, ["2013-13:不存在", "1013-01:不存在", "去年:要写成"]),
    (ChineseID, ["370306198001010099:对不上", "370306198013010091:不存在", "3703061980:是 18 位"]),
    (ChineseID, ["37030619800101009X9:去掉多的一位", "3703061980O1010097:前 17 位是数字"]),
    (Phone, ["123:", "打我电话:只能有数字", "19999:是 11 位", "1380533014799:去掉多的 2 位", "5336412345:"]),
    (CreditCode, ["91370306MA3C0000X1:", "9137:是 18 位", "9137030612345678I9:"]),
)


def leaves(field: deform.Field, row: str = "") -> Iterator[Leaf]:
    """The fields of a form; of rows the first one."""
    if isinstance(field.widget, Rows):
        yield from leaves(field.children[0], f"{field.oid}-0")
    elif field.children and isinstance(field.schema.typ, colander.Mapping):
        for child in field.children:
            yield from leaves(child, f"{row}-{child.name}" if row else "")
    elif not field.widget.hidden:
        yield Leaf(row or str(field.oid), field.schema)


def spoiled(leaf: Leaf) -> Iterator[Bad]:
    """Every mistake that fits the field, the emptiness of what is required first."""
    node, kind = leaf.node, leaf.kind
    if isinstance(kind, types.Tick):
        if node.validator is not None:
            yield Bad(False, "请")
        return
    many = isinstance(kind, types.SomeOf)
    if node.required:
        yield Bad((), "请选择") if many else Bad("", "请")
    if many or isinstance(kind, types.OneOf):
        yield Bad("no-such-choice", "选项里没有")
    elif leaf.is_text:
        yield from _of_words(leaf)
    else:
        yield from _of_figures(kind)


def _of_words(leaf: Leaf) -> Iterator[Bad]:
    if leaf.node.required and leaf.node.widget.strip:
        yield Bad(" \t\u3000 ", "请填写")
    yield Bad("周" * (leaf.kind.limit + 1), f"最多 {leaf.kind.limit} 个字")


def _of_figures(kind: Any) -> Iterator[Bad]:
    for typ, rows in TEXT:
        if isinstance(kind, typ):
            for row in rows:
                value, _colon, says = row.partition(":")
                if value != "0" or kind.least:
                    yield Bad(value, says)
    until = getattr(kind, "until", None)
    if isinstance(kind, types.Day) and until is not None:
        yield Bad((until + timedelta(days=1)).isoformat(), "不能晚于")
    if isinstance(kind, types.Day) and kind.since > types.EARLIEST:
        yield Bad((kind.since - timedelta(days=1)).isoformat(), "不能早于")

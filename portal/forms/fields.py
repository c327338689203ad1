"""The fields that forms are made of: name, label and limits in; a Colander node with its widget out.

Every function takes the field's name and label first, and ``help`` (a sentence under the label) and
``optional`` (then ``None`` where nothing was typed, and the label says 选填) by keyword.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date as Date
from typing import Any

import colander
from pyramid.i18n import TranslationStringFactory
from pyramid.request import Request

from content.calendar import day_of
from content.vocabulary import Word
from portal.forms import numbers, types, widgets
from portal.forms.types import Wrong as Wrong

_ = TranslationStringFactory("portal")

Choices = Iterable[tuple[str, Any]]
"""(value, label), or (label of a group, its own choices)."""

MISSING = {
    "write": _("请填写“${title}”。"),
    "choose": _("请选择“${title}”。"),
    "tick": _("请先勾选：${title}"),
    "add": _("请在“${title}”里至少填一行。"),
}
"""What is said where nothing was given."""


def text(
    name: str,
    title: Any,
    *,
    max: int,
    help: Any = "",
    optional: bool = False,
    default: str = "",
    width: str = "",
    autocomplete: str = "off",
    widget: Any = None,
) -> colander.SchemaNode:
    """One line of words → str."""
    widget = widget or widgets.Input(width=width, autocomplete=autocomplete)
    return _node(types.Text(max), name, title, widget, help, optional, default or colander.null)


def long_text(
    name: str,
    title: Any,
    *,
    max: int,
    help: Any = "",
    optional: bool = False,
    default: str = "",
    rows: int = 4,
) -> colander.SchemaNode:
    """Several lines of words → str."""
    return _node(
        types.Text(max), name, title, widgets.Area(rows=rows), help, optional, default or colander.null
    )


def password(
    name: str, title: Any, *, help: Any = "", least: int = 0, new: bool = False
) -> colander.SchemaNode:
    """A password as typed → str; *new* tells the browser to offer one."""
    widget = widgets.Password(autocomplete="new-password" if new else "current-password")
    return _node(types.Text(200, least=least), name, title, widget, help)


def money(
    name: str,
    title: Any,
    *,
    help: Any = "",
    optional: bool = False,
    default_fen: int | None = None,
    least_fen: int = 1,
    most_fen: int = types.MOST_FEN,
) -> colander.SchemaNode:
    """Yuan, with or without fen → int fen. The label names the unit: 金额（元）."""
    kind = types.Money(least_fen=least_fen, most_fen=most_fen)
    default = colander.null if default_fen is None else default_fen
    return _node(kind, name, title, _number("decimal"), help, optional, default)


def whole(
    name: str,
    title: Any,
    *,
    help: Any = "",
    optional: bool = False,
    default: int | None = None,
    least: int = 1,
    most: int = 100_000,
) -> colander.SchemaNode:
    """A whole number → int. The label names the unit: 时间（小时）."""
    kind = types.Whole(least=least, most=most)
    return _node(
        kind, name, title, _number("numeric"), help, optional, colander.null if default is None else default
    )


def date(
    name: str,
    title: Any,
    *,
    help: Any = "",
    optional: bool = False,
    default: Date | None = None,
    since: Date | None = None,
    until: Date | None = None,
) -> colander.SchemaNode:
    """A day from *since* to *until* → date."""
    kind = types.Day(since=since, until=until)
    return _node(kind, name, title, widgets.Date(), help, optional, default or colander.null)


def month(
    name: str, title: Any, *, help: Any = "", optional: bool = False, until: Date | None = None
) -> colander.SchemaNode:
    """A month up to *until* → date, the first of the month."""
    return _node(types.Month(until=until), name, title, widgets.Month(), help, optional)


def phone(
    name: str, title: Any, *, help: Any = "", optional: bool = False, landline: bool = True
) -> colander.SchemaNode:
    """A mobile, or a landline with its area code → its digits."""
    widget = widgets.Input(kind="tel", inputmode="tel", width="w-digits-11 num")
    return _node(numbers.Phone(landline=landline), name, title, widget, help, optional)


def id_number(
    name: str, title: Any, *, help: Any = "", optional: bool = False, until: Date | None = None
) -> colander.SchemaNode:
    """A resident's ID number, born not after *until* → 18 characters."""
    widget = widgets.Input(width="w-digits-18 num")
    return _node(numbers.ChineseID(until=until), name, title, widget, help, optional)


def regions(name: str, title: Any, *, help: Any = "", most: int = 20) -> colander.SchemaNode:
    """Places outside the district, by name or national code, side by side → tuple of codes; never required."""
    node = _node(numbers.Regions(most), name, title, widgets.Input(), help, True)
    node.missing = ()
    return node


def credit_code(name: str, title: Any, *, help: Any = "", optional: bool = False) -> colander.SchemaNode:
    """An organisation's unified social credit code → 18 characters."""
    return _node(numbers.CreditCode(), name, title, widgets.Input(width="w-digits-18 num"), help, optional)


def choice(
    name: str,
    title: Any,
    choices: Choices,
    *,
    help: Any = "",
    optional: bool = False,
    default: str = "",
    within: str = "",
) -> colander.SchemaNode:
    """One of a list → its value. *within* names a select before it whose chosen label is the group to show."""
    values = _grouped(choices)
    widget = widgets.Select(values=(("", _("请选择")), *values), within=within)
    return _node(types.OneOf(_offered(values)), name, title, widget, help, optional, default or colander.null)


def radios(
    name: str,
    title: Any,
    choices: Choices,
    *,
    help: Any = "",
    optional: bool = False,
    default: str = "",
    inline: bool = False,
) -> colander.SchemaNode:
    """One of a few → its value."""
    values = _grouped(choices)
    widget = widgets.Radios(values=values, inline=inline)
    return _node(types.OneOf(_offered(values)), name, title, widget, help, optional, default or colander.null)


def boxes(
    name: str,
    title: Any,
    choices: Choices,
    *,
    help: Any = "",
    optional: bool = False,
    default: Iterable[str] = (),
    inline: bool = True,
) -> colander.SchemaNode:
    """Any of a few → tuple of values, () where it is optional and nothing was ticked.

    Groups fold; they stand open where all of it is short, or something in it is ticked.
    """
    values = _grouped(choices)
    kind = types.SomeOf(tuple(value for value, _label in widgets.ungrouped(values)))
    node = _node(
        kind, name, title, widgets.Boxes(values=values, inline=inline), help, optional, tuple(default)
    )
    if optional:
        node.missing = ()
    return node


def yes(
    name: str, title: Any, *, help: Any = "", required: Any = False, default: bool = False
) -> colander.SchemaNode:
    """A sentence to tick → bool; with *required* (True, or the words that say so) it must be ticked."""
    node = _node(types.Tick(), name, title, widgets.Box(), help, not required, default)
    if required:
        node.validator = _ticked(MISSING["tick"] if required is True else required)
    return node


def file(
    name: str,
    title: Any,
    *,
    help: Any = "",
    optional: bool = False,
    limit: int = 8_000_000,
    endings: tuple[str, ...] = ("jpg", "jpeg", "png", "pdf"),
) -> colander.SchemaNode:
    """A file to send → types.Uploaded."""
    widget = widgets.File(accept=",".join(f".{ending}" for ending in endings))
    return _node(types.Upload(limit, endings), name, title, widget, help, optional)


def hidden(name: str, value: str = "") -> colander.SchemaNode:
    """A value that goes round with the form → str, "" where it got lost."""
    node = _node(types.Text(200), name, name, widgets.Hidden(), "", True, value or colander.null)
    node.missing = value
    return node


def part(name: str, title: Any, *nodes: colander.SchemaNode, help: Any = "") -> colander.SchemaNode:
    """A part of the form with a heading → dict of its fields; ``.add`` more."""
    return colander.SchemaNode(
        colander.Mapping(), *nodes, name=name, title=title, description=help, widget=widgets.Part()
    )


def row(name: str, title: Any, *nodes: colander.SchemaNode, validator: Any = None) -> colander.SchemaNode:
    """What one of many rows holds, headed by *title* and its number; ``.add`` more."""
    return colander.SchemaNode(
        colander.Mapping(), *nodes, name=name, title=title, widget=widgets.Part(), validator=validator
    )


def rows(
    name: str,
    title: Any,
    one: colander.SchemaNode,
    *,
    add: Any,
    help: Any = "",
    least: int = 0,
    most: int = 20,
) -> colander.SchemaNode:
    """The same row several times → list of dicts; *add* is the button's words (再加一位家人).

    A row in which nothing was typed is left out, unless it is among the first *least*.
    """
    return colander.SchemaNode(
        colander.Sequence(),
        one,
        name=name,
        title=title,
        description=help,
        widget=widgets.Rows(least=least, most=most, add_words=add),
        validator=_rows_between(least, most),
        missing_msg=MISSING["add"],
        missing=colander.required if least else [],
    )


def named(words: Iterable[Word]) -> list[tuple[str, Any]]:
    """The choices that words of the vocabulary make: (value, label in the reader's language)."""
    return [(word.value, _(word.label)) for word in words]


def fen_of(typed: str) -> int:
    """Yuan as typed → fen, for a field whose unit another field decides; raises Wrong."""
    return int(types.read(types.Money(), typed))


def whole_of(typed: str) -> int:
    """A number as typed → int, for a field whose unit another field decides; raises Wrong."""
    return int(types.read(types.Whole(), typed))


def today(request: Request) -> Date:
    """Today in the district, for ``until``."""
    return day_of(request.now)


def _node(
    kind: colander.SchemaType,
    name: str,
    title: Any,
    widget: Any,
    help: Any,
    optional: bool = False,
    default: Any = colander.null,
) -> colander.SchemaNode:
    return colander.SchemaNode(
        kind,
        name=name,
        title=title,
        widget=widget,
        description=help,
        default=default,
        missing=None if optional else colander.required,
        missing_msg=MISSING[getattr(widget, "asks", "write")],
    )


def _number(inputmode: str) -> widgets.Input:
    return widgets.Input(inputmode=inputmode, width="w-digits-11 num")


def _grouped(choices: Choices) -> tuple[tuple[str, Any], ...]:
    """The choices as tuples, with numbers as the strings that a form sends."""
    return tuple(
        (value, tuple((str(v), label) for v, label in label_or_more))
        if isinstance(label_or_more, list | tuple)
        else (str(value), label_or_more)
        for value, label_or_more in choices
    )


def _offered(values: tuple[tuple[str, Any], ...]) -> frozenset[str]:
    return frozenset(value for value, _label in widgets.ungrouped(values))


def _ticked(message: Any) -> Any:
    def check(node: colander.SchemaNode, value: bool) -> None:
        if not value:
            raise colander.Invalid(node, _(message, mapping={"title": node.title}))

    return check


def _rows_between(least: int, most: int) -> Any:
    def check(node: colander.SchemaNode, value: list[Any]) -> None:
        if len(value) < least:
            raise colander.Invalid(node, _("至少要 ${least} 行。请再加上。", mapping={"least": least}))
        if len(value) > most:
            raise colander.Invalid(
                node, _("最多 ${most} 行。请删去多的，或分两次登记。", mapping={"most": most})
            )

    return check

"""How fields are drawn: Deform's widgets with our own templates, and nothing of Deform's that brings a script."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

import deform.widget
from colander import null
from deform import Field


class Input(deform.widget.TextInputWidget):
    """One line of text; *kind* is the input's type, *width* a class that says how much goes in."""

    kind = "text"
    width = ""
    inputmode = ""
    autocomplete = "off"
    half = False
    is_group = False
    asks = "write"


class Password(Input):
    """What is typed is neither shown nor sent back, nor is a blank at its end taken off."""

    kind = "password"
    autocomplete = "current-password"
    template = "textinput"
    strip = False

    def serialize(self, field: Field, cstruct: Any, **kw: Any) -> str:
        return super().serialize(field, "", **kw)


class Date(Input):
    """A date field; what is no date at all is shown as text, so that it is not lost."""

    kind = "date"
    width = "w-digits-11 num"
    asks = "choose"
    rest = ""

    def serialize(self, field: Field, cstruct: Any, **kw: Any) -> str:
        odd = isinstance(cstruct, str) and cstruct and not _is_day(cstruct + self.rest)
        return str(super().serialize(field, cstruct, kind="text" if odd else self.kind, **kw))


class Month(Date):
    """A month field."""

    kind = "month"
    rest = "-01"


class Area(deform.widget.TextAreaWidget):
    """Several lines of text."""

    rows = 4
    half = False
    is_group = False
    asks = "write"


class Select(deform.widget.SelectWidget):
    """One of a list. With *within*, the name of another select, only its group of options is shown by our script."""

    within = ""
    half = False
    is_group = False
    asks = "choose"


class Radios(deform.widget.RadioChoiceWidget):
    """One of a few, all in sight."""

    is_group = True
    inline = False
    asks = "choose"


class Boxes(deform.widget.CheckboxChoiceWidget):
    """Any of a few, all in sight, or of many in groups that fold."""

    is_group = True
    inline = True
    asks = "choose"
    few = 12
    """With so many choices or fewer, all groups stand open."""

    def serialize(self, field: Field, cstruct: Any, **kw: Any) -> str:
        numbered = {value: number for number, (value, _words) in enumerate(ungrouped(self.values))}
        is_short = len(numbered) <= self.few
        return str(super().serialize(field, cstruct, numbered=numbered, is_short=is_short, **kw))


class Box(deform.widget.CheckboxWidget):
    """A sentence to tick; the label stands behind the box."""

    half = False
    is_group = False
    own_label = True
    asks = "tick"


class Hidden(deform.widget.HiddenWidget):
    """A value that goes round with the form."""

    half = False
    is_group = False
    asks = "write"


class File(deform.widget.Widget):
    """A file to choose; a browser forgets it with every answer, so the form says to choose it again."""

    template = "file_upload"
    accept = ""
    half = False
    is_group = False
    asks = "choose"

    def serialize(self, field: Field, cstruct: Any, **kw: Any) -> str:
        return str(field.renderer(self.template, **self.get_template_values(field, null, kw)))

    def deserialize(self, field: Field, pstruct: Any) -> Any:
        return pstruct if getattr(pstruct, "file", None) is not None else null


class Files(File):
    """Several files to choose at once; they travel together, like the ticks of a group of boxes."""

    template = "files_upload"

    def deserialize(self, field: Field, pstruct: Any) -> Any:
        return pstruct if pstruct else null


class Part(deform.widget.MappingWidget):
    """A part of a form with its own heading."""

    is_group = True
    is_part = True
    asks = "write"


class Rows(deform.widget.SequenceWidget):
    """The same few fields again and again; a row is added and taken away with or without script."""

    is_group = True
    is_part = True
    asks = "add"
    least, most = 0, 20
    add_words: Any = ""

    def serialize(self, field: Field, cstruct: Any, **kw: Any) -> str:
        given = list(cstruct) if cstruct not in (null, None) else []
        made = getattr(field, "sequence_fields", [])[: len(given)]
        for number in range(len(made), max(len(given), self.least)):
            row = field.children[0].clone()
            if number < len(given):
                row.cstruct = given[number]
            made.append(row)
        _name_rows(field, made)
        field.get_root().blanks.append((field.oid, self._blank(field)))
        return str(
            field.renderer(self.template, **self.get_template_values(field, cstruct, {**kw, "made": made}))
        )

    def deserialize(self, field: Field, pstruct: Any) -> Any:
        try:
            return super().deserialize(field, pstruct)
        finally:
            _name_rows(field, field.sequence_fields)

    def _blank(self, field: Field) -> str:
        """The row that our script copies; it stands outside the form, so that nothing sends it."""
        blank = field.children[0].clone()
        rename(blank, f"{field.oid}-NEW")
        return str(blank.render_template(self.item_template, parent=field, number="NEW"))


def _name_rows(field: Field, made: list[Field]) -> None:
    for number, row in enumerate(made):
        rename(row, f"{field.oid}-{number}")


def ungrouped(values: Iterable[tuple[str, Any]]) -> list[tuple[str, Any]]:
    """(value, label) of every choice, in groups or not."""
    groups = [more if isinstance(more, tuple) else ((value, more),) for value, more in values]
    return [choice for group in groups for choice in group]


def rename(field: Field, oid: str) -> None:
    """Ids that say where a field stands, so that a summary, a label and a test can name them."""
    field.oid = oid
    for child in field.children:
        rename(child, f"{oid}-{child.name}")


def _is_day(written: str) -> bool:
    """Whether a date field of a browser shows it: ``2026-11-23``, and a day that there is."""
    try:
        return date.fromisoformat(written).isoformat() == written
    except ValueError:
        return False

"""An adapter is data: a TOML file that says how the rows of a source fill in one of the portal's forms.

``target`` is the form (TARGETS in target.py), ``name`` the source as it is kept in mind, ``key`` a template that names
one row for ever. ``[fields]`` has a template for each field of the form, or a table:

- ``from``: a template; ``{city}`` is a column, ``{entry.value}`` the part of one
- ``default``: what is filled in where the template gives nothing, so that nobody has to guess what was missing
- ``values``: what stands for what, exactly; what is not listed is refused. The names of words of the vocabulary
  ("Item", "Attribute Cause") stand for their labels
- ``match``: rows of (pattern, value), the first that fits is taken; ``\\1`` is what the pattern caught
- ``words``: true takes the words out of HTML or Markdown
- ``most``: cuts longer words, with … at the end
- ``many``: true makes a list of what stands side by side, for boxes to tick

``[rows.NAME]`` fills in rows of the form: ``each`` is a column with a list, ``[rows.NAME.fields]`` as above, where
``{entry}`` is one of the list. ``together`` makes one document of the rows with the same key: they stand in the
column that it names, for ``each``, and must agree in the ``[fields]``. ``entries`` makes a document of each entry of
the columns that it lists, with ``{entry.list}`` and ``{entry.number}``. ``[[leave_out]]`` has ``from``, ``match`` and
``say``: rows that do not come in, and why. ``until`` ends a text at the first line that fits. ``sheet`` names the sheet
of a workbook.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping as Table
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from content import vocabulary
from portal import richtext

FORMATS = ("jsonl", "csv", "xlsx", "text")
FIELD_KEYS = {"from", "default", "values", "match", "words", "most", "many"}
KEYS = {"target", "name", "key", "format", "fields", "rows", "entries", "together", "leave_out"}
KEYS |= {"until", "sheet"}
SIDE_BY_SIDE = re.compile(r"[、，,;；\n]+")
COLUMN = re.compile(r"\{([^{}]+)\}")


class MappingError(Exception):
    """The mapping file is wrong; the message says where, in Chinese."""


@dataclass(frozen=True)
class Field:
    """How one field is filled in."""

    template: str
    default: str = ""
    values: Table[str, str] | None = None
    match: tuple[tuple[re.Pattern[str], str], ...] = ()
    words: bool = False
    most: int = 0
    many: bool = False

    def fill(self, row: Table[str, Any]) -> str | list[str]:
        """What is typed into the field; raises KeyError with what stands for nothing here."""
        text = expanded(self.template, row)
        if self.words:
            text = richtext.words(text)
        if self.values is not None and text and not self.many:
            text = self.values[text]
        if self.match and text:
            text = self._matched(text)
        text = text or self.default
        if self.most and len(text) > self.most:
            text = f"{text[: self.most - 1]}…"
        return self._side_by_side(text) if self.many else text

    def _side_by_side(self, text: str) -> list[str]:
        words = [word for word in SIDE_BY_SIDE.split(text) if word]
        return words if self.values is None else [self.values[word] for word in words]

    def _matched(self, text: str) -> str:
        for pattern, value in self.match:
            found = pattern.search(text)
            if found is not None:
                return found.expand(value)
        if self.default:
            return ""
        raise KeyError(text)


@dataclass(frozen=True)
class Rows:
    """How the rows of a form are filled in."""

    each: str
    fields: Table[str, Field]


@dataclass(frozen=True)
class LeaveOut:
    """Rows that do not come in."""

    template: str
    pattern: re.Pattern[str]
    say: str


@dataclass(frozen=True)
class Mapping:
    """One mapping file."""

    target: str
    name: str
    key: str
    format: str
    fields: Table[str, Field]
    rows: Table[str, Rows]
    entries: tuple[str, ...]
    together: str
    leave_out: tuple[LeaveOut, ...]
    until: re.Pattern[str] | None
    sheet: str

    @property
    def columns(self) -> set[str]:
        """The columns that it names anywhere."""
        inner = [field for rows in self.rows.values() for field in rows.fields.values()]
        templates = [self.key, *(field.template for field in (*self.fields.values(), *inner))]
        templates += [rule.template for rule in self.leave_out]
        paths = [path.split(".") for template in templates for path in COLUMN.findall(template)]
        if self.together:
            paths = [path[1:] if path[0] == "entry" else path for path in paths]
        named = {path[0] for path in paths if path}
        lists = {rows.each for rows in self.rows.values()} | set(self.entries)
        return (named | lists) - {"entry", self.together}


def expanded(template: str, row: Table[str, Any]) -> str:
    """The template with the row's own words, "" where a column is missing."""
    return COLUMN.sub(lambda found: _text(_inside(row, found[1])), template).strip()


def _inside(value: Any, path: str) -> Any:
    for part in path.split("."):
        value = value.get(part) if isinstance(value, Table) else None
    return value


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


# Reading


OWN = Path(__file__).with_name("own")
"""Mappings for what the portal itself has written; their format is that of the file."""
SUFFIXES = {".jsonl": "jsonl", ".ndjson": "jsonl", ".csv": "csv", ".xlsx": "xlsx"}


def own_names() -> list[str]:
    return sorted(path.stem for path in OWN.glob("*.toml"))


def own(name: str, source: Path) -> Mapping:
    """The mapping for an exported list, of the format of *source*."""
    data = tomllib.loads((OWN / f"{name}.toml").read_text("utf-8"))
    return _mapping({**data, "format": SUFFIXES.get(source.suffix.lower(), source.suffix)})


def read(path: Path) -> Mapping:
    """Raises MappingError, which names the key that is wrong."""
    try:
        data = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise MappingError(f"{path.name}：不是 TOML 文件（{error}）") from None
    try:
        return _mapping(data)
    except MappingError as error:
        raise MappingError(f"{path.name}：{error}") from None


def _mapping(data: dict[str, Any]) -> Mapping:
    _refuse_unknown(data, KEYS, "")
    fields = _table(data, "fields")
    rows = _table(data, "rows")
    format = _word(data, "format")
    if format not in FORMATS:
        raise MappingError(f"format 要写 {'、'.join(FORMATS)} 之一")
    return Mapping(
        target=_word(data, "target"),
        name=_word(data, "name"),
        key=_word(data, "key"),
        format=format,
        fields={name: _field(value, f"fields.{name}") for name, value in fields.items()},
        rows={name: _rows(value, f"rows.{name}") for name, value in rows.items()},
        entries=tuple(data.get("entries", ())),
        together=str(data.get("together", "")),
        leave_out=tuple(
            _leave_out(rule, f"leave_out[{number}]")
            for number, rule in enumerate(data.get("leave_out", ()), 1)
        ),
        until=_pattern(data["until"], "until") if "until" in data else None,
        sheet=str(data.get("sheet", "")),
    )


def _field(value: Any, where: str) -> Field:
    if isinstance(value, str):
        return Field(value)
    if not isinstance(value, dict):
        raise MappingError(f"{where} 要写一个模板，或一张表")
    _refuse_unknown(value, FIELD_KEYS, where)
    pairs = value.get("match", ())
    if any(not isinstance(pair, list) or len(pair) != 2 for pair in pairs):
        raise MappingError(f"{where}.match 的每一行要写两样：样子、值")
    return Field(
        template=str(value.get("from", "")),
        default=str(value.get("default", "")),
        values=_values(value["values"], f"{where}.values") if "values" in value else None,
        match=tuple((_pattern(pattern, f"{where}.match"), str(word)) for pattern, word in pairs),
        words=bool(value.get("words", False)),
        most=int(value.get("most", 0)),
        many=bool(value.get("many", False)),
    )


def _values(value: Any, where: str) -> dict[str, str]:
    if isinstance(value, dict):
        return {str(name): str(word) for name, word in value.items()}
    found: dict[str, str] = {}
    for name in str(value).split():
        words = getattr(vocabulary, name, None)
        if not (isinstance(words, type) and issubclass(words, vocabulary.Word | vocabulary.Urgency)):
            raise MappingError(f"{where}：没有“{name}”这一组词")
        found |= {word.label: str(word.value) for word in words}
    return found


def _rows(value: Any, where: str) -> Rows:
    if not isinstance(value, dict) or not isinstance(value.get("each"), str):
        raise MappingError(f"{where}.each 要写哪一列")
    _refuse_unknown(value, {"each", "fields"}, where)
    inner = value.get("fields", {})
    return Rows(value["each"], {name: _field(one, f"{where}.fields.{name}") for name, one in inner.items()})


def _leave_out(value: Any, where: str) -> LeaveOut:
    if not isinstance(value, dict) or {"from", "match", "say"} != set(value):
        raise MappingError(f"{where} 要写 from、match、say 三样")
    return LeaveOut(str(value["from"]), _pattern(value["match"], f"{where}.match"), str(value["say"]))


def _pattern(text: Any, where: str) -> re.Pattern[str]:
    try:
        return re.compile(str(text))
    except re.error as error:
        raise MappingError(f"{where} 不是正则表达式（{error}）") from None


def _word(data: dict[str, Any], key: str) -> str:
    if not isinstance(data.get(key), str) or not data[key]:
        raise MappingError(f"少写了 {key}")
    return str(data[key])


def _table(data: dict[str, Any], key: str) -> dict[str, Any]:
    found = data.get(key, {})
    if not isinstance(found, dict):
        raise MappingError(f"{key} 要写成一张表")
    return found


def _refuse_unknown(data: dict[str, Any], known: set[str], where: str) -> None:
    for key in data:
        if key not in known:
            raise MappingError(f"{where + '.' if where else ''}{key} 没有这个写法")

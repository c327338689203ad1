"""Strict readers for the fields of one JSON object: every error names the record and the field."""

import json
import re
from collections.abc import Callable, Iterable
from datetime import date
from typing import Never, TypeVar, cast

from matching.problem import AMOUNT_LIMIT, BadInput

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
T = TypeVar("T")


class Record:
    """One JSON object of a file, with a name for messages and readers for its fields."""

    def __init__(
        self, value: object, name: str, required: Iterable[str], optional: Iterable[str] | None = ()
    ) -> None:
        """*optional* None lets any other field stand."""
        if not isinstance(value, dict):
            raise BadInput(name, "", "must be an object")
        self.values = cast(dict[str, object], value)
        self.name = name
        for field in required:
            if field not in self.values:
                self.fail(field, "is missing")
        if optional is not None:
            for field in sorted(self.values.keys() - set(required) - set(optional)):
                self.fail(printable(field), "is no field of this record")

    def fail(self, field: str, problem: str) -> Never:
        """Raise BadInput for one field of this record."""
        raise BadInput(self.name, field, problem)

    def text(self, field: str, empty: bool = False) -> str:
        """A string, not empty unless allowed, that can be written as UTF-8."""
        value = self.values[field]
        if not isinstance(value, str):
            self.fail(field, "must be text")
        self._check_text(field, value)
        if not value and not empty:
            self.fail(field, "must not be empty")
        return value

    def _check_text(self, field: str, value: str) -> None:
        if any("\ud800" <= character <= "\udfff" for character in value):
            self.fail(field, "holds half a character (a lone surrogate)")

    def choice(self, field: str, allowed: tuple[str, ...]) -> str:
        """One of the allowed words."""
        value = self.text(field)
        if value not in allowed:
            self.fail(field, f"must be one of {', '.join(allowed)}")
        return value

    def whole(self, field: str, least: int = 0, most: int = AMOUNT_LIMIT) -> int:
        """An integer in the range; true, false and 1.0 are none."""
        value = self.values[field]
        if type(value) is not int:
            self.fail(field, "must be a whole number")
        if not least <= value <= most:
            self.fail(field, f"must be from {least} to {most}")
        return value

    def truth(self, field: str) -> bool:
        """True or false."""
        value = self.values[field]
        if type(value) is not bool:
            self.fail(field, "must be true or false")
        return value

    def day(self, field: str) -> date:
        """A day as YYYY-MM-DD."""
        value = self.values[field]
        if not isinstance(value, str) or not _DAY.fullmatch(value):
            self.fail(field, "must be a day as YYYY-MM-DD")
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(field, "is no day of the calendar")

    def items(self, field: str) -> list[object]:
        """A list."""
        value = self.values[field]
        if not isinstance(value, list):
            self.fail(field, "must be a list")
        return cast(list[object], value)

    def mapping(self, field: str) -> dict[str, object]:
        """An object."""
        value = self.values[field]
        if not isinstance(value, dict):
            self.fail(field, "must be an object")
        return cast(dict[str, object], value)

    def words(self, field: str) -> frozenset[str]:
        """A list of texts, as a set."""
        values = self.items(field)
        for number, value in enumerate(values):
            if not isinstance(value, str):
                self.fail(f"{field}[{number}]", "must be text")
            self._check_text(f"{field}[{number}]", value)
        return frozenset(cast(list[str], values))

    def maybe(self, field: str, read: Callable[[str], T]) -> T | None:
        """None where the file says null, else what *read* makes of the field."""
        return None if self.values[field] is None else read(field)


def load(text: str | bytes) -> object:
    """The JSON value of a text; NaN, doubled fields and what is no UTF-8 are refused."""
    try:
        return json.loads(text, object_pairs_hook=_object, parse_constant=_constant)
    except BadInput:
        raise
    except UnicodeDecodeError as error:
        raise BadInput("file", "", f"is not UTF-8 at byte {error.start}") from None
    except RecursionError:
        raise BadInput("file", "", "is nested too deeply") from None
    except json.JSONDecodeError as error:
        raise BadInput("file", "", f"is not JSON at line {error.lineno}: {error.msg}") from None
    except ValueError:
        raise BadInput("file", "", "holds a number that is too long") from None


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    value = dict(pairs)
    if len(value) < len(pairs):
        names = [name for name, _ in pairs]
        double = next(name for name in names if names.count(name) > 1)
        raise BadInput(f"record {printable(str(value.get('id', '')))}", printable(double), "stands twice")
    return value


def _constant(name: str) -> Never:
    raise BadInput("file", "", f"{name} is no number")


def printable(text: str) -> str:
    """A text from a file as part of a one-line message."""
    return repr(text[:60])


def name_of(record: str, number: int, value: object) -> str:
    """What messages call a record: its id where it has one, else its place in the list."""
    mark = value.get("id") if isinstance(value, dict) else None
    return (
        f"{record} {printable(mark)}" if isinstance(mark, str) and mark else f"{record} number {number + 1}"
    )

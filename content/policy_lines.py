"""On which line of a TOML text each table, key and array element stands, which tomllib doesn't say.

The text has been read by tomllib before, so the scanner may trust its grammar. A path is a tuple of names
and positions: ("kind", 3, "step", 0, "by").
"""

from __future__ import annotations

import tomllib
from bisect import bisect_left
from collections.abc import Mapping

TomlPath = tuple[str | int, ...]

BLANK = " \t\r\n"
BARE_ENDS = ",]}#\n"


def line_of(lines: Mapping[TomlPath, int], path: TomlPath) -> int:
    """The line of the path, or of the nearest table around it; 1 for what belongs to the whole text."""
    while path and path not in lines:
        path = path[:-1]
    return lines.get(path, 1)


def locate(text: str) -> dict[TomlPath, int]:
    """Path → line, counted from 1, for every table, key and element of a valid TOML text."""
    return _Scanner(text.replace("\r\n", "\n")).scan()


class _Scanner:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.breaks = [at for at, sign in enumerate(text) if sign == "\n"]
        self.lines: dict[TomlPath, int] = {}
        self.counts: dict[TomlPath, int] = {}

    def scan(self) -> dict[TomlPath, int]:
        table: TomlPath = ()
        while self._skip_blank():
            if self._sees("["):
                table = self._header()
            else:
                self._pair(table)
        return self.lines

    # Tables

    def _header(self) -> TomlPath:
        line, is_array = self._line(), self._sees("[[")
        self.at += 2 if is_array else 1
        names = self._key()
        self.at += 2 if is_array else 1
        path = self._within(names[:-1]) + names[-1:]
        if is_array:
            number = self.counts.get(path, 0)
            self.counts[path] = number + 1
            self.lines.setdefault(path, line)
            path = (*path, number)
        self.lines[path] = line
        return path

    def _within(self, names: TomlPath) -> TomlPath:
        """The full path of a header's outer names: in an array of tables, its last table is meant."""
        path: TomlPath = ()
        for name in names:
            path = (*path, name)
            if path in self.counts:
                path = (*path, self.counts[path] - 1)
        return path

    # Pairs and values

    def _pair(self, table: TomlPath) -> None:
        line = self._line()
        path = table + self._key()
        self.at += 1  # the equals sign
        for end in range(len(table) + 1, len(path) + 1):
            self.lines.setdefault(path[:end], line)
        self._value(path)

    def _key(self) -> TomlPath:
        """A key of one or more dotted names; stands on the character after it."""
        start = self.at
        while self.text[self.at] not in "=]":
            if self.text[self.at] in "\"'":
                self._string()
            else:
                self.at += 1
        return _names(self.text[start : self.at])

    def _value(self, path: TomlPath) -> None:
        self._skip_blank()
        if self._sees("["):
            self._array(path)
        elif self._sees("{"):
            self._inline_table(path)
        elif self.text[self.at] in "\"'":
            self._string()
        else:
            self._bare()

    def _array(self, path: TomlPath) -> None:
        self.at += 1
        number = 0
        while self._skip_separators() and not self._sees("]"):
            self.lines[(*path, number)] = self._line()
            self._value((*path, number))
            number += 1
        self.at += 1

    def _inline_table(self, path: TomlPath) -> None:
        self.at += 1
        while self._skip_separators() and not self._sees("}"):
            self._pair(path)
        self.at += 1

    def _string(self) -> None:
        quote = self.text[self.at]
        mark = quote * 3 if self._sees(quote * 3) else quote
        self.at += len(mark)
        while not self._sees(mark):
            self.at += 2 if quote == '"' and self._sees("\\") else 1
        self.at += len(mark)
        while len(mark) == 3 and self._sees(quote):  # one or two quotes may stand before the closing three
            self.at += 1

    def _bare(self) -> None:
        while self.at < len(self.text) and self.text[self.at] not in BARE_ENDS:
            self.at += 1

    # Characters

    def _sees(self, what: str) -> bool:
        return self.text.startswith(what, self.at)

    def _line(self) -> int:
        return bisect_left(self.breaks, self.at) + 1

    def _skip_blank(self, also: str = "") -> bool:
        """Pass over spaces, line ends and comments; False at the end of the text."""
        while self.at < len(self.text):
            if self._sees("#"):
                end = self.text.find("\n", self.at)
                self.at = len(self.text) if end < 0 else end
            elif self.text[self.at] in BLANK + also:
                self.at += 1
            else:
                return True
        return False

    def _skip_separators(self) -> bool:
        return self._skip_blank(also=",")


def _names(key: str) -> TomlPath:
    """The names of a dotted key; tomllib itself takes quotes and escapes apart."""
    names: list[str] = []
    value = tomllib.loads(f"{key.strip()} = 0")
    while isinstance(value, dict):
        name, value = next(iter(value.items()))
        names.append(name)
    return tuple(names)

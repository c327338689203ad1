"""Every mistake of a policy file at once, each with its line, its key and the code of what is wrong."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any, NamedTuple

from content.policy_lines import TomlPath, line_of, locate
from content.policy_said import Said, said
from content.policy_schema import POLICY, Rows, Table, Value
from content.policy_sense import nonsense
from content.policy_syntax import broken_lines
from content.vocabulary import Party


class Mistake(NamedTuple):
    """A line (from 1), the key with its tables ("kind[2].limit[0].value"), and what is wrong there."""

    line: int
    key: str
    said: Said


def check(text: str) -> list[Mistake]:
    """Every mistake in the text of a policy file, by line. A text that is no TOML has its broken lines alone."""
    broken = broken_lines(text)
    if broken:
        return [Mistake(line, "", what) for line, what in broken]
    data = tomllib.loads(text)
    checker = _Checker(locate(text))
    checker.table((), data, POLICY)
    checker.references()
    for path, what in nonsense(data):
        checker.wrong(path, what)
    return sorted(set(checker.mistakes))


class _Checker:
    def __init__(self, lines: Mapping[TomlPath, int]) -> None:
        self.lines = lines
        self.mistakes: list[Mistake] = []
        self.defined: dict[tuple[str, TomlPath], dict[object, TomlPath]] = {}
        self.referred: list[tuple[str, object, TomlPath]] = []

    def wrong(self, path: TomlPath, what: Said) -> None:
        self.mistakes.append(Mistake(line_of(self.lines, path), _key(path), what))

    # Walking the file beside its schema

    def table(self, path: TomlPath, data: Mapping[str, Any], table: Table, scope: TomlPath = ()) -> None:
        for name in data.keys() - table.keys.keys():
            self.wrong((*path, name), _unknown(name, table))
        for name, spec in table.keys.items():
            if name in data:
                self._known((*path, name), data[name], spec, scope)
            elif isinstance(spec, Rows) or spec.required:
                self.wrong(path, _missing(name, spec))

    def _known(self, path: TomlPath, value: object, spec: Value | Table | Rows, scope: TomlPath) -> None:
        if isinstance(spec, Rows):
            self._rows(path, value, spec)
        elif isinstance(spec, Table):
            self._section(path, value, spec, scope)
        elif spec.many:
            self._array(path, value, spec, scope)
        else:
            self._value(path, value, spec, scope)

    def _section(self, path: TomlPath, value: object, spec: Table, scope: TomlPath) -> None:
        if isinstance(value, dict):
            self.table(path, value, spec, scope)
        else:
            self.wrong(path, said("not_section", name=path[-1]))

    def _rows(self, path: TomlPath, value: object, spec: Rows) -> None:
        if not isinstance(value, list) or not all(isinstance(row, dict) for row in value):
            self.wrong(path, said("not_rows", name=path[-1]))
            return
        for number, row in enumerate(value):
            self.table((*path, number), row, spec.table, scope=path[:-1])
        there = [row.get(spec.id) for row in value]
        for id in spec.whole:
            if id not in there:
                self.wrong(path[:-1] or path, said("id_missing", table=f"[[{path[-1]}]]", id=id))

    def _array(self, path: TomlPath, value: object, spec: Value, scope: TomlPath) -> None:
        if not isinstance(value, list):
            self.wrong(path, said("not_list"))
            return
        if not value and not spec.empty:
            self.wrong(path, said("empty_list"))
        for number, element in enumerate(value):
            self._value((*path, number), element, spec, scope)

    def _value(self, path: TomlPath, value: object, spec: Value, scope: TomlPath) -> None:
        what = spec.reader(value)
        if what is not None:
            self.wrong(path, what)
            return
        if spec.defines:
            self._define(path, value, spec.defines, scope)
        if spec.refers:
            self.referred.append((spec.refers, value, path))

    # Ids

    def _define(self, path: TomlPath, value: object, namespace: str, scope: TomlPath) -> None:
        first = self.defined.setdefault((namespace, scope), {}).setdefault(value, path)
        if first != path:
            self.wrong(path, said("twice", value=value, line=line_of(self.lines, first)))

    def references(self) -> None:
        for namespace, value, path in self.referred:
            if value not in self._known_ids(namespace):
                self.wrong(path, said(f"no_such_{namespace}", value=value))

    def _known_ids(self, namespace: str) -> frozenset[object]:
        if namespace == "party":
            return self._known_ids("department") | {party.value for party in Party}
        return frozenset(self.defined.get((namespace, ()), {}))


def _key(path: TomlPath) -> str:
    """("kind", 2, "runs") is kind[3].runs: people count from one."""
    parts = (f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in path)
    return "".join(parts).lstrip(".")


def _unknown(name: str, table: Table) -> Said:
    near = get_close_matches(name, table.keys, n=1)
    return said("unknown_near", name=name, near=near[0]) if near else said("unknown", name=name)


def _missing(name: str, spec: Value | Table | Rows) -> Said:
    if isinstance(spec, Rows):
        return said("missing", name=f"[[{name}]]")
    return said("section_missing" if isinstance(spec, Table) else "missing", name=name)

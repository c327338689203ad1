"""Where a text is no TOML: every line that tomllib stops at, and the code of why."""

from __future__ import annotations

import re
import tomllib
from typing import NamedTuple

from content.policy_said import Said, said

POSITION = re.compile(r"^(.*?) \(at (?:line (\d+), column (\d+)|end of document)\)$", re.DOTALL)

REASONS = {
    "Cannot declare": "toml_section_twice",
    "Cannot overwrite a value": "toml_key_twice",
    "Cannot redefine namespace": "toml_key_twice",
    "Cannot mutate immutable namespace": "toml_inline_added",
    "Duplicate inline table key": "toml_inline_twice",
    "Expected '=' after a key": "toml_no_equals",
    "Expected ']]' at the end": "toml_rows_open",
    "Expected ']' at the end": "toml_section_open",
    "Expected newline or end of document": "toml_more_on_line",
    "Expected": "toml_quote_open",
    "Escaped character is not": "toml_escape",
    "Found invalid character": "toml_control",
    "Illegal character": "toml_control",
    "Invalid hex value": "toml_escape",
    "Invalid date or datetime": "toml_date",
    "Invalid initial character for a key part": "toml_key",
    "Invalid statement": "toml_line",
    "Invalid value": "toml_value",
    "Unclosed array": "toml_list_open",
    "Unclosed inline table": "toml_brace_open",
    "Unescaped '\\' in a string": "toml_backslash",
    "Unterminated string": "toml_quote_open",
}
"""How tomllib's own words begin, and our code for them; where it says something else, its words stand."""


class Broken(NamedTuple):
    line: int
    said: Said


def broken_lines(text: str) -> list[Broken]:
    """Every line tomllib stops at; each is taken out and the rest read again, as long as that leads further down."""
    found: list[Broken] = []
    lines = text.split("\n")
    while problem := _first(lines):
        if found and problem.line <= found[-1].line:
            break
        found.append(problem)
        for number in _statement(lines, problem.line - 1):
            lines[number] = ""
    return found


def _first(lines: list[str]) -> Broken | None:
    try:
        tomllib.loads("\n".join(lines))
    except tomllib.TOMLDecodeError as error:
        said = POSITION.match(str(error))
        reason, line, column = said.groups() if said else (str(error), None, None)
        # At the end of the file tomllib names no place.
        where = {"column": column} if column else {}
        return Broken(int(line) if line else len(lines), _coded(reason, **where))
    return None


def _coded(reason: str, **where: str) -> Said:
    code = next((ours for theirs, ours in REASONS.items() if reason.startswith(theirs)), "")
    return said(code, **where) if code else said("toml_other", reason=reason, **where)


def _statement(lines: list[str], start: int) -> range:
    """The line itself; below a table's broken header, its keys too, which would else fall to the table above."""
    end = start + 1
    if lines[start].lstrip().startswith("["):
        while end < len(lines) and not lines[end].lstrip().startswith("["):
            end += 1
    return range(start, end)

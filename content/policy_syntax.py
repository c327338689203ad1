"""Where a text is no TOML: every line that tomllib stops at, and why, in Chinese."""

from __future__ import annotations

import re
import tomllib
from typing import NamedTuple

POSITION = re.compile(r"^(.*?) \(at (?:line (\d+), column (\d+)|end of document)\)$", re.DOTALL)

REASONS = {
    "Cannot declare": "这一节前面已经有了",
    "Cannot overwrite a value": "这个键前面已经有了",
    "Cannot redefine namespace": "这个键前面已经有了",
    "Cannot mutate immutable namespace": "花括号里的内容不能在别处补写",
    "Duplicate inline table key": "花括号里的键重复了",
    "Expected '=' after a key": "键后面缺少等号",
    "Expected ']]' at the end": "节名后面缺少 ]]",
    "Expected ']' at the end": "节名后面缺少 ]",
    "Expected newline or end of document": "一行只能写一个值，值后面有多余的字",
    "Expected": "引号没有合上",
    "Escaped character is not": "反斜线后面不是合法的字符",
    "Found invalid character": "文字里有换行或控制字符，多半是少了引号",
    "Illegal character": "文字里有换行或控制字符，多半是少了引号",
    "Invalid hex value": "反斜线后面不是合法的字符",
    "Invalid date or datetime": "没有这个日期",
    "Invalid initial character for a key part": "键只用字母、数字、下划线和连字符",
    "Invalid statement": "看不懂这一行",
    "Invalid value": "看不懂这个值，文字要写在引号里",
    "Unclosed array": "方括号没有合上",
    "Unclosed inline table": "花括号没有合上",
    "Unescaped '\\' in a string": "引号里的反斜线要写两个",
    "Unterminated string": "引号没有合上",
}
"""How tomllib's own words begin, and ours; where it says something else, its words stand."""


class Broken(NamedTuple):
    line: int
    message: str


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
        where = f"第 {column} 列" if column else "到文件末尾"
        return Broken(int(line) if line else len(lines), f"不是合法的 TOML，{where}：{_in_chinese(reason)}")
    return None


def _in_chinese(reason: str) -> str:
    return next((ours for theirs, ours in REASONS.items() if reason.startswith(theirs)), reason)


def _statement(lines: list[str], start: int) -> range:
    """The line itself; below a table's broken header, its keys too, which would else fall to the table above."""
    end = start + 1
    if lines[start].lstrip().startswith("["):
        while end < len(lines) and not lines[end].lstrip().startswith("["):
            end += 1
    return range(start, end)

"""What is logged: a fixed event with codes and numbers, never a person's data and never an error's own words."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("portal", "content", "matching", "search")
LEVELS = frozenset("debug info warning error exception critical msg".split())
LOGGERS = frozenset({"log", "logger", "logging", "structlog"})
PERSONAL = frozenset(
    "name names phone address id_number diagnosis school story text body words reason title display_name login "
    "household member reporter payee account receipt query params form values request document case session token "
    "password secret POST GET cookies headers url path_qs".split()
)
"""No part of a logged value may be called like this."""
SAFE = frozenset({"type(error).__name__", "type(error).__qualname__"})
OUR_OWN_WORDS = {"search/whoosh_engine.py": ("reason",)}
"""What is a fixed sentence of ours there: why an index was set aside."""
PRINTERS = ("portal/scripts", "portal/evolving.py", "matching")
"""What is run from a terminal and answers there."""


def log_calls(tree: ast.Module) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in LEVELS
            and ast.unparse(node.func.value).split(".")[0].split("(")[0] in LOGGERS
        ):
            yield node


def offences(tree: ast.Module) -> Iterator[str]:
    for call in log_calls(tree):
        event, *values = call.args
        if not (isinstance(event, ast.Constant) and isinstance(event.value, str)):
            yield f"{call.lineno}: the event is not a fixed text"
        if ast.unparse(call.func).endswith(".exception"):
            yield f"{call.lineno}: a traceback holds whatever was being worked on"
        for keyword in call.keywords:
            if keyword.arg in PERSONAL | {None, "exc_info", "stack_info"}:
                yield f"{call.lineno}: {keyword.arg}"
        for value in [*values, *(keyword.value for keyword in call.keywords)]:
            yield from (f"{call.lineno}: {what}" for what in _personal(value))


def _personal(value: ast.expr) -> Iterator[str]:
    if ast.unparse(value) in SAFE:
        return
    for node in ast.walk(value):
        word = node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")
        if word in PERSONAL or (word in ("error", "exception", "exc") and _is_told(value)):
            yield ast.unparse(value)


def _is_told(value: ast.expr) -> bool:
    """An error itself, or its words: they may hold what somebody typed. What a helper makes of it is its own matter."""
    text = ast.unparse(value)
    return isinstance(value, ast.Name | ast.JoinedStr) or text.startswith(("str(", "repr(", "error.args"))


def modules() -> Iterator[Path]:
    for package in PACKAGES:
        yield from sorted((ROOT / package).rglob("*.py"))


def test_nothing_personal_is_logged() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{offence}"
        for path in modules()
        for offence in offences(ast.parse(path.read_text("utf-8")))
        if not offence.endswith(OUR_OWN_WORDS.get(str(path.relative_to(ROOT)), ("nothing",)))
    ]
    assert found == []


def test_nothing_is_printed_but_by_the_command_line() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in modules()
        if not str(path.relative_to(ROOT)).startswith(PRINTERS)
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
        and ast.unparse(node.func) in ("print", "warnings.warn", "traceback.print_exc")
    ]
    assert found == []


@pytest.mark.parametrize(
    ("line", "is_wrong"),
    [
        ("log.error('unexpected', number=number, error=type(error).__name__)", False),
        ("log.info('indexed', count=len(found))", False),
        ("log.error(f'unexpected {error}')", True),
        ("log.error('unexpected', error=str(error))", True),
        ("log.error('unexpected', error=error)", True),
        ("log.error('unexpected', exc_info=True)", True),
        ("log.exception('unexpected')", True),
        ("log.info('registered', name=row['name'])", True),
        ("log.info('registered', who=member.phone)", True),
        ("log.info('asked', about=request.params)", True),
        ("structlog.get_logger().info('asked', about=document.title)", True),
        ("log.info('asked', **values)", True),
    ],
)
def test_the_check_itself_sees_what_it_should(line: str, is_wrong: bool) -> None:
    assert bool(list(offences(ast.parse(line)))) == is_wrong

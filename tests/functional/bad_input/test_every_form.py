"""No form without its row: whoever adds one here is told to say how it is filled in well, and all else follows."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import portal
from tests.functional.bad_input.table import ROWS

PORTAL = Path(portal.__file__).parent
BUTTONS = {
    "sign-out.pt",
    "account/show.pt",
    "sample/show.pt",
    "source/slip.pt",
    "public/home.pt",
    "public/status-case.pt",
    "public/status-promise.pt",
    "audit/district.pt",
    "me.pt",
    "case/show.pt",
    "inbox.pt",
    "layout/macros.pt",
    "layout/staff.pt",
    "desk/show.pt",
    "desk/preview.pt",
    "desk/arrival.pt",
    "closing/list.pt",
    "deform/form.pt",
}
"""Templates with a button of their own that posts; what they send is spoiled in test_buttons."""


def makers(path: Path) -> Iterator[str]:
    """``module.function`` for every function that makes a Form."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef) and any(_is_form(call) for call in ast.walk(node)):
            yield f"{path.stem}.{node.name}"


def _is_form(call: ast.AST) -> bool:
    return isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "Form"


def test_every_form_has_a_row() -> None:
    made = {maker for path in PORTAL.rglob("*.py") for maker in makers(path)}
    assert made
    assert made == {row.covers for row in ROWS}


def test_every_button_that_posts_is_known() -> None:
    posting = {
        str(path.relative_to(PORTAL / "templates"))
        for path in (PORTAL / "templates").rglob("*.pt")
        if re.search(r"<form[^>]*method=\"post\"", path.read_text())
    }
    assert posting == BUTTONS


def test_a_row_is_found_by_its_name() -> None:
    names = [row.id for row in ROWS]
    assert sorted(names) == sorted(set(names))

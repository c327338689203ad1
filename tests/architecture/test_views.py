"""Views read, call commands and answer: they never write to documents, and never import one another."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
VIEWS = sorted((ROOT / "portal" / "views").rglob("*.py"))

WRITES = frozenset(
    "fire record keep add_member set_paper cover uncover bar update_amounts redraft open_session close_session "
    "close_all_sessions seal_detail setattr delattr".split()
)
"""What changes a document: for commands alone."""
OWN = ("self", "form", "response", "answer", "typed")
"""Names of which a view may set something: itself, the form it shows, the answer it builds, what was typed."""


def trees() -> Iterator[tuple[str, ast.Module]]:
    for path in VIEWS:
        yield str(path.relative_to(ROOT)), ast.parse(path.read_text("utf-8"))


def offences(tree: ast.Module) -> Iterator[str]:
    """Each place where a view writes to something that is not its own, as ``line: text``."""
    for node in ast.walk(tree):
        for target in _targets(node):
            if isinstance(target, ast.Attribute | ast.Subscript) and not _is_own(target, tree):
                yield f"{target.lineno}: {ast.unparse(target)} ="
        if isinstance(node, ast.Call) and _called(node) in WRITES and not _is_command(node, tree):
            yield f"{node.lineno}: {ast.unparse(node.func)}()"


def _is_command(call: ast.Call, tree: ast.Module) -> bool:
    """A function of an imported module of ours, as in ``commands.set_paper(…)``; content's own are no commands."""
    modules = {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "portal"
        for alias in node.names
    }
    return isinstance(call.func, ast.Attribute) and ast.unparse(call.func.value) in modules


def _targets(node: ast.AST) -> Iterator[ast.expr]:
    if isinstance(node, ast.Assign | ast.Delete):
        found = node.targets
    elif isinstance(node, ast.AugAssign | ast.AnnAssign):
        found = [node.target]
    else:
        found = []
    for target in found:
        yield from target.elts if isinstance(target, ast.Tuple | ast.List) else [target]


def _is_own(target: ast.expr, tree: ast.Module) -> bool:
    text = ast.unparse(target)
    root = text.split(".")[0].split("[")[0]
    if text.startswith("request.response") or root in OWN:
        return True
    return isinstance(target, ast.Subscript) and root in _plain_locals(tree)


def _plain_locals(tree: ast.Module) -> frozenset[str]:
    """Names bound to a dict, list or set that is written out here: nobody's but the view's."""
    plain = ast.Dict | ast.List | ast.Set | ast.DictComp | ast.ListComp | ast.SetComp
    made = ("dict", "list", "set", "Counter", "defaultdict")
    names = set()
    for node in ast.walk(tree):
        if not isinstance(node, ast.Assign | ast.AnnAssign) or node.value is None:
            continue
        is_call = isinstance(node.value, ast.Call) and _called(node.value) in made
        if isinstance(node.value, plain) or is_call:
            names |= {target.id for target in _targets(node) if isinstance(target, ast.Name)}
    return frozenset(names)


def _called(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def test_there_are_views_to_look_at() -> None:
    assert len(VIEWS) > 5


def test_views_never_write_to_documents() -> None:
    found = [f"{path}:{offence}" for path, tree in trees() for offence in offences(tree)]
    assert found == []


def test_views_never_import_one_another() -> None:
    found = [
        f"{path}: {module}"
        for path, tree in trees()
        for module in _imports(tree)
        if module.startswith("portal.views")
    ]
    assert found == []


def test_views_take_no_clock_and_no_workflow() -> None:
    forbidden = ("time", "content.workflow.fire", "transaction", "ZODB")
    found = [f"{path}: {m}" for path, tree in trees() for m in _imports(tree) if m in forbidden]
    calls = [
        f"{path}:{node.lineno}"
        for path, tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and ast.unparse(node.func) in ("datetime.now", "datetime.utcnow", "date.today")
    ]
    assert found + calls == []


def _imports(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            yield node.module or ""
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize(
    ("code", "is_written"),
    [
        ("def view(case, request):\n    case.state = 'closed'", True),
        ("def view(case, request):\n    case.papers['id'] = 1", True),
        ("def view(case, request):\n    case.count += 1", True),
        ("def view(case, request):\n    del case.number", True),
        ("def view(case, request):\n    case.a, x = 1, 2", True),
        ("def view(case, request):\n    fire(case, 'close')", True),
        ("def view(case, request):\n    case.keep(request.vault, {})", True),
        ("def view(case, request):\n    setattr(case, 'state', 'x')", True),
        ("def view(case, request):\n    request.response.status_int = 400", False),
        ("def view(case, request):\n    seen = {}\n    seen['x'] = 1", False),
        ("class View:\n    def __init__(self, r):\n        self.request = r", False),
    ],
)
def test_the_check_itself_sees_what_it_should(code: str, is_written: bool) -> None:
    assert bool(list(offences(ast.parse(code)))) == is_written

"""What no browser sends: lists where words belong, broken text, files, lost tokens, endless rows; it does no harm."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.conftest import World
from tests.functional.bad_input import check
from tests.functional.bad_input.sheet import BOOKKEEPING, Sheet
from tests.functional.bad_input.table import ROWS, Row

Plain = list[tuple[str, Any]]
Craft = Callable[[Plain], Plain]
FILE = ("x.exe", b"MZ\x00\xff")


def as_file(pairs: Plain) -> Plain:
    """Every control as a file, the bookkeeping too."""
    return [
        (name, FILE if name not in ("csrf_token", "__start__", "__end__") else value) for name, value in pairs
    ]


def files_for_guards(pairs: Plain) -> Plain:
    return [(name, FILE if name in ("once", "version", "do") else value) for name, value in pairs]


def each(pairs: Plain, change: Callable[[str, Any], Plain]) -> Plain:
    """What people fill in, changed; the bookkeeping as it was."""
    return [
        new
        for name, value in pairs
        for new in ([(name, value)] if name in BOOKKEEPING else change(name, value))
    ]


def twice(pairs: Plain) -> Plain:
    return each(pairs, lambda name, value: [(name, value), (name, value)])


def as_list(pairs: Plain) -> Plain:
    return each(pairs, lambda name, value: _between(name, "sequence", value))


def as_mapping(pairs: Plain) -> Plain:
    return each(pairs, lambda name, value: _between(name, "mapping", value))


def _between(name: str, kind: str, value: Any) -> Plain:
    return [("__start__", f"{name}:{kind}"), ("inner", value), ("__end__", f"{name}:{kind}")]


def never_closed(pairs: Plain) -> Plain:
    return [*pairs, ("__start__", "deep:sequence")]


def never_opened(pairs: Plain) -> Plain:
    return [("__end__", "deep:sequence"), *pairs]


def deep(pairs: Plain) -> Plain:
    return [*pairs, *[("__start__", "deep:sequence")] * 1400, *[("__end__", "deep:sequence")] * 1400]


def renamed(pairs: Plain) -> Plain:
    return [*pairs, ("__start__", "name:rename"), ("__end__", "name:rename"), ("__start__", "x:no-such-kind")]


def with_nul(pairs: Plain) -> Plain:
    return each(pairs, lambda name, value: [(name, f"\x00{value}\x00\x1b")])


def not_utf8(pairs: Plain) -> Plain:
    return each(pairs, lambda name, value: [(name, str(value).encode() + b"\xed\xa0\x80\xff\xfe")])


def in_gbk(pairs: Plain) -> Plain:
    return each(pairs, lambda name, value: [(name, str(value).encode("gbk", "replace"))])


def nothing_but_the_token(pairs: Plain) -> Plain:
    return [(name, value) for name, value in pairs if name == "csrf_token"]


def strange_names(pairs: Plain) -> Plain:
    return [
        *pairs,
        ("__class__", "x"),
        ("", "x"),
        ("名字", "x"),
        ("add_row", "no"),
        ("remove_row", "members-99999"),
    ]


def odd_guards(pairs: Plain) -> Plain:
    odd = {"once": "../../etc/passwd", "version": "\x00" * 20, "do": "__init__"}
    return [(name, odd.get(name, value)) for name, value in pairs]


def with_token(token: Any) -> Craft:
    """The token in another shape; None for none at all."""

    def craft(pairs: Plain) -> Plain:
        rest = [pair for pair in pairs if pair[0] != "csrf_token"]
        return rest if token is None else [("csrf_token", token), *rest]

    return craft


WITHOUT_TOKEN = tuple(with_token(token) for token in (None, "", "stolen", "汉字", "\x00", FILE))
CRAFTED = (
    as_file,
    files_for_guards,
    twice,
    as_list,
    as_mapping,
    never_closed,
    never_opened,
    deep,
    renamed,
    with_nul,
    not_utf8,
    in_gbk,
    nothing_but_the_token,
    strange_names,
    odd_guards,
)


OPEN_TO_ALL = ("status",)
"""Forms that a page without a token may hold: they change nothing."""


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_what_no_browser_sends_does_no_harm(row: Row, world: World) -> None:
    client, sheet = row.open(world)
    before, faults = check.serial(world), []
    for craft in WITHOUT_TOKEN if row.name not in OPEN_TO_ALL else ():
        page = sheet.post(client, [*craft(sheet.plain()), (row.button, row.button)])
        faults += [f"without the token: {fault}" for fault in check.kindly(page, 400)]
    assert check.serial(world) == before
    for craft in CRAFTED:
        before = check.serial(world)
        page = sheet.post(client, [*craft(sheet.plain()), (row.button, row.button)])
        found = list(_harm(page, stored=check.serial(world) != before))
        faults += [f"{craft.__name__}: {fault}" for fault in found]
        if page.status_int in (200, 303) and check.serial(world) != before:
            sheet = _anew(row, client, sheet) or sheet
    assert not faults, "\n".join(faults)


def _harm(page: Any, *, stored: bool) -> Iterator[str]:
    """A refusal stores nothing and says so in Chinese; what is taken is taken as a whole."""
    if page.status_int == 303:
        return
    yield from check.kindly(page, 200, 400, 404, 409, 413)
    if stored and page.status_int != 200:
        yield "refused, and stored all the same"


def _anew(row: Row, client: Any, sheet: Sheet) -> Sheet | None:
    """The form once more, where what was taken left it open."""
    page = client.get(sheet.page_path, status="*")
    if page.status_int != 200 or f'id="{row.name}"' not in page.text:
        return None
    for rows in row.add_rows:
        page = Sheet(page, row.name).send(client, "add_row", rows)
    return Sheet(page, row.name).fill(row.good)


def test_five_thousand_rows_are_too_many(world: World) -> None:
    row = next(row for row in ROWS if row.name == "intake")
    client, sheet = row.open(world)
    before = check.serial(world)
    page = sheet.post(client, [*sheet.plain(), *_members(5000), (row.button, row.button)])
    assert not list(check.kindly(page, 413))
    assert "送来的内容太多" in page.text
    assert check.serial(world) == before


def test_more_rows_than_the_form_takes_are_told_and_kept(world: World) -> None:
    row = next(row for row in ROWS if row.name == "intake")
    client, sheet = row.open(world)
    before = check.serial(world)
    at = next(n for n, (name, value) in enumerate(sheet.plain()) if value == "members:sequence") + 1
    plain = [*sheet.plain()[:at], *_members(25), *sheet.plain()[at:]]
    page = sheet.post(client, [*plain, (row.button, row.button)])
    assert not [*check.refused(page), *check.told_at(page, "members", "最多 20 行")]
    assert Sheet(page, row.name).typed()["members-24-name"] == ["家人 24"]
    assert check.serial(world) == before


def _members(count: int) -> Iterator[tuple[str, str]]:
    for number in range(count):
        yield "__start__", "member:mapping"
        yield "name", f"家人 {number}"
        yield "relation", "son"
        yield "__end__", "member:mapping"


@pytest.mark.parametrize("kind", ["application/json", "text/plain", "multipart/form-data", "application/xml"])
def test_a_body_that_is_no_form_is_refused(world: World, kind: str) -> None:
    client = world.client("window")
    before = check.serial(world)
    for path in ("/intake", "/sign-in", "/report"):
        page = client.request(path, method="POST", body=b'{"a": [1]}', content_type=kind, status="*")
        assert not list(check.kindly(page, 400))
    assert check.serial(world) == before

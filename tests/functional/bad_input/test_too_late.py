"""What two presses of one button do, and what happens to a form that somebody else was faster than."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pyramid.traversal import find_resource
from webtest import TestApp

from tests.conftest import NOW, World
from tests.functional.bad_input import check
from tests.functional.bad_input.sheet import Sheet
from tests.functional.bad_input.table import ROWS, Row

OVERTAKEN = [row for row in ROWS if row.rival]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_stale_it_keeps_what_was_typed_and_a_double_click_does_it_once(row: Row, world: World) -> None:
    client, sheet = row.open(world)
    guards = sheet.bookkeeping() & {"version", "once"}
    assert guards or row.rival or row.repeats, "nothing keeps this form from being sent twice"
    if "version" in guards:
        sheet = _stale(row, world, client, sheet)
    first = sheet.send(client, row.button)
    assert first.status_int in (200, 303), first.text
    before = check.serial(world)
    second = sheet.send(client, row.button)
    faults = [*check.kindly(second, 200, 409)] if second.status_int != 303 else []
    assert not faults, "\n".join(faults)
    assert row.repeats or check.serial(world) == before
    if "once" in guards and first.status_int == 303:
        assert second.location == first.location


def _stale(row: Row, world: World, client: TestApp, sheet: Sheet) -> Sheet:
    """Somebody changed the document since the form was opened; the form as it comes back."""
    path = row.behind or sheet.page_path.partition("/@@")[0]
    world.commit(lambda site: find_resource(site, path).record("noted", actor="system", at=NOW) and None)
    before = check.serial(world)
    page = sheet.send(client, row.button)
    faults = [*check.refused(page, 409), *check.kept(page, sheet)]
    assert not faults, "\n".join(faults)
    assert "别人改过这份内容" in page.text
    assert check.serial(world) == before
    return Sheet(page, row.name)


@pytest.mark.parametrize("row", OVERTAKEN, ids=lambda row: row.id)
def test_who_is_too_late_is_told_so_and_loses_nothing(row: Row, world: World) -> None:
    client, sheet = row.open(world)
    assert row.rival is not None
    gone = [] if row.behind else list(_gone(row, client, sheet))
    assert not gone, "\n".join(gone)
    world.commit(lambda site: row.rival(site) and None)  # type: ignore[misc]
    before = check.serial(world)
    page = sheet.send(client, row.button)
    faults = [*check.refused(page, 409), *check.kept(page, sheet)]
    assert not faults, "\n".join(faults)
    assert check.serial(world) == before


def _gone(row: Row, client: TestApp, sheet: Sheet) -> Iterator[str]:
    """The same form at the address of a document that is not there."""
    lost = sheet.copy()
    document, _at, view = sheet.page_path.partition("/@@")
    lost.page_path = f"{document.rpartition('/')[0]}/gone2345/@@{view}"
    answers = client.get(lost.page_path, status="*"), lost.send(client, row.button)
    for page in answers:
        yield from check.kindly(page, 404)
    if "填好的内容还在" not in answers[1].text:
        yield "nobody says where the words are that were typed"

"""What two presses of one button do, and what happens to a form that somebody else was faster than."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pyramid.traversal import find_resource
from webtest import TestApp

from tests.conftest import World
from tests.functional.bad_input import check
from tests.functional.bad_input.sheet import Sheet
from tests.functional.bad_input.table import ROWS, Row

OVERTAKEN = [row for row in ROWS if row.rival]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_a_double_click_does_it_once(row: Row, world: World) -> None:
    client, sheet = row.open(world)
    first = sheet.send(client, row.button)
    assert first.status_int in (200, 303), first.text
    before = check.serial(world)
    second = sheet.send(client, row.button)
    faults = [*check.kindly(second, 200, 303, 409)] if second.status_int != 303 else []
    assert not faults, "\n".join(faults)
    if not row.repeats:
        assert check.serial(world) == before
    if "once" in sheet.bookkeeping() and first.status_int == 303:
        assert second.location == first.location


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_a_form_that_was_overtaken_keeps_what_was_typed(row: Row, world: World) -> None:
    client, sheet = row.open(world)
    guards = sheet.bookkeeping() & {"version", "once"}
    assert guards or row.rival or row.repeats, "nothing keeps this form from being sent twice"
    if "version" not in guards:
        return

    def note(site: object) -> None:
        find_resource(site, row.behind or sheet.page_path.partition("/@@")[0]).record(
            "noted", actor="system", at=world.clock.now
        )

    world.commit(note)
    before = check.serial(world)
    page = sheet.send(client, row.button)
    faults = [*check.refused(page, 409), *check.kept(page, sheet)]
    assert not faults, "\n".join(faults)
    assert "别人改过这份内容" in page.text
    assert check.serial(world) == before
    assert Sheet(page, row.name).send(client, row.button).status_int == 303


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

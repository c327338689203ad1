"""Every field of every form, wrong in every way that fits it: told at the field, nothing lost, nothing stored."""

from __future__ import annotations

import html
from collections.abc import Iterator
from itertools import islice

import pytest

from portal.forms.base import Form
from tests.conftest import World
from tests.functional.bad_input import check
from tests.functional.bad_input.spoil import Bad, leaves, spoiled
from tests.functional.bad_input.table import ROWS, Row

PASTE = Bad("周" * 3_500_000, "贴进来的太长")
"""Ten megabytes."""
MOST_BYTES = 400_000
FILLED_IN = [row for row in ROWS if row.good]


@pytest.mark.parametrize("row", FILLED_IN, ids=lambda row: row.id)
def test_what_is_wrong_is_told_at_its_field(row: Row, world: World, made: list[Form]) -> None:
    client, good = row.open(world)
    before, faults = check.serial(world), []
    for id, bad, at in _mistakes(row, made[-1]):
        sheet = good.copy().fill({id: bad.value})
        page = sheet.send(client, row.button)
        found = [*check.refused(page)]
        found = found or [*check.told_at(page, at, bad.says), *check.kept(page, sheet, *_not_shown(bad, id))]
        if len(page.body) > MOST_BYTES:
            found.append(f"{len(page.body)} bytes come back")
        if check.serial(world) != before:
            found.append("something was stored")
            before = check.serial(world)
        faults += [f"{id}={str(bad.value)[:30]!r}: {fault}" for fault in found]
    assert not faults, "\n".join(faults)


def _mistakes(row: Row, form: Form) -> Iterator[tuple[str, Bad, str]]:
    """(field, what is wrong, field where it is told); one for each field where another row had that form."""
    known = list(leaves(form))
    is_twin = any(other.covers == row.covers for other in ROWS[: ROWS.index(row)])
    for leaf in known:
        for bad in islice(spoiled(leaf), 1 if is_twin else None):
            yield leaf.id, bad, leaf.id
    for leaf in [leaf for leaf in known if leaf.is_text][-1:]:
        yield leaf.id, PASTE, leaf.id
    for id, value, says, *at in row.odd:
        yield id, Bad(value, says), (at or [id])[0]


def _not_shown(bad: Bad, id: str) -> tuple[str, ...]:
    """A list shows only what is in it; blanks are nothing that was typed; of a paste the beginning comes back."""
    is_blank = not str(bad.value).strip()
    return (id,) if bad.says == "选项里没有" or is_blank or bad is PASTE else ()


MARKUP = "<script>x()</script>\"'&lt;"
HOSTILE = "<script>x()"
"""As a browser would obey it: this must never stand in a page."""


@pytest.mark.parametrize("row", FILLED_IN, ids=lambda row: row.id)
def test_markup_is_text_and_stays_text(row: Row, world: World, made: list[Form]) -> None:
    client, sheet = row.open(world)
    known = list(leaves(made[-1]))
    words = [leaf.id for leaf in known if leaf.is_text and leaf.kind.limit >= len(MARKUP)]
    words = [id for id in words if id not in row.exact]
    if not words:
        assert row.exact or not any(leaf.is_text for leaf in known)
        return
    id, bad = next((leaf.id, bad) for leaf in known for bad in spoiled(leaf))
    sheet.fill(dict.fromkeys(words, MARKUP))
    wrong = sheet.copy().fill({id: MARKUP * 90 if id in words else bad.value})
    page = wrong.send(client, row.button)
    faults = [*check.refused(page), *check.kept(page, wrong, *_not_shown(bad, id))]
    faults += ["it stands in the refusal as markup"] if HOSTILE in page.text else []
    taken = sheet.send(client, row.button)
    assert not faults, "\n".join(faults)
    assert taken.status_int in (200, 303), taken.text
    shown = taken.follow() if taken.status_int == 303 else taken
    if row.seen:
        shown = world.client(row.seen[0]).get(row.seen[1].format(**dict(sheet.plain())))
    assert shown.status_int == 200
    assert HOSTILE not in shown.text
    assert html.escape(HOSTILE) in shown.text

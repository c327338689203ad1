"""What was offered when the page was opened, and is there no more when the form comes in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from content.workflow import fire
from portal.demo.people import AGENCY
from tests.conftest import NOW, World
from tests.functional.bad_input import check
from tests.functional.bad_input.sheet import soup
from tests.functional.bad_input.table import ROWS, Row

BY: dict[str, Any] = {"actor": "system", "at": NOW}


def need_withdrawn(site: Any) -> None:
    fire(site["cases"]["case"].needs["money"], "withdraw", reason="x", **BY)


def agency_suspended(site: Any) -> None:
    fire(site["organisations"][AGENCY], "suspend", reason="x", **BY)


def order_finished(site: Any) -> None:
    (order,) = site["contracts"]["contract"].orders
    order.finish(**BY)


def row_of(covers: str) -> Row:
    return next(row for row in ROWS if row.covers == covers)


@pytest.mark.parametrize(
    ("covers", "goes", "field", "says"),
    [
        ("referral.refer_form", need_withdrawn, "need", "可能刚刚改过"),
        ("contract.contract_form", agency_suspended, "agency", "可能刚刚改过"),
    ],
)
def test_a_choice_that_is_gone_is_told_at_its_field(
    world: World, covers: str, goes: Callable[[Any], None], field: str, says: str
) -> None:
    row = row_of(covers)
    client, sheet = row.open(world)
    world.commit(goes)
    before = check.serial(world)
    page = sheet.send(client, row.button)
    faults = [*check.refused(page), *check.told_at(page, field, says), *check.kept(page, sheet, field)]
    assert not faults, "\n".join(faults)
    assert check.serial(world) == before


def test_an_order_that_was_finished_meanwhile_is_told_and_the_visit_kept(world: World) -> None:
    row = row_of("visit.visit_form")
    client, sheet = row.open(world)
    world.commit(order_finished)
    before = check.serial(world)
    page = sheet.send(client, row.button)
    faults = [*check.refused(page), *check.kept(page, sheet, "order")]
    assert not faults, "\n".join(faults)
    assert "刚刚办完" in str(soup(page).select_one("section.errors"))
    assert check.serial(world) == before


def test_an_organisation_that_was_suspended_meanwhile_keeps_what_it_typed(world: World) -> None:
    row = row_of("source.offer_form")
    client, sheet = row.open(world)
    world.commit(
        lambda site: fire(site["organisations"]["charity-federation"], "suspend", reason="x", **BY) and None
    )
    before = check.serial(world)
    page = sheet.send(client, row.button)
    faults = [*check.refused(page, 409), *check.kept(page, sheet)]
    assert not faults, "\n".join(faults)
    assert "被暂停了资格" in page.text
    assert check.serial(world) == before

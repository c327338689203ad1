"""What an institution asks for: entered by the bureau, found by the public, proposed for, received, closed."""

from __future__ import annotations

from typing import Any

import pytest

from content.workflow import fire
from portal.demo.people import CHARITY, TOWN
from tests import factories
from tests.conftest import NOW, World
from tests.functional.test_family import step

BY: dict[str, Any] = {"actor": "user:charity", "at": NOW}


def entered(world: World, **typed: str) -> str:
    """The path of an appeal for 200 protective suits."""
    client = world.client("bureau")
    form = client.get("/appeals/@@new").forms["appeal"]
    values = {
        "institution": "周村区人民医院",
        "town": TOWN,
        "text": "夜班等着用。",
        "item": "protective_suit",
        "amount": "200",
        "wanted": "医用防护服 GB 19082-2009",
        "contact_name": "孙主任",
        "contact_phone": "0533-6412345",
    }
    for name, value in (values | typed).items():
        form[name] = value
    return str(form.submit("publish", status=303).location.removeprefix("http://localhost"))


@pytest.fixture
def stocked(world: World) -> World:
    """A charity has 500 suits."""
    world.commit(
        lambda site: (
            site["offers"].add(
                factories.offer(
                    id="suits", organisation_id=CHARITY, unit="piece", item="protective_suit", amount=500
                )
            )
            and None
        )
    )
    return world


def titles(page: Any) -> list[str]:
    return [link.get_text() for link in page.html.select("ul.needs h3 a")]


def test_the_public_finds_it_and_reads_no_contact(world: World) -> None:
    path = entered(world)
    world.index()
    client = world.client()
    page = client.get("/needs", {"q": "防护服"})
    assert titles(page) == ["周村区人民医院 防护服"]
    page = page.click("周村区人民医院")
    assert "还缺 200 件" in page.html.get_text(" ", strip=True)
    assert "GB 19082-2009" in page
    assert "周村区人民医院" in client.get("/needs").click("看单位的需求")
    for shown in (client.get(path), client.get("/appeals"), client.get("/needs", {"q": "防护服"})):
        assert "孙主任" not in shown
        assert "6412345" not in shown
    assert "孙主任" in world.client("bureau").get(path)
    assert "孙主任" not in world.client("auditor").get(path)


def test_it_is_proposed_for_delivered_and_received(stocked: World) -> None:
    path = entered(stocked)
    fund = stocked.client("fund")
    fund.get("/desk").forms[0].submit(status=303)
    (proposal,) = stocked.site()["proposals"]
    assert (proposal.source, proposal.amount, proposal.item) == ("/offers/suits", 200, "protective_suit")
    assert "没有满足" not in fund.get("/desk")
    act(fund, f"/proposals/{proposal.id}/@@accept", "accept")
    charity = stocked.client("charity")
    step(charity, f"/proposals/{proposal.id}", "confirm")
    page = charity.get(f"/proposals/{proposal.id}")
    assert "孙主任" in page
    assert "周村区人民医院" in page
    step(charity, f"/proposals/{proposal.id}", "deliver")
    bureau = stocked.client("bureau")
    assert f"/proposals/{proposal.id}" in bureau.get("/me")
    step(bureau, f"/proposals/{proposal.id}", "acknowledge")
    assert "已落实 200 件" in stocked.client().get(path).html.get_text(" ", strip=True)


def test_it_is_closed_only_when_nobody_is_on_the_way(stocked: World) -> None:
    path = entered(stocked)
    fund = stocked.client("fund")
    fund.get("/desk").forms[0].submit(status=303)
    (proposal,) = stocked.site()["proposals"]
    act(fund, f"/proposals/{proposal.id}/@@accept", "accept")
    bureau = stocked.client("bureau")
    form = bureau.get(path).click("这个单位不再需要").forms["step"]
    assert "已经有人答应帮" in form.submit(status=409)
    step(stocked.client("charity"), f"/proposals/{proposal.id}", "decline", "仓库里没有了。")
    bureau.get(path).click("这个单位不再需要").forms["step"].submit(status=303)
    stocked.index()
    assert titles(stocked.client().get("/needs", {"q": "防护服"})) == []
    assert "已结束" in stocked.client().get(path)


def test_a_place_elsewhere_is_named_and_only_served_by_who_serves_it(stocked: World) -> None:
    entered(stocked, town="", elsewhere="湖北省")
    world = stocked
    near = factories.offer(id="near", organisation_id=CHARITY, unit="piece", item="protective_suit", amount=9)
    world.commit(lambda site: fire(site["offers"]["suits"], "close", **BY) and None)
    world.commit(lambda site: site["offers"].add(_only(near, (TOWN,))) and None)
    fund = world.client("fund")
    fund.get("/desk").forms[0].submit(status=303)
    assert list(world.site()["proposals"]) == []
    world.index()
    assert "湖北省" in world.client().get("/needs", {"q": "湖北"})


def _only(offer: Any, places: tuple[str, ...]) -> Any:
    offer.restrictions = type(offer.restrictions)(places=places)
    return offer


def act(client: Any, path: str, name: str) -> None:
    page = client.get(path)
    page.forms[name].submit(name, status=303)

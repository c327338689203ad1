"""What anybody can do without an account: offer to volunteer, promise to give, take it back; and no money is taken."""

from __future__ import annotations

from typing import Any

import pytest

from portal.demo.people import CHARITY
from tests import district
from tests.conftest import World

PHONE = "13805330147"


def code_of(page: Any) -> str:
    return str(page.html.select_one("p.num").get_text().strip())


def volunteer(client: Any, status: int = 200, **values: Any) -> Any:
    form = client.get("/volunteer").forms["volunteer"]
    given = {
        "item": "care",
        "hours": "20",
        "able": "每周六下午有空。",
        "organisation": CHARITY,
        "volunteer_name": "周爱华",
        "volunteer_phone": PHONE,
        "age": "adult",
        "risks": True,
    }
    for name, value in (given | values).items():
        form[name] = value
    return form.submit("offer", status=status)


def pledge(world: World, status: int = 200, **values: str) -> Any:
    form = world.client().get("/projects/project/pledge").forms["pledge"]
    for name, value in ({"amount": "500", "pledger_name": "周爱华", "pledger_phone": PHONE} | values).items():
        form[name] = value
    return form.submit("pledge", status=status)


def followed(world: World, code: str) -> Any:
    client = world.client()
    form = client.get("/status").forms["status"]
    form["receipt"], form["tail"] = code, PHONE[-4:]
    form.submit("ask", status=303)
    return client


def only(world: World, folder: str) -> Any:
    (found,) = world.site()[folder]
    return found


@pytest.fixture
def filed(world: World) -> World:
    """A project and the donation that was recorded for it."""

    def build(site: Any) -> None:
        district.project(site, 5_000_000)
        district.donation(site, world.vault, 50_000)

    world.commit(build)
    return world


def test_a_volunteer_becomes_an_offer_of_the_charity(world: World) -> None:
    code = code_of(volunteer(world.client()))
    lead = only(world, "volunteers")
    charity = world.client("charity")
    assert f"/volunteers/{lead.id}" in charity.get("/me").text
    assert "周爱华" in charity.get(f"/volunteers/{lead.id}").text
    assert "周爱华" not in world.client("bureau").get(f"/volunteers/{lead.id}").text

    form = charity.get(f"/volunteers/{lead.id}/@@take").forms["take"]
    form["title"], form["text"] = "周六陪护", "每周六下午上门陪护。"
    form.submit("take", status=303)

    offer = only(world, "offers")
    assert (offer.amount, offer.item, only(world, "volunteers").offer_id) == (20, "care", offer.id)
    public = world.client().get(f"/offers/{offer.id}").text
    assert "周六陪护" in public
    assert "周爱华" not in public
    assert PHONE not in public
    assert "已接受" in followed(world, code).get("/status/promise").text


def test_a_minor_needs_a_guardian_and_the_risks_are_told(world: World) -> None:
    refused = volunteer(world.client(), age="minor", status=400)
    assert "请家长同意" in refused.text
    assert "每周六下午有空。" in refused.text
    volunteer(world.client(), risks=False, status=400)
    assert not list(world.site()["volunteers"])
    minor = {"guardian_name": "周建国", "guardian_phone": PHONE, "guardian_agrees": True}
    volunteer(world.client(), age="minor", **minor)
    assert only(world, "volunteers").is_minor


def test_who_changes_their_mind_takes_it_back_and_is_not_rung(world: World) -> None:
    code = code_of(volunteer(world.client()))
    client = followed(world, code)
    page = client.get("/status/promise")
    next(form for form in page.forms.values() if form.action == "/status/promise").submit(status=303)
    lead = only(world, "volunteers")
    assert lead.state == "withdrawn"
    assert PHONE not in world.client("charity").get(f"/volunteers/{lead.id}").text
    assert world.client("charity").get(f"/volunteers/{lead.id}/@@take", status=404)


def test_a_pledge_takes_no_money_and_is_met_by_a_recorded_donation(filed: World) -> None:
    asked = filed.client().get("/projects/project/pledge")
    assert "本站不收钱" in asked.text
    code = code_of(pledge(filed))
    promise = only(filed, "pledges")
    before = only(filed, "projects").amount
    charity = filed.client("charity")
    assert f"/pledges/{promise.id}" in charity.get("/me").text
    form = charity.get(f"/pledges/{promise.id}/@@receive").forms["receive"]
    form["donation"] = "gift"
    form.submit("receive", status=303)
    assert (only(filed, "pledges").state, only(filed, "pledges").donation_id) == ("received", "gift")
    assert only(filed, "projects").amount == before
    assert "已收到" in followed(filed, code).get("/status/promise").text


def test_a_pledge_says_money_or_goods_and_one_of_them(filed: World) -> None:
    assert "打算捐多少，或捐什么物品" in pledge(filed, amount="", status=400).text
    assert "分开答应" in pledge(filed, goods="两床棉被", status=400).text
    pledge(filed, amount="", goods="两床新棉被")
    assert only(filed, "pledges").amount_fen == 0


def test_nothing_is_promised_to_a_project_that_has_ended(filed: World) -> None:
    filed.commit(lambda site: setattr(site["projects"]["project"], "state", "closed"))
    filed.client().get("/projects/project/pledge", status=404)


def test_another_persons_digits_open_nothing(world: World) -> None:
    code = code_of(volunteer(world.client()))
    form = world.client().get("/status").forms["status"]
    form["receipt"], form["tail"] = code, "9999"
    form.submit("ask", status=400)

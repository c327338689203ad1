"""Abuse and inaction are told without a name, answered under the code, and never shown to whom they name."""

from __future__ import annotations

from typing import Any

import pytest

from content.tip import Tip
from portal.demo.people import TOWN
from tests.conftest import World

STORY = "十一月十六日去北郊镇窗口交材料，让改天再来，来了三趟都没有收。"


def tell(client: Any, status: int = 200, **values: str) -> Any:
    form = client.get("/tip").forms["tip"]
    for name, value in ({"subject": "money", "unit": TOWN, "story": STORY} | values).items():
        form[name] = value
    return form.submit("tell", status=status)


def code_of(page: Any) -> str:
    return str(page.html.select_one("p.num").get_text().strip())


def followed(world: World, code: str) -> Any:
    """Somebody who comes back with the code and nothing else."""
    client = world.client()
    form = client.get("/status").forms["status"]
    form["receipt"] = code
    form.submit("ask", status=303)
    return client


def the_tip(world: World) -> Tip:
    (tip,) = world.site()["tips"]
    return tip


def step(client: Any, tip: Tip, name: str, text: str, status: int = 303) -> Any:
    page = client.get(f"/tips/{tip.id}/@@step", {"do": name})
    form = page.forms["step"]
    form["text"] = text
    return form.submit("go", status=status)


def test_a_tip_is_told_answered_talked_about_and_closed(world: World) -> None:
    page = tell(world.client())
    code, tip = code_of(page), the_tip(world)
    assert "12月8日" in page.html.find("main").get_text()
    assert STORY not in page.html.get_text()
    office = world.client("discipline")
    assert f"/tips/{tip.id}" in office.get("/me").text
    assert STORY in office.get(f"/tips/{tip.id}").text

    step(office, tip, "accept", "已经受理，三天内找您说的窗口核实。")
    step(office, tip, "write", "第三趟是哪一天？")
    teller = followed(world, code)
    page = teller.get("/status/tip")
    assert "第三趟是哪一天？" in page.text
    page.forms["reply"]["said"] = "是十一月二十日上午。"
    page.forms["reply"].submit("reply", status=303)
    assert "是十一月二十日上午。" in office.get(f"/tips/{tip.id}").text

    form = office.get(f"/tips/{tip.id}/@@finish").forms["finish"]
    form["finding"], form["dealt"], form["said"] = "founded", "窗口当天就该收件。", "属实，窗口已改正。"
    refused = form.submit("finish", status=400)
    assert "要写明依据和责任人" in refused.text
    form = refused.forms["finish"]
    form.fields["grounds"][4].checked = True
    form["responsible"] = "孙丽华，北郊镇窗口"
    form.submit("finish", status=303)

    tip = the_tip(world)
    assert (tip.state, tip.finding, len(tip.grounds)) == ("finished", "founded", 1)
    assert tip.duties() == ()
    text = teller.get("/status/tip").text
    assert "属实，窗口已改正。" in text
    assert "孙丽华" not in text
    assert "窗口当天就该收件" not in text


@pytest.mark.parametrize(
    ("values", "sees", "sees_not"),
    [
        ({"unit": TOWN}, "bureau discipline", "window auditor finance admin"),
        ({"unit": "civil"}, "discipline", "bureau window"),
        ({"accused": "徐 正"}, "discipline", "bureau"),
        ({"story": "严守收了好处，不查。", "subject": "refused_help"}, "bureau", "discipline"),
    ],
)
def test_who_is_named_sees_nothing_of_it(
    world: World, values: dict[str, str], sees: str, sees_not: str
) -> None:
    tell(world.client(), **values)
    path = f"/tips/{the_tip(world).id}"
    for login in sees.split():
        assert world.client(login).get(path, status=200)
    for login in sees_not.split():
        client = world.client(login)
        client.get(path, status=404)
        client.get(f"{path}/@@step?do=accept", status=404)
        for listed in ("/me", "/tips"):
            assert path not in client.get(listed, status="*").text


def test_refused_help_is_looked_at_in_three_working_days_by_the_bureau(world: World) -> None:
    page = tell(world.client(), subject="refused_help")
    assert "由区民政局办理" in page.text
    assert the_tip(world).duties()[0].owner == "bureau@district"
    assert the_tip(world).due.astimezone().date().isoformat() <= "2026-11-27"


def test_a_tip_about_the_bureau_cannot_be_passed_to_it(world: World) -> None:
    tell(world.client(), unit="civil")
    tip = the_tip(world)
    page = step(world.client("discipline"), tip, "pass_on", "请你们看看。", status=409)
    assert "不能转给他们办" in page.text


def test_an_account_that_tells_leaves_no_trace(world: World) -> None:
    client = world.client("window")
    page = tell(client)
    tip = the_tip(world)
    assert tip.created_by == "system.Everyone"
    storage = world.database.storage
    written = storage.iterator(storage.lastTransaction())
    assert b"window" not in bytes(next(iter(written)).user)
    written.close()
    # Following while signed in would put the name on the read log: it asks to leave first.
    form = client.get("/status").forms["status"]
    form["receipt"] = code_of(page)
    form.submit("ask", status=303)
    assert "请先退出登录" in client.get("/status/tip").text
    assert not list(world.registry.readlog.of(f"tip:{tip.id}"))


def test_a_second_press_shows_the_same_code_and_later_none(world: World) -> None:
    client = world.client()
    form = client.get("/tip").forms["tip"]
    form["subject"], form["story"] = "other", STORY
    first = code_of(form.submit("tell"))
    assert code_of(form.submit("tell")) == first
    world.clock.now = world.clock.now.replace(hour=23)
    late = form.submit("tell")
    assert first not in late.text
    assert "已经收到了" in late.text
    assert len(list(world.site()["tips"])) == 1


def test_a_code_opens_one_tip_and_no_other(world: World) -> None:
    code = code_of(tell(world.client()))
    tell(world.client(), story="另一件事。")
    page = followed(world, code).get("/status/tip")
    assert "另一件事" not in page.text
    assert world.client().get("/status/tip", status=303).location.endswith("again=1")


def test_an_extension_is_given_once(world: World) -> None:
    tell(world.client())
    tip, office = the_tip(world), world.client("discipline")
    step(office, tip, "accept", "已经受理。")
    before = the_tip(world).due
    step(office, tip, "extend", "要等银行回信。")
    assert (the_tip(world).due - before).days >= 29
    assert "不能再延长" in step(office, tip, "extend", "还要等。", status=409).text

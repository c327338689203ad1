"""A volunteer's service is confirmed, certified, printed by who served it too, and checked by anybody."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests import district
from tests.conftest import World
from tests.functional.test_day_public import code_of, followed, only, volunteer
from tests.functional.test_desk import accept, do
from tests.functional.test_partners import step
from tests.functional.test_status import NOBODYS

NAME = "周爱华"


@pytest.fixture
def lead(world: World) -> tuple[str, str]:
    """Two families who need care, and a volunteer whom the charity has taken. Gives the path and the receipt number."""

    def build(site: Any) -> None:
        for id, hours in (("first", 4), ("second", 6)):
            district.need(district.family(site, world.vault, id=id), hours, "care", "care", id=id)

    world.commit(build)
    code = code_of(volunteer(world.client()))
    path = f"/volunteers/{only(world, 'volunteers').id}"
    form = world.client("charity").get(f"{path}/@@take").forms["take"]
    form["title"], form["text"] = "周六陪护", "每周六下午上门陪护。"
    form.submit("take", status=303)
    return path, code


def serve(world: World, case: str, steps: str = "confirm deliver acknowledge") -> None:
    """The offer helps this case, by every step that people press; the window signs for the family."""
    desk = world.client("fund")
    (proposal,) = (p for p in world.site()["proposals"] if p.case_id == case)
    if proposal.state == "proposed":
        accept(desk, proposal)
    for name in steps.split():
        who = "window" if name == "acknowledge" else "charity"
        step(world.client(who), f"/proposals/{proposal.id}", name)


def certify(world: World, path: str, login: str = "charity", status: int = 303) -> Any:
    return do(world.client(login), path, "certify", status=status)


def check(world: World, number: str, name: str = "", status: int = 200) -> str:
    form = world.client().get("/certificate").forms["certificate"]
    form["number"], form["name"] = number, name
    return str(form.submit("check", status=status).html.find("main").get_text())


def test_hours_that_were_confirmed_are_certified_and_the_number_is_checked(
    world: World, lead: tuple[str, str]
) -> None:
    path, _code = lead
    world.client("fund").get("/desk").forms[0].submit(status=303)
    assert "还没有对方签收过的服务" in certify(world, path, status=409)
    serve(world, "first", "confirm deliver")
    certify(world, path, status=409)
    world.client("charity").get(f"{path}/@@certificate", status=404)
    serve(world, "first", "acknowledge")

    page = certify(world, path).follow()
    (event,) = only(world, "volunteers").certificates
    number = event.detail("number")
    paper = world.client("charity").get(f"{path}/@@certificate")
    assert number in page
    for words in (NAME, number, "2026年11月", "4 小时", "志愿服务条例第十九条", "周村区慈善总会", "<svg"):
        assert words in paper
    for hidden in ("13805330147", "home-first", "张小明", "北郊镇"):
        assert hidden not in paper
    newest = next(iter(world.registry.readlog.of(path.strip("/").replace("volunteers/", "volunteer:"))))
    assert newest.fields.popitem()[1] == ["volunteer_name"]

    # Pressed again nothing was served since: the same paper. More service makes a new one; the old one stays true.
    certify(world, path)
    assert len(only(world, "volunteers").certificates) == 1
    world.clock.now += timedelta(days=30)
    serve(world, "second")
    certify(world, path, "bureau")
    old, new = (event.detail("number") for event in only(world, "volunteers").certificates)
    paper = world.client("bureau").get(f"{path}/@@certificate")
    for words in ("10 小时", "2026年11月—2026年12月", "徐正"):
        assert words in paper
    assert old == number

    told = check(world, number.lower().replace("-", " "))
    assert "这个编号是真的" in told
    assert "4 小时" in told
    assert "2026年11月" in told
    assert "10 小时" in check(world, new)
    assert NAME not in told
    assert "和证明上的一样" in check(world, number, "周 爱华")


def test_who_guesses_numbers_or_names_is_told_nothing(world: World, lead: tuple[str, str]) -> None:
    path, code = lead
    world.client("fund").get("/desk").forms[0].submit(status=303)
    serve(world, "first")
    certify(world, path)
    number = only(world, "volunteers").certificates[0].detail("number")
    assert "抄错了一个字" in check(world, number[:-1] + ("2" if number[-1] != "2" else "3"), status=400)
    assert "没有查到" in check(world, NOBODYS, status=400)
    assert "没有查到" in check(world, code, status=400)
    for name in ("周爱", "周爱花", "李守田", "孙丽", "周建国"):
        assert "和证明上的不一样" in check(world, number, name)
    assert "没有查到" in check(world, number, NAME, status=400)

    # Whose it is not: another's staff, supervision, strangers, and a number that is no certificate's.
    for login, status in (("auditor", 404), ("fund", 404), ("window", 404), ("", 303)):
        world.client(login).get(f"{path}/@@certificate", status=status)
    world.client("charity").get(f"{path}/@@certificate?number={NOBODYS}", status=404)
    certify(world, path, "auditor", status=404)


def test_the_volunteer_prints_it_with_nothing_but_the_receipt_number(
    world: World, lead: tuple[str, str]
) -> None:
    path, code = lead
    client = followed(world, code)
    assert "您服务了 0 小时" in " ".join(client.get("/status/promise").html.find("main").get_text().split())
    client.get("/status/certificate", status=303)
    world.client("fund").get("/desk").forms[0].submit(status=303)
    serve(world, "second")
    page = client.get("/status/promise")
    form = next(form for form in page.forms.values() if form.action == "/status/certificate")
    paper = form.submit(status=303).follow()
    for words in (NAME, "6 小时", "志愿者本人凭回执号打印"):
        assert words in paper
    assert "工作台" not in paper.html.find("header").get_text()
    (event,) = only(world, "volunteers").certificates
    assert event.actor == f"applicant@volunteer:{path.rpartition('/')[2]}"
    assert "6 小时" in check(world, event.detail("number"))
    stranger = world.client()
    stranger.get("/status/certificate", status=303)
    token = stranger.get("/volunteer").forms["volunteer"]["csrf_token"].value
    stranger.post("/status/certificate", {"csrf_token": token}, status=303)
    assert len(only(world, "volunteers").certificates) == 1

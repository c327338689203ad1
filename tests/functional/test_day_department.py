"""A department's day over HTTP: sign for, send back, pause, finish; and who else works on the same case."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests import photos
from tests.conftest import World
from tests.functional.test_attachments import kept, send
from tests.functional.test_family import admitted_case, refer, step


@pytest.fixture
def both(world: World) -> tuple[str, str]:
    """Referrals of one case to health insurance and to education."""
    case = admitted_case(world)
    send(world.client("window"), case, (photos.NAME, photos.photo()))
    return refer(world, case, "medical", "medical"), refer(world, case, "education", "education")


def figures(page: Any) -> list[int]:
    return [int(mark.get_text(strip=True).split("件")[0]) for mark in page.html.select(".figures strong")]


def test_each_department_sees_who_else_is_at_work_and_nothing_more(
    world: World, both: tuple[str, str]
) -> None:
    medical, education = both
    handler = world.client("medical")
    page = handler.get(medical)
    page.mustcontain("一起办这家的部门", "区教育和体育局", "教育救助", "已转出")
    assert education not in page.text
    handler.get(education, status=404)
    step(world.client("education"), education, "receive")
    handler.get(medical).mustcontain("已接收")


def test_the_papers_that_matter_are_shown_while_it_is_open(world: World, both: tuple[str, str]) -> None:
    medical, _education = both
    handler = world.client("medical")
    (photo,) = kept(world)
    handler.get(medical).mustcontain("要看的材料", f"/attachments/{photo.id}")
    step(handler, medical, "receive")
    step(handler, medical, "reject", "不归医保，请转民政。")
    assert "要看的材料" not in handler.get(medical).text


def test_all_that_was_sent_to_us_is_counted_and_found(world: World, both: tuple[str, str]) -> None:
    medical, education = both
    handler = world.client("medical")
    page = handler.get("/referrals")
    assert figures(page) == [1, 0, 0, 0]
    assert [a["href"].rstrip("/") for a in page.html.select("tbody th a")] == [medical]
    step(world.client("education"), education, "receive")
    step(world.client("education"), education, "reject", "缺学校的困难认定表。")
    assert figures(world.client("education").get("/referrals")) == [0, 0, 0, 1]
    world.client("education").get("/referrals", {"only": "back"}).mustcontain("教育救助", "已退回")
    for name in ("receive", "accept", "start"):
        step(handler, medical, name)
    form = handler.get(f"{medical}/@@complete").forms["complete"]
    form["result"], form["granted"] = "按规定报销，月底前到账。", "3,000"
    form.submit("complete", status=303)
    page = handler.get("/referrals", {"only": "done"})
    assert figures(page) == [0, 0, 1, 0]
    page.mustcontain("¥3,000.00")


def test_what_was_not_signed_for_in_time_is_late(world: World, both: tuple[str, str]) -> None:
    world.clock.now += timedelta(days=8)
    page = world.client("medical").get("/referrals", {"only": "late"})
    assert figures(page)[:2] == [1, 1]
    page.mustcontain("超期")


def test_paused_work_stays_on_the_list_and_goes_on(world: World, both: tuple[str, str]) -> None:
    medical, _education = both
    handler = world.client("medical")
    for name in ("receive", "accept", "start"):
        step(handler, medical, name)
    step(handler, medical, "hold", status=400).mustcontain("请填写")
    step(handler, medical, "hold", "等住院结算单。")
    handler.get("/me").mustcontain("转办暂停中")
    handler.get("/referrals").mustcontain("暂停")
    step(handler, medical, "resume")
    handler.get("/me").mustcontain("转办等办结")


def test_strangers_to_referrals_have_no_such_page(world: World) -> None:
    for login in ("window", "charity", "fund", "village"):
        world.client(login).get("/referrals", status=404)
    world.client().get("/referrals", status=303)

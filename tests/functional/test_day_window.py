"""A clerk's day at the window over HTTP: who comes, what is due, what is missing, what is handed on."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from webtest import TestApp

from tests.conftest import NOW, World
from tests.functional.test_family import report, step


def come(client: TestApp, matter: str = "apply", name: str = "", first: bool = False) -> Any:
    form = client.get("/arrive").forms["arrive"]
    form["matter"], form["name"], form["first"] = matter, name, first
    return form.submit("arrive", status=303)


def people(world: World) -> list[Any]:
    return sorted(world.site()["walkins"], key=lambda one: one.number)


@pytest.fixture
def window(world: World) -> TestApp:
    return world.client("window")


def test_whoever_comes_gets_a_number_and_is_called_in_turn(world: World, window: TestApp) -> None:
    come(window, name="张大姐")
    come(window, "papers", first=True)
    page = window.get("/me")
    rows = [row.get_text(" ", strip=True) for row in page.html.select("#window tbody th")]
    assert [row.split()[0] for row in rows] == ["2", "1"]
    assert "张大姐" in rows[1]
    one = people(world)[0]
    step(window, f"/walkins/{one.id}", "call")
    world.client("window2").get(f"/walkins/{one.id}", status=404)
    window.get(f"/walkins/{one.id}").mustcontain("正在接待", "登记新求助")


def test_numbers_begin_anew_each_morning_and_nobody_is_forgotten(world: World, window: TestApp) -> None:
    come(window)
    world.clock.now = NOW + timedelta(days=1)
    window = world.client("window")
    come(window)
    assert [one.number for one in people(world)] == [1, 1]
    assert len(window.get("/me").html.select("#window tbody tr")) == 2
    for one in people(world):
        step(window, f"/walkins/{one.id}", "leave")
    window.get("/me").mustcontain("现在没有人在等")


def test_not_our_matter_is_led_to_where_it_belongs_and_says_where(world: World, window: TestApp) -> None:
    come(window, "other")
    (one,) = people(world)
    path = f"/walkins/{one.id}"
    step(window, path, "call")
    step(window, path, "lead", status=400).mustcontain("请填写")
    step(window, path, "lead", "带到人社窗口，交给了刘敏。")
    (one,) = people(world)
    assert (one.state, one.duties()) == ("led", ())
    window.get(f"{path}/@@step", {"do": "serve"}, status=409)


def test_a_double_click_gives_one_number(world: World, window: TestApp) -> None:
    form = window.get("/arrive").forms["arrive"]
    form.submit("arrive", status=303)
    form.submit("arrive", status=303)
    assert len(people(world)) == 1


def test_the_window_sees_what_its_villages_look_into(world: World, window: TestApp) -> None:
    assert "正在核实的报告" not in window.get("/me").text
    report(world)
    window.get("/me").mustcontain("村（社区）正在核实的报告", "西塘社区")
    assert "西塘社区" not in world.client("window2").get("/me").text


def test_many_of_one_kind_can_be_asked_for_alone(world: World, window: TestApp) -> None:
    from portal.demo.people import TOWN
    from tests import factories

    def fill(site: Any) -> None:
        family = site["households"].add(factories.household(id="h1"))
        for n in range(9):
            case = site["cases"].add(factories.case(id=f"c{n}", household_id=family.id, town=TOWN))
            case.state = "to_complete" if n < 2 else "lodged"
            site.worklists.update(case, f"/cases/c{n}")

    world.commit(fill)
    window.get("/me").mustcontain("等补材料 2", "收件等受理 7")
    page = window.get("/me", {"only": "case:papers_in"})
    assert len(page.html.select("#todo ~ table tbody tr")) == 2
    assert len(window.get("/me", {"only": "<script>"}).html.select("#todo ~ table tbody tr")) == 0


def test_proposals_are_one_line_that_leads_to_the_desk(world: World) -> None:
    from tests import factories

    def fill(site: Any) -> None:
        for n in range(60):
            one = site["proposals"].add(factories.proposal(id=f"p{n}", owner=""))
            site.worklists.update(one, f"/proposals/p{n}")

    world.commit(fill)
    page = world.client("fund").get("/me")
    (row,) = page.html.select("#todo ~ table tbody tr")
    assert "60 件" in row.get_text(" ", strip=True)
    assert row.select_one("a")["href"] == "/desk"

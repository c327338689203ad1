"""Visits after closing: owed at 30 and at 90 days, and the case opens again where the family is in need."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from webtest import TestApp

from content.calendar import day_of
from tests import district
from tests.conftest import NOW, World

NOTE = "上门看过，家里有吃有住。"
OWED = "已结案，到日子回访"


@pytest.fixture
def closed(world: World) -> World:
    """A case that the window has closed today, by its own button."""

    def build(site: Any) -> None:
        case = district.family(site, world.vault)
        site["households"][case.household_id].members[0].relation = "head"
        site.worklists.update(case, "/cases/case")

    world.commit(build)
    step(world.client("window"), "close", "困难解决了。")
    return world


def step(client: TestApp, name: str, text: str) -> None:
    form = client.get("/cases/case/@@step", {"do": name}).forms["step"]
    form["text"] = text
    form.submit("go", status=303)


def visit(client: TestApp, in_need: str = "no", why: str = "", status: int = 303) -> Any:
    form = client.get("/cases/case/@@visit", status=200).forms["visit"]
    form["hours"], form["note"], form["in_need"], form["why"] = "1", NOTE, in_need, why
    return form.submit("record", status=status)


def later(world: World, days: int) -> TestApp:
    """The window's desk so many days after the closing."""
    world.clock.now = NOW + timedelta(days=days)
    return world.client("window")


def case(world: World) -> Any:
    return world.site()["cases"]["case"]


def due_on(world: World) -> date:
    (duty,) = case(world).duties()
    assert (duty.what, duty.owner) == ("case:follow_up", "window_clerk@370306100")
    return day_of(duty.due)


def test_two_visits_are_owed_and_then_none(closed: World) -> None:
    assert due_on(closed) == day_of(NOW) + timedelta(days=30)
    window = later(closed, 29)
    window.get("/me").mustcontain(OWED)
    visit(window)
    assert due_on(closed) == day_of(NOW) + timedelta(days=90)
    window.get("/cases/case").mustcontain("2027年2月21日")
    window = later(closed, 90)
    visit(window)
    assert not case(closed).duties()
    assert case(closed).state == "closed"
    window.get("/cases/case").mustcontain("回访也办完了")
    assert OWED not in window.get("/me").text


def test_a_family_in_need_again_at_the_second_visit_is_taken_up_in_the_same_step(closed: World) -> None:
    visit(later(closed, 30))
    window = later(closed, 89)
    visit(window, "yes", status=400).mustcontain("请写明为什么", NOTE)
    assert (case(closed).state, len(list(case(closed).visits))) == ("closed", 1)
    visit(window, "yes", "父亲又住院了。")
    reopened = case(closed)
    assert (reopened.state, len(list(reopened.visits))) == ("admitted", 2)
    assert [duty.what for duty in reopened.duties()] == ["case:close"]
    window.get("/me").mustcontain("跟进到落实，再结案")
    step(window, "close", "困难解决了。")
    assert due_on(closed) == day_of(NOW) + timedelta(days=89 + 30)


def test_whoever_has_moved_away_is_visited_no_more(closed: World) -> None:
    window = later(closed, 20)
    visit(window, "nobody", status=400).mustcontain("请写明为什么")
    visit(window, "nobody", "全家搬到外地去了。")
    assert not case(closed).duties()
    assert "搬到外地" not in str([event.details for event in case(closed).history])


def test_a_visit_before_the_closing_is_not_one_after_it(closed: World) -> None:
    window = later(closed, 10)
    form = window.get("/cases/case/@@visit").forms["visit"]
    form["visited_on"], form["hours"], form["note"], form["in_need"] = "2026-11-22", "1", NOTE, "no"
    form.submit("record", status=400).mustcontain("日期不能早于")
    assert due_on(closed) == day_of(NOW) + timedelta(days=30)


def test_others_may_not_visit_for_the_window(closed: World) -> None:
    for login in ("village", "worker", "bureau", "window2"):
        closed.client(login).get("/cases/case/@@visit", status=404)

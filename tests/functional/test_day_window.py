"""A clerk's day at the window over HTTP: who comes, what is due, what is missing, what is handed on."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from webtest import TestApp

from portal.demo.people import VILLAGE
from tests.conftest import NOW, World
from tests.functional.test_family import made_up_id, report, step


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


def registered(world: World, client: TestApp, status: int = 303, **typed: Any) -> Any:
    form = client.get("/intake").forms["intake"]
    values = {"name": "李守田", "no_id_reason": "not_at_hand", "village": VILLAGE, "address": "3 号楼 2 单元"}
    values |= {"urgency": "1", "story": "突然断了收入。", "what": "living", "amount": "800", "consent": True}
    for name, value in (values | typed).items():
        form[name] = value
    return form.submit("register", status=status)


def cases(world: World) -> list[Any]:
    return sorted(world.site()["cases"], key=lambda case: case.created_at)


def test_a_number_becomes_a_case_and_first_contact_counts_from_the_call(
    world: World, window: TestApp
) -> None:
    come(window)
    (one,) = people(world)
    step(window, f"/walkins/{one.id}", "call")
    world.clock.now += timedelta(minutes=25)
    form = window.get(f"/intake?walkin={one.id}").forms["intake"]
    for name, value in (
        {"name": "李守田", "no_id_reason": "unknown_person", "village": VILLAGE, "address": "桥下"}
        | {"urgency": "0", "story": "不知道是谁。", "what": "living", "amount": "300", "consent": True}
    ).items():
        form[name] = value
    form.submit("register", status=303)
    (case,) = cases(world)
    assert case.first_contact.at == NOW
    (one,) = people(world)
    assert (one.state, one.case_id) == ("served", case.id)


def test_what_the_night_took_in_is_not_late_in_the_morning(world: World, window: TestApp) -> None:
    answer = registered(world, window, 400, late_day="2026-11-22", late_time="23:40")
    answer.mustcontain("补录要写明谁收的")
    registered(world, window, 400, late_day="2026-11-23", late_time="23:40", late_reason="x").mustcontain(
        "不能晚于现在"
    )
    reason = "夜里值班的孙丽华收的，办公室停电。"
    registered(world, window, late_day="2026-11-22", late_time="23:40", late_reason=reason)
    (case,) = cases(world)
    assert case.lodged_at.isoformat() == "2026-11-22T15:40:00+00:00"
    assert case.due > NOW
    assert case.terms[0].began_at == case.lodged_at
    page = window.get(f"/cases/{case.id}")
    page.mustcontain("补录：", "23:40", "09:12", "补录，写明了为什么")


def test_a_child_s_guardian_speaks_and_agrees(world: World, window: TestApp) -> None:
    child = made_up_id("37030620150101001")
    registered(world, window, 400, id_number=child, no_id_reason="").mustcontain("要由监护人代办")
    agent = {"agent_name": "李桂兰", "agent_relation": "guardian", "agent_paper": "register"}
    answer = registered(world, window, 400, id_number=child, no_id_reason="", **agent)
    answer.mustcontain("要监护人同意才能登记")
    registered(world, window, id_number=child, no_id_reason="", guardian_consents=True, **agent)
    (case,) = cases(world)
    assert case.arrangement.guardian_consents
    window.get(f"/cases/{case.id}").mustcontain("李桂兰", "监护人", "户口簿")


def test_who_cannot_read_has_a_witness(world: World, window: TestApp) -> None:
    registered(world, window, 400, reading="read_aloud").mustcontain("按手印要有见证人")
    registered(world, window, 400, channel="relative").mustcontain("请填代办人姓名")
    registered(world, window, reading="read_aloud", witness="赵大爷")
    (case,) = cases(world)
    window.get(f"/cases/{case.id}").mustcontain("念给本人听，按手印", "赵大爷")


@pytest.fixture
def twice(world: World, window: TestApp) -> tuple[Any, Any]:
    """One family entered twice: at another name the window was not shown what it knows; the address is the same."""
    registered(world, window)
    world.clock.now += timedelta(minutes=5)
    registered(world, window, name="王桂芬")
    one, other = cases(world)
    return one, other


def same(client: TestApp, household: str, decision: str, status: int = 303) -> Any:
    form = client.get(f"/households/{household}/@@same").forms["same"]
    form["decision"], form["reason"] = decision, "两本户口簿对过了。"
    return form.submit("decide", status=status)


def test_one_family_entered_twice_is_flagged_and_merged_on_record(
    world: World, window: TestApp, twice: tuple[Any, Any]
) -> None:
    one, other = twice
    window.get("/me").mustcontain("可能登记了两次的家庭")
    window.get(f"/cases/{other.id}").mustcontain("这家可能登记了两次")
    window.get(f"/households/{one.household_id}/@@same").mustcontain("李守田", "王桂芬", "住址相同")

    def registered_outside(site: Any) -> None:
        twin = site["households"][other.household_id]
        twin.register_in("outside", actor="user:window", at=NOW)
        twin.keep(world.vault, {"registered_place": "虞城县"})

    world.commit(registered_outside)
    same(window, one.household_id, "same")
    gone = window.get(f"/households/{other.household_id}", status=303)
    assert gone.location.rstrip("/").endswith(one.household_id)
    site = world.site()
    home = site["households"][one.household_id]
    assert set(home.case_ids) == {one.id, other.id}
    assert {member.reveal(world.vault, "name") for member in home.members} == {"李守田", "王桂芬"}
    assert (home.registered_in, home.reveal(world.vault, "registered_place")) == ("outside", "虞城县")
    assert site["cases"][other.id].household_id == home.id
    assert [e.name for e in site["households"][other.household_id].history][-1] == "merge"
    assert all(document.broken_chain() is None for document in (home, *site["cases"]))
    assert "可能登记了两次的家庭" not in window.get("/me").text
    window.get(f"/households/{home.id}/@@same", status=303)


def test_two_families_that_look_alike_are_told_apart_for_good(
    world: World, window: TestApp, twice: tuple[Any, Any]
) -> None:
    one, other = twice
    world.client("window2").get(f"/households/{one.household_id}/@@same", status=404)
    same(window, one.household_id, "different")
    assert "可能登记了两次" not in window.get(f"/cases/{other.id}").text
    households = world.site()["households"]
    assert households[other.household_id].told_apart == (one.household_id,)
    assert window.get("/me").text.count("可能登记了两次的家庭") == 0


def test_a_case_goes_to_the_window_that_is_right_and_is_gone_here(world: World, window: TestApp) -> None:
    registered(world, window)
    (case,) = cases(world)
    form = window.get(f"/cases/{case.id}/@@move").forms["hand-over"]
    form["town"] = "370306102"
    form.submit("hand_over", status=400).mustcontain("先和那边的窗口说好")
    form["told"] = True
    form.submit("hand_over", status=303)
    window.get(f"/cases/{case.id}", status=404)
    world.client("window2").get(f"/cases/{case.id}").mustcontain("移交给该办的窗口")

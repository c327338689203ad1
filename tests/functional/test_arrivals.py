"""A need that came after the plan is put into it from the desk: what is free first, others only for the better."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from webtest import TestApp

from tests import district


@pytest.fixture
def planned(world: Any) -> Any:
    """One ordinary need of 5,000 yuan that a plan gives the only donation."""

    def build(site: Any) -> None:
        case = district.family(site, world.vault, urgency=2)
        district.need(case, 500_000, id="first")
        district.donation(site, world.vault, 500_000)

    world.commit(build)
    world.client("fund").get("/desk").forms[0].submit(status=303)
    world.clock.now += timedelta(hours=1)
    return world


def arrive(world: Any, amount: int, urgency: int = 0) -> None:
    def build(site: Any) -> None:
        case = district.family(site, world.vault, id="later", urgency=urgency)
        district.need(case, amount, id="late")

    world.commit(build)


def standing(world: Any) -> dict[tuple[str, str], tuple[str, int]]:
    return {(p.need_id, p.source_kind): (p.state, p.amount) for p in world.site()["proposals"] if p.is_open}


def ask(world: Any) -> tuple[TestApp, Any]:
    client = world.client("fund")
    page = client.get("/desk").click("放进新来的需求").click("看能得到什么")
    return client, page


def test_what_is_free_goes_to_it_and_nobody_moves(planned: Any) -> None:
    arrive(planned, 300_000)
    planned.commit(lambda site: district.donation(site, planned.vault, 400_000, id="gift2").id)
    _client, page = ask(planned)
    assert "别人的方案一份不动" in page
    assert standing(planned) == {("first", "donation"): ("proposed", 500_000)}
    page.form.submit(status=303)
    assert standing(planned) == {
        ("first", "donation"): ("proposed", 500_000),
        ("late", "donation"): ("proposed", 300_000),
    }
    assert "没有新来的需求" in planned.client("fund").get("/arrivals")


def test_a_proposal_moves_only_for_the_better_and_is_replaced(planned: Any) -> None:
    arrive(planned, 300_000, urgency=0)
    before = {p.id for p in planned.site()["proposals"]}
    _client, page = ask(planned)
    assert "有 1 份等您定的方案要改" in page
    assert "全部重算也不会更好" in page
    page.form.submit(status=303)
    assert standing(planned) == {
        ("first", "donation"): ("proposed", 200_000),
        ("late", "donation"): ("proposed", 300_000),
    }
    site = planned.site()
    assert [site["proposals"][id].state for id in before] == ["superseded"]
    assert {p.plan_id for p in site["proposals"] if p.is_open} == {site.plan.id}
    preview = planned.client("fund").get("/desk?preview=1")
    assert "新增 0 份，改动 0 份，撤回 0 份，不变 2 份" in preview


def test_what_was_accepted_never_moves(planned: Any) -> None:
    (proposal,) = planned.site()["proposals"]
    desk = planned.client("fund")
    desk.get(f"/proposals/{proposal.id}/@@accept").forms["accept"].submit("accept", status=303)
    arrive(planned, 300_000, urgency=0)
    _client, page = ask(planned)
    assert "现在没有来源能给它" in page
    assert "已经用完" in page
    assert not page.html.find("main").find("form")
    assert standing(planned) == {("first", "donation"): ("accepted", 500_000)}


def test_what_has_changed_since_it_was_shown_is_not_done(planned: Any) -> None:
    arrive(planned, 300_000)
    _client, page = ask(planned)
    planned.commit(lambda site: district.donation(site, planned.vault, 400_000, id="gift2").id)
    answer = page.form.submit(status=409)
    assert "重新计算" in answer
    assert standing(planned) == {("first", "donation"): ("proposed", 500_000)}


def test_a_plan_that_does_not_fit_any_more_is_made_anew_first(planned: Any) -> None:
    arrive(planned, 300_000)

    def taken(site: Any) -> None:
        site["donations"]["gift"].reserve(400_000, reference="other", **district.BY)

    planned.commit(taken)
    _client, page = ask(planned)
    assert "请重新计算" in page


def test_the_fund_gives_from_its_reserve_too(world: Any) -> None:
    def build(site: Any) -> None:
        case = district.family(site, world.vault, urgency=0)
        district.need(case, 400_000, id="first")
        district.fill_fund(site, 6_000_000 + 100_000)

    world.commit(build)
    world.client("fund").get("/desk").forms[0].submit(status=303)
    arrive(world, 300_000, urgency=0)
    _client, page = ask(world)
    page.form.submit(status=303)
    assert standing(world)["late", "fund"] == ("proposed", 300_000)
    assert standing(world)["first", "fund"] == ("proposed", 400_000)


def test_who_may_place(planned: Any) -> None:
    arrive(planned, 300_000)
    assert planned.client("bureau").get("/arrivals?need=late").status_int == 200
    planned.client("bureau").get("/arrivals?need=first", status=404)
    for login in ("window", "charity", "signer1", "auditor"):
        planned.client(login).get("/arrivals", status=404)
    planned.client().get("/arrivals", status=303)


def test_before_the_first_plan_there_is_nothing_to_put_it_into(world: Any) -> None:
    arrive(world, 300_000)
    assert "先在匹配台算一次" in world.client("fund").get("/arrivals")

"""Claiming over HTTP: what a social worker sees before and after, and who comes second."""

from __future__ import annotations

from typing import Any

import pytest
from webtest import TestApp

from content import role
from portal.demo.people import OTHER_TOWN, TOWN
from tests import district


@pytest.fixture
def stage(world: Any) -> Any:
    """Three open cases in two towns, each on its window's work list."""

    def build(site: Any) -> None:
        cases = [
            district.family(site, world.vault, id="case"),
            district.family(site, world.vault, id="urgent", urgency=0),
            district.family(site, world.vault, id="far", town=OTHER_TOWN),
        ]
        for case in cases:
            case.keep(world.vault, {"story": "家里断了收入"})
            site["households"][case.household_id].keep(world.vault, {"phone": "13805330147"})
            site["households"][case.household_id].members[0].relation = "head"
            site.worklists.update(case, f"/cases/{case.id}")
        district.need(cases[0], 40, "care", "care", id="hours")
        district.need(cases[0], 1_200_000, id="money")
        district.need(cases[1], 500_000, "living", id="living")
        district.need(cases[2], 10, "care", "legal", id="legal")

    world.commit(build)
    return world


def rows(client: TestApp, query: str = "") -> list[str]:
    table = client.get(f"/claims{query}", status=200).html.find(id="open").find_next("table")
    return [row.find("th").get_text(" ", strip=True) for row in table.tbody.find_all("tr")]


def claim(client: TestApp, case: str = "case", status: int = 303) -> Any:
    form = client.get(f"/cases/{case}/@@step", {"do": "claim"}).forms["step"]
    return form.submit("go", status=status)


def test_before_the_claim_only_kind_town_skill_urgency_and_month(stage: Any) -> None:
    page = stage.client("worker").get("/claims", status=200)
    page.mustcontain("陪护照料、医疗", "北郊镇", "2026年11月", "危及生命", "还没有人认领的 3 件")
    main = page.html.find("main").text
    for word in ("张小明", "北郊镇中学", "13805330147", "家里断了收入", "12,000", "home-case", "重大疾病"):
        assert word not in main
    stage.client("worker").get("/cases/case", status=404)
    assert not list(stage.registry.readlog.of("household:home-case"))


def test_the_most_urgent_first_and_filters_by_town_and_skill(stage: Any) -> None:
    client = stage.client("worker")
    assert rows(client)[0] == "基本生活"
    assert rows(client, f"?town={OTHER_TOWN}") == ["法律咨询"]
    assert rows(client, f"?town={TOWN}&skill=care") == ["陪护照料、医疗"]
    client.get("/claims?skill=tutoring", status=200).mustcontain("没有等人认领的案件", "看全区的")


@pytest.mark.parametrize("query", ["?town=110101", "?skill=<script>", "?skill=rice", "?town=&skill=", "?x=1"])
def test_a_filter_that_nobody_offers_filters_nothing(stage: Any, query: str) -> None:
    assert len(rows(stage.client("worker"), query)) == 3


def test_after_the_claim_the_case_is_open_and_on_the_workers_list(stage: Any) -> None:
    client = stage.client("worker")
    answer = claim(client)
    answer.follow(status=200).mustcontain("张小明", "家里断了收入", "记一次走访")
    page = client.get("/claims")
    page.mustcontain("我认领的 1 件", "张小明", "还没有人认领的 2 件")
    client.get("/me").mustcontain("您认领的案件")
    assert "6222020200012345678" not in page.text
    assert list(stage.registry.readlog.of("household:home-case"))


def test_who_comes_second_is_told_kindly(stage: Any) -> None:
    first, second = stage.client("worker"), stage.client("worker2")
    late = second.get("/cases/case/@@step", {"do": "claim"}).forms["step"]
    claim(first)
    late.submit("go", status=409).mustcontain("已经有人先认领了")
    assert stage.site()["cases"]["case"].worker == "worker"
    assert "陪护照料" not in " ".join(rows(second))
    second.get("/cases/case", status=404)


def test_a_double_click_claims_once_and_says_so(stage: Any) -> None:
    client = stage.client("worker")
    form = client.get("/cases/case/@@step", {"do": "claim"}).forms["step"]
    form.submit("go", status=303)
    form.submit("go", status=409)
    assert stage.site()["cases"]["case"].worker == "worker"


def test_a_case_that_is_given_back_can_be_claimed_again(stage: Any) -> None:
    client = stage.client("worker")
    claim(client)
    form = client.get("/cases/case/@@step", {"do": "release_claim"}).forms["step"]
    form.submit("go", status=400)
    form["text"] = "每周二陪护，下周复查。"
    form.submit("go", status=303)
    client.get("/cases/case", status=404)
    assert stage.site().worklists.of(role.person("worker")).up_to(1) == 0
    claim(stage.client("worker2"))
    assert stage.site()["cases"]["case"].worker == "worker2"


def test_only_social_workers_look_and_claim(stage: Any) -> None:
    for login in ("charity", "window", "fund", "auditor", "village"):
        client = stage.client(login)
        client.get("/claims", status=404)
        client.get("/cases/case/@@step", {"do": "claim"}, status=404)
    assert "/sign-in" in stage.client().get("/claims", status=303).location


def test_a_closed_case_leaves_the_list(stage: Any) -> None:
    client = stage.client("window")
    form = client.get("/cases/urgent/@@step", {"do": "close"}).forms["step"]
    form["text"] = "家里不需要了。"
    form.submit("go", status=303)
    assert "基本生活" not in " ".join(rows(stage.client("worker")))

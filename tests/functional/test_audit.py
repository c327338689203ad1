"""The auditor's journey: open a case's history, see who changed and who read what, check the whole district."""

from __future__ import annotations

import dataclasses
import sqlite3
from datetime import datetime

import pytest

from portal.demo import sources
from portal.demo.agenda import Agenda
from portal.demo.beijiao import FAMILIES
from portal.demo.casework import Casework
from portal.demo.earlier import FAMILIES as EARLIER
from portal.demo.hours import Hours
from portal.demo.stage import Stage
from portal.root import policy_of
from tests.conftest import World

SUPERVISION = ("auditor", "finance", "discipline")
NAMES = ("马立新", "马晓彤", "韩秋菊")


@pytest.fixture
def case_id(world: World, now: datetime) -> str:
    """The case of a family in the middle of it, beside one that the fund has paid."""
    agenda, hours = Agenda(), Hours(now, policy_of(world.site()).calendar())
    sources.plan_sources(agenda, hours)
    casework = Casework(agenda, hours)
    case_id = casework.plan(FAMILIES[0], 1)
    casework.plan(EARLIER[0], 2)
    stage = Stage(world.registry)
    agenda.play(stage)
    stage.leave()
    return case_id


@pytest.mark.parametrize("login", SUPERVISION)
def test_supervision_sees_who_changed_and_who_read(world: World, case_id: str, login: str) -> None:
    world.client("window").get(f"/cases/{case_id}")
    page = world.client(login).get(f"/cases/{case_id}/@@history")
    changes = page.html.select_one("h2#changes ~ ol").get_text(" ", strip=True)
    for words in (
        "受理，开始计算时限",
        "转给部门办理：医疗救助",
        "部门接收",
        "登记家庭成员，共 4 人",
        "孙丽华",
        "李敏",
    ):
        assert words in changes
    reads = page.html.select_one("h2#reads ~ table").get_text(" ", strip=True)
    assert "孙丽华" in reads
    assert "姓名" in reads
    assert f"GET /cases/{case_id}" in reads


def test_the_newest_stands_first(world: World, case_id: str) -> None:
    page = world.client("auditor").get(f"/cases/{case_id}/@@history")
    times = [time["datetime"] for time in page.html.select_one("h2#changes ~ ol").select("time")]
    assert times == sorted(times, reverse=True)


def test_the_page_shows_no_personal_data(world: World, case_id: str) -> None:
    page = world.client("auditor").get(f"/cases/{case_id}/@@history")
    assert not [name for name in NAMES if name in page.text]


def test_an_auditors_own_look_is_on_record(world: World, case_id: str) -> None:
    auditor = world.client("auditor")
    auditor.get(f"/cases/{case_id}/@@history")
    [read] = [r for r in world.registry.readlog.of(f"case:{case_id}") if r.actor == "user:auditor"]
    assert read.fields == {f"case:{case_id}": ["history"]}
    assert "案件经过" in auditor.get(f"/cases/{case_id}/@@history").text


def test_those_who_work_on_it_see_changes_but_not_readers(world: World, case_id: str) -> None:
    page = world.client("window").get(f"/cases/{case_id}/@@history")
    assert "受理，开始计算时限" in page.text
    assert page.html.select_one("h2#reads") is None
    assert world.client("bureau").get(f"/cases/{case_id}/@@history").html.select_one("h2#reads") is not None


@pytest.mark.parametrize(
    "login", ["window2", "medical", "fund", "signer1", "charity", "worker", "school", "admin"]
)
def test_others_do_not_find_it(world: World, case_id: str, login: str) -> None:
    world.client(login).get(f"/cases/{case_id}/@@history", status=404)


def test_a_stranger_is_sent_to_sign_in(world: World, case_id: str) -> None:
    for path in (f"/cases/{case_id}/@@history", "/audit"):
        assert "/sign-in" in world.client().get(path, status=303).location


def test_a_changed_event_is_told_on_the_case(world: World, case_id: str) -> None:
    def tamper(site: object) -> None:
        events = site["cases"][case_id].history.events  # type: ignore[index]
        events[2] = dataclasses.replace(events[2], actor="user:somebody")

    world.commit(tamper)
    page = world.client("auditor").get(f"/cases/{case_id}/@@history")
    assert f"案件 {case_id}：第 2 条记录被改过" in page.text
    assert page.html.select_one('[role="alert"]') is not None


# The district


@pytest.mark.parametrize("login", SUPERVISION)
def test_supervision_checks_the_whole_district(world: World, case_id: str, login: str) -> None:
    page = world.client(login).get("/audit")
    checked = page.forms[0].submit()
    assert "没有改动" in checked.text
    assert f"/cases/{case_id}/@@history" in checked.text


@pytest.mark.parametrize("login", ["bureau", "window", "fund", "admin"])
def test_only_supervision_does(world: World, login: str) -> None:
    world.client(login).get("/audit", status=404)


def test_what_is_broken_is_named(world: World, case_id: str) -> None:
    def tamper(site: object) -> None:
        site.fund.ledger.account("bank").balance -= 100  # type: ignore[attr-defined]

    world.commit(tamper)
    world.client("window").get(f"/cases/{case_id}")
    with sqlite3.connect(world.registry.readlog.path) as log:
        log.execute("update reads set actor = 'user:nobody' where n = 1")
    log.close()
    page = world.client("auditor").get("/audit").forms[0].submit()
    assert "公益基金 fund：科目 bank 的余额和记账对不上" in page.text
    assert "读取记录 readlog.sqlite：第 1 行被改过" in page.text
    assert "有 2 处和写下时不一样" in page.html.select_one('[role="alert"]').get_text(" ", strip=True)


def test_many_cases_come_in_pages(world: World, case_id: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("portal.views.audit.PAGE", 1)
    first = world.client("auditor").get("/audit")
    second = first.click("下一页")
    shown = [page.html.select_one("h2#cases ~ table a") for page in (first, second)]
    assert shown[0]["href"] != shown[1]["href"]
    numbers = [link.get_text(strip=True) for link in shown]
    assert numbers == sorted(numbers)
    assert "周救字" in numbers[0]
    assert "下一页" not in second
    beyond = world.client("auditor").get("/audit?page=77")
    assert beyond.html.select_one("h2#cases ~ table a")["href"] == shown[1]["href"]

"""Visits over HTTP: hours are charged to the order in the same breath, and never more than were ordered."""

from __future__ import annotations

import re
from typing import Any

import pytest
from webtest import TestApp

from content.workflow import fire
from tests import district

NOTE = "老人精神好些了，说好周四再来。"
SCRIPT = "<script>alert(1)</script>"


@pytest.fixture
def stage(world: Any) -> Any:
    """A case that worker has claimed, with ten hours ordered for it."""

    def build(site: Any) -> None:
        case = district.family(site, world.vault)
        site["households"][case.household_id].members[0].relation = "head"
        district.need(case, 10, "care", "care", id="hours")
        district.contract(site, 30)
        site.worklists.update(case, "/cases/case")

    world.commit(build)
    desk = world.client("fund")
    desk.get("/desk").forms[0].submit(status=303)
    proposal = next(p for p in world.site()["proposals"] if p.source_kind == "contract")
    desk.get(f"/proposals/{proposal.id}/@@accept").forms["accept"].submit("accept", status=303)
    worker = world.client("worker")
    press(worker, f"/proposals/{proposal.id}", "confirm")
    press(worker, "/cases/case", "claim")
    world.proposal = f"/proposals/{proposal.id}"
    return world


def press(client: TestApp, path: str, name: str, status: int = 303) -> Any:
    return client.get(f"{path}/@@step", {"do": name}).forms["step"].submit("go", status=status)


def order_of(world: Any) -> Any:
    (order,) = list(world.site()["contracts"]["contract"].orders)
    return order


def order_path(world: Any) -> str:
    return f"/contracts/contract/orders/{order_of(world).id}"


def blank(client: TestApp) -> Any:
    return client.get("/cases/case/@@visit", status=200).forms["visit"]


def visit(client: TestApp, hours: str = "3", status: int = 303, **typed: str) -> Any:
    form = blank(client)
    for name, value in ({"hours": hours, "note": NOTE} | typed).items():
        form[name] = value
    return form.submit("record", status=status)


def test_a_visit_is_recorded_and_its_hours_charged(stage: Any) -> None:
    worker = stage.client("worker")
    answer = visit(worker).follow(status=200)
    answer.mustcontain(NOTE, "3 小时", "赵晓雯", "还剩", "7 小时")
    order = order_of(stage)
    assert (order.charged, order.left, len(order.visits)) == (3, 7, 1)
    contract = stage.site()["contracts"]["contract"]
    assert contract.ledger.balances() == {"purchased": -30, "hours": 27, "served": 3}
    kept = stage.site()["cases"]["case"].visits[order.visits[0]]
    assert kept.order_path == order_path(stage)
    page = worker.get("/claims")
    page.mustcontain("本月走访 3 小时", "2026年11月23日（周一）")
    worker.get(order_path(stage), status=200).mustcontain("7 小时", "2026年11月23日（周一），赵晓雯，3 小时")


def test_never_more_hours_than_were_ordered(stage: Any) -> None:
    worker = stage.client("worker")
    answer = visit(worker, "11", status=400)
    answer.mustcontain("只剩 10 小时，记不下 11 小时", NOTE)
    assert answer.html.find(id="hours")["aria-invalid"] == "true"
    assert not list(stage.site()["cases"]["case"].visits)
    visit(worker, "10")
    assert order_of(stage).left == 0
    visit(worker, "1", status=400).mustcontain("只剩 0 小时")
    worker.get(order_path(stage)).mustcontain("小时用完了")
    worker.get("/me").mustcontain("服务单小时用完")


def test_the_last_hours_go_once_though_two_forms_were_open(stage: Any) -> None:
    worker = stage.client("worker")
    first, second = blank(worker), blank(worker)
    for form in (first, second):
        form["hours"], form["note"] = "6", NOTE
    first.submit("record", status=303)
    second.submit("record", status=400).mustcontain("只剩 4 小时")
    assert order_of(stage).charged == 6


def test_a_double_click_charges_once(stage: Any) -> None:
    form = blank(stage.client("worker"))
    form["hours"], form["note"] = "4", NOTE
    assert form.submit("record", status=303).location == form.submit("record", status=303).location
    assert order_of(stage).charged == 4


def test_a_visit_need_not_be_charged(stage: Any) -> None:
    worker = stage.client("worker")
    visit(worker, "2", order="none").follow().mustcontain("不扣购买的服务")
    assert order_of(stage).charged == 0


def test_an_order_that_was_finished_meanwhile_is_not_charged(stage: Any) -> None:
    worker = stage.client("worker")
    visit(worker, "1")
    form = blank(worker)
    form["hours"], form["note"] = "2", NOTE
    press(worker, stage.proposal, "deliver")
    form.submit("record", status=400).mustcontain("刚刚办完了", NOTE)
    assert order_of(stage).charged == 1
    assert len(list(stage.site()["cases"]["case"].visits)) == 1


@pytest.mark.parametrize(
    ("field", "typed", "message"),
    [
        ("hours", "1.5", "不能有小数点"),
        ("hours", "-2", "至少是 1"),
        ("hours", "0", "至少是 1"),
        ("hours", "25", "最多是 24"),
        ("hours", "三", "要写成数字"),
        ("visited_on", "2026-11-24", "日期不能晚于"),
        ("visited_on", "2026-11-22", "日期不能早于"),
        ("visited_on", "2026-02-30", "这一天不存在"),
        ("note", "", "请填写"),
        ("note", "长" * 2001, "请删去 1 个字"),
    ],
)
def test_what_is_wrong_with_a_visit(stage: Any, field: str, typed: str, message: str) -> None:
    answer = visit(stage.client("worker"), status=400, **{field: typed})
    answer.mustcontain(message, 'role="alert"')
    assert order_of(stage).charged == 0
    assert not list(stage.site()["cases"]["case"].visits)


def test_an_order_of_another_case_is_refused(stage: Any) -> None:
    def another(site: Any) -> str:
        case = district.family(site, stage.vault, id="other")
        order = site["contracts"]["contract"].order(hours=5, proposal_id="x", case_id=case.id, **district.BY)
        return str(order.id)

    path = f"/contracts/contract/orders/{stage.commit(another)}"
    worker = stage.client("worker")
    form = blank(worker)
    form["hours"], form["note"] = "2", NOTE
    form["order"].force_value(path)
    form.submit("record", status=400)
    assert not list(stage.site()["cases"]["case"].visits)


def test_what_was_said_is_text_and_sealed(stage: Any) -> None:
    worker = stage.client("worker")
    page = visit(worker, note=f"{SCRIPT}{NOTE}").follow()
    assert SCRIPT not in page.text
    path = page.request.path
    for login in ("window", "bureau", "auditor"):
        stage.client(login).get(path, status=200).mustcontain(NOTE)
    for login in ("worker2", "charity", "window2", "fund", "medical"):
        stage.client(login).get(path, status=404)


def test_a_colleague_sees_the_order_and_not_whose_it_is(stage: Any) -> None:
    visit(stage.client("worker"))
    page = stage.client("worker2").get(order_path(stage), status=200)
    said = r"<li>2026年\d+月\d+日（周.），\d+ 小时：一次走访，内容只给办这个案件的人看</li>"
    assert len(re.findall(said, page.text)) == 1
    assert "张小明" not in page.text
    stage.client("worker2").get("/cases/case/@@visit", status=404)
    stage.client("charity").get(order_path(stage), status=404)


def test_the_window_records_a_visit_without_an_order(stage: Any) -> None:
    window = stage.client("window")
    form = window.get("/cases/case/@@visit", status=200).forms["visit"]
    assert "order" not in form.fields
    form["hours"], form["note"] = "1", NOTE
    form.submit("record", status=303)
    assert order_of(stage).charged == 0


def test_no_visits_where_the_case_has_ended(stage: Any) -> None:
    stage.commit(lambda site: fire(site["cases"]["case"], "withdraw", **district.BY) and None)
    stage.client("worker").get("/cases/case/@@visit", status=404)

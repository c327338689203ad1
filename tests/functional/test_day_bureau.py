"""A day of the bureau: see all work at a glance, find what is late, order the unit to act, weigh its answer."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from webtest import TestApp

from content.register import Register
from portal.demo.people import OTHER_TOWN, TOWN
from tests import factories
from tests.conftest import World

DEMAND = "转办到期三天还没有接收，请今天办，并写明原因。"
ANSWER = "经办人住院，没有安排代理。今天已接收，明天上门。"


@pytest.fixture
def busy(world: World) -> World:
    """Beijiao has one case in time and one late with a referral that nobody received; Wangcun has a closed one."""

    def build(site: Any) -> None:
        for id, town, late in (("c1", TOWN, False), ("c2", TOWN, True), ("c3", OTHER_TOWN, False)):
            site["households"].add(factories.household(id=f"h-{id}", town=town))
            case = factories.case(id=id, household_id=f"h-{id}", town=town)
            case.admit(due=factories.NOW + timedelta(days=-1 if late else 9), **factories.BY)
            site["cases"].add(case)
        cases = site["cases"]
        factories.referral(cases["c2"], id="r1", due=factories.NOW - timedelta(days=3))
        cases["c2"].referrals["r1"].receive_by = factories.NOW - timedelta(days=3)
        cases["c3"].close(reason="r", **factories.BY)
        for case in cases:
            site.register.update(case)
            site.worklists.update(case, f"/cases/{case.id}")
        site.worklists.update(cases["c2"].referrals["r1"], "/cases/c2/referrals/r1")

    world.commit(build)
    return world


def order_from_list(bureau: TestApp) -> str:
    """From the overview through the unit's list to the order; gives its path."""
    unit = bureau.get("/overview").click("医疗保障局")
    form = unit.click("督办", index=0).forms["order"]
    form["sort"], form["due"], form["demand"] = "late", "2026-11-25", DEMAND
    return urlsplit(form.submit("order", status=303).location).path


def press(client: TestApp, path: str, button: str, text: str = "") -> Any:
    page = client.get(path)
    form = next((f for f in page.forms.values() if f.action.endswith("@@step") and button in f.text), None)
    if form is not None:
        return form.submit(status=303)
    form = page.click(button).forms["step"]
    form["text"] = text
    return form.submit("go", status=303)


def figures(page: Any, heading: str) -> list[str]:
    table = next(h for h in page.html.select("h2") if heading in h.text).find_next("table")
    return [" ".join(row.stripped_strings) for row in table.select("tbody tr")]


# The overview


def test_every_figure_leads_to_the_list_that_it_counts(busy: World) -> None:
    bureau = busy.client("bureau")
    page = bureau.get("/overview")
    assert figures(page, "按镇、街道") == ["北郊镇 2 1 ：北郊镇"]
    assert "医疗救助 1 1 ：医疗救助" in figures(page, "按种类")
    assert "还没转给部门 1 0" in figures(page, "按种类")
    links = [a["href"] for a in page.html.select("main a[href^='/cases?']")]
    for link in links:
        told = page.html.select_one(f"main a[href='{link}']")
        count = re.search(r"(\d+) 个案件", bureau.get(link).text)
        assert count, link
        row = told.find_parent("tr")
        cells = [c.get_text(strip=True).partition("：")[0] for c in row.select("td")] if row else []
        wanted = told.strong.text if told.strong else cells[1 if "late=1" in link else 0]
        assert count[1] == wanted, link


def test_the_overview_opens_no_case(busy: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is drawn from the rows alone: a case that cannot even be loaded does not slow or break it."""
    monkeypatch.setattr("content.case.Case.__setstate__", lambda self, state: 1 / 0)
    busy.database.cacheMinimize()
    assert "北郊镇" in busy.client("bureau").get("/overview").text


def test_cases_are_narrowed_sorted_and_paged(busy: World, monkeypatch: pytest.MonkeyPatch) -> None:
    bureau = busy.client("bureau")
    late = bureau.get("/cases?late=1")
    assert [a["href"] for a in late.html.select("table th a")] == ["/cases/c2/"]
    assert "没有这样的案件" in bureau.get(f"/cases?town={OTHER_TOWN}&state=open").text
    assert "/cases/c3/" in bureau.get("/cases?state=closed").text
    assert "2 个案件" in bureau.get("/cases?state=open&kind=nonsense").text
    monkeypatch.setattr("portal.views.overview.PAGE", 1)
    first = bureau.get("/cases")
    assert "/cases/c2/" in first.text, "soonest due first"
    second = first.click("下一页")
    assert "/cases/c1/" in second.text
    assert "/cases/c3/" in bureau.get("/cases?page=999").text


def test_what_a_clerk_does_shows_at_once(busy: World) -> None:
    window = busy.client("window")
    form = window.get("/cases/c1/@@refer").forms["refer"]
    form["assistance"], form["unit"] = "medical", "medical"
    form.submit("refer", status=303)
    rows = figures(busy.client("bureau").get("/overview"), "按种类")
    assert "医疗救助 2 1 ：医疗救助" in rows
    assert not [row for row in rows if row.startswith("还没转给部门")]


def test_the_register_can_be_proved_and_built_anew(busy: World) -> None:
    def check(site: Any) -> int:
        fresh = Register()
        fresh.rebuild(site["cases"])
        assert dict(fresh) == dict(site.register)
        return int(site.register.rebuild(site["cases"]))

    assert busy.commit(check) == 0


# Supervision


def test_a_late_unit_is_ordered_answers_and_the_bureau_weighs_it(busy: World) -> None:
    bureau, handler = busy.client("bureau"), busy.client("medical")
    path = order_from_list(bureau)
    assert "督办，等您单位答复" in handler.get("/me").text
    page = handler.get(path)
    assert DEMAND in page.text
    assert "/cases/c2/referrals/r1" in page.text
    form = page.click("写答复").forms["reply"]
    form["answer"] = ANSWER
    form.submit("send", status=303)
    assert "督办，等您单位答复" not in handler.get("/me").text
    assert "督办有了答复" in bureau.get("/me").text
    again = bureau.get(path).click("要求再答复").forms["ask-again"]
    again["reason"], again["due"] = "上门以后的结果呢？", "2026-11-26"
    again.submit("again", status=303)
    form = handler.get(f"{path}@@answer").forms["reply"]
    form["answer"] = "已经上门，材料收齐。"
    form.submit("send", status=303)
    press(bureau, path, "答复可以，了结")
    order = next(iter(busy.site()["supervisions"]))
    assert order.state == "closed"
    assert [e.name for e in order.history] == ["created", "answer", "ask_again", "answer", "accept"]
    assert order.broken_chain() is None
    assert not order.duties()


def test_an_answer_that_comes_twice_or_too_late_is_told(busy: World) -> None:
    path = order_from_list(busy.client("bureau"))
    handler = busy.client("medical")
    first, second = (handler.get(f"{path}@@answer").forms["reply"] for _ in range(2))
    first["answer"] = second["answer"] = ANSWER
    first.submit("send", status=303)
    assert ANSWER in second.submit("send", status=409).text, "nothing typed is lost"


def test_who_is_answerable_is_on_record_and_under_seal(busy: World) -> None:
    bureau = busy.client("bureau")
    path = order_from_list(bureau)
    form = bureau.get(f"{path}@@hold").forms["hold"]
    form["ground"], form["responsible"] = "carelessness", "李敏，十天没有接收，诫勉谈话。"
    form.submit("hold", status=303)
    assert "疏忽职守：李敏，十天没有接收，诫勉谈话。" in bureau.get(path).text
    order = next(iter(busy.site()["supervisions"]))
    assert "李敏" not in repr(list(order.history))
    busy.client("medical").get(f"{path}@@hold", status=404)


def test_another_unit_hears_nothing_of_it(busy: World) -> None:
    path = order_from_list(busy.client("bureau"))
    for login in ("education", "window2", "fund", "charity", "admin", "worker"):
        busy.client(login).get(path, status=404)
    assert "/sign-in" in busy.client().get(path, status=303).location


def test_an_order_cannot_be_about_what_is_not_there(busy: World) -> None:
    bureau = busy.client("bureau")
    for about in ("/cases/none", "/accounts/nobody", "no-path", "/../etc", "/treasury"):
        bureau.get(f"/supervisions/@@new?about={about}", status=404)


def test_an_order_prints_on_one_sheet(busy: World) -> None:
    bureau = busy.client("bureau")
    page = bureau.get(f"{order_from_list(bureau)}@@slip")
    assert DEMAND in page.text
    assert page.html.select_one("svg.qr")

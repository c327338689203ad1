"""协调会议: called over open problems, held with minutes, its decisions go out with a date, the next comes in time."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from webtest import TestApp

from portal.forms.widgets import Boxes
from tests import district, factories
from tests.conftest import NOW, World

MINUTES = "医保和教育当场对了三件转办，约定每周五对一次。"
REFERRAL = "/cases/case/referrals/r1"
FEW = Boxes.few


@pytest.fixture
def late(world: World) -> World:
    """A referral to health insurance that nobody received in time."""

    def build(site: Any) -> None:
        case = district.family(site, world.vault)
        case.number = "周救字〔2026〕北郊0007号"
        referral = factories.referral(case, id="r1")
        referral.receive_by = NOW - timedelta(days=3)
        site.worklists.update(referral, REFERRAL)
        for number in range(FEW + 1):
            order = factories.supervision(id=f"o{number:02}", unit="handler@education")
            site["supervisions"].add(order)

    world.commit(build)
    return world


def planned(bureau: TestApp) -> str:
    form = bureau.get("/meetings/new").forms["meeting"]
    form["on"], form["topics"] = "2026-11-27", "下午两点，三楼会议室。"
    tick(form, "units", "handler@medical", "handler@education")
    tick(form, "items", REFERRAL)
    return urlsplit(form.submit("plan", status=303).location).path


def tick(form: Any, name: str, *values: str) -> None:
    for box in form.fields[name]:
        if box._value in values:
            box.checked = True


def held(world: World, path: str) -> None:
    form = world.client("bureau").get(path).click("记会议纪要").forms["held"]
    tick(form, "attended", "handler@medical")
    form["minutes"] = MINUTES
    form.submit("hold", status=303)


def test_it_is_called_over_what_stands_open_and_those_invited_hear_of_it(late: World) -> None:
    path = planned(late.client("bureau"))
    medical, education = late.client("medical"), late.client("education")
    assert "协调会议" in medical.get("/inbox").text
    page = medical.get(path)
    page.mustcontain("转办超期", "北郊0007号", "三楼会议室")
    assert page.html.select_one(f"a[href='{REFERRAL}']")
    assert not education.get(path).html.select_one(f"a[href='{REFERRAL}']"), "named by number, and no more"
    page.click("打印").mustcontain("救急难协调会议通知")
    for login in ("window", "village", "school", "fund"):
        late.client(login).get(path, status=404)


def test_minutes_and_who_came_and_decisions_that_are_owed(late: World) -> None:
    path = planned(late.client("bureau"))
    assert "会议开过" in late.client("bureau").get("/me").text
    held(late, path)
    bureau = late.client("bureau")
    page = bureau.get(path)
    page.mustcontain(MINUTES, "到会", "没有来")
    assert MINUTES not in repr(list(next(iter(late.site()["meetings"])).history))
    form = page.click("把定下的事交给单位").forms["order"]
    form["unit"], form["sort"], form["due"], form["demand"] = (
        "handler@education",
        "decided",
        "2026-12-04",
        "每周五和医保对一次转办。",
    )
    form.submit("order", status=303)
    education = late.client("education")
    assert "督办，等您单位答复" in education.get("/me").text
    education.get(path).mustcontain("定下的事", "等单位答复")
    bureau.get(path).click("打印").mustcontain("救急难协调会议纪要", MINUTES)


def test_the_next_is_due_by_the_interval_until_it_is_planned(late: World) -> None:
    held(late, planned(late.client("bureau")))
    (first,) = late.site()["meetings"]
    assert (first.next_by - NOW) > timedelta(days=60), "60 working days"
    bureau = late.client("bureau")
    assert "该开下一次协调会议" in bureau.get("/me").text
    planned(bureau)
    assert "该开下一次协调会议" not in bureau.get("/me").text
    assert all(one.broken_chain() is None for one in late.site()["meetings"])


def test_what_goes_wrong_is_told(late: World) -> None:
    bureau = late.client("bureau")
    page = bureau.get("/meetings/new")
    units = page.html.select("details")
    assert [unit.summary.get_text(" ", strip=True)[-2:] for unit in units] == [str(FEW + 1), " 1"]
    assert "教育" in units[0].summary.get_text()
    assert not any(unit.has_attr("open") for unit in units)
    form = page.forms["meeting"]
    form["topics"] = "三楼会议室。"
    tick(form, "items", REFERRAL)
    answer = form.submit("plan", status=400)
    assert [unit.has_attr("open") for unit in answer.html.select("details")] == [False, True], (
        "what is ticked"
    )
    assert answer.forms["meeting"]["topics"].value == "三楼会议室。"
    path = planned(bureau)
    late.client("medical").get(f"{path}@@minutes", status=404)
    open_form = bureau.get(f"{path}@@minutes").forms["held"]
    held(late, path)
    open_form["minutes"] = "另一份纪要。"
    assert "另一份纪要。" in open_form.submit("hold", status=409).text
    late.client("medical").get("/meetings/new", status=404)

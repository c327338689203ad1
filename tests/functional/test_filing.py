"""When a plan must be filed and the use of the money reported: checked as typed, and what is missing told."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from portal.demo.people import CHARITY
from tests import district
from tests.functional.test_partners import PROJECT, only, post

URGENT = {"in_emergency": True, "filing_number": "", "filed_on": "", "begins_on": "2026-11-20"}


@pytest.mark.parametrize(
    ("typed", "field", "said"),
    [
        ({"filing_number": ""}, "filing_number", "慈善法第二十四条"),
        ({"filed_on": ""}, "filed_on", "请填写哪天备案的"),
        ({"filed_on": "2026-11-02"}, "filed_on", "备案最晚在 2026-11-01"),
        ({"begins_on": ""}, "begins_on", "请选择“募捐从哪天开始”"),
        ({"ends_on": "2026-11-10"}, "ends_on", "结束的日子早于开始的日子"),
        (URGENT | {"begins_on": "2026-11-12"}, "filing_number", "2026-11-22，已经过了（慈善法第七十三条）"),
    ],
)
def test_days_that_the_law_does_not_allow_are_told_by_article(
    world: Any, typed: dict[str, Any], field: str, said: str
) -> None:
    answer = post(world.client("charity"), "projects", PROJECT | typed, status=400)
    assert said in answer.html.select_one("section.errors").text
    assert answer.html.find(id=field)["aria-invalid"] == "true"
    assert answer.html.find(id="title")["value"] == PROJECT["title"]
    assert not list(world.site()["projects"])


def test_the_last_day_for_filing_is_in_time(world: Any) -> None:
    post(world.client("charity"), "projects", PROJECT | {"filed_on": "2026-11-01", "begins_on": "2026-11-11"})
    charity = world.client("charity").get(f"/organisations/{CHARITY}", status=200)
    assert "备案和报告还缺什么" not in charity
    assert only(world, "projects").filing.file_by.isoformat() == "2026-11-01"


def test_a_plan_in_an_emergency_is_filed_afterwards(world: Any) -> None:
    """Owed within ten days, late after them, filed late as it was; the public is told no more than that."""
    charity, page = world.client("charity"), f"/organisations/{CHARITY}"
    post(charity, "projects", PROJECT | URGENT)
    charity.get("/me").mustcontain("募捐方案要补办备案")
    project = only(world, "projects")
    for login in ("charity", "bureau"):
        said = world.client(login).get(page)
        assert "最晚在 2026年11月30日" in said.html.find("section", {"aria-labelledby": "lacking"}).text
    assert "补办（慈善法" not in world.client().get(page)
    assert "还在补办" in world.client().get(f"/projects/{project.id}")
    world.clock.now += timedelta(days=9)
    charity = world.client("charity")
    assert "due-late" in charity.get("/me")
    form = charity.get(f"/projects/{project.id}/@@revise").forms["project"]
    form["filing_number"] = "5137"
    form.submit("save", status=400).mustcontain("请填写哪天备案的")
    form["filed_on"] = "2026-12-02"
    form.submit("save", status=303)
    assert "募捐方案备案晚了" in charity.get(f"/projects/{project.id}/@@manage")
    assert "募捐方案要补办备案" not in charity.get("/me")


def test_a_report_that_is_late_stands_on_the_charitys_page(world: Any) -> None:
    """A year's campaign reports every three months, and no report goes back behind the last."""
    charity, page = world.client("charity"), f"/organisations/{CHARITY}"
    post(charity, "projects", PROJECT)
    project = only(world, "projects")
    assert project.report_by.isoformat() == "2027-02-11"
    world.clock.now += timedelta(days=90)
    charity = world.client("charity")
    assert "使用情况应当在 2027年2月11日" in charity.get(page)
    form = charity.get(f"/projects/{project.id}/@@report").forms["report"]
    form["until"] = "2027-02-20"
    form.submit("report", status=303)
    assert "使用情况应当在" not in charity.get(page)
    again = charity.get(f"/projects/{project.id}/@@report").forms["report"]
    again["until"] = "2027-02-01"
    again.submit("report", status=400).mustcontain("已经报告到 2027-02-20", "慈善法第七十九条")


def test_a_short_campaign_reports_once_after_its_end(world: Any) -> None:
    post(world.client("charity"), "projects", PROJECT | {"ends_on": "2027-03-01"})
    assert only(world, "projects").report_by.isoformat() == "2027-06-01"


def test_a_project_of_before_is_asked_for_its_days(world: Any) -> None:
    world.commit(lambda site: district.project(site, 1_000_000))
    charity = world.client("charity")
    assert "还没有写哪天备案" in charity.get("/projects/project/@@manage")
    form = charity.get("/projects/project/@@revise").forms["project"]
    form.submit("save", status=400).mustcontain("请选择“募捐从哪天开始”")

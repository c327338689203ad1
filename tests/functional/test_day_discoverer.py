"""A school's day: report, see what became of it; the urgent call; who has a contact and who reported nothing."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from content.discovery import Discovery
from content.unit import Unit
from portal.demo.people import SCHOOL, TOWN, VILLAGE
from tests.conftest import NOW, World

STORY = "孩子说爸爸喝了酒就打人，妈妈不敢回家。"


def report(client: Any, **values: Any) -> Any:
    form = client.get("/report").forms["report"]
    given = {
        "household_name": "李守田",
        "household_phone": "13805330147",
        "town": TOWN,
        "village": VILLAGE,
        "story": STORY,
    }
    for name, value in (given | values).items():
        form[name] = value
    return form.submit("report", status=200)


def the_report(world: World) -> Discovery:
    (found,) = world.site()["discoveries"]
    return found


def call(client: Any, report: Discovery, outcome: str, said: str = "") -> Any:
    form = client.get(f"/discoveries/{report.id}/@@call").forms["call"]
    form["outcome"], form["said"] = outcome, said
    return form.submit("call", status=303)


def owed(world: World) -> dict[str, str]:
    return {duty.what: duty.owner for duty in the_report(world).duties()}


def test_what_became_of_a_report_stands_on_the_reporters_page_and_nothing_more(world: World) -> None:
    school = world.client("school")
    assert "我报告过的" not in school.get("/me").text
    report(school)
    assert "村（社区）正在核实" in school.get("/me").text
    assert "我报告过的" not in world.client("village2").get("/me").text

    form = world.client("village").get(f"/discoveries/{the_report(world).id}/@@verify").forms["verify"]
    form["urgency"], form["found"] = "1", "去看过，情况属实。"
    form.submit("verify", status=303)

    page = school.get("/me").html.find("main").get_text()
    assert "已核实，属实" in page
    for hidden in ("李守田", STORY, "情况属实。"):
        assert hidden not in page


def test_signs_of_violence_are_called_about_within_the_hour_by_a_named_person(world: World) -> None:
    form = world.client("bureau").get("/units/caller").forms["urgent"]
    form["caller"] = "worker"
    form.submit("name", status=303)

    page = report(world.client("school"), violence=True, call_note="白天打，丈夫在家时不要打")
    assert "10:12" in page.text
    assert owed(world)["discovery:call"] == "user:worker"
    assert the_report(world).call_due == NOW + timedelta(hours=1)

    worker = world.client("worker")
    assert f"/discoveries/{the_report(world).id}" in worker.get("/me").text
    assert "丈夫在家时不要打" in worker.get(f"/discoveries/{the_report(world).id}/@@call").text
    call(worker, the_report(world), "no_answer")
    assert "discovery:call" in owed(world)
    world.clock.now = NOW + timedelta(minutes=20)
    call(worker, the_report(world), "danger", "已经打了 110，社区民警在路上。")

    found = the_report(world)
    assert found.called_at == NOW + timedelta(minutes=20)
    assert "discovery:call" not in owed(world)
    assert [e.detail("outcome") for e in found.history if e.name == "call"] == ["no_answer", "danger"]
    assert world.client("worker2").get(f"/discoveries/{found.id}", status=404)


def test_where_nobody_is_named_the_bureau_calls_and_where_nothing_is_urgent_nobody(world: World) -> None:
    report(world.client(), source="other", violence=True)
    assert owed(world)["discovery:call"] == "bureau@district"


def test_a_call_stands_before_what_is_overdue_longer(world: World) -> None:
    report(world.client(), source="other", village="")
    world.clock.now = NOW + timedelta(days=30)
    report(world.client(), source="other", violence=True)
    lines = world.client("bureau").get("/me").html.select("main tbody tr")
    assert ["打电话" in line.get_text() for line in lines] == [True, False]


def test_life_at_risk_is_called_about_within_two_hours(world: World) -> None:
    report(world.client("school"), life_at_risk=True)
    assert the_report(world).call_due == NOW + timedelta(hours=2)


def test_a_report_that_is_not_urgent_asks_for_no_call(world: World) -> None:
    report(world.client("school"))
    assert set(owed(world)) == {"discovery:verify"}
    page = world.client("village").get(f"/discoveries/{the_report(world).id}/@@call", status=404)
    assert page


def test_the_bureau_sees_who_reported_nothing_and_names_a_contact(world: World) -> None:
    bureau = world.client("bureau")
    form = bureau.get("/units/new").forms["finder"]
    form["title"], form["institution"], form["town"] = "王村镇卫生院", "hospital", TOWN
    form["contact_name"] = "周大夫"
    refused = form.submit("enter", status=400)
    form = refused.forms["finder"]
    assert form["title"].value == "王村镇卫生院"
    form["contact_phone"] = "0533-6412345"
    form.submit("enter", status=303)

    page = bureau.get("/units").html.find("main").get_text()
    assert "2 / 2" in page
    assert "周大夫" not in page

    form = bureau.get(f"/units/{SCHOOL}/@@contact").forms["contact"]
    form["contact_name"], form["contact_phone"] = "郑老师", "13805330147"
    form.submit("keep", status=303)
    report(world.client("school"))
    page = bureau.get("/units?months=3").html.find("main").get_text()
    assert "1 / 2" in page
    assert world.site()["units"][SCHOOL].last_report_at == NOW

    world.clock.now = NOW + timedelta(days=200)
    assert "2 / 2" in world.client("bureau").get("/units").html.find("main").get_text()


def test_a_village_worker_reports_for_the_village(world: World) -> None:
    report(world.client("village"))
    found = the_report(world)
    assert (found.source, found.institution) == ("village", VILLAGE)
    unit: Unit = world.site()["units"][VILLAGE]
    assert unit.last_report_at == NOW


def test_the_medians_say_how_early_it_was(world: World) -> None:
    report(world.client("school"), happened_on="2026-11-20")
    world.clock.now = NOW + timedelta(hours=3)
    form = world.client("village").get(f"/discoveries/{the_report(world).id}/@@verify").forms["verify"]
    form["urgency"], form["found"] = "1", "去看过，情况属实。"
    form.submit("verify", status=303)
    text = " ".join(world.client("bureau").get("/units").html.find("main").get_text().split())
    assert "出事到报告3 天" in text
    assert "报告到核实3.0 小时" in text
    assert "核实到第一份帮助还算不出" in text

"""The school and the hospital tell of one family: one is worked on, both reporters see what became of it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from content.discovery import Discovery
from portal.demo.people import TOWN, VILLAGE
from tests.conftest import NOW, World
from tests.functional.test_day_discoverer import report
from tests.functional.test_family import step
from tests.functional.test_status import ask

PHONE = "13905330148"


def told(world: World, client: Any, **values: Any) -> tuple[str, str]:
    """Report it; gives back (id, receipt number)."""
    known = {one.id for one in world.site()["discoveries"]}
    page = report(client, **values)
    (new,) = {one.id for one in world.site()["discoveries"]} - known
    return new, str(page.html.select_one(".panel-warm .h3").get_text(strip=True))


def at_hospital(world: World, **values: Any) -> tuple[str, str]:
    """A nurse without an account, a few hours later, who knows the father under a name that sounds the same."""
    world.clock.now += timedelta(hours=3)
    given = {
        "source": "hospital",
        "reporter_name": "周护士",
        "reporter_phone": PHONE,
        "household_name": "李首田",
    }
    return told(world, world.client(), **given | {"story": "住院费交不上。"} | values)


def same(client: Any, one: str, other: str, status: int = 303) -> Any:
    page = client.get(f"/discoveries/{one}/@@same")
    form = page.forms["same"]
    form["other"], form["reason"] = other, "电话和门牌都一样，打电话问过家里。"
    return form.submit("merge", status=status)


def verify(world: World, id: str) -> str:
    form = world.client("village").get(f"/discoveries/{id}/@@verify").forms["verify"]
    form["urgency"], form["found"] = "1", "去看过，情况属实。"
    return str(form.submit("verify", status=303).location.replace("http://localhost", ""))


def found(world: World, id: str) -> Discovery:
    one: Discovery = world.site()["discoveries"][id]
    return one


@pytest.fixture
def both(world: World) -> tuple[str, str, str]:
    """The school's report, the hospital's, and the hospital's receipt number."""
    school, _receipt = told(world, world.client("school"), happened_on="2026-11-20")
    hospital, receipt = at_hospital(world)
    return school, hospital, receipt


def test_one_household_one_case_and_both_reporters(world: World, both: tuple[str, str, str]) -> None:
    school, hospital, receipt = both
    village = world.client("village")
    page = village.get(f"/discoveries/{hospital}").click("这两份是同一户")
    page.mustcontain("电话相同", "姓名读音相同", "李守田", "李首田")
    same(village, hospital, school)

    assert found(world, hospital).duties() == ()
    listed = village.get("/me").text
    assert f"/discoveries/{hospital}" not in listed
    assert f"/discoveries/{school}" in listed
    village.get(f"/discoveries/{school}/@@verify").mustcontain("住院费交不上。")
    village.get(f"/discoveries/{school}").mustcontain("周护士", "住院费交不上。")

    case = verify(world, school)
    world.client("window").get(case).mustcontain("周护士", "谁报告的")
    units = " ".join(world.client("bureau").get("/units").html.find("main").get_text().split())
    assert "收到报告2" in units
    assert "是多少户1" in units
    # Both are measured from the first of them on.
    assert "报告到核实3.0 小时" in units


def test_each_reporter_sees_what_became_of_it_and_nothing_of_the_other(
    world: World, both: tuple[str, str, str]
) -> None:
    school, hospital, receipt = both
    same(world.client("bureau"), school, hospital)
    teacher, nurse = world.client("school"), world.client()
    page = teacher.get(f"/discoveries/{school}")
    page.mustcontain("待核实")
    for hidden in ("周护士", "同一户", "和另一份相同", hospital):
        assert hidden not in page.text
    assert "村（社区）正在核实" in teacher.get("/me").text
    assert not world.site().inboxes.of("school")

    verify(world, hospital)
    assert "已核实，属实" in ask(nurse, receipt, PHONE[-4:], status=303).follow()
    assert "已核实，属实" in teacher.get("/me").text
    teacher.get("/inbox").mustcontain("您报告的家庭", "已核实")
    teacher.get(f"/discoveries/{hospital}", status=404)


def test_the_receipt_follows_a_chain(world: World, both: tuple[str, str, str]) -> None:
    school, hospital, receipt = both
    third, _receipt = told(world, world.client("village"))
    bureau = world.client("bureau")
    same(bureau, hospital, school)
    same(bureau, school, third)
    step(world.client("village"), f"/discoveries/{third}", "dismiss", "家里有人，没有这回事。")
    assert "不成立" in ask(world.client(), receipt, PHONE[-4:], status=303).follow()
    # Nobody merges into what speaks for itself no more, and a circle is not offered.
    bureau.get(f"/discoveries/{third}/@@same", status=404)


def test_who_owes_a_call_makes_it_first_and_the_urgent_one_stays(world: World) -> None:
    calm, _receipt = told(world, world.client("school"))
    urgent, _receipt = at_hospital(world, life_at_risk=True)
    bureau = world.client("bureau")
    answer = same(bureau, urgent, calm, status=409)
    answer.mustcontain("还欠一个紧急电话", "打电话问过家里")
    form = bureau.get(f"/discoveries/{urgent}/@@call").forms["call"]
    form["outcome"] = "safe"
    form.submit("call", status=303)
    same(bureau, urgent, calm, status=409).mustcontain("更急")
    assert found(world, urgent).state == "assigned"
    due = found(world, urgent).due
    same(bureau, calm, urgent)
    assert found(world, urgent).due == min(due, found(world, calm).due)


def test_the_earlier_date_holds_for_both(world: World) -> None:
    first, _receipt = told(world, world.client("school"))
    world.clock.now = NOW + timedelta(days=1)
    later, _receipt = at_hospital(world)
    due = found(world, first).due
    assert due < found(world, later).due
    same(world.client("village"), first, later)
    assert found(world, later).due == due
    owner = f"village_worker@{VILLAGE}"
    assert [(duty.due, path) for duty, path in world.site().worklists.of(owner)] == [
        (due, f"/discoveries/{later}")
    ]


def test_a_merge_is_taken_back_with_a_reason_until_the_village_has_looked(
    world: World, both: tuple[str, str, str]
) -> None:
    school, hospital, _receipt = both
    village = world.client("village")
    same(village, hospital, school)
    path = f"/discoveries/{hospital}"
    step(village, path, "tell_apart", status=400)
    step(village, path, "tell_apart", "是对门的另一家。")
    assert found(world, hospital).state == "assigned"
    assert f"/discoveries/{hospital}" in village.get("/me").text
    assert [e.name for e in found(world, school).history][-2:] == ["joined", "parted"]

    same(village, hospital, school)
    verify(world, school)
    assert "不是同一户，分开" not in village.get(path).text
    step(village, path, "tell_apart", "是对门的另一家。", status=409).mustcontain("不能再分开")
    assert found(world, hospital).state == "merged"


def test_a_report_of_a_family_whose_case_is_open_joins_it(world: World) -> None:
    school, _receipt = told(world, world.client("school"))
    case = verify(world, school)
    hospital, receipt = at_hospital(world)
    same(world.client("village"), hospital, school)
    assert "已核实，属实" in ask(world.client(), receipt, PHONE[-4:], status=303).follow()
    world.client("window").get(case).mustcontain("周护士")
    assert len(list(world.site()["cases"])) == 1


def test_only_who_may_read_both_is_shown_them(world: World, both: tuple[str, str, str]) -> None:
    school, hospital, _receipt = both
    for stranger in ("school", "window", "village2", "discipline"):
        world.client(stranger).get(f"/discoveries/{hospital}/@@same", status=404)
    elsewhere = {"town": "370306101", "village": ""}
    far, _receipt = told(world, world.client("school"), **elsewhere)
    assert far not in world.client("village").get(f"/discoveries/{hospital}/@@same").text
    # The bureau may read all of them: an equal telephone is found in another town too.
    assert far in world.client("bureau").get(f"/discoveries/{hospital}/@@same").text
    assert elsewhere["town"] != TOWN
    form = world.client("village").get(f"/discoveries/{hospital}/@@same").forms["same"]
    form["other"].force_value(far)
    form["reason"] = "x"
    form.submit("merge", status=400)


def test_where_nothing_is_near_it_says_so(world: World) -> None:
    school, _receipt = told(world, world.client("school"))
    page = world.client("village").get(f"/discoveries/{school}/@@same")
    page.mustcontain("没有找到可能是同一户的报告")
    assert "same" not in page.forms

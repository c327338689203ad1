"""人户分离: who lives here and is registered there is helped here; the other town assists, and neither can refuse."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from webtest import Upload

from content.policy import SHIPPED, load
from portal import audit
from portal.demo.people import OTHER_TOWN, TOWN, VILLAGE
from portal.worker import run_due
from tests import photos
from tests.conftest import NOW, World
from tests.functional.test_day_window import cases
from tests.functional.test_family import made_up_id, step
from tests.functional.test_status import ask
from tests.functional.test_worker import listed

ID = made_up_id("37030619800101009")
QUESTION = "户口里有几口人，在那边领过低保没有？"
PLACE = "河南省商丘市虞城县城郊乡"
BARRED = "这期间不能不予受理"


def registered(client: Any, status: int = 303, **more: str) -> Any:
    """A family that lives in 北郊镇 comes to its window."""
    form = client.get("/intake").forms["intake"]
    typed = {
        "name": "李守田",
        "id_number": ID,
        "phone": "13805330147",
        "town": TOWN,
        "village": VILLAGE,
        "address": "3 号楼",
        "urgency": "1",
        "story": "摔伤住院，租的房子要交房租。",
        "what": "living",
        "amount": "800",
    }
    for name, value in (typed | more).items():
        form[name] = value
    form["consent"] = True
    return form.submit("register", status=status)


def the_check(world: World) -> Any:
    (case,) = cases(world)
    (check,) = case.crosschecks
    return check


def read_by(world: World, actor: str, document: str) -> set[str]:
    """Which fields of the document somebody has opened."""
    reads = [read for read in world.registry.readlog.of(document) if read.actor == actor]
    return {name for read in reads for names in read.fields.values() for name in names}


def withdraw(world: World, case: Any) -> None:
    """The family takes its application back with its receipt."""
    client = world.client()
    ask(client, case.reveal(world.vault, "receipt"), "0147", status=303)
    client.get("/status/case").mustcontain("窗口正在请户籍地核查")
    form = client.get("/status/withdraw").forms["withdraw"]
    form.submit("withdraw", status=303)


@pytest.fixture
def window(world: World) -> Any:
    return world.client("window")


def test_the_other_town_is_asked_answers_and_cannot_send_it_back(world: World, window: Any) -> None:
    wrong = registered(window, 400, registered_in=TOWN, question=QUESTION)
    wrong.mustcontain("这就是住的镇、街道", QUESTION)
    registered(window, registered_in=OTHER_TOWN, question=QUESTION)
    check = the_check(world)
    path, case = f"/cases/{check.case.id}/crosschecks/{check.id}", f"/cases/{check.case.id}"
    assert check.due > NOW + timedelta(days=4)

    page = window.get(case)
    page.mustcontain("户口在王村镇", "已经请那边核查，还没有答复", "核查协助")
    assert "不予受理</a>" not in page.text, "no button leads to a refusal"
    assert BARRED in window.get(f"{case}/@@step?do=refuse", status=409).text
    token = window.get("/inbox").html.select_one("input[name=csrf_token]")["value"]
    typed = {"csrf_token": token, "do": "refuse", "text": "户口不在这里，去户籍地申请。"}
    assert BARRED in window.post(f"{case}/@@step", typed, status=409).text
    move = window.get(f"{case}/@@move").forms["hand-over"]
    move["town"], move["told"] = OTHER_TOWN, True
    move.submit("hand_over", status=409).mustcontain("人住在这里，就由这里办")
    assert cases(world)[0].state == "lodged"

    other = world.client("window2")
    page = other.get("/me")
    page.mustcontain("人户分离，请您协助核查", "北郊镇")
    assert "李守田" not in page.text
    other.get(case, status=404)
    page = other.get(path)
    page.mustcontain("李守田", ID, QUESTION, "只能答复，不能退回", load(SHIPPED).unit(TOWN).phone)
    assert "摔伤" not in page.text, "not the whole case"
    assert {"name", "id_number"} <= read_by(world, "user:window2", f"household:{check.case.household_id}")
    for name in ("reject", "cancel", "drop"):
        other.get(f"{path}/@@step?do={name}", status=404)
    window.get(f"{path}/@@answer", status=404)
    for login in ("medical", "worker", "charity"):
        world.client(login).get(path, status=404)

    form = other.get(f"{path}/@@answer").forms["reply"]
    form.submit("give", status=400).mustcontain("请选择“查的结果”", "请填写“户口登记上怎么写”")
    assert the_check(world).state == "asked"
    form = other.get("/me").click("^写答复").forms["reply"]
    form["result"], form["answer"], form["relief"] = "found", "户主李守田，2019 年登记，一口人。", "没有"
    form["files"] = [Upload("hukou.jpg", photos.photo())]
    form.submit("give", status=303).follow().mustcontain("一口人", "等居住地的窗口看过")
    assert ID not in other.get(path).text, "answered: the number is not needed any more"
    assert "请您协助核查" not in other.get("/me").text

    page = window.get("/me")
    page = page.click("^看答复")
    page.mustcontain("2019 年登记", "没有", "看材料")
    page.click("看材料").mustcontain("户籍地的证明材料")
    window.get(case).mustcontain("不予受理</a>", "户籍地的证明材料")
    step_form = next(f for f in page.forms.values() if "do" in f.fields and f["do"].value == "see")
    step_form.submit(status=303)
    assert (the_check(world).state, the_check(world).duties()) == ("seen", ())

    form = window.get(f"{case}/@@crosscheck").forms["crosscheck"]
    form["question"] = "还有一个孩子在那边登记吗？"
    form.submit("ask", status=303)
    withdraw(world, cases(world)[0])
    assert sorted(one.state for one in cases(world)[0].crosschecks) == ["dropped", "seen"]
    assert "请您协助核查" not in other.get("/me").text
    other.get("/inbox").mustcontain("请您协助的核查", "不用再查")
    assert [fault for fault in audit.faults(world.site()) if fault] == []


def test_outside_the_district_the_window_notes_what_it_heard_and_helps_meanwhile(
    world: World, window: Any
) -> None:
    registered(window)
    (case,) = cases(world)
    path, home = f"/cases/{case.id}", f"/households/{case.household_id}"
    assert "两边都不能推" not in window.get(path).text
    form = window.get(f"{path}/@@crosscheck").forms["crosscheck"]
    form["question"] = QUESTION
    form.submit("ask", status=400).mustcontain("请选户口在哪里", QUESTION)
    form = window.get(home).click("改户口所在地").forms["registered"]
    form["registered_place"] = PLACE
    form.submit("keep", status=400).mustcontain("请在这里选“本区以外”", PLACE)
    form["registered_in"] = "outside"
    form.submit("keep", status=303).follow().mustcontain("本区以外", PLACE)
    page = window.get(path)
    page.mustcontain("户口在本区以外", PLACE)
    form = page.click("请户籍地协助核查").forms["crosscheck"]
    assert (form["registered_in"].value, form["registered_place"].value) == ("outside", PLACE)
    form["question"] = QUESTION
    form.submit("ask", status=303)
    form.submit("ask", status=303)
    check = the_check(world)
    again = window.get(f"{path}/@@crosscheck").forms["crosscheck"]
    again["question"] = "还有呢？"
    again.submit("ask", status=409).mustcontain("还没有答复", "还有呢？")

    step(window, path, "admit")
    window.get(f"{path}/@@aid", status=200)
    window.get(f"{path}/@@step?do=close", status=200)
    step(window, path, "close", "不办了。", status=409).mustcontain("核查协助", "办完再结案")
    world.client("window2").get(f"{path}/crosschecks/{check.id}", status=404)

    world.clock.now = NOW + timedelta(days=10)
    run_due(world.registry)
    world.clock.now += timedelta(days=2)
    run_due(world.registry)
    assert "crosscheck:view" in listed(world, "bureau@district")
    window = world.client("window")
    window.get("/me").mustcontain("问外地的户籍，等记答复")
    form = window.get("/me").click("^记答复").forms["reply"]
    form["result"], form["channel"], form["informant"] = "silent", "letter", "虞城县民政局"
    form["answer"], form["relief"] = "两次去信没有回。", "不知道"
    form.submit("give", status=303).follow().mustcontain("问过了，对方没有答复", "虞城县民政局", "信函")
    assert the_check(world).state == "seen"
    assert "crosscheck:view" not in listed(world, "bureau@district")

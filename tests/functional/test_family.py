"""One family's way over HTTP: reported, verified, registered, admitted, referred."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from stdnum.cn import ric

from content.calendar import day_of
from content.term import is_provisional
from portal.demo.people import TOWN, VILLAGE
from tests import district
from tests.conftest import NOW

STORY = "父亲突然重病住院，家里断了收入，孩子这学期的生活费没有着落。"


def made_up_id(body: str) -> str:
    """A checksum for seventeen digits that nobody was ever given."""
    return body + ric.calc_check_digit(body + "0")


def report(world: Any, login: str = "school") -> str:
    """Report a household; gives back the receipt number."""
    page = world.client(login).get("/report")
    form = page.forms["report"]
    form["household_name"] = "李守田"
    form["household_phone"] = "13805330147"
    form["town"], form["village"] = TOWN, VILLAGE
    form["address"] = "3 号楼 2 单元"
    form["story"] = STORY
    form.set("causes", True, index=0)
    answer = form.submit("report", status=200)
    answer.mustcontain("收到了", "西塘社区")
    return str(answer.html.select_one(".panel-warm .h3").get_text(strip=True))


def first_path(world: Any, folder: str) -> str:
    return next(f"/{folder}/{document.id}" for document in world.site()[folder])


def verify(world: Any) -> str:
    """The village verifies the newest report; gives back the case's path."""
    client = world.client("village")
    client.get("/me").mustcontain("报告等核实")
    path = first_path(world, "discoveries")
    client.get(path, status=200).mustcontain(STORY, "李守田")
    form = client.get(f"{path}/@@verify").forms["verify"]
    form["urgency"], form["found"] = "1", "和邻居、孩子班主任都核对过，情况属实。"
    answer = form.submit("verify", status=303)
    return str(answer.location.replace("http://localhost", "").rstrip("/"))


def register(world: Any, case: str) -> None:
    client = world.client("window")
    form = client.get(f"{case}/@@intake").forms["intake"]
    assert form["name"].value == "李守田"
    form["id_number"] = made_up_id("37030619800101009")
    form["phone"] = "13805330147"
    form = form.submit("add_members", status=200).forms["intake"] if "add_members" in form.fields else form
    form["consent"], form["public"] = True, True
    form["what"], form["amount"] = "medical", "12,000"
    answer = form.submit("register", status=303).follow(status=200)
    answer.mustcontain("社会救助收件回执", "李守田")


def refer(world: Any, case: str, kind: str, unit: str) -> str:
    form = world.client("window").get(f"{case}/@@refer").forms["refer"]
    form["assistance"], form["unit"], form["request"] = kind, unit, "请按规定办理，谢谢。"
    answer = form.submit("refer", status=303)
    return str(answer.location.replace("http://localhost", "").rstrip("/"))


def step(client: Any, path: str, name: str, text: str = "", status: int = 303) -> Any:
    """Press a plain step's button on its page."""
    form = client.get(f"{path}/@@step", {"do": name}).forms["step"]
    if text:
        form["text"] = text
    return form.submit("go", status=status)


def admitted_case(world: Any) -> str:
    report(world)
    case = verify(world)
    register(world, case)
    step(world.client("window"), case, "admit")
    return case


def test_a_report_becomes_a_case_that_the_window_registers_and_admits(world: Any) -> None:
    receipt = report(world)
    assert len(receipt.replace("-", "")) == 12
    case = verify(world)
    register(world, case)
    step(world.client("window"), case, "admit")
    page = world.client("window").get(case, status=200)
    page.mustcontain("办理中", "李守田一家", "周救字〔2026〕北郊0001号", "¥12,000.00", "孙丽华")


def test_one_department_completes_and_the_other_sends_back(world: Any) -> None:
    case = admitted_case(world)
    medical, education = (
        refer(world, case, "medical", "medical"),
        refer(world, case, "education", "education"),
    )
    handler = world.client("medical")
    handler.get("/me").mustcontain("转办等接收")
    handler.get(education, status=404)
    handler.get(case, status=404)
    handler.get(medical).mustcontain("李守田", "13805330147", "还剩")
    for name in ("receive", "accept", "start"):
        step(handler, medical, name)
    form = handler.get(f"{medical}/@@complete").forms["complete"]
    form["result"], form["granted"] = "按规定报销，月底前到账。", "3,000"
    form.submit("complete", status=303)
    step(world.client("education"), education, "reject", "缺学校的困难认定表，补齐再转。")
    clerk = world.client("window")
    clerk.get("/me").mustcontain("转办有了结果")
    clerk.get(education).mustcontain("缺学校的困难认定表")
    clerk.get(medical).mustcontain("按规定报销", "¥3,000.00")
    step(clerk, medical, "see")
    step(clerk, education, "see")
    assert "转办有了结果" not in clerk.get("/me").text


def test_a_second_refusal_goes_to_the_bureau_which_binds_a_unit(world: Any) -> None:
    case = admitted_case(world)
    for _ in range(2):
        path = refer(world, case, "education", "education")
        step(world.client("education"), path, "reject", "不归我们管。")
    bureau = world.client("bureau")
    bureau.get("/me").mustcontain("两次被退回，等区里定")
    form = bureau.get(f"{case}/@@refer").forms["refer"]
    form["assistance"], form["unit"] = "education", "education"
    bound = form.submit("refer", status=303).location.replace("http://localhost", "").rstrip("/")
    step(bureau, path, "settle", "由区教体局承办，不能再退。")
    assert "两次被退回" not in bureau.get("/me").text
    world.client("education").get(f"{bound}/@@step", {"do": "reject"}, status=409).mustcontain("区里已经定下")


def test_a_dismissed_report_is_closed_with_its_reason(world: Any) -> None:
    report(world)
    path = first_path(world, "discoveries")
    step(world.client("village"), path, "dismiss", status=400).mustcontain("请填写")
    step(world.client("village"), path, "dismiss", "上门看过，家里已经恢复收入。")
    assert not list(world.site()["cases"])
    world.client("village").get(path).mustcontain("核实不成立")


def test_another_town_and_another_village_see_nothing(world: Any) -> None:
    case = admitted_case(world)
    discovery = first_path(world, "discoveries")
    for login in ("window2", "village2", "education", "charity", "fund", "admin"):
        world.client(login).get(case, status=404)
        world.client(login).get(discovery, status=404)


def test_a_double_click_registers_once(world: Any) -> None:
    client = world.client("school")
    form = client.get("/report").forms["report"]
    form["household_name"], form["town"], form["village"], form["story"] = "赵家", TOWN, VILLAGE, STORY
    first = form.submit("report", status=200)
    second = form.submit("report", status=200)
    number = [page.html.select_one(".panel-warm .h3").get_text(strip=True) for page in (first, second)]
    assert number[0] == number[1]
    assert len(list(world.site()["discoveries"])) == 1


def test_a_stale_form_keeps_what_was_typed(world: Any) -> None:
    report(world)
    path = first_path(world, "discoveries")
    client = world.client("village")
    form = client.get(f"{path}/@@verify").forms["verify"]
    world.commit(
        lambda site: next(iter(site["discoveries"])).record("noted", actor="system", at=world.clock.now)
    )
    form["urgency"], form["found"] = "0", "这句话不能丢。"
    form.submit("verify", status=409).mustcontain("别人改过这份内容", "这句话不能丢。")


def test_who_may_be_known_already_is_shown_before_anything_is_stored(world: Any) -> None:
    case = admitted_case(world)
    client = world.client("window")
    form = client.get("/intake").forms["intake"]
    form["name"], form["id_number"], form["phone"] = "李守田", made_up_id("37030619800101009"), "13805330148"
    form["town"], form["village"], form["address"] = TOWN, VILLAGE, "5 号楼"
    form["urgency"], form["story"], form["consent"] = "2", STORY, True
    form["what"], form["amount"] = "living", "800.50"
    answer = form.submit("register", status=200)
    answer.mustcontain("可能已经登记过", "是同一家")
    assert len(list(world.site()["cases"])) == 1
    household = world.site()["cases"][case.rsplit("/", 1)[1]].household_id
    again = answer.forms["intake"]
    again.set("household", household) if "household" in again.fields else None
    answer = client.post("/intake", [*again.submit_fields("register"), ("household", household)], status=303)
    assert len(list(world.site()["cases"])) == 2
    assert len(list(world.site()["households"])) == 1


def test_a_limit_that_runs_into_an_unpublished_year_is_shown_as_provisional(world: Any) -> None:
    case = admitted_case(world)
    world.clock.now = datetime(2026, 12, 24, 2, tzinfo=UTC)
    path = refer(world, case, "medical", "medical")
    medical = world.client("medical")
    assert "暂定" not in medical.get(path, status=200).text
    step(medical, path, "receive")
    medical.get(path).mustcontain("暂定")
    medical.get("/me").mustcontain("暂定")
    medical.get(f"{path}/@@slip").mustcontain("暂定")
    referral = world.site()["cases"][case.rsplit("/", 1)[1]].referrals[path.rsplit("/", 1)[1]]
    assert is_provisional(referral, referral.due)
    assert referral.due.year == 2027


@pytest.mark.parametrize(
    ("categories", "urgency", "due"),
    [
        (("medical",), 1, (2026, 12, 14)),
        (("medical", "education"), 1, (2026, 12, 7)),
        (("care",), 2, (2026, 12, 14)),
    ],
)
def test_a_case_is_due_by_the_shortest_limit_its_needs_give(
    world: Any, categories: tuple[str, ...], urgency: int, due: tuple[int, int, int]
) -> None:
    admitted = _admitted(world, categories, urgency)
    assert day_of(admitted.due) == date(*due)


def test_where_life_is_at_risk_the_town_has_a_day_and_a_night(world: Any) -> None:
    assert _admitted(world, ("medical",), 0).due == NOW + timedelta(hours=24)


def _admitted(world: Any, categories: tuple[str, ...], urgency: int) -> Any:
    def lodged(site: Any) -> str:
        case = district.family(site, world.vault, urgency=urgency, admitted=False)
        for category in categories:
            district.need(case, 100_000, category, item="care" if category == "care" else "")
        return str(case.id)

    case = world.commit(lodged)
    step(world.client("window"), f"/cases/{case}", "admit")
    return world.site()["cases"][case]

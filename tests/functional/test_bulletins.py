"""通报: counted by unit, drafted and issued by two of the bureau, read by every unit, corrected by a newer one."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from webtest import TestApp

from content.workflow import fire
from portal.demo.people import TOWN, VILLAGE
from portal.period import periods, span
from tests import district, factories
from tests.conftest import NOW, World

OCTOBER = datetime(2026, 10, 12, 2, 0, tzinfo=UTC)
NAME = "李守田"
WORDS = "李敏，十天没有接收，诫勉谈话。"
TEXT = "本月转办办得快，督办答复还要再快些。"


@pytest.fixture
def worked(world: World) -> World:
    """October: of four referrals one in time, one late, one sent back, one never done; an order of supervision."""

    def build(site: Any) -> None:
        by: dict[str, Any] = {"actor": "user:medical", "at": OCTOBER}
        for number, days in enumerate((9, 1, 9, 3)):
            case = district.family(site, world.vault, id=f"f{number}")
            case.created_at = OCTOBER
            one = factories.referral(case, id=f"r{number}", due=OCTOBER + timedelta(days=days))
            one.created_at = OCTOBER
        cases = site["cases"]
        for id in ("f0", "f1"):
            referral = cases[id].referrals[f"r{id[1:]}"]
            for name in ("receive", "accept", "start"):
                fire(referral, name, **by)
            later = by | {"at": OCTOBER + timedelta(days=5)}
            referral.complete(result="按规定报销", granted_fen=100_000, **later)
        cases["f2"].referrals["r2"].reject(reason="不归本局", **by)
        site.lookup.put_name(world.vault, NAME, "home-f0")
        order = factories.supervision(id="s1", due=OCTOBER + timedelta(days=5), at=OCTOBER)
        fire(order, "answer", answer="x", actor="user:medical", at=OCTOBER + timedelta(days=2))
        order.hold(actor="user:bureau", at=OCTOBER + timedelta(days=9), ground="carelessness", words="x")
        order.keep(world.vault, {"responsible": WORDS})
        site["supervisions"].add(order)
        found = factories.discovery(id="d1", town=TOWN, village=VILLAGE, at=OCTOBER)
        found.happened_on = "2026-10-10"
        site["discoveries"].add(found)

    world.commit(build)
    return world


def draft(client: TestApp, status: int = 303, **typed: Any) -> Any:
    form = client.get("/bulletins/new").forms["bulletin"]
    for name, value in ({"period": "2026-10", "text": TEXT} | typed).items():
        form[name] = value
    return form.submit("draft", status=status)


def issued(world: World, **typed: Any) -> str:
    path = urlsplit(draft(world.client("bureau"), **typed).location).path
    release(world, path)
    return path


def release(world: World, path: str, login: str = "bureau2", status: int = 303) -> Any:
    client = world.client(login)
    token = client.get("/sign-out").html.select_one("input[name=csrf_token]")["value"]
    return client.post(f"{path}/@@step", {"csrf_token": token, "do": "release"}, status=status)


def cells(page: Any, unit: str, table: int = 0) -> list[str]:
    rows = page.html.select("main table")[table].select("tbody tr")
    row = next(row for row in rows if unit in row.th.text)
    return [cell.get_text(strip=True) for cell in row.select("td")]


def test_it_counts_by_unit_and_what_is_counted_stays(worked: World) -> None:
    path = issued(worked)
    page = worked.client("medical").get(path)
    page.mustcontain("〔2026〕第 1 期", TEXT)
    assert cells(page, "医疗保障局") == ["4", "2", "1", "1", "1", "1", "1", "1"]
    assert cells(page, "北郊镇", 1) == ["4", "0", "0", "0", "0", "0", "0", "0"]
    assert cells(page, "北郊镇", 2)[:2] == ["1", "2"]
    worked.commit(
        lambda site: site["cases"]["f3"].referrals["r3"].reject(reason="x", **factories.BY) and None
    )
    assert cells(worked.client("medical").get(path), "医疗保障局") == ["4", "2", "1", "1", "1", "1", "1", "1"]


def test_every_unit_is_told_and_reads_it_and_nobody_else(worked: World) -> None:
    path = urlsplit(draft(worked.client("bureau")).location).path
    worked.client("medical").get(path, status=404)
    assert "通报等印发" in worked.client("bureau2").get("/me").text
    release(worked, path)
    for login in ("window", "village2", "education", "auditor"):
        client = worked.client(login)
        assert "新的通知" in client.get("/inbox").text, login
        client.get("/bulletins").click("第 1 期")
    for login in ("school", "charity", "worker", "fund", "admin"):
        worked.client(login).get(path, status=404)
        assert "第 1 期" not in worked.client(login).get("/bulletins").text
    assert "/sign-in" in worked.client().get(path, status=303).location


def test_who_drafted_it_does_not_issue_it(worked: World) -> None:
    path = urlsplit(draft(worked.client("bureau")).location).path
    assert "另一个人" in release(worked, path, "bureau", status=409).text
    (one,) = worked.site()["bulletins"]
    assert (one.state, one.issue) == ("drafted", 0)


def test_who_answers_is_named_only_where_the_bureau_says_so(worked: World) -> None:
    page = worked.client("education").get(issued(worked))
    page.mustcontain("疏忽职守")
    assert "李敏" not in page.text
    (old,) = worked.site()["bulletins"]
    named = worked.client("education").get(issued(worked, corrects=old.id, with_persons=True))
    named.mustcontain("疏忽职守", WORDS)
    assert "李敏" not in repr([one.__dict__ for one in worked.site()["bulletins"]])


def test_a_correction_names_the_old_and_the_old_names_it(worked: World) -> None:
    first = issued(worked)
    old = first.rpartition("/bulletins/")[2].strip("/")
    second = issued(worked, text="上一期的说明有误，更正如下。", corrects=old)
    client = worked.client("education")
    client.get(first).mustcontain("这一期有更正", "第 2 期", "已更正")
    client.get(second).mustcontain("这一期更正", "第 1 期")
    client.get(second).click("打印").mustcontain("救急难工作通报", "〔2026〕第 2 期", "收到转办 4 件")
    assert all(one.broken_chain() is None for one in worked.site()["bulletins"])


def test_what_cannot_be_is_told_at_the_field_and_nothing_typed_is_lost(worked: World) -> None:
    bureau = worked.client("bureau")
    answer = draft(bureau, status=400, text=f"{NAME}家办得快。")
    assert answer.forms["bulletin"]["text"].value == f"{NAME}家办得快。"
    path = issued(worked)
    again = draft(bureau, status=409)
    again.mustcontain("已经有通报")
    assert again.forms["bulletin"]["text"].value == TEXT
    old = path.rpartition("/bulletins/")[2].strip("/")
    draft(bureau, status=409, period="2026-09", corrects=old).mustcontain("不是同一段时间")
    worked.client("medical").get("/bulletins/new", status=404)
    assert len(list(worked.site()["bulletins"])) == 1


def test_a_name_that_is_registered_meanwhile_stops_the_release(worked: World) -> None:
    path = urlsplit(draft(worked.client("bureau"), text="张德福一户办得快。").location).path
    worked.commit(lambda site: site.lookup.put_name(worked.vault, "张德福", "home-f1"))
    release(worked, path, status=409).mustcontain("认出是谁家")


def test_months_and_quarters_that_are_over() -> None:
    found = periods(NOW)
    assert found[0] == "2026-10"
    assert found[-4:] == ["2026-Q3", "2026-Q2", "2026-Q1", "2025-Q4"]
    start, end = span("2025-Q4")
    assert (start.month, end.year, end.month, end - start) == (10, 2026, 1, timedelta(days=92))
    assert span("2026-12")[1] == span("2027-01")[0]

"""Messages: new work and answers reach those whom they concern, are read once, and name nobody to a stranger."""

from __future__ import annotations

from typing import Any

import pytest
from pyramid.traversal import find_resource

from content.inbox import Message
from portal.commands import door
from portal.demo.people import TOWN
from portal.worker import shift
from tests import factories
from tests.conftest import NOW
from tests.functional.test_family import admitted_case, first_path, refer, report, step


def news(client: Any) -> list[str]:
    """The unread messages, as they are read out."""
    page = client.get("/inbox", status=200)
    rows = page.html.select("table.table-list tbody th")
    return [" ".join(row.get_text(" ", strip=True).split()) for row in rows]


def in_head(client: Any) -> str:
    link = client.get("/me").html.select_one('.site-tools a[href="/inbox"]')
    return " ".join(link.get_text(" ", strip=True).split())


def open_first(client: Any) -> Any:
    return client.get("/inbox").forms["message-1"].submit(status=303)


def test_new_work_is_told_to_whose_it_is_and_to_nobody_else(world: Any) -> None:
    report(world)
    village = world.client("village")
    assert in_head(village) == "消息 1"
    assert [row.split("核实")[0] for row in news(village)] == ["新的工作：报告等"]
    assert not news(world.client("village2"))
    assert not news(world.client("school"))


def test_opening_a_message_leads_to_the_document_and_marks_it_read(world: Any) -> None:
    report(world)
    village = world.client("village")
    answer = open_first(village)
    assert answer.location.endswith(f"{first_path(world, 'discoveries')}/")
    answer.follow(status=200)
    assert in_head(village) == "消息"
    page = village.get("/inbox")
    page.mustcontain("没有没看过的消息", "看过的，或已经办了的", "报告等核实")


def test_the_family_is_named_to_those_who_may_know_it_and_each_look_is_on_record(world: Any) -> None:
    case = admitted_case(world)
    refer(world, case, "medical", "medical")
    household = next(iter(world.site()["households"])).id
    step(world.client("medical"), first_referral(world, case), "reject", "缺诊断证明。")
    before = len(list(world.registry.readlog.of(f"household:{household}")))
    world.client("window").get("/inbox").mustcontain("李守田", "转办有了结果")
    assert len(list(world.registry.readlog.of(f"household:{household}"))) == before + 1
    stored = world.site().inboxes.of("window")
    assert "李守田" not in repr(list(stored))


def first_referral(world: Any, case: str) -> str:
    found = world.site()["cases"][case.rsplit("/", 1)[1]].referrals
    return f"{case}/referrals/{next(iter(found)).id}"


def test_who_reported_hears_what_became_of_it(world: Any) -> None:
    report(world)
    step(world.client("village"), first_path(world, "discoveries"), "dismiss", "上门看过，已经好转。")
    school = world.client("school")
    assert in_head(school) == "消息 1"
    page = school.get("/inbox")
    page.mustcontain("您报告的家庭", "核实不成立")
    assert "好转" not in page.text


def test_what_somebody_did_themselves_is_no_news_to_them(world: Any) -> None:
    case = admitted_case(world)
    window = world.client("window")
    before = len(news(window))
    refer(world, case, "medical", "medical")
    step(window, first_referral(world, case), "cancel", "转错了单位。")
    assert len(news(window)) == before
    assert "转给您的转办" in " ".join(news(world.client("medical")))


def test_work_that_a_colleague_has_done_is_not_waiting_any_more(world: Any) -> None:
    report(world)
    village = world.client("village")
    assert in_head(village) == "消息 1"
    step(village, first_path(world, "discoveries"), "dismiss", "上门看过，已经好转。")
    assert in_head(village) == "消息"
    village.get("/inbox").mustcontain("看过的，或已经办了的")


def test_work_for_a_post_that_nobody_holds_is_told_to_the_bureau(world: Any) -> None:
    def lodge(site: Any) -> None:
        site["cases"].add(factories.case(id="c1", town="370306104", village="", household_id="h1"))
        site["households"].add(factories.household(id="h1", town="370306104", village=""))

    world.commit(lodge)
    touch(world, "/cases/c1")
    page = world.client("bureau").get("/inbox")
    page.mustcontain("没有人办的工作", "收件等受理", "商家镇")


def touch(world: Any, path: str) -> None:
    """What the door does last, for a document that a test has built."""
    with shift(world.registry) as request:
        door.touched(request, find_resource(request.site, path))


def test_all_at_once_and_a_key_of_somebody_elses(world: Any) -> None:
    report(world)
    village, school = world.client("village"), world.client("school")
    key = village.get("/inbox").html.select_one("input[name=key]")["value"]
    token = school.get("/sign-out").html.select_one("input[name=csrf_token]")
    answer = school.post("/inbox", {"do": "open", "key": key, "csrf_token": token["value"]}, status=303)
    assert answer.location.endswith("/inbox")
    assert in_head(village) == "消息 1"
    village.get("/inbox").forms["all"].submit(status=303)
    assert in_head(village) == "消息"
    assert news(village) == []


@pytest.mark.parametrize("path", ["/cases/gone", "/accounts/admin"])
def test_what_is_gone_or_not_for_them_has_no_link(world: Any, path: str) -> None:
    message = Message("answer", "discovery.verified", path, NOW)
    world.commit(lambda site: site.inboxes.put("school", message))
    school = world.client("school")
    page = school.get("/inbox")
    page.mustcontain("您现在看不到的一件", "看过了")
    assert "您报告的家庭" not in page.text
    assert open_first(school).location.endswith("/inbox")
    assert in_head(school) == "消息"


def test_whom_a_tip_names_hears_nothing_of_it(world: Any) -> None:
    """The work is the bureau's, and one of its two people is complained of."""

    def build(site: Any) -> str:
        other = factories.account(id="ma", login="ma", display_name="马国强", roles=(("bureau", "district"),))
        site["accounts"].add(other)
        tip = factories.tip(id="t1", subject="refused_help", unit="", named=("user:ma",))
        return str(site["tips"].add(tip).id)

    world.commit(build)
    touch(world, "/tips/t1")
    site = world.site()
    assert site.inboxes.of("ma") is None
    assert [m.path for m in site.inboxes.of("bureau")] == ["/tips/t1"]


def test_a_reminder_is_said_once_and_new_work_each_time(world: Any) -> None:
    late = Message("late", "case:admit", "/cases/c1", NOW, f"window_clerk@{TOWN}", NOW)
    again = late._replace(at=NOW.replace(hour=3))
    work = Message("work", "case:admit", "/cases/c1", NOW, f"window_clerk@{TOWN}")
    put = world.commit(
        lambda site: [site.inboxes.put("window", m) for m in (late, again, work, work._replace(at=again.at))]
    )
    assert put == [True, False, True, True]

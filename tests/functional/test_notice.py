"""Written notices: admitted, what is missing, not admitted; numbered, printable, with where to object."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from content.calendar import day_of, end_of
from tests.functional.test_family import register, report, step, verify


@pytest.fixture
def lodged(world: Any) -> str:
    """The path of a registered case that nothing was decided about."""
    report(world)
    case = verify(world)
    register(world, case)
    return case


def sheet(client: Any, case: str, name: str) -> str:
    page = client.get(f"{case}/@@{name}", status=200).html
    return "".join(page.select_one("article.sheet").get_text().split())


def ask_for(client: Any, case: str, *papers: str) -> None:
    form = client.get(f"{case}/@@papers").forms["papers"]
    for box in form.fields["papers"]:
        box.checked = box._value in papers
    form.submit("ask", status=303)


def bring(client: Any, case: str, paper: str) -> None:
    forms = client.get(case).forms.values()
    next(f for f in forms if "code" in f.fields and f["code"].value == paper).submit("status", value="have")


def test_what_is_missing_is_told_a_second_time_to_nobody(world: Any, lodged: str) -> None:
    window = world.client("window")
    late = window.get(f"{lodged}/@@papers").forms["papers"]
    ask_for(window, lodged, "identity")
    assert "2026年12月7日（周一）以前补齐" in sheet(window, lodged, "missing-notice")
    bring(window, lodged, "identity")
    step(window, lodged, "papers_in")
    assert "材料不够，一次性告知" not in window.get(lodged).text
    late["papers"] = ["authorisation"]
    late.submit("ask", status=409).mustcontain("缺什么材料只能告知一次")


def test_whoever_is_admitted_gets_it_in_writing_with_the_day(world: Any, lodged: str) -> None:
    window = world.client("window")
    window.get(f"{lodged}/@@admitted-notice", status=404)
    assert "打印受理通知书" not in window.get(lodged).text
    step(window, lodged, "admit")
    window.get(lodged).mustcontain("打印受理通知书")
    text = sheet(window, lodged, "admitted-notice")
    for words in ("社会救助受理通知书", "周救告〔2026〕北郊0001号", "李守田", "周救字〔2026〕北郊0001号"):
        assert words in text
    assert "2026年12月14日（周一）以前" in text
    assert "医疗救助" in text


def test_what_is_missing_is_told_once_and_whole(world: Any, lodged: str) -> None:
    window = world.client("window")
    ask_for(window, lodged, "identity", "authorisation")
    text = sheet(window, lodged, "missing-notice")
    assert text.count("☐") == 2
    assert "窗口不会再要别的" in text
    assert [n.papers for n in the_case(world, lodged).notices] == [("authorisation", "identity")]


def test_nobody_is_turned_away_without_the_reason_and_where_to_object(world: Any, lodged: str) -> None:
    window = world.client("window")
    step(window, lodged, "refuse", status=400).mustcontain("请填写")
    assert the_case(world, lodged).notices == ()
    step(window, lodged, "refuse", "户籍和居住地都不在本区，已联系户籍地的窗口接收。")
    text = sheet(window, lodged, "refused-notice")
    for words in ("不予受理", "已联系户籍地的窗口接收", "六十日内", "周村区人民政府申请行政复议", "六个月内"):
        assert words in text


def test_a_print_is_a_read_on_record_and_shows_four_digits(world: Any, lodged: str) -> None:
    window = world.client("window")
    step(window, lodged, "admit")
    household = the_case(world, lodged).household_id
    text = sheet(window, lodged, "admitted-notice")
    newest = next(iter(world.registry.readlog.of(f"household:{household}")))
    assert newest.page.endswith("@@admitted-notice")
    assert newest.fields[f"household:{household}"] == ["id_number", "name"]
    assert "37030619800101" not in text


def test_numbers_run_on_per_window_and_are_never_given_twice(world: Any, lodged: str) -> None:
    window = world.client("window")
    ask_for(window, lodged, "identity")
    step(window, lodged, "papers_in", status=409).mustcontain("告知过的材料还有没收到的")
    bring(window, lodged, "identity")
    step(window, lodged, "papers_in")
    step(window, lodged, "admit")
    assert [n.number for n in the_case(world, lodged).notices] == [
        "周救告〔2026〕北郊0001号",
        "周救告〔2026〕北郊0002号",
    ]


@pytest.mark.parametrize("login", ["window2", "medical", "charity", "auditor"])
def test_others_find_no_notice(world: Any, lodged: str, login: str) -> None:
    step(world.client("window"), lodged, "admit")
    world.client(login).get(f"{lodged}/@@admitted-notice", status=404)


def the_case(world: Any, path: str) -> Any:
    return world.site()["cases"][path.rsplit("/", 1)[1]]


def test_the_clock_rests_while_papers_are_missing(world: Any, lodged: str) -> None:
    """Asked on Monday, brought on Thursday: the two days to decide in move by three working days."""
    window = world.client("window")
    before = the_case(world, lodged).due
    ask_for(window, lodged, "identity")
    window.get(lodged).mustcontain("时限暂停")
    two_weeks = end_of(day_of(world.clock.now) + timedelta(days=14))
    assert [d.due for d in the_case(world, lodged).listed] == [two_weeks]
    world.clock.now += timedelta(days=3)
    assert "超期" not in window.get("/me").text
    window = world.client("window")
    bring(window, lodged, "identity")
    step(window, lodged, "papers_in")
    case = the_case(world, lodged)
    assert case.due == before + timedelta(days=5)
    assert [d.due for d in case.listed] == [case.due]
    assert "时限暂停" not in world.client("window").get(lodged).text

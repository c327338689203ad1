"""Finding a household by what is sealed, and the list of all cases."""

from __future__ import annotations

from typing import Any

import pytest

from tests.functional.test_family import admitted_case, made_up_id


def find(world: Any, words: str, login: str = "window") -> Any:
    form = world.client(login).get("/find").forms["find"]
    form["words"] = words
    return form.submit("find", status=200)


@pytest.mark.parametrize(
    "words",
    [
        "李守田",
        "李首田",
        "13805330147",
        "138 0533 0147",
        made_up_id("37030619800101009"),
        "周救字〔2026〕北郊0001号",
    ],
)
def test_the_clerk_finds_the_household_by_whatever_is_known_of_it(world: Any, words: str) -> None:
    admitted_case(world)
    find(world, words).mustcontain("找到的家庭", "李守田", "周救字〔2026〕北郊0001号")


def test_the_receipt_leads_there_too(world: Any) -> None:
    case = admitted_case(world)
    receipt = (
        world.client("window").get(f"{case}/@@receipt").html.select_one(".doc-head .num").get_text(strip=True)
    )
    find(world, receipt).mustcontain("李守田")


@pytest.mark.parametrize("words", ["李守", "1380533", "周", "%", "x" * 60])
def test_half_a_name_finds_nobody(world: Any, words: str) -> None:
    admitted_case(world)
    find(world, words).mustcontain("没有找到")


def test_another_towns_clerk_finds_nobody_and_learns_nothing(world: Any) -> None:
    admitted_case(world)
    assert "李守田" not in find(world, "13805330147", "window2").text


def test_a_find_stands_in_the_read_log_and_in_no_address(world: Any) -> None:
    case = admitted_case(world)
    household = world.site()["cases"][case.rsplit("/", 1)[1]].household_id
    before = len(list(world.registry.readlog.of(f"household:{household}")))
    find(world, "李守田")
    reads = list(world.registry.readlog.of(f"household:{household}"))
    assert len(reads) == before + 1
    assert reads[0].page == "POST /find"


def test_the_bureau_lists_all_cases_without_a_name(world: Any) -> None:
    admitted_case(world)
    page = world.client("bureau").get("/cases", status=200)
    page.mustcontain("周救字〔2026〕北郊0001号", "北郊镇")
    assert "李守田" not in page.text
    world.client("window").get("/cases", status=404)


def test_the_head_of_every_page_finds_too(world: Any) -> None:
    admitted_case(world)
    form = next(f for f in world.client("window").get("/me").forms.values() if f.action == "/find")
    form["words"] = "李守田"
    form.submit(status=200).mustcontain("找到的家庭")
    assert "/find" not in world.client("medical").get("/me").text

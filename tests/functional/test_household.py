"""The household's page: members, and the account that money goes to."""

from __future__ import annotations

from typing import Any

from tests.functional.test_family import admitted_case


def household_of(world: Any, case: str) -> str:
    return f"/households/{world.site()['cases'][case.rsplit('/', 1)[1]].household_id}"


def fill(world: Any, path: str, holder: str, number: str, reason: str = "", status: int = 303) -> Any:
    form = world.client("window").get(f"{path}/@@account").forms["account"]
    form["account_holder"], form["account_number"], form["account_bank"] = holder, number, "齐商银行周村支行"
    form["reason"] = reason
    return form.submit("keep", status=status)


def test_the_clerk_notes_the_account_and_only_its_end_is_shown(world: Any) -> None:
    path = household_of(world, admitted_case(world))
    fill(world, path, "李守田", "6222 0012 3456 7890 123")
    page = world.client("window").get(path, status=200)
    page.mustcontain("李守田", "0123", "齐商银行周村支行")
    assert "6222" not in page.text


def test_a_stranger_as_payee_needs_a_reason(world: Any) -> None:
    path = household_of(world, admitted_case(world))
    fill(world, path, "王二", "6222001234567890123", status=400).mustcontain("户名不是家里人的", "王二")
    fill(world, path, "王二", "6222001234567890123", reason="孩子的姑姑，监护人代收。")


def test_a_wrong_account_number_is_told_and_kept(world: Any) -> None:
    path = household_of(world, admitted_case(world))
    fill(world, path, "李守田", "abc", status=400).mustcontain("9 到 21 位数字", 'value="abc"')


def test_the_village_sees_no_account_and_others_see_nothing(world: Any) -> None:
    path = household_of(world, admitted_case(world))
    fill(world, path, "李守田", "6222001234567890123")
    assert "0123" not in world.client("village").get(path, status=200).text
    for login in ("medical", "charity", "worker", "window2", "admin"):
        world.client(login).get(path, status=404)

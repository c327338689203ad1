"""The sign-in form as staff have it outside the demo district: with the second factor asked for."""

from __future__ import annotations

import pytest

from portal.demo.people import PASSWORD
from tests.conftest import World
from tests.functional.bad_input import check
from tests.functional.bad_input.sheet import Sheet

GOOD = {"login": "window", "password": PASSWORD, "code": "123456"}


@pytest.fixture
def settings(settings: dict[str, str]) -> dict[str, str]:
    return settings | {"portal.totp": "true", "portal.demo": "false"}


def test_a_wrong_code_is_told_at_its_field_and_nobody_is_signed_in(world: World) -> None:
    client, faults, before = world.client(), [], check.serial(world)
    for value, says in (
        ("", "请填写"),
        ("1234567", "最多 6 个字"),
        ("123456", "动态验证码不对"),
        ("一二三四五六", "动态验证码不对"),
        ("-12345", "动态验证码不对"),
    ):
        sheet = Sheet(client.get("/sign-in"), "sign-in").fill(GOOD | {"code": value})
        page = sheet.send(client, "sign_in")
        found = [*check.refused(page), *check.told_at(page, "code", says), *check.kept(page, sheet)]
        faults += [f"{value}: {fault}" for fault in found]
        if PASSWORD in page.text:
            faults.append("the password comes back")
    assert not faults, "\n".join(faults)
    assert check.serial(world) == before
    client.get("/me", status=303)

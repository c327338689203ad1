"""Signing in, signing out, and what a stranger is told."""

from __future__ import annotations

from typing import Any

import pytest


def test_a_person_signs_in_and_sees_their_own_list(world: Any) -> None:
    page = world.client("window").get("/me", status=200)
    page.mustcontain("我的工作", "北郊镇", "孙丽华", "没有要您办的事")


def test_a_wrong_password_is_told_kindly_and_the_name_is_kept(world: Any) -> None:
    page = world.client().get("/sign-in")
    form = page.forms["sign-in"]
    form["login"], form["password"] = "window", "not-this-one"
    answer = form.submit("sign_in", status=400)
    answer.mustcontain("用户名或密码不对", 'value="window"')
    assert "not-this-one" not in answer.text


def test_an_unknown_person_is_told_the_same(world: Any) -> None:
    form = world.client().get("/sign-in").forms["sign-in"]
    form["login"], form["password"] = "nobody", "not-this-one"
    form.submit("sign_in", status=400).mustcontain("用户名或密码不对")


def test_guessing_is_slowed(world: Any) -> None:
    client = world.client()
    for _ in range(10):
        form = client.get("/sign-in").forms["sign-in"]
        form["login"], form["password"] = "window", "wrong"
        form.submit("sign_in", status=400)
    form = client.get("/sign-in").forms["sign-in"]
    form["login"], form["password"] = "window", "zhoucun-demo"
    form.submit("sign_in", status=400).mustcontain("试的次数太多了")


def test_signing_out_ends_the_session_everywhere(world: Any) -> None:
    client = world.client("window")
    cookie = client.cookies["sitting"]
    forms = client.get("/sign-out").forms.values()
    next(form for form in forms if form.action == "/sign-out").submit(status=303)
    client.get("/me", status=303)
    thief = world.client()
    thief.set_cookie("sitting", cookie.strip('"'))
    thief.get("/me", status=303)


@pytest.mark.parametrize(
    "path", ["/me", "/cases/nothing", "/households/x", "/desk", "/fund/allocations/x", "/accounts"]
)
def test_a_stranger_on_a_staff_path_is_sent_to_sign_in_whether_it_exists_or_not(
    world: Any, path: str
) -> None:
    answer = world.client().get(path, status=303)
    assert "/sign-in" in answer.location


@pytest.mark.parametrize("path", ["/cases/nothing", "/accounts", "/nothing"])
def test_signed_in_without_the_right_it_is_not_there(world: Any, path: str) -> None:
    world.client("school").get(path, status=404).mustcontain("没有找到这个页面")

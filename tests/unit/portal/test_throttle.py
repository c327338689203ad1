"""Guessing is slowed, per login, per receipt and per address; what is right never counts."""

from __future__ import annotations

from typing import Any

import pytest
from limits import RateLimitItemPerHour

from portal import throttle
from portal.throttle import Throttle


@pytest.fixture
def request_from(world: Any, asking: Any) -> Any:
    """A request of this address."""

    def build(address: str) -> Any:
        with asking() as request:
            request.environ["REMOTE_ADDR"] = address
            assert request.policy
            return request

    return build


def wrong_sign_ins(request: Any, login: str, times: int) -> None:
    for _ in range(times):
        throttle.count_wrong_sign_in(request, login)


def test_a_key_has_room_until_it_is_used_up() -> None:
    counter, twice = Throttle(), RateLimitItemPerHour(2)
    assert [counter.allows(twice, "a") for _ in range(3)] == [True, True, False]
    assert not counter.has_room(twice, "a")
    assert counter.has_room(twice, "b")


def test_looking_for_room_counts_nothing() -> None:
    counter, once = Throttle(), RateLimitItemPerHour(1)
    assert all(counter.has_room(once, "a") for _ in range(5))
    assert counter.allows(once, "a")


def test_ten_wrong_passwords_for_one_login_wherever_from(request_from: Any) -> None:
    for address in ("10.0.0.1", "10.0.0.2"):
        wrong_sign_ins(request_from(address), "window", 5)
    assert not throttle.may_sign_in(request_from("10.0.0.3"), "window")
    assert throttle.may_sign_in(request_from("10.0.0.3"), "window2")


def test_a_hundred_wrong_passwords_from_one_address_whoever_for(request_from: Any) -> None:
    request = request_from("10.0.0.1")
    for n in range(99):
        wrong_sign_ins(request, f"login{n}", 1)
    assert throttle.may_sign_in(request, "window")
    wrong_sign_ins(request, "login99", 1)
    assert not throttle.may_sign_in(request, "window")
    assert throttle.may_sign_in(request_from("10.0.0.2"), "window")


def test_five_wrong_tries_an_hour_for_one_receipt(request_from: Any) -> None:
    for n in range(5):
        request = request_from(f"10.0.0.{n}")
        assert throttle.may_ask_status(request, "7k4mqx8p2cde")
        throttle.count_wrong_status(request, "7k4mqx8p2cde")
    assert not throttle.may_ask_status(request_from("10.0.0.9"), "7k4mqx8p2cde")
    assert throttle.may_ask_status(request_from("10.0.0.9"), "9k4mqx8p2cdf")


def test_thirty_wrong_tries_an_hour_from_one_address(request_from: Any) -> None:
    request = request_from("10.0.0.1")
    for n in range(30):
        assert throttle.may_ask_status(request, f"receipt{n}")
        throttle.count_wrong_status(request, f"receipt{n}")
    assert not throttle.may_ask_status(request, "another")
    assert throttle.may_sign_in(request, "window"), "the one has nothing to do with the other"


def test_no_key_holds_what_was_typed(request_from: Any, world: Any) -> None:
    request = request_from("203.0.113.7")
    wrong_sign_ins(request, "window", 1)
    throttle.count_wrong_status(request, "7k4mqx8p2cde")
    held = repr(vars(world.registry.throttle._limiter.storage))
    assert "events" in held
    for typed in ("window", "7k4mqx8p2cde", "203.0.113.7"):
        assert typed not in held


def test_an_office_that_signs_in_in_the_morning_is_no_attack(world: Any) -> None:
    client = world.client()
    for _ in range(12):
        form = client.get("/sign-in").forms["sign-in"]
        form["login"], form["password"] = "window", "zhoucun-demo"
        form.submit("sign_in", status=303)


def test_right_after_too_many_wrong_ones_is_still_refused(world: Any) -> None:
    client = world.client()
    for password in ["wrong"] * 10 + ["zhoucun-demo"]:
        form = client.get("/sign-in").forms["sign-in"]
        form["login"], form["password"] = "window", password
        answer = form.submit("sign_in", status=400)
    answer.mustcontain("试的次数太多了")
    world.client("window2").get("/me", status=200)

"""Doors tried by hand: redirects that lead elsewhere, longer addresses, passes left behind, codes used twice."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pyotp
import pytest
from webtest import TestApp

from portal.demo.people import PASSWORD, PEOPLE, TOWN, VILLAGE
from tests.conftest import NOW, World
from tests.functional.test_status import RECEIPT, TAIL, ask
from tests.registered import family, with_receipt

ELSEWHERE = (
    "//evil.example",
    "/\\evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "\t//evil.example",
    "/\r\\evil.example",
    "https://evil.example",
    "javascript:alert(1)",
    "/%0d%0aX-Evil: 1",
)


@pytest.mark.parametrize("wanted", ELSEWHERE)
def test_no_address_of_ours_leads_to_another_site(world: World, wanted: str) -> None:
    """Browsers leave tabs and line ends out of an address: ``/<tab>/evil`` is ``//evil`` to them."""
    answers = [world.client().get("/language", params={"to": "en", "next": wanted}, status=303)]
    app = world.client()
    form = app.get("/sign-in", params={"next": wanted}).forms["sign-in"]
    form["login"], form["password"] = "window", PASSWORD
    answers.append(form.submit("sign_in", status=303))
    for answer in answers:
        place = answer.headers["Location"]
        assert place.startswith("http://localhost/") or place.startswith("/"), place
        assert not place.startswith(("//", "/\\")), place
        assert not set("\t\r\n") & set(place)


def test_a_longer_address_is_another_address(world: World) -> None:
    client = world.client("window")
    for path in (
        "/sign-in/x",
        "/report/x/y",
        "/me/x",
        "/intake/x",
        "/language/x",
        "/sign-out/x",
        "/status/x",
    ):
        client.get(path, status=404)
    world.client("bureau").get("/organisations/new/x", status=404)
    world.client("fund").get("/desk/x", status=404)
    client.get("/static/nothing/there.css", status=404)
    client.get("/static/portal.css", status=200)


def passed(world: World) -> TestApp:
    world.commit(
        lambda site: with_receipt(site, world.vault, family(site, world.vault, "a"), RECEIPT, TAIL) and None
    )
    client = world.client()
    ask(client, status=303)
    client.get("/status/case", status=200)
    return client


def sign_in(client: TestApp, login: str) -> None:
    form = client.get("/sign-in").forms["sign-in"]
    form["login"], form["password"] = login, PASSWORD
    form.submit("sign_in", status=303)


def test_signing_in_and_out_leaves_no_pass_behind(world: World) -> None:
    client = passed(world)
    sign_in(client, "school")
    client.get("/status/case", status=303)
    again = passed_again(client)
    form = next(form for form in again.get("/sign-out").forms.values() if form.action == "/sign-out")
    form.submit(status=303)
    again.get("/status/case", status=303)


def passed_again(client: TestApp) -> TestApp:
    ask(client, status=303)
    return client


def test_a_pass_for_one_case_does_nothing_to_another(world: World) -> None:
    client = passed(world)
    world.commit(lambda site: family(site, world.vault, "b") and None)
    for path in ("/cases/c-b", "/cases/c-a", "/households/h-a", "/cases/c-b/needs/n-b/@@step?do=withdraw"):
        client.get(path, status=303)
    for path in ("/cases/c-b/@@step?do=withdraw", "/cases/c-a/@@step?do=withdraw"):
        client.get(path, status="*")
    assert [case.state for case in world.site()["cases"]] == ["admitted", "admitted"]


def test_a_one_time_code_opens_one_session(world: World) -> None:
    secret = pyotp.random_base32()
    world.commit(lambda site: site["accounts"]["bureau"].keep(world.vault, {"totp_secret": secret}))
    object.__setattr__(world.registry.portal, "totp", True)
    code = pyotp.TOTP(secret).at(NOW)

    def attempt(code: str) -> Any:
        form = (
            TestApp(world.wsgi, extra_environ={"HTTP_HOST": "localhost:80"}).get("/sign-in").forms["sign-in"]
        )
        form["login"], form["password"], form["code"] = "bureau", PASSWORD, code
        return form.submit("sign_in", status="*")

    assert attempt(code).status_int == 303
    assert attempt(code).status_int == 400
    older = pyotp.TOTP(secret).at(NOW - timedelta(seconds=30))
    assert attempt(older).status_int == 400
    newer = pyotp.TOTP(secret).at(NOW + timedelta(seconds=30))
    assert attempt(newer).status_int == 303


def test_a_forged_forwarding_header_buys_no_more_tries(world: World) -> None:
    codes = set()
    for number in range(120):
        client = world.client()
        headers = {"X-Forwarded-For": f"10.0.0.{number}"}
        form = client.get("/sign-in").forms["sign-in"]
        form["login"], form["password"] = PEOPLE[number % len(PEOPLE)].login + str(number), "wrong"
        page = form.submit("sign_in", status=400, headers=headers)
        codes.add("试的次数太多了" in page.text)
    assert True in codes


def test_who_was_disabled_is_out_at_once_and_who_changed_office_has_the_new_one(world: World) -> None:
    client = world.client("window")
    client.get("/intake", status=200)

    def move(site: Any) -> None:
        site["accounts"]["window"].roles = (("discoverer", "school-beijiao"),)

    world.commit(move)
    client.get("/intake", status=404)

    def disable(site: Any) -> None:
        from content.workflow import fire

        fire(site["accounts"]["window"], "disable", actor="system", at=NOW, reason="x")

    world.commit(disable)
    client.get("/me", status=303)


def test_what_a_browser_or_a_proxy_may_keep(world: World) -> None:
    assert world.client("fund").get("/desk").cache_control.private
    assert world.client("window").get("/intake").cache_control.private
    stranger = world.client()
    assert not stranger.get("/needs").cache_control.private
    form = stranger.get("/report").forms["report"]
    form["household_name"], form["town"], form["village"] = "赵家", TOWN, VILLAGE
    form["story"], form["source"] = "父亲突然重病住院，家里断了收入。", "other"
    answer = form.submit("report", status=200)
    assert "收到了" in answer.text
    assert answer.cache_control.no_store

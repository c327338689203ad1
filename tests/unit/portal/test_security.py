"""Who is asking: signed cookies, sessions that end, passes of half an hour, and what a stranger learns (nothing)."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from pyramid.request import Request

from content.account import SESSION_LENGTH
from content.workflow import fire
from portal import main
from portal.demo.people import TOWN
from portal.security import PASS_LENGTH, STAFF_PATHS, is_staff_path, pass_headers
from tests import factories
from tests.factories import BY

OUTSIDE = ("school", "village2", "window2", "medical", "worker", "charity", "fund", "signer1", "admin")
"""Signed in, and with nothing to do with a lodged case of Beijiao."""


@pytest.fixture
def case_id(world: Any) -> str:
    def build(site: Any) -> str:
        family = site["households"].add(factories.household(id="h7m4", town=TOWN))
        return str(site["cases"].add(factories.case(id="k7m4", household_id=family.id, town=TOWN)).id)

    return str(world.commit(build))


def cookie_of(client: Any, name: str = "sitting") -> str:
    return str(client.cookies[name]).strip('"')


def holding(world: Any, value: str, name: str = "sitting") -> Any:
    """A browser that has come by this cookie."""
    client = world.client()
    client.set_cookie(name, value)
    return client


class TestStranger:
    def test_what_is_there_looks_like_what_is_not(self, world: Any, case_id: str) -> None:
        client = world.client()
        for there, not_there in (
            ("/cases/k7m4", "/cases/none"),
            ("/households/h7m4", "/households/none"),
            ("/cases/k7m4/@@step?do=claim", "/cases/none/@@step?do=claim"),
            ("/accounts/window", "/accounts/none"),
        ):
            one, other = client.get(there, status=303), client.get(not_there, status=303)
            assert one.location.startswith("http://localhost/sign-in?next=")
            assert "do%3D" not in one.location
            assert _same(one, "k7m4", "h7m4", "window") == _same(other, "none")

    def test_on_any_staff_path_is_sent_to_sign_in(self, world: Any) -> None:
        client = world.client()
        for word in sorted(STAFF_PATHS):
            for more in ("", "/x", "/x/@@y"):
                assert "/sign-in" in client.get(f"/{word}{more}", status=303).location

    def test_a_post_is_not_repeated_after_signing_in(self, world: Any, case_id: str) -> None:
        client = world.client()
        token = client.get("/sign-in").forms["sign-in"]["csrf_token"].value
        answer = client.post("/cases/k7m4/@@step", {"do": "claim", "csrf_token": token}, status=303)
        assert answer.location.endswith("/sign-in?next=%2Fme")

    def test_what_is_public_and_not_there_is_404(self, world: Any) -> None:
        for path in ("/nothing", "/needs/none", "/projects/none", "/status/none"):
            world.client().get(path, status=404)


@pytest.mark.parametrize(
    ("path", "is_staffs"),
    [
        ("/", False),
        ("", False),
        ("/fund", False),
        ("/fund/", False),
        ("/fund/allocations/x", True),
        ("//cases//x", True),
        ("/needs/x", False),
        ("/report", False),
        ("/me", True),
    ],
)
def test_which_paths_are_for_staff(path: str, is_staffs: bool) -> None:
    assert is_staff_path(path) == is_staffs


def test_signed_in_without_the_right_it_is_as_if_not_there(world: Any, case_id: str) -> None:
    for login in OUTSIDE:
        client = world.client(login)
        for there, not_there in (("/cases/k7m4", "/cases/none"), ("/households/h7m4", "/households/none")):
            one, other = client.get(there, status=404), client.get(not_there, status=404)
            assert _same(one, "k7m4", "h7m4") == _same(other, "none")


def _same(answer: Any, *ids: str) -> Any:
    """An answer without what must differ: the id in the address, and the moment."""
    text = answer.text
    for id in ids:
        text = text.replace(id, "ID")
    headers = {
        name: value for name, value in answer.headers.items() if name in ("Content-Type", "Cache-Control")
    }
    return answer.status, headers, re.sub(r"\s+", " ", text)


class TestSitting:
    def test_only_as_it_was_signed(self, world: Any) -> None:
        client = world.client("window")
        value = cookie_of(client)
        holding(world, value).get("/me", status=200)
        middle = len(value) // 2
        for forged in (
            value[:middle] + ("A" if value[middle] != "A" else "B") + value[middle + 1 :],
            value[:-6],
            "window.token",
            "d2luZG93LnRva2Vu",
            "",
            "%",
        ):
            holding(world, forged).get("/me", status=303)

    def test_the_cookie_of_one_purpose_is_not_taken_for_another(self, world: Any, asking: Any) -> None:
        value = cookie_of(world.client("window"))
        with asking(holding(world, value, name="applicant")) as request:
            assert request.identify.account is None
            assert request.identify.case_id == ""

    def test_the_cookie_is_for_our_pages_alone(self, world: Any) -> None:
        form = world.client().get("/sign-in").forms["sign-in"]
        form["login"], form["password"] = "window", "zhoucun-demo"
        set_cookie = next(
            value for value in form.submit("sign_in").headers.getall("Set-Cookie") if "sitting=" in value
        )
        assert "HttpOnly" in set_cookie
        assert "SameSite=Lax" in set_cookie
        assert "secure" not in set_cookie.lower(), "the tests' own setting"

    def test_over_https_it_never_leaves_https(
        self, world: Any, settings: dict[str, str], tmp_path: Any
    ) -> None:
        world.close()
        wsgi = main({}, **(settings | {"portal.secure_cookies": "true"}))
        assert wsgi.registry.portal.secure_cookies
        request = Request.blank("/")
        request.registry = wsgi.registry
        request.vault = wsgi.registry.vault
        headers = pass_headers(request, "k7m4", world.clock.now)
        assert all("secure" in value for _, value in headers)
        wsgi.registry.readlog.close()
        wsgi.registry.engine.close()
        wsgi.registry._zodb_databases[""].close()

    def test_it_ends_by_itself(self, world: Any) -> None:
        client = world.client("window")
        world.clock.now += SESSION_LENGTH - timedelta(seconds=1)
        client.get("/me", status=200)
        world.clock.now += timedelta(seconds=1)
        client.get("/me", status=303)

    def test_revoked_it_is_out_at_once(self, world: Any) -> None:
        client = world.client("window")
        client.get("/me", status=200)
        world.commit(lambda site: site["accounts"]["window"].close_all_sessions())
        client.get("/me", status=303)

    def test_disabled_it_is_out_at_once_and_stays_out(self, world: Any) -> None:
        client = world.client("window")
        world.commit(lambda site: bool(fire(site["accounts"]["window"], "disable", reason="调离", **BY)))
        client.get("/me", status=303)
        form = world.client().get("/sign-in").forms["sign-in"]
        form["login"], form["password"] = "window", "zhoucun-demo"
        form.submit("sign_in", status=400).mustcontain("用户名或密码不对")

    def test_a_role_taken_away_counts_from_the_next_page(self, world: Any, case_id: str) -> None:
        client = world.client("window")
        client.get("/cases/k7m4", status=200)

        def take_away(site: Any) -> None:
            site["accounts"]["window"].roles = ()

        world.commit(take_away)
        client.get("/cases/k7m4", status=404)

    def test_who_signs_in_is_everything_they_are_and_nothing_else(self, world: Any, asking: Any) -> None:
        with asking(world.client("window")) as request:
            assert request.identify.principals == {
                "system.Everyone",
                "staff",
                "user:window",
                f"window_clerk@{TOWN}",
                "role:window_clerk",
            }
            assert request.authenticated_userid == "user:window"
        with asking(world.client()) as request:
            assert request.identify.principals == {"system.Everyone"}
            assert request.authenticated_userid is None


class TestPass:
    def pass_for(self, world: Any, asking: Any, case_id: str) -> Any:
        with asking() as request:
            headers = pass_headers(request, case_id, world.clock.now)
        value = headers[0][1].split(";")[0].partition("=")[2].strip('"')
        return holding(world, value, name="applicant")

    def test_it_opens_one_case_for_half_an_hour(self, world: Any, asking: Any, case_id: str) -> None:
        client = self.pass_for(world, asking, case_id)
        with asking(client) as request:
            assert request.identify.principals == {"system.Everyone", "applicant@k7m4"}
            assert request.actor == "applicant@k7m4"
            case = request.site["cases"][case_id]
            assert request.has_permission("case:status", case)
            assert not request.has_permission("case:view", case)
            assert not request.has_permission("site:work", request.site)
        world.clock.now += timedelta(minutes=30, seconds=-1)
        with asking(client) as request:
            assert request.identify.case_id == case_id
        world.clock.now += timedelta(seconds=1)
        with asking(client) as request:
            assert request.identify.case_id == ""
            assert request.identify.principals == {"system.Everyone"}

    def test_it_cannot_be_written_by_oneself(self, world: Any, asking: Any, case_id: str) -> None:
        until = int((world.clock.now + PASS_LENGTH).timestamp())
        with asking(holding(world, f"{case_id}.{until}", name="applicant")) as request:
            assert request.identify.case_id == ""

    def test_it_does_not_open_staff_pages(self, world: Any, asking: Any, case_id: str) -> None:
        client = self.pass_for(world, asking, case_id)
        assert "/sign-in" in client.get(f"/cases/{case_id}", status=303).location
        assert "/sign-in" in client.get("/me", status=303).location

    def test_whoever_is_signed_in_is_themselves(self, world: Any, asking: Any, case_id: str) -> None:
        client = self.pass_for(world, asking, case_id)
        client.set_cookie("sitting", cookie_of(world.client("window2")))
        with asking(client) as request:
            assert request.actor == "user:window2"
            assert not any(who.startswith("applicant@") for who in request.identify.principals)


def test_every_answer_forbids_foreign_code_and_frames(world: Any) -> None:
    for path in ("/", "/sign-in", "/nothing", "/me", "/static/portal.css"):
        headers = world.client().get(path, status="*").headers
        policy = dict(part.strip().split(" ", 1) for part in headers["Content-Security-Policy"].split(";"))
        assert policy["script-src"] == policy["style-src"] == policy["form-action"] == "'self'", path
        assert policy["default-src"] == policy["base-uri"] == policy["frame-ancestors"] == "'none'", path
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["X-Frame-Options"] == "DENY"
        assert headers["Referrer-Policy"] == "same-origin"

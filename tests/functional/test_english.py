"""The portal in English: on no page is there Chinese but names of places and units, and people's own words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

import pytest
from webtest import TestApp

from portal.demo import people
from tests.conftest import World
from tests.demo import district
from tests.own_words import leaks, own_words

LINK = re.compile(r'href="(/[^"#]*)')
SKIPPED = re.compile(r"^/(static|language|sign-out|status/leave)|book|/needs\?|/projects\?|/offers\?")
DEEP = 45
"""Pages that one person opens."""


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """The demo district, where everything has happened once."""
    world = district(tmp_path_factory.mktemp("english"))
    yield world
    world.close()


@pytest.fixture(scope="module")
def own(demo: World) -> list[str]:
    return own_words(demo)


def english(demo: World, login: str = "") -> TestApp:
    client = demo.client(login)
    client.set_cookie("language", "en")
    return client


def looked_at(demo: World, login: str) -> Iterator[tuple[str, str]]:
    """(address, page) of what one person comes across by following links, and what their empty forms answer."""
    client = english(demo, login)
    waiting, seen = ["/me"] if login else list(PUBLIC), set[str]()
    while waiting and len(seen) < DEEP:
        path = waiting.pop(0)
        if path in seen or SKIPPED.search(path):
            continue
        seen.add(path)
        answer = client.get(path, status="*")
        if answer.status_int not in (200, 404) or answer.content_type != "text/html":
            continue
        yield path, answer.text
        waiting += [unescape(address) for address in LINK.findall(answer.text)]
        if 'enctype="multipart/form-data"' in answer.text:
            token = re.search(r'name="csrf_token" value="([^"]+)"', answer.text)
            empty = client.post(
                path, {"csrf_token": token.group(1) if token else ""}, status=[200, 303, 400, 409]
            )
            yield f"POST {path}", empty.text


PUBLIC = ("/", "/report", "/needs", "/projects", "/offers", "/fund", "/status", "/sign-in", "/no-such-page")


@pytest.mark.parametrize("login", ["", *(person.login for person in people.PEOPLE)])
def test_nobody_meets_chinese_that_is_nobodys_own(demo: World, own: list[str], login: str) -> None:
    found = {path: left for path, page in looked_at(demo, login) if (left := leaks(page, own))}
    assert found == {}


def test_a_family_reads_its_own_state(demo: World, own: list[str]) -> None:
    case = next(case for case in demo.site()["cases"] if case.is_open and case.has_personal("receipt"))
    household = demo.site()["households"][case.household_id]
    tail = household.reveal(demo.vault, "phone")[-4:]
    client = english(demo)
    form = client.get("/status").forms["status"]
    form["receipt"], form["tail"] = case.reveal(demo.vault, "receipt"), tail
    page = form.submit("ask").follow()
    assert "Progress of your application" in page.text
    assert leaks(page.text, own) == []
    assert leaks(client.get("/status/withdraw").text, own) == []


def test_what_cannot_be_done_is_told_in_english(demo: World, own: list[str]) -> None:
    client = english(demo)
    wrong = client.get("/sign-in").forms["sign-in"]
    wrong["login"], wrong["password"] = "window", "a wrong one"
    refused = wrong.submit("sign_in", status=400)
    assert "The user name or password is wrong." in refused.text
    stale = client.post("/sign-in", {"login": "window"}, status=400)
    missing = client.get("/needs/nothing", status=404)
    for page in (refused, stale, missing):
        assert leaks(page.text, own) == []


# The choice of language


def test_the_page_says_which_language_it_is_in(world: World) -> None:
    client = world.client()
    assert '<html lang="zh-CN"' in client.get("/").text
    client.set_cookie("language", "en")
    assert '<html lang="en"' in client.get("/").text
    client.set_cookie("language", "xx")
    assert '<html lang="zh-CN"' in client.get("/").text


@pytest.mark.parametrize(("login", "path"), [("", "/projects"), ("window", "/me"), ("window", "/intake")])
def test_the_switch_stays_on_the_page(world: World, login: str, path: str) -> None:
    client = world.client(login)
    there = client.get(path).click("English").follow()
    assert there.request.path == path
    assert '<html lang="en"' in there.text
    back = there.click("中文").follow()
    assert back.request.path == path
    assert '<html lang="zh-CN"' in back.text


def test_the_switch_never_leads_to_another_site(world: World) -> None:
    for elsewhere in ("//evil.example", "https://evil.example/", "/\\evil.example"):
        answer = world.client().get("/language", {"to": "en", "next": elsewhere}, status=303)
        assert answer.location == "http://localhost/"

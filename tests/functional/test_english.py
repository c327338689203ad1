"""The portal in English: on no page is there Chinese but names of places and units, and people's own words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

import pytest
from webtest import TestApp

from content.policy import SHIPPED, load
from content.tree import Folder
from portal import audit
from portal.demo import people
from portal.views.home import SEARCHED
from portal.views.policies import split
from tests import catalogue
from tests.conftest import World
from tests.demo import district

HAN = re.compile(r"[\u4e00-\u9fff]")
WIDE = re.compile(r"[\u3001-\u303f\uff01-\uffee\u4e00-\u9fff]")
UNSEEN = re.compile(r"<(script|style|svg)\b.*?</\1>|<!--.*?-->", re.S)
TEXT = re.compile(r">([^<]+)<|\s(?:aria-label|alt|title|placeholder|data-label|label)=\"([^\"]*)\"")
LINK = re.compile(r'href="(/[^"#]*)')
SKIPPED = re.compile(r"^/(static|language|sign-out|status/leave)|book|/needs\?|/projects\?|/offers\?")
EXAMPLE = re.compile(r"\"[^\"]*\"|“[^”]*”")
"""What is to be typed in Chinese, and titles, stand in quotation marks."""
DEEP = 45
"""Pages that one person opens."""


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """The demo district, where everything has happened once."""
    world = district(tmp_path_factory.mktemp("english"))
    yield world
    world.close()


@pytest.fixture(scope="module")
def own_words(demo: World) -> list[str]:
    """Names and what people wrote, the longest first; a word that the portal says itself is none of them."""
    said = {message.id for message in catalogue.english()}
    known = {word for word in (*_names(), *_written(demo)) if word not in said}
    known |= {*SEARCHED, *_titles(demo)}
    return sorted((word for word in known if HAN.search(word)), key=len, reverse=True)


def _names() -> Iterator[str]:
    rules = load(SHIPPED)
    yield rules.district.name
    for unit in rules.units:
        yield from (unit.window, unit.name, unit.short)
    for place in (*rules.towns, *rules.all_villages):
        yield from (rules.place_name(place.code), place.name, place.short)


def _titles(demo: World) -> Iterator[str]:
    """What charities, clerks and law-givers called their own things, though the portal may have the same word."""
    site = demo.site()
    for folder in ("needs", "projects", "offers", "contracts", "donations", "organisations", "policies"):
        yield from (document.title for document in site[folder])
    for text in site["policies"]:
        yield from (part for s in text.current.sections for part in (s.heading, s.heading.partition(" ")[2]))


def _written(demo: World) -> Iterator[str]:
    """Every string in the tree, under seal or not."""
    site = demo.site()
    yield from (posting.reference for posting in (*site.fund.ledger.newest(), *site.treasury.newest()))
    for text in site["policies"]:
        for section in text.current.sections:
            yield from re.split(r"\n+(?:[-*] )?|\*\*", section.text)
    for document in audit.documents(site):
        holders = [document, *getattr(document, "members", ())]
        if document.kind == "policy_text":
            yield from _paragraphs(document)
        for holder in holders:
            yield from _strings(holder)
            for name in holder.personal_fields:
                value = holder.reveal(demo.vault, name)
                yield from (value, *re.split(r"[\n，。]", value))


def _paragraphs(text: Any) -> Iterator[str]:
    """The headings and lines of a text of policy, as its page shows them."""
    for edition in text.editions:
        yield from edition.intro.split("\n")
        for section in edition.sections:
            yield from (section.heading, split(section.heading)[1], *section.text.split("\n"))


def _strings(thing: Any, deep: int = 3) -> Iterator[str]:
    if isinstance(thing, str):
        yield thing
    elif isinstance(thing, tuple | list):
        for part in thing:
            yield from _strings(part, deep)
    elif isinstance(thing, dict):
        yield from _strings(list(thing.values()), deep)
    elif deep and hasattr(thing, "__dict__") and not isinstance(thing, Folder):
        if hasattr(thing, "_p_activate"):
            thing._p_activate()
        values = {name: v for name, v in vars(thing).items() if name not in ("__parent__", "history")}
        yield from _strings(values, deep - 1)


def english(demo: World, login: str = "") -> TestApp:
    client = demo.client(login)
    client.set_cookie("language", "en")
    return client


def leaks(page: str, own_words: list[str]) -> list[str]:
    """The Chinese on a page that belongs to nobody."""
    found = []
    for shown, attribute in TEXT.findall(UNSEEN.sub("", page)):
        text = unescape(shown or attribute).strip()
        if text == "中文" or not WIDE.search(text):
            continue
        left = EXAMPLE.sub("", text)
        for word in own_words:
            if word in left:
                left = left.replace(word, "")
            if not WIDE.search(left):
                break
        if WIDE.search(left):
            found.append(text[:120])
    return list(dict.fromkeys(found))


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
def test_nobody_meets_chinese_that_is_nobodys_own(demo: World, own_words: list[str], login: str) -> None:
    found = {path: left for path, page in looked_at(demo, login) if (left := leaks(page, own_words))}
    assert found == {}


def test_a_family_reads_its_own_state(demo: World, own_words: list[str]) -> None:
    case = next(case for case in demo.site()["cases"] if case.is_open and case.has_personal("receipt"))
    household = demo.site()["households"][case.household_id]
    tail = household.reveal(demo.vault, "phone")[-4:]
    client = english(demo)
    form = client.get("/status").forms["status"]
    form["receipt"], form["tail"] = case.reveal(demo.vault, "receipt"), tail
    page = form.submit("ask").follow()
    assert "Progress of your application" in page.text
    assert leaks(page.text, own_words) == []
    assert leaks(client.get("/status/withdraw").text, own_words) == []


def test_what_cannot_be_done_is_told_in_english(demo: World, own_words: list[str]) -> None:
    client = english(demo)
    wrong = client.get("/sign-in").forms["sign-in"]
    wrong["login"], wrong["password"] = "window", "a wrong one"
    refused = wrong.submit("sign_in", status=400)
    assert "The user name or password is wrong." in refused.text
    stale = client.post("/sign-in", {"login": "window"}, status=400)
    missing = client.get("/needs/nothing", status=404)
    for page in (refused, stale, missing):
        assert leaks(page.text, own_words) == []


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

"""Buttons without a form of their own, and the addresses of searches: crafted, they do no harm either."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import pytest
from webtest import TestApp

from tests.conftest import World
from tests.functional.bad_input import check, stage
from tests.functional.bad_input.sheet import Sheet, post, soup
from tests.functional.test_status import RECEIPT, TAIL

FILE = ("x.exe", b"MZ\x00\xff")
ODD: tuple[Any, ...] = (
    "",
    "no-such-thing",
    "\x00",
    "../..",
    "周" * 3000,
    "<script>x()</script>",
    b"\xed\xa0\x80",
    FILE,
)
BUTTONS = (
    ("window", "case", "/cases/case/@@paper", "code"),
    ("window", "case", "/cases/case/@@step", "do"),
    ("window", "case", "/intake", "household"),
    ("window", "case", "/cases/case/@@need", "add_row"),
    ("bureau", "case", "/desk", "csrf"),
    ("bureau", "case", "/arrivals", "need"),
    ("window", "case", "/inbox", "key"),
    ("window", "case", "/find", "words"),
    ("auditor", "case", "/audit", "page"),
    ("auditor", "case", "/audit", "do"),
    ("auditor", "case", "/samples/m1/@@check", "result"),
    ("auditor", "case", "/samples/m1/@@check", "case"),
    ("admin", "case", "/accounts", "q"),
    ("admin", "case", "/accounts/window/@@end-acting", "whom"),
    ("window", "case", "/accounts/window/@@session", "key"),
    ("", "family", "/status/case", "id"),
    ("window", "case", "/sign-out", "next"),
)


def sitting(world: World, login: str, setting: str) -> TestApp:
    """Somebody signed in, or a family with its pass, and a token for what they post."""
    if setting == "case":
        stage.case(world, "")
        return world.client(login)
    stage.with_pass(world)
    client = world.client()
    asked = Sheet(client.get("/status"), "status").fill({"receipt": RECEIPT, "tail": TAIL})
    assert asked.send(client, "ask").status_int == 303
    return client


def token(client: TestApp) -> str:
    return str(soup(client.get("/report")).find("input", attrs={"name": "csrf_token"})["value"])  # type: ignore[index]


@pytest.mark.parametrize(("login", "setting", "path", "name"), BUTTONS, ids=lambda part: str(part).strip("/"))
def test_a_button_with_a_strange_value_does_nothing(
    world: World, login: str, setting: str, path: str, name: str
) -> None:
    client = sitting(world, login, setting)
    csrf, count, faults = token(client), len(list(world.site()["cases"])), []
    for value in ODD:
        page = post(client, path, [("csrf_token", csrf), (name, value)])
        faults += [f"{str(value)[:20]!r}: {fault}" for fault in check.kindly(page, 200, 303, 400, 404, 409)]
    assert not [fault for fault in faults if "status 5" in fault], "\n".join(faults)
    assert len(list(world.site()["cases"])) == count


SEARCHES = (
    ("", "/needs"),
    ("", "/projects"),
    ("", "/offers"),
    ("", "/status"),
    ("worker", "/claims"),
    ("window", "/me"),
    ("bureau", "/desk"),
    ("bureau", "/arrivals"),
    ("auditor", "/audit"),
    ("auditor", "/cases"),
    ("bureau", "/overview"),
    ("bureau", "/supervisions/@@new"),
    ("auditor", "/inquiries/@@new"),
    ("bureau", "/samples/@@new"),
    ("window", "/cases/case/@@step"),
    ("", "/language"),
)
KEYS = "need about owner worker late age state".split()
KEYS += "q page sort town place category kind skill item from to after preview do next large again".split()
HOSTILE = (
    "<script>x()</script>",
    "-1",
    "99999999999999999999",
    "%00",
    "%ED%A0%80",
    "周" * 500,
    "a" * 3000,
    "[]",
)


@pytest.mark.parametrize(("login", "path"), SEARCHES, ids=lambda part: str(part).strip("/"))
def test_an_address_with_strange_words_does_no_harm(world: World, login: str, path: str) -> None:
    stage.case(world, "")
    world.index()
    client, faults, before = world.client(login), [], check.serial(world)
    for value in HOSTILE:
        query = "&".join(f"{key}={quote(value, safe='%')}" for key in KEYS)
        page = client.get(f"{path}?{query}", status="*")
        if page.status_int >= 500 or "<script>x()" in page.text:
            faults.append(f"{value[:20]}: {page.status_int}")
        if "<script>" in page.headers.get("Location", ""):
            faults.append(f"{value[:20]}: sent to {page.location}")
    assert not faults, "\n".join(faults)
    assert check.serial(world) == before

"""Every page that a person can reach: axe is silent, nothing scrolls sideways, everything can be pressed and seen."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import unquote

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Page
from pyramid.traversal import traverse

from content.tree import Folder
from portal.demo.build import SOME
from portal.demo.people import TOWN
from tests.browser import family, page_check
from tests.conftest import World
from tests.demo import district

pytestmark = pytest.mark.browser

PEOPLE = (
    "",
    "school",
    "village",
    "window",
    "medical",
    "worker",
    "charity",
    "fund",
    "signer1",
    "bureau",
    "auditor",
    "admin",
)
"""Finance and discipline open what the auditor opens (tests/matrix)."""
LONG = (
    "春日里为全区突然遇到急难的中小学生家庭准备住校生活费、学习用品、校车和午餐的长期慈善助学项目（第二期）"
)
NOT_PAGES = ("/sign-out", "/language", "/fund/@@book", "/publications/feed")
WITHOUT_CRUMBS = ("/", "/me", "/desk")
MANY_SOLID = ("/desk", "/needs", "/projects", "/offers", "/policies")
"""Lists of decisions, and lists with a search box and filters, have a solid button each."""


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """One demo district for the whole file, which is only looked at, with one title as long as titles may be."""
    place = tmp_path_factory.mktemp("looked-at")
    world = district(place, SOME, **{"portal.index_in_process": "true", "retry.attempts": "8"})
    world.commit(_lengthen)
    world.index()
    yield world
    world.close()


def _lengthen(site: Any) -> None:
    for folder in ("projects", "needs", "contracts"):
        next(iter(site[folder])).title = LONG


@pytest.fixture
def person(someone: Callable[..., Any]) -> Callable[[str], Any]:
    """Somebody with axe in every page they open."""

    def make(login: str = "") -> Any:
        made = someone(login, width=390)
        made.page.context.add_init_script(AXE_SCRIPT)
        return made

    return make


@pytest.mark.parametrize("login", PEOPLE, ids=lambda login: login or "stranger")
def test_every_page_somebody_reaches_is_sound(
    login: str, person: Callable[[str], Any], seen: set[str], judged: set[str], world: World
) -> None:
    if login == "village":
        family.report(person("school"))
    someone = person(login)
    wrong = {}
    for path in pages(someone.page, "/me" if login else "/", world.site(), seen):
        found = faults(someone.page, path, judged)
        if found:
            wrong[path] = found
    assert wrong == {}


@pytest.fixture(scope="module")
def seen() -> set[str]:
    """Kinds of public pages that were looked at: staff reach them too, and see them as everybody does."""
    return set()


@pytest.fixture(scope="module")
def judged() -> set[str]:
    """Shapes of elements that axe has been asked about."""
    return set()


def pages(page: Page, start: str, site: Any, seen: set[str]) -> Iterator[str]:
    """Open one page of each kind, from link to link."""
    todo, met = [start, "/sign-in"] if start == "/" else [start], set(seen)
    while todo:
        path = todo.pop(0)
        kind = kind_of(site, path)
        if kind in met:
            continue
        met.add(kind)
        try:
            page.goto(path)
        except PlaywrightError as error:
            if "Download is starting" not in str(error):
                raise
            continue
        if page.locator(".site-head:not(.staff-head)").count():
            seen.add(kind)
        links = page.eval_on_selector_all("a[href^='/']", "tags => tags.map(tag => tag.getAttribute('href'))")
        todo += [link for link in links if not link.startswith(NOT_PAGES) and "." not in link]
        yield path


def kind_of(site: Any, path: str) -> str:
    """Which view answers, as traversal finds it: that of one case is that of another; and the step asked for."""
    bare, _, query = path.partition("#")[0].partition("?")
    found = traverse(site, unquote(bare))
    context, step = found["context"], re.search(r"do=\w+", query)
    where = context.__name__ if isinstance(context, Folder) else type(context).__name__
    return f"{where}/{found['view_name']}" + (f"?{step[0]}" if step else "")


def faults(page: Page, path: str, judged: set[str] | None = None) -> list[str]:
    found = page_check.faults(page, judged)
    if path not in WITHOUT_CRUMBS and not page.evaluate(page_check.CRUMBS):
        found.append("no breadcrumbs")
    if path.partition("?")[0] not in MANY_SOLID and page.evaluate(page_check.SOLID) > 1:
        found.append("more than one solid button")
    return found + ([] if page_check.skips(page) else ["the skip link does not skip"])


MISTAKES = [
    ("", "/report", "报告，拿回执号"),
    ("", "/status", "查进度"),
    ("", "/sign-in", "登录"),
    ("window", "/intake", "登记并打印回执"),
]


@pytest.mark.parametrize(("login", "path", "button"), MISTAKES, ids=lambda value: value.strip("/"))
def test_a_form_with_mistakes_is_sound_and_keeps_the_focus_in_sight(
    login: str, path: str, button: str, person: Callable[[str], Any]
) -> None:
    clerk = person(login)
    clerk.go(path)
    clerk.page.get_by_role("button", name=button).last.click()
    clerk.page.locator(".errors").wait_for()
    assert clerk.page.title().startswith("有 ")
    assert clerk.page.evaluate("document.activeElement.matches('.errors')")
    assert page_check.unseen_focus(clerk.page) == []
    assert page_check.faults(clerk.page) == []


@pytest.mark.parametrize(("login", "path"), [("", "/needs"), ("window", "/me"), ("fund", "/desk")])
def test_the_keyboard_is_always_seen(login: str, path: str, person: Callable[[str], Any]) -> None:
    someone = person(login)
    someone.go(path)
    assert page_check.unseen_focus(someone.page) == []


@pytest.mark.parametrize("path", ["/no/such/page", "/needs/k7m4qx"])
def test_a_page_that_is_not_there_is_sound_too(path: str, person: Callable[[str], Any]) -> None:
    stranger = person("")
    stranger.go(path)
    assert faults(stranger.page, path) == []


def test_papers_print_on_one_page(person: Callable[[str], Any], world: World) -> None:
    """A receipt and a referral slip are one sheet of A4 each."""
    clerk = person("window")
    site = world.site()
    case, referral = next((c, r) for c in site["cases"] if c.town == TOWN for r in c.referrals)
    for path in (f"/cases/{case.id}/@@receipt", f"/cases/{case.id}/referrals/{referral.id}/@@slip"):
        clerk.go(path)
        assert clerk.page.locator(".sheet h1").inner_text().startswith("社会救助")
        assert len(re.findall(rb"/Type\s*/Page\b", clerk.page.pdf(prefer_css_page_size=True))) == 1

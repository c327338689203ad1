"""A real server, a real Chromium, and people who use it by mouse or by keyboard alone."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, TimeoutError, sync_playwright
from waitress.server import create_server

from portal.demo import people
from tests.browser.words import CHINESE, Words
from tests.conftest import World
from tests.own_words import leaks, own_words

CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

LOOK = """() => [document.documentElement.lang, document.documentElement.scrollWidth - innerWidth,
    document.documentElement.outerHTML]"""

PATIENCE_MS = 30_000
"""A busy machine is no failure."""
HERE = 0
AHEAD = """wanted => {
    const now = document.activeElement;
    if (now === wanted) return 0;
    const isRadio = now.type === 'radio' && wanted.type === 'radio';
    if (isRadio && now.name === wanted.name && now.form === wanted.form) return -1;
    const follows = (a, b) => a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING;
    const each = 'a[href], button, select, textarea, summary, input:not([type=hidden], [type=radio], [type=date])';
    const stops = [...document.querySelectorAll(each)].filter(stop =>
        stop.tabIndex >= 0 && !stop.matches(':disabled') && stop.checkVisibility({visibilityProperty: true}));
    return 1 + stops.filter(stop => follows(stop, wanted) && (now === document.body || follows(now, stop))).length;
}"""
"""How often Tab is surely pressed to come from where the focus is to *wanted*; below 0, arrows within its group."""


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def settings(settings: dict[str, str]) -> dict[str, str]:
    """In the browser everything runs as it does for people: the indexer too."""
    return settings | {"portal.index_in_process": "true", "retry.attempts": "8"}


@pytest.fixture
def address(world: World) -> Iterator[str]:
    """Where the portal is served, on a port of its own."""
    server = create_server(world.wsgi, host="127.0.0.1", port=0, threads=4)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.effective_port}"
    server.close()
    thread.join(timeout=5)


@pytest.fixture
def language() -> str:
    """The language people read; a test that runs in both is parametrised by it."""
    return CHINESE


@pytest.fixture
def someone(
    browser: Browser, address: str, tmp_path: Path, world: World, language: str
) -> Iterator[Callable[..., Person]]:
    """``someone("window", width=390, keyboard=True)``: a person with a browser of their own, signed in."""
    contexts: list[Any] = []
    met: list[Person] = []

    def make(login: str = "", *, width: int = 1280, keyboard: bool = False, script: bool = True) -> Person:
        words = Words(language)
        context = browser.new_context(
            viewport={"width": width, "height": 844 if width < 600 else 900},
            locale="en-GB" if words.is_english else "zh-CN",
            base_url=address,
            java_script_enabled=script,
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE_MS)
        # What Tab reaches does not hang on the language: English goes by mouse, which is quicker.
        person = Person(page, keyboard and not words.is_english, words)
        met.append(person)
        if words.is_english:
            person.switch_to_english()
        if login:
            person.sign_in(login)
        return person

    yield make
    for context in contexts:
        context.close()
    own = own_words(world, (line for person in met for line in person.typed)) if language != CHINESE else []
    left = {path: found for person in met for path, page in person.seen if (found := leaks(page, own))}
    assert left == {}


class Person:
    """Does what a person does: by mouse it clicks what it reads, by keyboard it tabs there and types.

    Labels, names and words to read are given as Chinese msgids and looked for in the person's language.
    """

    def __init__(self, page: Page, keyboard: bool, words: Words) -> None:
        self.page = page
        self.keyboard = keyboard
        self.words = words
        self.typed: list[str] = []
        self.seen: list[tuple[str, str]] = []
        """The English pages met, each with its address."""

    def switch_to_english(self) -> None:
        self.page.goto("/sign-in")
        self.press("English")

    def sign_in(self, login: str) -> None:
        self.go("/sign-in")
        self.fill("用户名", login)
        self.fill("密码", people.PASSWORD)
        self.press("登录")

    def go(self, path: str) -> None:
        """Type an address; everything else is reached by what the page offers."""
        self.page.goto(path)
        self._look()

    def press(self, name: str, *, within: Any = None, exact: bool = False) -> None:
        """Press a button or follow a link of that name."""
        main = within or self.page.locator("main")
        said: Any = self.words.named(name, exact=exact)
        button = main.get_by_role("button", name=said)
        link = main.get_by_role("link", name=said)
        anywhere = self.page.get_by_role("link", name=said)
        target = next((found for found in (button, link) if found.count()), anywhere)
        self._use(target, "Enter")

    def follow(self, target: Any) -> None:
        """Use a link or button that its place on the page tells, not its name."""
        self._use(target, "Enter")

    def field(self, label: str, *, within: Any = None, nth: int = 0) -> Any:
        return (within or self.page).get_by_label(self.words.labelled(label)).nth(nth)

    def fill(self, label: str, text: str, *, within: Any = None, nth: int = 0) -> None:
        field = self.field(label, within=within, nth=nth)
        self.typed += text.split("\n")
        if self.keyboard:
            self._focus(field)
            self.page.keyboard.press("Control+a")
            self.page.keyboard.type(text)
        else:
            field.fill(text)

    def date(self, label: str, iso: str) -> None:
        """Fill a date; by keyboard part by part, in the order in which this browser shows them."""
        field = self.field(label)
        if not self.keyboard:
            field.fill(iso)
            return
        year, month, day = iso.split("-")
        for order in ((year, month, day), (month, day, year)):
            self._focus(field)
            for _ in range(2):
                self.page.keyboard.press("Shift+Tab")
            self._focus(field)
            for part in order:
                self.page.keyboard.type(part)
                if part == year and order[-1] != year:
                    self.page.keyboard.press("ArrowRight")
            if field.input_value() == iso:
                return
        raise AssertionError(f"{label} holds {field.input_value()}")

    def choose(self, label: str, option: str, *, within: Any = None, nth: int = 0) -> None:
        """Choose an option of a select by its words."""
        field = self.field(label, within=within, nth=nth)
        if self.keyboard:
            self._focus(field)
            self.page.keyboard.press("Home")
            for _ in range(100):
                if option in field.locator("option:checked").inner_text():
                    return
                self.page.keyboard.press("ArrowDown")
            raise AssertionError(f"{option} is not among {label}")
        values = field.locator("option", has_text=self.words.read(option)).first
        field.select_option(value=values.get_attribute("value"))

    def tick(self, label: str, *, within: Any = None, nth: int = 0) -> None:
        """Tick a box or choose a radio button."""
        box = self.field(label, within=within, nth=nth)
        if self.keyboard:
            self._focus(box)
            self.page.keyboard.press("Space")
            assert box.is_checked()
        else:
            box.check()

    def sees(self, text: str, *, within: Any = None) -> None:
        """The words stand on the page, where somebody can read them."""
        said = self.words.read(text)
        try:
            found = (within or self.page).get_by_text(said).filter(visible=True)
            found.first.wait_for(state="visible")
        except TimeoutError:
            raise AssertionError(f"{said!r} does not stand on {self.page.url}:\n{self.reads()}") from None

    def reads(self) -> str:
        return self.page.locator("body").inner_text()

    def _use(self, target: Any, key: str) -> None:
        if not self.keyboard:
            target.first.click()
        else:
            self._focus(target.first)
            self._press_and_follow(key)
        self.page.wait_for_load_state("load")
        self._look()

    def _look(self) -> None:
        """An English page says that it is English and fits the screen; its Chinese is judged in the end."""
        if not self.words.is_english:
            return
        language, beyond, page = self.page.evaluate(LOOK)
        self.seen.append((self.page.url, page))
        assert language == "en", f"{self.page.url} says it is {language}"
        assert beyond <= 0, f"{self.page.url} is {beyond} px too wide for the screen"

    def _press_and_follow(self, key: str) -> None:
        """Press a key, and wait for the page it leads to: a key press by itself waits for none."""
        leaving: list[Any] = []
        self.page.evaluate("window.stillHere = true")
        self.page.once("request", lambda request: leaving.append(request))
        self.page.keyboard.press(key)
        for _ in range(15):
            if not leaving:
                self.page.wait_for_timeout(10)
        if leaving:
            self.page.wait_for_function("() => !window.stillHere")

    def _focus(self, target: Any) -> None:
        """Reach *target* with Tab, as somebody without a mouse does; fails where it cannot be reached."""
        target.wait_for(state="visible")
        wanted = target.element_handle()
        for _ in range(400):
            ahead = self.page.evaluate(AHEAD, wanted)
            if ahead == HERE:
                return
            for _ in range(abs(ahead)):
                self.page.keyboard.press("Tab" if ahead > 0 else "ArrowDown")
        raise AssertionError("The keyboard does not reach it")

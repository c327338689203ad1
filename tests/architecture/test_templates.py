"""Templates: translatable, and without any script or style of their own (the content security policy would drop it)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TEMPLATES = sorted((ROOT / "portal" / "templates").rglob("*.pt"))
VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
CHINESE = re.compile(r"[\u4e00-\u9fff]")
CODE = re.compile(r"\$\{[^}]*\}")


class Reader(HTMLParser):
    """Walks a template and notes what must not be there, as ``line: what``."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self.domains: set[str] = set()
        self._open: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self._look(tag, values)
        if "i18n:domain" in values:
            self.domains.add(values["i18n:domain"])
        if tag not in VOID:
            # The link to another language is written in that language.
            self._open.append((tag, "i18n:translate" in values or ("lang" in values and tag == "a")))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._look(tag, {name: value or "" for name, value in attrs})

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if CHINESE.search(CODE.sub("", data)) and not any(translated for _, translated in self._open):
            self._note(f"{data.strip()[:30]!r} is never translated")

    def _look(self, tag: str, values: dict[str, str]) -> None:
        if tag == "style" or "style" in values:
            self._note(f"<{tag}> has a style of its own")
        if tag == "script" and not ("src" in values or "tal:attributes" in values):
            self._note("<script> without src")
        for name, value in values.items():
            if re.fullmatch(r"on[a-z]+", name) or value.strip().lower().startswith("javascript:"):
                self._note(f"<{tag} {name}> is a script")
            is_shown = ":" not in tag + name and CHINESE.search(CODE.sub("", value))
            if is_shown and name not in re.split(r"[\s;]+", values.get("i18n:attributes", "")):
                self._note(f"<{tag} {name}={value[:20]!r}> is never translated")

    def _note(self, what: str) -> None:
        self.found.append(f"{self.getpos()[0]}: {what}")


def read(text: str) -> Reader:
    reader = Reader()
    reader.feed(text)
    reader.close()
    return reader


def named() -> Iterator[object]:
    for path in TEMPLATES:
        yield pytest.param(path, id=str(path.relative_to(ROOT / "portal" / "templates")))


@pytest.mark.parametrize("path", list(named()))
def test_a_template_is_translatable_and_has_no_code_of_its_own(path: Path) -> None:
    text = path.read_text("utf-8")
    reader = read(text)
    assert reader.found == []
    if "i18n:" in text or path.parent.name != "deform":
        assert reader.domains, "without i18n:domain nothing is translated"


@pytest.mark.parametrize(
    "text",
    [
        "<p style='color: red'>x</p>",
        "<style>p {}</style>",
        "<script>alert(1)</script>",
        "<a href='javascript:go()'>x</a>",
        "<button onclick='go()'>x</button>",
        "<p>没有翻译</p>",
        "<p>${x} 没有翻译</p>",
        "<img src='a' alt='没有翻译'/>",
        "<p i18n:translate=''>有</p><p>没有</p>",
        "<input placeholder='没有翻译' i18n:attributes='title'/>",
    ],
)
def test_the_check_itself_sees_what_it_should(text: str) -> None:
    assert read(text).found


@pytest.mark.parametrize(
    "text",
    [
        "<p i18n:translate=''>有<b>也有</b></p>",
        "<nav aria-label='主菜单' i18n:attributes='aria-label'/>",
        "<script src='${x}' defer='defer'></script>",
        "<p>${_('有')}</p>",
    ],
)
def test_and_nothing_else(text: str) -> None:
    assert not read(text).found

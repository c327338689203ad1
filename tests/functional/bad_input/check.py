"""What an answer to bad input has to look like; every check gives back what is wrong with it, in words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from tests.conftest import World
from tests.functional.bad_input.sheet import Sheet, soup

CHINESE = re.compile("[\u4e00-\u9fff]")
FOREIGN = re.compile(r"(?!PDF\b)[A-Za-z]{3,}")
ECHO = re.compile("“[^”]*”")
"""What was typed is repeated in these marks, and may be in any language."""


def serial(world: World) -> bytes:
    """The last transaction: while it stays the same, nothing at all was stored."""
    found: bytes = world.database.storage.lastTransaction()
    return found


def refused(page: Any, status: int = 400) -> Iterator[str]:
    """The frame of every refusal: status, title, summary with links that lead somewhere, no foreign words."""
    if page.status_int != status:
        yield f"status {page.status_int}"
        return
    tree = soup(page)
    links = tree.select("section.errors a")
    title = tree.title.get_text() if tree.title else ""
    if not links:
        yield "no summary"
    if not re.match(rf"\s*有 {len(links)} 处要改：", title):
        yield f"title {title!r}"
    ids = Counter(str(tag["id"]) for tag in tree.find_all(id=True))
    for link in links:
        target = str(link["href"]).removeprefix("#")
        if ids[target] != 1:
            yield f"{ids[target]} × #{target}"
        if not CHINESE.search(link.get_text()):
            yield f"summary says {link.get_text()!r}"
    said = [*tree.select("section.errors"), *tree.select(".invalid-feedback")]
    for words in said:
        found = FOREIGN.search(ECHO.sub("", words.get_text()))
        if found:
            yield f"says {found[0]!r}"


def told_at(page: Any, id: str, says: str) -> Iterator[str]:
    """The message at the field *id*, and the way to it from the summary."""
    tree = soup(page)
    feedback = tree.find(id=f"error-{id}")
    if feedback is None:
        yield f"nothing at error-{id}"
        return
    words = feedback.get_text()
    if "invalid-feedback" not in (feedback.get("class") or ()) or says not in words:
        yield f"error-{id} says {words!r}, not {says!r}"
    targets = {str(link["href"]) for link in tree.select("section.errors a")}
    if targets.isdisjoint({f"#{id}", f"#{id}-0"}):
        yield f"the summary does not lead to {id}: {sorted(targets)}"
    described = [tag for tag in tree.select("[aria-describedby]") if _describes(tag, id)]
    if not described:
        yield f"no control is described by error-{id}"


def kept(page: Any, sheet: Sheet, *but: str) -> Iterator[str]:
    """What was typed and is not there any more, but for the fields named."""
    before, after = sheet.typed(), Sheet(page, sheet.name).typed()
    for id in (before.keys() | after.keys()) - set(but):
        if before.get(id) != after.get(id):
            yield f"{id}: {str(before.get(id))[:60]} became {str(after.get(id))[:60]}"


def kindly(page: Any, *statuses: int) -> Iterator[str]:
    """An error page of ours: one of the *statuses*, in Chinese."""
    if page.status_int not in statuses:
        yield f"status {page.status_int}"
        return
    main = soup(page).find("main")
    words = main.get_text() if main is not None else ""
    foreign = FOREIGN.search(words) if main is not None and main.find("form") is None else None
    if not CHINESE.search(words) or (page.status_int >= 400 and foreign):
        yield f"says {(foreign or words[:60])!r}"


def _describes(tag: Any, id: str) -> bool:
    return f"error-{id}" in str(tag["aria-describedby"]).split()

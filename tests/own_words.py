"""Which Chinese may stand on an English page: names of places and units, and what people wrote themselves."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from html import unescape
from typing import Any

from content.policy import SHIPPED, load
from content.tree import Folder
from content.vault import Sealed
from portal import audit
from portal.views.home import SEARCHED
from portal.views.policies import split
from tests import catalogue
from tests.conftest import World

HAN = re.compile(r"[\u4e00-\u9fff]")
WIDE = re.compile(r"[\u3001-\u303f\uff01-\uffee\u4e00-\u9fff]")
UNSEEN = re.compile(r"<(script|style|svg)\b.*?</\1>|<!--.*?-->", re.S)
TEXT = re.compile(r">([^<]+)<|\s(?:aria-label|alt|title|placeholder|data-label|label)=\"([^\"]*)\"")
EXAMPLE = re.compile(r"\"[^\"]*\"|“[^”]*”")
"""What is to be typed in Chinese, and titles, stand in quotation marks."""


def own_words(world: World, typed: Iterable[str] = ()) -> list[str]:
    """Names and what people wrote, the longest first; a word that the portal says itself is none of them."""
    found = {word for word in (*_names(), *_written(world), *typed) if word not in _said()}
    found |= {*SEARCHED, *_titles(world)}
    return sorted((word for word in found if HAN.search(word)), key=len, reverse=True)


def leaks(page: str, own: list[str]) -> list[str]:
    """The Chinese on a page that belongs to nobody."""
    found = []
    for shown, attribute in TEXT.findall(UNSEEN.sub("", page)):
        text = unescape(shown or attribute).strip()
        if text == "中文" or not WIDE.search(text):
            continue
        left = EXAMPLE.sub("", text)
        for word in own:
            if word in left:
                left = left.replace(word, "")
            if not WIDE.search(left):
                break
        if WIDE.search(left):
            found.append(text[:120])
    return list(dict.fromkeys(found))


@cache
def _said() -> frozenset[str]:
    return frozenset(message.id for message in catalogue.english())


@cache
def _names() -> tuple[str, ...]:
    rules = load(SHIPPED)
    units = (name for unit in rules.units for name in (unit.window, unit.name, unit.short))
    places = (
        name
        for place in (*rules.towns, *rules.all_villages)
        for name in (rules.place_name(place.code), place.name, place.short)
    )
    return (rules.district.name, *units, *places)


def _titles(world: World) -> Iterator[str]:
    """What charities, clerks and law-givers called their own things, though the portal may have the same word."""
    site = world.site()
    for folder in ("needs", "projects", "offers", "contracts", "donations", "organisations", "policies"):
        yield from (document.title for document in site[folder])
    for text in site["policies"]:
        yield from (part for s in text.current.sections for part in (s.heading, s.heading.partition(" ")[2]))


def _written(world: World) -> Iterator[str]:
    """Every string in the tree, under seal or not."""
    site = world.site()
    yield from (posting.reference for posting in (*site.fund.ledger.newest(), *site.treasury.newest()))
    for text in site["policies"]:
        for section in text.current.sections:
            yield from re.split(r"\n+(?:[-*] )?|\*\*", section.text)
    for document in audit.documents(site):
        holders = [document, *getattr(document, "members", ())]
        if document.kind == "policy_text":
            yield from _paragraphs(document)
        yield from _at_steps(document, world)
        for holder in holders:
            yield from _strings(holder)
            for name in holder.personal_fields:
                value = holder.reveal(world.vault, name)
                yield from (value, *re.split(r"[\n，。]", value))


def _at_steps(document: Any, world: World) -> Iterator[str]:
    """What somebody wrote at a step, and the steps of a plan."""
    said = [value for event in document.history for _name, value in event.details]
    said += [words for step in getattr(document, "steps", ()) for words in (step.words, step.note)]
    yield from (document.open_detail(world.vault, words) for words in said if isinstance(words, Sealed))


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

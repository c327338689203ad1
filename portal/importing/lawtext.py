"""Cuts a text of law or policy into its articles, each with an anchor that says what people call it.

第四十八条 becomes ``article-48``, 第二章 ``chapter-2``, its 第一节 ``chapter-2-1``; 四、 becomes ``section-4`` and (一)
below it ``section-4-1``; a heading that begins with an id of its own (M1) keeps it; other headings are counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from content.policytext import Section

NUMERAL = "[〇零一二三四五六七八九十百千]+"
DIGITS = {figure: value for value, figure in enumerate("零一二三四五六七八九")} | {"〇": 0}
PLACES = {"十": 10, "百": 100, "千": 1000}

ARTICLE = re.compile(rf"(第({NUMERAL})条)(之({NUMERAL}))?(?=[\s　]|$)[\s　]*")
CHAPTER = re.compile(rf"第({NUMERAL})章")
PART = re.compile(rf"第({NUMERAL})节")
SECTION = re.compile(rf"({NUMERAL})、\s*(\S.*)")
CLAUSE = re.compile(rf"([（(]({NUMERAL})[）)])\s*([^。]{{1,40}})。?\s*")
OWN_ID = re.compile(r"([A-Z][0-9]{1,3})(?=\s|$)")
HEADING = re.compile(r"(#{1,6})\s+(\S.*)")
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


class Cut(NamedTuple):
    """A text in pieces: its title ("" where it names none), what stands before the first article, the articles."""

    title: str
    intro: str
    sections: tuple[Section, ...]


def number(numeral: str) -> int:
    """一百二十五 → 125, 十 → 10, 二〇 → 20."""
    if not any(place in numeral for place in PLACES):
        return int("".join(str(DIGITS[figure]) for figure in numeral))
    total = digit = 0
    for figure in numeral:
        if figure in DIGITS:
            digit = DIGITS[figure]
        else:
            total += (digit or 1) * PLACES[figure]
            digit = 0
    return total + digit


def cut(text: str) -> Cut:
    """Every line of *text* is in the title, the intro, a heading or the text of a section, in the same order."""
    cutter = _Cutter()
    for line in COMMENT.sub("", text.replace("\ufeff", "")).splitlines():
        cutter.take(line.rstrip())
    return cutter.finished()


class _Cutter:
    """Reads line by line and remembers under which heading it is."""

    def __init__(self) -> None:
        self.title = ""
        self.intro: list[str] = []
        self.found: list[tuple[str, int, str, list[str]]] = []
        self.chapter = ""
        self.numbered = ""
        self.in_articles = False
        self.others = 0

    def take(self, line: str) -> None:
        if not any(self._tries(line)):
            (self.found[-1][3] if self.found else self.intro).append(line)

    def _tries(self, line: str) -> Iterator[bool]:
        """The first that takes the line is enough."""
        bare = line.strip()
        heading = HEADING.fullmatch(bare)
        if heading is not None:
            yield self._heading(len(heading[1]), " ".join(heading[2].split()))
            return
        yield self._article(bare)
        if not self.in_articles:
            yield self._section(bare) or self._clause(bare)

    def _heading(self, depth: int, words: str) -> bool:
        if depth == 1 and not self.title and not self.found:
            self.title = words
        elif (chapter := CHAPTER.match(words)) is not None:
            self.chapter = f"chapter-{number(chapter[1])}"
            self._open(self.chapter, 1, words)
        elif (part := PART.match(words)) is not None:
            self._open(f"{self.chapter or 'chapter'}-{number(part[1])}", 2, words)
        elif (own := OWN_ID.match(words)) is not None:
            self._open(own[1], 3, words)
        else:
            self.others += 1
            self._open(f"part-{self.others}", min(max(depth - 1, 1), 3), words)
        return True

    def _article(self, bare: str) -> bool:
        article = ARTICLE.match(bare)
        if article is None:
            return False
        self.in_articles = True
        anchor = f"article-{number(article[2])}" + (f"-{number(article[4])}" if article[4] else "")
        self._open(anchor, 3, bare[: article.end()].strip(), bare[article.end() :])
        return True

    def _section(self, bare: str) -> bool:
        section = SECTION.fullmatch(bare)
        if section is None or len(bare) > 40:
            return False
        self.numbered = f"section-{number(section[1])}"
        self._open(self.numbered, 1, bare)
        return True

    def _clause(self, bare: str) -> bool:
        clause = CLAUSE.match(bare) if self.numbered else None
        if clause is None:
            return False
        heading = f"{clause[1]}{clause[3]}"
        self._open(f"{self.numbered}-{number(clause[2])}", 3, heading, bare[clause.end() :])
        return True

    def _open(self, anchor: str, level: int, heading: str, first: str = "") -> None:
        taken = {one[0] for one in self.found}
        unique = next(name for name in _names(anchor) if name not in taken)
        self.found.append((unique, level, heading, [first] if first else []))

    def finished(self) -> Cut:
        sections = tuple(
            Section(anchor, level, heading, "\n".join(lines).strip())
            for anchor, level, heading, lines in self.found
        )
        return Cut(self.title, "\n".join(self.intro).strip(), sections)


def _names(anchor: str) -> Iterator[str]:
    """The anchor, and where a text counts an article twice, the anchor with a letter."""
    yield anchor
    yield from (f"{anchor}-{letter}" for letter in "bcdefghijklmnopqrstuvwxyz")


def called(text: Cut, lines: str) -> tuple[Cut, str]:
    """The text with what people call its articles, a line each (第四十八条 先行救助); and the first line whose article
    is not there, "" where all are.
    """
    sections = list(text.sections)
    for line in filter(None, map(str.strip, lines.splitlines())):
        heading, _blank, words = line.partition(" ")
        for number, section in enumerate(sections):
            if words.strip() and section.heading.split(" ")[0] == heading:
                sections[number] = section._replace(also=words.strip())
                break
        else:
            return text, line
    return text._replace(sections=tuple(sections)), ""


def uncut(intro: str, sections: tuple[Section, ...]) -> str:
    """The text as ``cut`` reads it again: the same intro, headings, anchors and articles."""
    return "\n\n".join(filter(None, (intro, *map(_whole, sections))))


def called_lines(sections: tuple[Section, ...]) -> str:
    """What people call the articles, as ``called`` reads it."""
    return "\n".join(f"{one.heading.split(' ')[0]} {one.also}" for one in sections if one.also)


def _whole(section: Section) -> str:
    heading, text = section.heading, section.text
    if ARTICLE.match(heading):
        return f"{heading} {text}"
    if section.anchor.startswith("section-"):
        is_clause = CLAUSE.match(heading) is not None
        return f"{heading}。{text}" if is_clause else f"{heading}\n\n{text}".strip()
    return f"{'#' * (section.level + 1)} {heading}\n\n{text}".strip()

"""The portal's own words in the language of a test: a Chinese msgid, or the English that the catalogue has for it."""

from __future__ import annotations

import gettext
import re
from functools import cache

from portal import present
from tests import catalogue

CHINESE, ENGLISH = "zh_Hans", "en"
LANGUAGES = (CHINESE, ENGLISH)
CONTEXTS = ("event", "state", "record", "source")
HOLE = re.compile(r"\\\$\\{\w+\\}")
AROUND = r"\s*(?:{})\s*"


class Words:
    """What *language* calls things; a text that the catalogue does not know is somebody's own and stays as it is."""

    def __init__(self, language: str) -> None:
        self.is_english = language == ENGLISH
        self.writes = present.WRITERS[language](self.say)

    def say(self, words: str, **figures: str) -> str:
        """*words* with their holes filled; what fills them is said too."""
        said = self._known(words)[0]
        for name, value in figures.items():
            said = said.replace(f"${{{name}}}", self.say(value))
        return said

    def read(self, words: str) -> str | re.Pattern[str]:
        """What finds *words* on a page, whatever stands in their holes."""
        if not self.is_english and "${" not in words:
            return words
        return re.compile(self._any(words))

    def named(self, words: str, *, exact: bool = False) -> str | re.Pattern[str]:
        """The same for the name of a button or link; English is read from its first word, since so many are short."""
        if not self.is_english and not exact:
            return self.read(words)
        return re.compile("^" + AROUND.format(self._any(words)) + ("$" if exact else ""))

    def labelled(self, words: str) -> str | re.Pattern[str]:
        """The same for the label of a field; in English all of it but what follows in brackets."""
        if not self.is_english:
            return self.read(words)
        return re.compile("^" + AROUND.format(self._any(words)) + r"(?:\(|$)")

    def _any(self, words: str) -> str:
        return "|".join(self._pattern(known) for known in self._known(words))

    def _known(self, words: str) -> list[str]:
        """One Chinese word may be a state, a step and a thing done, which English tells apart."""
        if not self.is_english:
            return [words]
        book = _catalogue()
        found = [book.gettext(words), *(book.pgettext(context, words) for context in CONTEXTS)]
        return list(dict.fromkeys(english for english in found if english != words)) or [words]

    def _pattern(self, words: str) -> str:
        return HOLE.sub(r"[\\s\\S]+?", re.escape(words.strip())).replace(r"\ ", r"\s+")


@cache
def _catalogue() -> gettext.NullTranslations:
    return gettext.translation("portal", catalogue.ENGLISH.parents[2], [ENGLISH])

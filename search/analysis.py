"""The one tokeniser of every engine: folds text character by character and cuts it into tokens.

Runs of Chinese (and of any other script) become overlapping pairs of characters and their last character; a
chain of Latin letters and digits becomes its own suffixes. So a part of a run is found by exact
pairs, a single character and a part of a chain by a prefix: no dictionary, nothing it could not know.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property

import opencc

LONGEST_QUERY = 200
"""Characters of a query that are read; the rest of a pasted page finds nothing more."""

LONGEST_TOKEN = 24
"""Characters kept of a suffix of a Latin chain, in the index and in the query alike."""

_RUN = re.compile(r"[a-z0-9]+|[^\W_a-z0-9]+")
_LETTERS_OR_DIGITS = re.compile(r"[a-z]+|[0-9]+")
_PHRASE = re.compile(r'"([^"]+)"|“([^”]+)”|「([^」]+)」|『([^』]+)』')
_GAP = "-_ ./"
_DROPPED = {"Mn", "Me", "Cf", "Cs"}


class _Folding(dict[int, str]):
    """Code point → folded text, filled as characters are met; made for str.translate."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = _fold_character(chr(code))
        return folded


def _fold_character(character: str) -> str:
    """Compatible form without accents and invisible signs, lower case, simplified."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", character).casefold())
    kept = (c for c in plain if unicodedata.category(c) not in _DROPPED)
    return "".join(_simplified().get(c, c) for c in kept)


@cache
def _simplified() -> dict[str, str]:
    """Traditional → simplified, single characters only: converting phrases would break substrings."""
    blocks = ((0x3400, 0x4DC0), (0x4E00, 0xA000), (0x20000, 0x2EBE1), (0x30000, 0x323B0))
    characters = [chr(code) for first, end in blocks for code in range(first, end)]
    converted = opencc.OpenCC("t2s").convert("\n".join(characters)).split("\n")
    table = {old: new for old, new in zip(characters, converted, strict=True) if new != old and len(new) == 1}
    # One simplified form is itself the traditional form of another (薴, 苧, 苎).
    return {old: table.get(new, new) for old, new in table.items()}


_FOLDING = _Folding()


def fold(text: str) -> str:
    """The text as it is compared; folding twice changes nothing."""
    return text.translate(_FOLDING)


def fold_with_offsets(text: str) -> tuple[str, list[int]]:
    """The folded text, and for each of its characters the place in `text` it came from."""
    pieces: list[str] = []
    offsets: list[int] = []
    for place, character in enumerate(text):
        piece = _FOLDING[ord(character)]
        pieces.append(piece)
        offsets.extend([place] * len(piece))
    return "".join(pieces), offsets


def runs(folded: str) -> Iterator[tuple[str, bool]]:
    """The runs of folded text, each with whether it is Latin letters and digits."""
    for match in _RUN.finditer(folded):
        yield match.group(), match.group()[0].isascii()


def chains(folded: str, gaps: str = _GAP) -> Iterator[str]:
    """Latin letters and digits, joined where the one meets the other, over at most one sign of `gaps`.

    So N95, N-95 and "N 95" are one chain, while the words of a sentence stay apart.
    """
    chain, end = "", -1
    for match in _LETTERS_OR_DIGITS.finditer(folded):
        gap = folded[end : match.start()] if chain else ""
        meets = bool(chain) and chain[-1].isdigit() != match.group()[0].isdigit()
        if meets and (not gap or (len(gap) == 1 and gap in gaps)):
            chain += match.group()
        else:
            if chain:
                yield chain
            chain = match.group()
        end = match.end()
    if chain:
        yield chain


def pairs(run: str) -> list[str]:
    """The overlapping pairs of a run of at least two characters."""
    return [run[at : at + 2] for at in range(len(run) - 1)]


def tokens(text: str) -> set[str]:
    """What the index holds of a text."""
    folded = fold(text)
    found: set[str] = set()
    for run, is_latin in runs(folded):
        if not is_latin:
            found.update(pairs(run))
            found.add(run[-1])
    for chain in chains(folded):
        found.update(chain[at : at + LONGEST_TOKEN] for at in range(len(chain)))
    return found


@dataclass(frozen=True)
class Part:
    """One run of the query: all `exact` tokens must be there, or one token that starts with `prefix`."""

    text: str
    exact: tuple[str, ...] = ()
    prefix: str = ""

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Finds the part in folded text; letters and digits may stand one sign apart."""
        pieces = _LETTERS_OR_DIGITS.findall(self.text) if self.text[0].isascii() else [self.text]
        return re.compile(rf"[{re.escape(_GAP)}]?".join(map(re.escape, pieces)))

    @property
    def is_letters(self) -> bool:
        """Whether it could be pinyin."""
        return len(self.text) > 1 and self.text.isascii() and self.text.isalpha()


@dataclass(frozen=True)
class Parsed:
    """A query as read: its runs, its quoted phrases (folded), and the whole of it (folded, without quotes)."""

    whole: str
    parts: tuple[Part, ...]
    phrases: tuple[str, ...]


def parse(text: str) -> Parsed:
    """Reads what somebody typed; any text is a query, an unclosed quotation mark is ignored."""
    folded = fold(text[:LONGEST_QUERY])
    phrases = ("".join(filter(None, groups)) for groups in _PHRASE.findall(folded))
    whole = squeeze(re.sub(r'["“”「」『』]', " ", folded))
    return Parsed(whole, _parts(whole), tuple(filter(None, map(squeeze, phrases))))


def _parts(folded: str) -> tuple[Part, ...]:
    found: dict[str, Part] = {}
    for run, is_latin in runs(folded):
        if not is_latin:
            found[run] = Part(run, tuple(pairs(run))) if len(run) > 1 else Part(run, prefix=run)
    for chain in chains(folded, gaps="-"):
        found[chain] = Part(chain, prefix=chain[:LONGEST_TOKEN])
    return tuple(found.values())


def pieces(parsed: Parsed) -> tuple[Part, ...]:
    """The query in its smallest parts, for a looser reading: pairs, letters, digits."""
    found: dict[str, Part] = {}
    for part in parsed.parts:
        small = part.exact or _LETTERS_OR_DIGITS.findall(part.text) or (part.text,)
        for text in small:
            exact = (text,) if part.exact else ()
            found[text] = Part(text, exact, "" if exact else text[:LONGEST_TOKEN])
    return tuple(found.values())


def squeeze(folded: str) -> str:
    """Folded text with every stretch of white space as one blank."""
    return " ".join(folded.split())

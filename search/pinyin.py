"""Finds Chinese by its spelling: wangcun, wang cun and wc for 王村, with the other readings of a character."""

from functools import lru_cache
from typing import Any

import pypinyin

from search.analysis import LONGEST_TOKEN, fold, runs

_READINGS = 3
_VARIED = 4
_SPELLINGS = 16
_LONGEST = 8


def spellings(text: str) -> set[str]:
    """From every Chinese character on: the next four in all their readings, the next eight in their usual
    ones, and the initials; to be searched by prefix."""
    found: set[str] = set()
    for run, is_latin in runs(fold(text)):
        if is_latin:
            continue
        syllables = usual(run)
        for at in range(len(run)):
            found.update(_varied(run, syllables, at))
            found.add("".join(syllables[at : at + _LONGEST])[:LONGEST_TOKEN])
            found.add("".join(syllable[:1] for syllable in syllables[at : at + _LONGEST]))
    found.discard("")
    return found


def usual(run: str) -> list[str]:
    """One syllable per character of a run of folded text, told by the words around it; "" where there is none."""
    told = pypinyin.lazy_pinyin(run, errors=_no_syllables)
    if len(told) != len(run):
        told = [(readings(character) or ("",))[0] for character in run]
    return [syllable if syllable.isascii() else "" for syllable in told]


def find_spelled(folded: str, letters: str) -> list[tuple[int, int]]:
    """Where in folded text characters stand that the letters spell; the last one may be half typed."""
    places = ((at, _spelled_end(folded, at, letters)) for at in range(len(folded)))
    return [(at, end) for at, end in places if end]


def _spelled_end(folded: str, at: int, letters: str) -> int:
    if at >= len(folded):
        return 0
    for reading in readings(folded[at]):
        if reading.startswith(letters):
            return at + 1
        if letters.startswith(reading) and (end := _spelled_end(folded, at + 1, letters[len(reading) :])):
            return end
    return 0


@lru_cache(maxsize=8192)
def readings(character: str) -> tuple[str, ...]:
    """The readings of one Chinese character without tones, the usual first; none for anything else."""
    found = pypinyin.pinyin(character, style=pypinyin.Style.NORMAL, heteronym=True, errors="ignore")
    plain = [reading for reading in (found[0] if found else []) if reading.isascii() and reading.isalpha()]
    # People type lv as well as lu for 绿.
    spelled = [variant for reading in plain[:_READINGS] for variant in (reading, reading.replace("v", "u"))]
    return tuple(dict.fromkeys(spelled))


def _no_syllables(unknown: str) -> Any:
    return [""] * len(unknown)


def _varied(run: str, told: list[str], at: int) -> list[str]:
    found = [""]
    for place in range(at, min(at + _VARIED, len(run))):
        syllables = dict.fromkeys((told[place], *readings(run[place])))
        longer = [start + syllable for start in found for syllable in syllables if syllable]
        if not longer:
            break
        found = longer if len(longer) <= _SPELLINGS else [start + told[place] for start in found]
    return [spelling[:LONGEST_TOKEN] for spelling in found]

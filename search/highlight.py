"""Marks what was found: the original text in pieces, cut at our own offsets."""

from collections.abc import Sequence

from search.analysis import Part, fold_with_offsets
from search.engine import Spans
from search.pinyin import find_spelled

SNIPPET = 90
"""Characters of a snippet."""

_BEFORE = 20
_LONGEST_BODY = 20_000
_ELLIPSIS = ("…", False)


def highlight(text: str, parts: Sequence[Part], *, spelled: bool = False) -> Spans:
    """All of the text in spans; with `spelled`, letters also mark the characters they spell in pinyin."""
    return _cut(text, _matches(text, parts, spelled), 0, len(text))


def snippet(text: str, parts: Sequence[Part], width: int = SNIPPET) -> Spans:
    """About `width` characters of the text where the most parts are together; "…" stands for what is left out."""
    text = text[:_LONGEST_BODY]
    matches = _matches(text, parts, spelled=False)
    start = _best_start(matches, width)
    end = min(len(text), start + width)
    start = max(0, min(start, end - width))
    # A match is never cut in two by the window's end.
    end = max([end, *(high for low, high, _ in matches if start <= low < end)])
    spans = _cut(text, matches, start, end)
    return (_ELLIPSIS,) * (start > 0) + spans + (_ELLIPSIS,) * (end < len(text))


def _matches(text: str, parts: Sequence[Part], spelled: bool) -> list[tuple[int, int, int]]:
    """(start, end, number of the part) in the original text."""
    folded, offsets = fold_with_offsets(text)
    found = []
    for number, part in enumerate(parts):
        for low, high in _places(folded, part, spelled):
            found.append((offsets[low], offsets[high - 1] + 1, number))
    return sorted(found)


def _places(folded: str, part: Part, spelled: bool) -> list[tuple[int, int]]:
    """The part as typed; else, where its pairs stand apart, the pairs; else what the letters spell."""
    whole = [match.span() for match in part.pattern.finditer(folded)]
    if whole:
        return whole
    if spelled and part.is_letters:
        return find_spelled(folded, part.text)
    return [(at, at + len(pair)) for pair in part.exact for at in _occurrences(folded, pair)]


def _occurrences(folded: str, pair: str) -> list[int]:
    places, at = [], folded.find(pair)
    while at >= 0:
        places.append(at)
        at = folded.find(pair, at + 1)
    return places


def _best_start(matches: list[tuple[int, int, int]], width: int) -> int:
    """Where the window with the most different parts begins; the earliest of equals."""
    best, most, tail = 0, 0, 0
    inside: dict[int, int] = {}
    for first in range(len(matches)):
        start = matches[first][0]
        while tail < len(matches) and matches[tail][1] <= start + width - _BEFORE:
            inside[matches[tail][2]] = inside.get(matches[tail][2], 0) + 1
            tail += 1
        if len(inside) > most:
            best, most = start - _BEFORE, len(inside)
        if first < tail:
            _take(inside, matches[first][2])
    return max(0, best)


def _take(inside: dict[int, int], number: int) -> None:
    inside[number] -= 1
    if not inside[number]:
        del inside[number]


def _cut(text: str, matches: list[tuple[int, int, int]], start: int, end: int) -> Spans:
    spans: list[tuple[str, bool]] = []
    at = start
    for low, high in _merged(matches):
        low, high = max(low, at), min(high, end)
        if low >= high:
            continue
        if low > at:
            spans.append((text[at:low], False))
        spans.append((text[low:high], True))
        at = high
    if at < end:
        spans.append((text[at:end], False))
    return tuple(spans)


def _merged(matches: list[tuple[int, int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for low, high, _ in matches:
        if merged and low <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(high, merged[-1][1]))
        else:
            merged.append((low, high))
    return merged

"""The order of hits that both engines share: what was typed, found together and in the title, comes first."""

from collections.abc import Sequence

from search.analysis import Parsed, Part, fold

RESCORED = 200
"""How many of the first hits (title matches first, then newest) are put in order by their text."""


def score(parsed: Parsed, title: str, places: Sequence[str], body: str) -> int:
    """How well a record fits a query that it matches; more is better, 0 where nothing is found literally."""
    head = fold("\n".join((title, *places)))
    if parsed.whole in head:
        return 4
    if _has_all(parsed.parts, head):
        return 3
    text = head + "\n" + fold(body)
    if parsed.whole in text:
        return 2
    return 1 if _has_all(parsed.parts, text) else 0


def loose_score(pieces: Sequence[Part], title: str, places: Sequence[str], body: str) -> int:
    """How many of the query's smallest parts a record has, twice as much where the title has them."""
    head, text = fold("\n".join((title, *places))), fold(body)
    return sum(2 * (piece.text in head) + (piece.text in text) for piece in pieces)


def _has_all(parts: Sequence[Part], text: str) -> bool:
    return all(part.pattern.search(text) for part in parts)

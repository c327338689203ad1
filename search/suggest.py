"""Completes what is being typed, by bisection over the endings of titles and of given words."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence

from search.analysis import LONGEST_TOKEN, fold, runs, squeeze
from search.pinyin import usual

_MOST_LOOKED_AT = 500


class Lexicon:
    """Texts by each of their endings, and by the pinyin of those."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = texts
        self._entries = sorted(
            (key, number) for number, text in enumerate(texts) for key in set(_endings(fold(text)))
        )

    def complete(
        self, prefix: str, limit: int, is_wanted: Callable[[int], object] = lambda number: True
    ) -> list[str]:
        """At most `limit` different texts of which a part starts so, and whose number is wanted."""
        folded = squeeze(fold(prefix))[:LONGEST_TOKEN]
        found: dict[str, None] = {}
        if not folded:
            return []
        first = bisect_left(self._entries, (folded, -1))
        for key, number in self._entries[first : first + _MOST_LOOKED_AT]:
            if not key.startswith(folded) or len(found) == limit:
                break
            if is_wanted(number):
                found[self._texts[number]] = None
        return list(found)


def best_first(prefix: str, texts: Iterable[str], limit: int) -> tuple[str, ...]:
    """Each text once: those that begin so, then the shorter."""
    folded = squeeze(fold(prefix))
    ranked = sorted(set(texts), key=lambda text: (not fold(text).startswith(folded), len(text), text))
    return tuple(ranked[:limit])


def _endings(folded: str) -> Iterator[str]:
    squeezed = squeeze(folded)
    for at, character in enumerate(squeezed):
        if character.isalnum():
            yield squeezed[at : at + LONGEST_TOKEN]
    for run, is_latin in runs(folded):
        if not is_latin:
            syllables = usual(run)
            for at in range(len(run)):
                if spelled := "".join(syllables[at : at + LONGEST_TOKEN // 2]):
                    yield spelled[:LONGEST_TOKEN]

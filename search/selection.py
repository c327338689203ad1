"""From a query to the records it selects, counted and in order; the same for every index kept in columns."""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import and_
from typing import Protocol

import rjieba

from search import bitset
from search.analysis import Parsed, Part, fold, parse, pieces, squeeze
from search.engine import Query, Record
from search.relevance import RESCORED, loose_score, score
from search.rows import KIND, Table

LOOSE_SHARE = 0.3
"""The share of a query's smallest parts that a record must have where nothing has them all."""


class Postings(Protocol):
    """Who has a token: in the head (title and places), the body, or the pinyin of the head."""

    def exact(self, field: str, token: str) -> int:
        """The records with the token, as a bit set."""

    def prefix(self, field: str, prefix: str) -> int:
        """The records with a token that starts so."""


@dataclass(frozen=True)
class TextMatch:
    """What a text selects: all of it, what it selects by the head alone, and how it was read."""

    parsed: Parsed
    bits: int
    layers: tuple[int, ...]
    loose: tuple[Part, ...] = ()

    @property
    def shown(self) -> tuple[Part, ...]:
        """The parts to be highlighted."""
        return self.loose or self.parsed.parts


def match_text(
    text: str,
    visible: int,
    postings: Postings,
    load: Callable[[int], Record],
    synonyms: Mapping[str, tuple[str, ...]],
) -> TextMatch:
    """The visible records that fit the text; more loosely where none has all of it."""
    parsed = parse(text)
    if not parsed.parts:
        return TextMatch(parsed, visible, ())
    bits = _all(visible, (_has(part, postings) for part in parsed.parts))
    bits = _with_phrases(bits, parsed.phrases, load)
    if bits:
        in_head = _all(bits, (_has_in_head(part, postings) for part in parsed.parts))
        return TextMatch(parsed, bits, (in_head, bits))
    return _loosely(parsed, visible, postings, synonyms)


def _all(start: int, sets: Iterable[int]) -> int:
    return reduce(and_, sets, start)


def _has(part: Part, postings: Postings) -> int:
    if part.exact:
        either = (postings.exact("head", token) | postings.exact("body", token) for token in part.exact)
        return reduce(and_, either)
    return _has_in_head(part, postings) | postings.prefix("body", part.prefix)


def _has_in_head(part: Part, postings: Postings) -> int:
    if part.exact:
        return reduce(and_, (postings.exact("head", token) for token in part.exact))
    spelled = postings.prefix("pinyin", part.prefix) if part.is_letters else 0
    return postings.prefix("head", part.prefix) | spelled


def _with_phrases(bits: int, phrases: Sequence[str], load: Callable[[int], Record]) -> int:
    if not phrases:
        return bits
    kept = bits
    for number in bitset.numbers(bits):
        record = load(number)
        texts = [squeeze(fold(text)) for text in (record.title, record.body, *record.places)]
        if not all(any(phrase in text for text in texts) for phrase in phrases):
            kept ^= 1 << number
    return kept


def _loosely(
    parsed: Parsed, visible: int, postings: Postings, synonyms: Mapping[str, tuple[str, ...]]
) -> TextMatch:
    """All the words of the text, or of each a synonym; or enough of its smallest parts."""
    loose = pieces(parsed)
    words = [fold(word) for word in rjieba.cut(parsed.whole) if len(word) > 1]
    alternatives = [(word, *synonyms.get(word, ())) for word in words]
    by_words = _all(visible, (_has_any(words, postings) for words in alternatives)) if alternatives else 0
    counted = bitset.in_at_least([_has(piece, postings) & visible for piece in loose])
    enough = counted[math.ceil(LOOSE_SHARE * len(loose)) - 1 :]
    layers = (by_words, *(by_words | layer for layer in reversed(enough)))
    synonym_parts = (part for words in alternatives for word in words[1:] for part in parse(word).parts)
    return TextMatch(parsed, layers[-1], layers, (*loose, *synonym_parts))


def _has_any(words: Iterable[str], postings: Postings) -> int:
    return bitset.union(_all(-1, (_has(part, postings) for part in parse(word).parts)) for word in words)


def choose(query: Query, bits: int, table: Table) -> tuple[int, dict[str, dict[str, int]]]:
    """Those of `bits` that pass the filters and ranges, and the counts of each facet without its own filter."""
    for name, (low, high) in query.ranges.items():
        bits = table.within(bits, name, low, high)
    filters = dict(query.filters)
    if query.kinds:
        filters[KIND] = query.kinds
    passing = {name: _with_values(table.filter(name), values) for name, values in filters.items() if values}
    facets = {}
    for facet in query.facets:
        base = _all(bits, (allowed for name, allowed in passing.items() if name != facet))
        facets[facet] = _counts(table.filter(facet), base)
    return _all(bits, passing.values()), facets


def _with_values(of_field: Mapping[str, int], values: Iterable[str]) -> int:
    return bitset.union(of_field.get(value, 0) for value in values)


def _counts(of_field: Mapping[str, int], base: int) -> dict[str, int]:
    counts = {value: (bits & base).bit_count() for value, bits in of_field.items()}
    return dict(sorted(((v, n) for v, n in counts.items() if n), key=lambda item: (-item[1], item[0])))


def page(
    query: Query, match: TextMatch, chosen: int, table: Table, load: Callable[[int], Record]
) -> list[int]:
    """The numbers of the records on the asked page."""
    offset, limit = max(0, query.offset), max(0, query.limit)
    if query.sort != "relevance" or not match.layers:
        sort = "-created" if query.sort == "relevance" else query.sort
        return table.ordered(chosen, sort, offset + limit)[offset:]
    ranked = _by_layer(match.layers, chosen, table, max(RESCORED, offset + limit))
    first = sorted(ranked[:RESCORED], key=lambda number: -_score(match, load(number)))
    return (first + ranked[RESCORED:])[offset : offset + limit]


def _by_layer(layers: Iterable[int], chosen: int, table: Table, count: int) -> list[int]:
    """Layer after layer, the newest first in each."""
    ranked: list[int] = []
    for layer in layers:
        ranked += table.ordered(chosen & layer, "-created", count - len(ranked))
        chosen &= ~layer
        if len(ranked) >= count:
            break
    return ranked


def _score(match: TextMatch, record: Record) -> int:
    if match.loose:
        return loose_score(match.loose, record.title, record.places, record.body)
    return score(match.parsed, record.title, record.places, record.body)

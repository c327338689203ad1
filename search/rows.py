"""Columns of an index in memory: what filters, counts and sorts without reading a document."""

import heapq
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from search import bitset
from search.engine import Record
from search.suggest import Lexicon

KIND = "kind"
"""The filter field that every record has."""


def encode_row(record: Record) -> bytes:
    """What is kept in columns of a record."""
    row = {
        "id": record.id,
        "title": record.title,
        "numbers": dict(record.numbers),
        "filters": {name: list(values) for name, values in record.filters.items()},
        "kind": record.kind,
        "viewers": sorted(record.viewers),
    }
    return json.dumps(row).encode("ascii")


def encode_text(record: Record) -> bytes:
    """What is read again only for a hit."""
    return json.dumps([record.path, record.body, list(record.places)]).encode("ascii")


def decode_record(row: bytes, text: bytes) -> Record:
    """The record that was encoded."""
    columns = json.loads(row)
    path, body, places = json.loads(text)
    return Record(
        id=columns["id"],
        kind=columns["kind"],
        path=path,
        title=columns["title"],
        body=body,
        places=tuple(places),
        filters={name: tuple(values) for name, values in columns["filters"].items()},
        numbers=columns["numbers"],
        viewers=frozenset(columns["viewers"]),
    )


class Rows:
    """The columns of one segment, which never changes."""

    def __init__(self, encoded: Iterable[bytes]) -> None:
        rows: list[dict[str, Any]] = [json.loads(row) for row in encoded]
        self.size = len(rows)
        self.ids: list[str] = [row["id"] for row in rows]
        self.titles: list[str] = [row["title"] for row in rows]
        self.numbers: list[Mapping[str, int]] = [row["numbers"] for row in rows]
        self.viewers = self._grouped(row["viewers"] for row in rows)
        self.filters: dict[str, dict[str, int]] = {KIND: self._grouped([row["kind"]] for row in rows)}
        for name in {name for row in rows for name in row["filters"]} - {KIND}:
            self.filters[name] = self._grouped(row["filters"].get(name, ()) for row in rows)
        self._lexicon: Lexicon | None = None

    def _grouped(self, values: Iterable[Sequence[str]]) -> dict[str, int]:
        groups: dict[str, list[int]] = {}
        for number, of_one in enumerate(values):
            for value in of_one:
                groups.setdefault(value, []).append(number)
        return {value: bitset.from_numbers(members, self.size) for value, members in groups.items()}

    @property
    def lexicon(self) -> Lexicon:
        """The titles, to be completed; made when first asked for."""
        if self._lexicon is None:
            self._lexicon = Lexicon(self.titles)
        return self._lexicon


@dataclass(frozen=True)
class Block:
    """A segment in its place: its columns, where its numbers begin, and which of them still count."""

    rows: Rows
    base: int
    live: int


class Table:
    """The columns of all segments as one, for one state of the index."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self.blocks = blocks
        self.size = sum(block.rows.size for block in blocks)
        self.live = bitset.union(block.live << block.base for block in blocks)
        self.ids = [id for block in blocks for id in block.rows.ids]
        self.number_of = {self.ids[number]: number for number in bitset.numbers(self.live)}
        self._filters: dict[str, dict[str, int]] = {}
        self._columns: dict[str, list[int | None]] = {}

    def visible(self, principals: Iterable[str]) -> int:
        """The living records that have one of the principals among their viewers."""
        asked = tuple(principals)
        seen = (
            block.rows.viewers.get(principal, 0) << block.base for block in self.blocks for principal in asked
        )
        return self.live & bitset.union(seen)

    def filter(self, name: str) -> Mapping[str, int]:
        """Value → records that have it."""
        if name not in self._filters:
            joined: dict[str, int] = {}
            for block in self.blocks:
                for value, bits in block.rows.filters.get(name, {}).items():
                    joined[value] = joined.get(value, 0) | bits << block.base
            self._filters[name] = joined
        return self._filters[name]

    def column(self, name: str) -> list[int | None]:
        """One number per record, None where it has none."""
        if name not in self._columns:
            self._columns[name] = [row.get(name) for block in self.blocks for row in block.rows.numbers]
        return self._columns[name]

    def within(self, bits: int, name: str, low: int | None, high: int | None) -> int:
        """Those of `bits` whose number lies between the two ends, both included."""
        column = self.column(name)
        fits = (
            number
            for number in bitset.numbers(bits)
            if (value := column[number]) is not None
            and (low is None or value >= low)
            and (high is None or value <= high)
        )
        return bitset.from_numbers(fits, self.size)

    def ordered(self, bits: int, sort: str, count: int) -> list[int]:
        """The first `count` of `bits` by a column ("-" for descending), without a number last, then by id."""
        column, sign = self.column(sort.removeprefix("-")), -1 if sort.startswith("-") else 1

        def key(number: int) -> tuple[bool, int, str]:
            value = column[number]
            return value is None, sign * (value or 0), self.ids[number]

        return heapq.nsmallest(count, bitset.numbers(bits), key=key)

    def suggestions(self, prefix: str, principals: frozenset[str], limit: int) -> Iterable[str]:
        """Titles of visible records with a part that starts so."""
        visible = self.visible(principals)
        for block in self.blocks:
            here = visible >> block.base
            yield from block.rows.lexicon.complete(prefix, limit, partial(_contains, here))


def _contains(bits: int, number: int) -> int:
    return bits >> number & 1

"""One state of a segmented index: its segments read as one, columns in memory and postings as bit sets."""

from collections.abc import Iterator, Sequence
from typing import Any

from search import bitset
from search.engine import EngineError, Record
from search.rows import Block, Rows, Table, decode_record

FORMAT = "1"
"""Raised whenever tokens or columns change: an index of another format is rebuilt."""

_MOST_CACHED = 1_000
_POSITION = ""


class BrokenIndexError(EngineError):
    """What is on disk cannot be an index of ours; it must be rebuilt."""


class Segment:
    """One segment, open for reading; it never changes."""

    def __init__(self, reader: Any) -> None:
        self._reader = reader
        self._encoded = reader.column_reader("row")
        self.rows = Rows(self._encoded[number] for number in range(reader.doc_count_all()))
        self._cached: dict[tuple[str, str, bool], int] = {}

    def having(self, field: str, token: str, is_prefix: bool) -> int:
        """The records of the segment with the token, or with one that starts so."""
        key = (field, token, is_prefix)
        if key not in self._cached:
            if len(self._cached) >= _MOST_CACHED:
                self._cached.clear()
            self._cached[key] = bitset.from_numbers(self._numbers(*key), self.rows.size)
        return self._cached[key]

    def _numbers(self, field: str, token: str, is_prefix: bool) -> Iterator[int]:
        for text in self._reader.expand_prefix(field, token) if is_prefix else (token,):
            if (field, text) in self._reader:
                yield from self._reader.postings(field, text).all_ids()

    def record(self, number: int) -> Record:
        """The whole record, from disk."""
        return decode_record(self._encoded[number], self._reader.stored_fields(number)["text"])

    def read_all(self) -> None:
        """Reads every posting and every record; any exception means that the segment is broken."""
        for field, text in self._reader.all_terms():
            bitset.from_numbers(self._reader.postings(field, text).all_ids(), self.rows.size)
        for number, known in enumerate(self.rows.ids):
            if self.record(number).id != known:
                raise BrokenIndexError("a stored record is not the one its row names")

    def close(self) -> None:
        """Gives the files back."""
        self._reader.close()


class State:
    """All segments of one commit; what it finds includes records that are deleted, `table.live` does not."""

    def __init__(self, segments: dict[str, Segment], deleted: Sequence[Sequence[int]]) -> None:
        self.segments = segments
        blocks: list[Block] = []
        base = 0
        for segment, gone in zip(segments.values(), deleted, strict=True):
            size = segment.rows.size
            live = ((1 << size) - 1) & ~bitset.from_numbers(gone, size)
            blocks.append(Block(segment.rows, base, live))
            base += size
        self.table = Table(blocks)
        self.position = self._read_position()

    def exact(self, field: str, token: str) -> int:
        """The records with the token, as a bit set."""
        return self._having(field, token, False)

    def prefix(self, field: str, prefix: str) -> int:
        """The records with a token that starts so."""
        return self._having(field, prefix, True)

    def _having(self, field: str, token: str, is_prefix: bool) -> int:
        placed = zip(self.segments.values(), self.table.blocks, strict=True)
        try:
            found = (segment.having(field, token, is_prefix) << block.base for segment, block in placed)
            return bitset.union(found)
        except Exception as error:
            raise BrokenIndexError(f"postings cannot be read ({type(error).__name__})") from None

    def record(self, number: int) -> Record:
        """The record of that number in the table."""
        placed = zip(self.segments.values(), self.table.blocks, strict=True)
        segment, block = next((s, b) for s, b in placed if number < b.base + b.rows.size)
        try:
            return segment.record(number - block.base)
        except Exception as error:
            raise BrokenIndexError(f"a record cannot be read ({type(error).__name__})") from None

    def count(self) -> int:
        """The living records, without the one that keeps the position."""
        return len(self.table.number_of) - (_POSITION in self.table.number_of)

    def _read_position(self) -> bytes | None:
        number = self.table.number_of.get(_POSITION)
        if number is None and not self.table.size:
            return None
        if number is None:
            raise BrokenIndexError("the index has no position")
        kept = self.record(number)
        if kept.title != FORMAT:
            raise BrokenIndexError("the index has another format")
        return bytes.fromhex(kept.path)


def position_record(position: bytes) -> Record:
    """The position as a record that nobody can find, so that it is in the same commit as the others."""
    return Record(id=_POSITION, kind="", path=position.hex(), title=FORMAT)

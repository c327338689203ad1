"""The engine of one node: Whoosh keeps postings and commits, columns in memory do the rest."""

import contextlib
import logging
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from whoosh import columns, fields, formats
from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC, FileIndex, LockError
from whoosh.reading import SegmentReader

from search import bitset
from search.analysis import tokens
from search.engine import EngineError, Hit, Operation, Query, Record, Result, Upsert, fold_operations
from search.folder import is_sealed, prepare, seal, set_aside
from search.highlight import highlight, snippet
from search.pinyin import spellings
from search.rows import encode_row, encode_text
from search.selection import TextMatch, choose, match_text, page
from search.state import BrokenIndexError, Segment, State, position_record
from search.suggest import Lexicon, best_first

log = logging.getLogger(__name__)

_SCHEMA = fields.Schema(
    head=fields.FieldType(formats.Existence(), None),
    body=fields.FieldType(formats.Existence(), None),
    pinyin=fields.FieldType(formats.Existence(), None),
    row=fields.COLUMN(columns.VarBytesColumn()),
    text=fields.STORED,
)
_WAIT_FOR_WRITER = 5.0
_MOST_SEGMENTS = 10
_MOST_REWRITTEN = 2_000


class WhooshEngine:
    """An index in a folder of its own; one process writes at a time, any number read."""

    def __init__(
        self, folder: Path, words: Iterable[str] = (), synonyms: Mapping[str, tuple[str, ...]] | None = None
    ) -> None:
        self._folder = folder
        self._words = Lexicon(tuple(words))
        self._synonyms = synonyms or {}
        self._reading = threading.RLock()
        self._writing = threading.Lock()
        self._state: State | None = None
        self._stamp = (0, 0)
        self._open()

    # Opening, and starting anew where that fails.

    def _open(self) -> None:
        is_trusted = prepare(self._folder)
        try:
            if not is_trusted:
                raise BrokenIndexError("others could write to the folder")
            self._index = self._storage_index()
            self._current()
        except Exception as error:
            self._start_anew(error)

    def _storage_index(self) -> Any:
        storage = FileStorage(str(self._folder))
        if not any(self._folder.iterdir()):
            return FileIndex.create(storage, _SCHEMA)
        return FileIndex(storage, _SCHEMA)

    def _start_anew(self, error: Exception) -> None:
        """Sets the folder aside; the empty index has no position, so the indexer begins from the beginning."""
        reason = str(error) if isinstance(error, EngineError) else type(error).__name__
        log.error("search index set aside to be rebuilt: %s", reason)
        with self._reading:
            self._close_segments()
            set_aside(self._folder)
            self._index = self._storage_index()

    # Reading.

    @contextlib.contextmanager
    def _current_state(self) -> Iterator[State]:
        """The newest state, for one reader at a time; what breaks while it is read is rebuilt."""
        with self._reading:
            try:
                yield self._current()
            except BrokenIndexError as error:
                self._start_anew(error)
                raise EngineError("the index was broken and is being rebuilt") from None

    def _current(self) -> State:
        try:
            # Another process may have begun a new folder, whose generations start again at 0.
            stamp = (self._folder.stat().st_ino, self._index.latest_generation())
        except OSError:
            raise BrokenIndexError("the folder is gone") from None
        if self._state is None or self._stamp != stamp:
            self._state, self._stamp = self._load(), stamp
        return self._state

    def _load(self, attempts: int = 3) -> State:
        known = dict(self._state.segments) if self._state else {}
        try:
            toc = TOC.read(self._index.storage, self._index.indexname, schema=_SCHEMA)
            opened = {found.segment_id(): found for found in toc.segments}
            segments = {name: known.get(name) or self._segment(found) for name, found in opened.items()}
            state = State(segments, [tuple(f.deleted_docs()) for f in toc.segments])
        except FileNotFoundError:
            # Another process may have committed, and removed what this list of segments names.
            if attempts > 1:
                return self._load(attempts - 1)
            raise BrokenIndexError("files are missing") from None
        except BrokenIndexError:
            raise
        except Exception as error:
            raise BrokenIndexError(type(error).__name__) from None
        for name in known.keys() - segments.keys():
            known[name].close()
        return state

    def _segment(self, found: Any) -> Segment:
        file = self._folder / f"{found.segment_id()}.seg"
        known = is_sealed(file)
        segment = Segment(SegmentReader(self._index.storage, _SCHEMA, found))
        if not known:
            # Its writer was killed before it could seal it.
            segment.read_all()
            seal(file)
        return segment

    def search(self, query: Query) -> Result:
        """See Engine."""
        with self._current_state() as state:
            load = cache(state.record)
            visible = state.table.visible(query.principals)
            match = match_text(query.text, visible, state, load, self._synonyms)
            chosen, facets = choose(query, match.bits, state.table)
            numbers = page(query, match, chosen, state.table, load)
            hits = tuple(_hit(load(number), match) for number in numbers)
            return Result(hits, chosen.bit_count(), facets, bool(match.loose and match.bits))

    def suggest(self, prefix: str, principals: frozenset[str], limit: int = 8) -> tuple[str, ...]:
        """See Engine."""
        with self._current_state() as state:
            titles = state.table.suggestions(prefix, principals, limit)
            return best_first(prefix, [*self._words.complete(prefix, limit), *titles], limit)

    def position(self) -> bytes | None:
        """See Engine."""
        with self._current_state() as state:
            return state.position

    def count(self) -> int:
        """See Engine."""
        with self._current_state() as state:
            return state.count()

    def check(self) -> tuple[str, ...]:
        """See Engine; a broken index is not set aside by being checked."""
        with self._reading:
            try:
                state = self._current()
                for segment in state.segments.values():
                    segment.read_all()
            except Exception as error:
                return (str(error) if isinstance(error, EngineError) else type(error).__name__,)
        doubled = state.table.live.bit_count() - len(state.table.number_of)
        return (f"{doubled} ids are in the index twice.",) if doubled else ()

    # Writing.

    def apply(self, operations: Sequence[Operation], position: bytes) -> None:
        """See Engine."""
        final = fold_operations(operations)
        if "" in final:
            raise ValueError("a record needs an id")
        records = [operation.record for operation in final.values() if isinstance(operation, Upsert)]
        with self._writing:
            writer = self._writer()
            try:
                self._write(writer, final, [*records, position_record(position)])
                seal(self._folder / f"{writer.newsegment.segment_id()}.seg")
            except Exception as error:
                _end(writer)
                raise EngineError(f"the index was not written ({type(error).__name__})") from None
            self._current_position(position)

    def _writer(self) -> Any:
        try:
            return self._index.writer(timeout=_WAIT_FOR_WRITER)
        except LockError:
            raise EngineError("another process is writing the index") from None

    def _write(self, writer: Any, final: Mapping[str, Operation], records: Sequence[Record]) -> None:
        # Nobody else commits while the writer holds its lock, so the numbers are the writer's own.
        with self._current_state() as state:
            numbers = state.table.number_of
            replaced = {numbers[id] for id in (*final, "") if id in numbers}
            rewritten = [number for number in _worth_rewriting(state) if number not in replaced]
            kept = [state.record(number) for number in rewritten]
        for number in (*replaced, *rewritten):
            writer.delete_document(number)
        for record in (*kept, *records):
            writer.add_document(**_document(record))
        writer.commit(mergetype=_keep_living)

    def _current_position(self, position: bytes) -> None:
        if self.position() != position:
            raise EngineError("the index does not hold what was written")

    def _close_segments(self) -> None:
        for segment in self._state.segments.values() if self._state else ():
            with contextlib.suppress(Exception):
                segment.close()
        self._state = None

    def close(self) -> None:
        """See Engine; what is asked afterwards opens the files again."""
        with self._writing, self._reading:
            self._close_segments()


def _document(record: Record) -> dict[str, Any]:
    head = (record.title, *record.places)
    return {
        "head": sorted(set().union(*map(tokens, head))),
        "body": sorted(tokens(record.body)),
        "pinyin": sorted(set().union(*map(spellings, head))),
        "row": encode_row(record),
        "text": encode_text(record),
    }


def _hit(record: Record, match: TextMatch) -> Hit:
    title = highlight(record.title, match.shown, spelled=True)
    return Hit(record.id, record.kind, record.path, title, snippet(record.body, match.shown))


def _worth_rewriting(state: State) -> list[int]:
    """The living records of small segments, where there are too many of these: a merge without Whoosh's own."""
    blocks = sorted(state.table.blocks, key=lambda block: block.live.bit_count())
    found: list[int] = []
    for block in blocks if len(blocks) > _MOST_SEGMENTS else ():
        size = block.live.bit_count()
        if size > 2 * len(found) + 100 or len(found) + size > _MOST_REWRITTEN:
            break
        found += bitset.numbers(block.live << block.base)
    position = state.table.number_of.get("")
    return [number for number in found if number != position]


def _keep_living(writer: Any, segments: list[Any]) -> list[Any]:
    """Whoosh's merge policy for this index: nothing is merged, segments without a living record are dropped."""
    return [segment for segment in segments if segment.doc_count_all() > segment.deleted_count()]


def _end(writer: Any) -> None:
    """Ends a writer that failed, at whatever point, so that its lock is free."""
    with contextlib.suppress(Exception):
        writer.cancel()
    if not writer.is_closed:
        with contextlib.suppress(Exception):
            writer.writelock.release()

"""What every search engine takes and gives: records in, hits out, one protocol."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

EVERYONE = "system.Everyone"
"""The principal of the public; a record that anybody may find has it among its viewers."""

Spans = tuple[tuple[str, bool], ...]
"""Text in pieces, each marked as matching or not; joined, the pieces are the text. Never HTML."""


@dataclass(frozen=True, kw_only=True)
class Record:
    """What the index knows of one document; `places` are names searched like the body and by pinyin."""

    id: str
    kind: str
    path: str
    title: str
    body: str = ""
    places: tuple[str, ...] = ()
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    numbers: Mapping[str, int] = field(default_factory=dict)
    viewers: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Upsert:
    """Puts the record in the place of whatever the index holds under its id."""

    record: Record

    @property
    def id(self) -> str:
        return self.record.id


@dataclass(frozen=True)
class Delete:
    """Takes the record out of the index; one that is not there is no error."""

    id: str


Operation = Upsert | Delete


@dataclass(frozen=True, kw_only=True)
class Query:
    """What is looked for; without principals nothing is found.

    `filters`: values are ORed inside a field, fields are ANDed. `ranges`: both ends inclusive, None is open; a
    record without the number is outside. `facets`: filter fields to count ("kind" is one too), each without
    its own filter applied, so that a choice can be widened. `sort`: "relevance", or a numbers column with
    an optional "-" for descending; records without the number come last, and the id breaks ties.
    """

    text: str = ""
    kinds: tuple[str, ...] = ()
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    ranges: Mapping[str, tuple[int | None, int | None]] = field(default_factory=dict)
    facets: tuple[str, ...] = ()
    principals: frozenset[str] = frozenset()
    sort: str = "relevance"
    offset: int = 0
    limit: int = 20


@dataclass(frozen=True)
class Hit:
    """One record found, with its title and the fitting part of its body in spans."""

    id: str
    kind: str
    path: str
    title_spans: Spans
    snippet_spans: Spans


@dataclass(frozen=True)
class Result:
    """One page of hits, the number of all, counts per facet value (most first), and whether the
    text matched nothing as typed, so that a looser reading was used."""

    hits: tuple[Hit, ...]
    total: int
    facets: Mapping[str, Mapping[str, int]]
    loosened: bool = False


class EngineError(Exception):
    """The index could not be read or written just now; the message holds nothing of its content."""


class Engine(Protocol):
    """One index. Every method may be called from any thread; all but `close` may raise EngineError."""

    def apply(self, operations: Sequence[Operation], position: bytes) -> None:
        """Stores all operations (the last one per id counts) and the position in one index commit."""

    def position(self) -> bytes | None:
        """The position of the last commit; None where the index is new or was set aside to be rebuilt."""

    def search(self, query: Query) -> Result:
        """The page of hits; only records with a viewer among the principals are matched and counted."""

    def suggest(self, prefix: str, principals: frozenset[str], limit: int = 8) -> tuple[str, ...]:
        """Titles and given words with a part that starts so (also in pinyin), as typed in the record."""

    def count(self) -> int:
        """The number of records in the index."""

    def check(self) -> tuple[str, ...]:
        """Reads the whole index; one sentence per fault, none where it is sound."""

    def close(self) -> None:
        """Gives back files and connections."""


def fold_operations(operations: Iterable[Operation]) -> dict[str, Operation]:
    """The final operation per id: two updates of one id in one commit would leave two documents."""
    return {operation.id: operation for operation in operations}

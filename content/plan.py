"""What the last run of the matcher found, kept for the desk: what stays unmet and why, and how the plan compares."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import NamedTuple

from persistent import Persistent

from content.ident import new_id

Figure = str | int | None | tuple[str, ...]
Reason = tuple[tuple[str, Figure], ...]
"""A stable code of the matcher with its figures, as pairs; the first is the rule."""


def reason_of(figures: Mapping[str, object]) -> Reason:
    """A reason as it may be stored: lists become tuples."""
    return tuple((name, _plain(value)) for name, value in figures.items())


def _plain(value: object) -> Figure:
    if isinstance(value, list | tuple):
        return tuple(str(item) for item in value)
    return value if isinstance(value, str | int) or value is None else str(value)


class Unmet(NamedTuple):
    """What one need still lacks under the plan, in its own unit (fen, hours, pieces), and what binds."""

    need_id: str
    case_id: str
    amount: int
    because: tuple[Reason, ...]


class Share(NamedTuple):
    """How much of the money asked for is met, in fen; *key* is an urgency or a town, *queue* the simple queue's."""

    key: str
    wanted: int
    met: int
    queue: int


class Cell(NamedTuple):
    """How much of the money asked for at one urgency is met, in fen, before the run and after it.

    *kind* is ``all``, ``town``, ``category`` or ``attribute``; a household counts under each of its attributes, one
    without any under "".
    """

    kind: str
    key: str
    urgency: str
    wanted: int
    before: int
    after: int


class Lowest(NamedTuple):
    """The tenth of the needs that get the smallest shares, in fen, and the Gini of all shares as an exact fraction."""

    needs: int
    wanted: int
    met: int
    gini: tuple[int, int] | None


class Evenness(NamedTuple):
    """How evenly one urgency ("all": all of them) is met."""

    urgency: str
    before: Lowest
    after: Lowest


class SourceCount(NamedTuple):
    """*rows* pairs of need and source serve *needs*; *worst* is the most for one, *small* rows are under 10 yuan."""

    needs: int
    rows: int
    worst: int
    small: int


class Stream(NamedTuple):
    """What goes from a source (a path in the tree) to the needs of one category in one town, in the needs' unit."""

    unit: str
    source: str
    category: str
    town: str
    amount: int


class Changes(NamedTuple):
    """What a run did to the proposals on the desk; *standing* were accepted before and are never touched."""

    added: int
    changed: int
    withdrawn: int
    kept: int
    standing: int


class PlanReport(Persistent):
    """One run: replaced whole by the next one, never changed."""

    cells: tuple[Cell, ...] = ()
    evenness: tuple[Evenness, ...] = ()
    source_count: SourceCount | None = None
    streams: tuple[Stream, ...] = ()

    def __init__(
        self,
        *,
        at: datetime,
        actor: str,
        needs: int,
        resources: int,
        optimal: bool,
        changes: Changes,
        unmet: Iterable[Unmet],
        by_urgency: Iterable[Share],
        by_town: Iterable[Share],
        cells: Iterable[Cell] = (),
        evenness: Iterable[Evenness] = (),
        source_count: SourceCount | None = None,
        streams: Iterable[Stream] = (),
        id: str | None = None,
    ) -> None:
        self.id = id or new_id()
        self.at = at
        self.actor = actor
        self.needs = needs
        self.resources = resources
        self.optimal = optimal
        self.changes = changes
        self.unmet = tuple(unmet)
        self.by_urgency = tuple(by_urgency)
        self.by_town = tuple(by_town)
        self.cells = tuple(cells)
        self.evenness = tuple(evenness)
        self.source_count = source_count
        self.streams = tuple(streams)

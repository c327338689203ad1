"""What happened to a document, as events chained by their hashes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from BTrees.LOBTree import LOBTree

from content.vault import Sealed

GENESIS = "0" * 64
Detail = str | int | bool | None | Sealed | tuple[object, ...]


@dataclass(frozen=True)
class Event:
    """One thing that happened. Details hold codes, ids, sums; words of people only sealed."""

    n: int
    name: str
    actor: str
    at: datetime
    details: tuple[tuple[str, Detail], ...]
    previous: str
    digest: str

    def detail(self, name: str, default: Detail = None) -> Detail:
        return dict(self.details).get(name, default)


class History:
    """A view of a document's events; the events live in a tree of their own and are not loaded to show the document."""

    def __init__(self, document_id: str, events: LOBTree) -> None:
        self.document_id = document_id
        self.events = events

    def append(
        self, n: int, previous: str, name: str, actor: str, at: datetime, details: Mapping[str, object]
    ) -> Event:
        if at.tzinfo is None:
            raise ValueError("An event's time must be aware")
        pairs = tuple((key, _storable(details[key])) for key in sorted(details))
        digest = event_digest(self.document_id, n, name, actor, at, pairs, previous)
        event = Event(n, name, actor, at, pairs, previous, digest)
        self.events[n] = event
        return event

    def __iter__(self) -> Iterator[Event]:
        return iter(self.events.values())

    def newest(self) -> Iterator[Event]:
        return (self.events[n] for n in range(len(self.events) - 1, -1, -1))

    def broken(self, count: int, head: str) -> str | None:
        """What is wrong with the chain, in a word and a number, or None: every digest is computed anew."""
        previous, seen = GENESIS, 0
        for n, event in self.events.items():
            if n != seen or event.n != n:
                return f"event {seen} is missing"
            if event.previous != previous:
                return f"event {n} does not follow its predecessor"
            if event.digest != event_digest(
                self.document_id, n, event.name, event.actor, event.at, event.details, previous
            ):
                return f"event {n} was changed"
            previous, seen = event.digest, seen + 1
        if seen != count:
            return f"{count} events were written, {seen} are there"
        return None if previous == head else "the head does not match the last event"


def event_digest(
    document_id: str,
    n: int,
    name: str,
    actor: str,
    at: datetime,
    details: tuple[tuple[str, Detail], ...],
    previous: str,
) -> str:
    """SHA-256 over canonical JSON; sealed details enter as their ciphertext, so no key is needed to verify."""
    body = [document_id, n, name, actor, at.isoformat(), _plain(details), previous]
    return hashlib.sha256(json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


def _storable(value: object) -> Detail:
    if isinstance(value, bool | int | str | Sealed) or value is None:
        return value
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, list | tuple | set | frozenset):
        items = sorted(value) if isinstance(value, set | frozenset) else value
        return tuple(_storable(item) for item in items)
    raise TypeError(f"{type(value).__name__} cannot stand in a history")


def _plain(value: object) -> object:
    if isinstance(value, Sealed):
        return {"sealed": [value.key_id, value.nonce.hex(), value.body.hex()]}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value

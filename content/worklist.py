"""Work lists: per unit or person, what is open, soonest due first; kept by the command door alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from persistent import Persistent

from content.document import Duty
from content.tree import WideOOBTree

if TYPE_CHECKING:
    from content.document import Document

NO_DUE = datetime(9999, 1, 1, tzinfo=UTC)
"""Where nothing is promised by a day, it stands after all that is."""

Key = tuple[datetime, str, str]
Entry = tuple[Duty, str]


class WorkList(Persistent):
    """The open duties of one principal: (due, document id, what) → (duty, path). Never ``len()``: page by key."""

    def __init__(self) -> None:
        self._entries = WideOOBTree()

    def put(self, duty: Duty, document_id: str, path: str) -> None:
        self._entries[_key(duty, document_id)] = (duty, path)

    def drop(self, duty: Duty, document_id: str) -> None:
        self._entries.pop(_key(duty, document_id), None)

    def has(self, duty: Duty, document_id: str) -> bool:
        return _key(duty, document_id) in self._entries

    def page(self, after: Key | None = None, size: int = 50) -> list[tuple[Key, Entry]]:
        items = self._entries.items(min=after, excludemin=after is not None)
        return [item for item, _ in zip(items, range(size))]

    def after(self, due: datetime) -> Iterator[tuple[Key, Entry]]:
        """What is due at or after this moment; from NO_DUE on, what has no day."""
        return iter(self._entries.items(min=(due, "", "")))

    def keys(self) -> Iterator[Key]:
        """Soonest due first; nothing but the keys is read."""
        return iter(self._entries.keys())

    def up_to(self, limit: int) -> int:
        """How many there are, counted to *limit* and no further."""
        return sum(1 for _ in zip(self._entries.keys(), range(limit)))

    def __iter__(self) -> Iterator[Entry]:
        return iter(self._entries.values())


class WorkLists(Persistent):
    """All work lists of the district, by the principal that owns them."""

    def __init__(self) -> None:
        self._lists = WideOOBTree()

    def of(self, owner: str) -> WorkList | None:
        found: WorkList | None = self._lists.get(owner)
        return found

    def owners(self) -> Iterator[str]:
        return iter(self._lists.keys())

    def update(self, document: Document, path: str) -> None:
        """Make the lists say what is owed to the document now."""
        wanted = document.owed()
        for duty in document.listed:
            if duty not in wanted:
                self._list(duty.owner).drop(duty, document.id)
        for duty in wanted:
            if duty not in document.listed:
                self._list(duty.owner).put(duty, document.id, path)
        if document.listed != wanted:
            document.listed = wanted

    def _list(self, owner: str) -> WorkList:
        if owner not in self._lists:
            self._lists[owner] = WorkList()
        found: WorkList = self._lists[owner]
        return found


def _key(duty: Duty, document_id: str) -> Key:
    return (duty.due or NO_DUE, document_id, duty.what)

"""Messages to people: what happened that concerns them, as codes and paths; names are drawn where it is shown."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from persistent import Persistent

from content.tree import WideOOBTree

AFRESH = frozenset({"work", "nobody", "answer", "issued", "failed"})
"""New work, work that nobody is there for, what became of what was sent, what was issued, and what the
portal could not do by itself: said each time it happens."""
REMINDERS = frozenset({"soon", "today", "late", "waiting"})
"""Work that is due soon, due today, overdue, or has not moved for long: each said once."""


class Message(NamedTuple):
    """One thing that happened. *what* is a duty's code, or ``kind.state`` of an answer; *path* the document's.

    *owner* is the principal whose work it is, so that others who hear of it know whose; *since* says from when on
    nothing has moved, where no day was promised.
    """

    sort: str
    what: str
    path: str
    at: datetime
    owner: str = ""
    due: datetime | None = None
    since: datetime | None = None

    @property
    def key(self) -> str:
        """Equal for what is the same to say, however often it is said; spread at random, so that rivals do not meet.

        New work and answers happen anew each time; a reminder of one duty and one due date is said once.
        """
        moment = self.at if self.sort in AFRESH else self.due or self.since
        said = "\n".join((self.sort, self.what, self.path, self.owner, moment.isoformat() if moment else ""))
        return hashlib.sha256(said.encode()).hexdigest()[:20]


class Inbox(Persistent):
    """One person's messages: those not read yet, and those that were, by ``Message.key``."""

    def __init__(self) -> None:
        self._unread = WideOOBTree()
        self._read = WideOOBTree()

    def put(self, message: Message) -> bool:
        """Whether it is new: what was said already, read or not, is not said again."""
        key = message.key
        if key in self._unread or key in self._read:
            return False
        self._unread[key] = message
        return True

    def mark_read(self, key: str) -> Message | None:
        """The message, moved to those that were read; None where there is none of this key."""
        message: Message | None = self._unread.pop(key, None)
        if message is not None:
            self._read[key] = message
            return message
        known: Message | None = self._read.get(key)
        return known

    def mark_all_read(self) -> None:
        for key in list(self._unread):
            self.mark_read(key)

    @property
    def unread(self) -> list[Message]:
        """Newest first."""
        return _newest(self._unread)

    @property
    def read(self) -> list[Message]:
        """Newest first."""
        return _newest(self._read)

    def unread_up_to(self, limit: int) -> int:
        """How many are unread, counted to *limit* and no further."""
        return sum(1 for _ in zip(self._unread.keys(), range(limit)))

    def drop(self, message: Message) -> None:
        self._unread.pop(message.key, None)
        self._read.pop(message.key, None)

    def __iter__(self) -> Iterator[Message]:
        yield from self._unread.values()
        yield from self._read.values()


class Inboxes(Persistent):
    """Everybody's inbox, by account id."""

    def __init__(self) -> None:
        self._boxes = WideOOBTree()

    def of(self, account_id: str) -> Inbox | None:
        found: Inbox | None = self._boxes.get(account_id)
        return found

    def put(self, account_id: str, message: Message) -> bool:
        """Whether the message is new to this person."""
        if account_id not in self._boxes:
            self._boxes[account_id] = Inbox()
        box: Inbox = self._boxes[account_id]
        return box.put(message)

    def owners(self) -> Iterator[str]:
        return iter(self._boxes.keys())


def _newest(tree: WideOOBTree) -> list[Message]:
    return sorted(tree.values(), key=lambda message: (message.at, message.key), reverse=True)

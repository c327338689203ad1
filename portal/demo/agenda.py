"""What happens in the demo district, in the order in which it happened: acts by moment, some of which bring others."""

from __future__ import annotations

import heapq
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from itertools import count
from typing import NamedTuple

from pyramid.request import Request

from content.error import DomainError
from portal.demo.stage import Stage

Act = Callable[[Request], object]
AT_ONCE = 40
"""Acts of one person in a row that are one transaction: each commit waits for the disk."""


class Entry(NamedTuple):
    """Who does what when; *number* keeps acts of the same moment in the order in which they were planned.

    *who* is a login, or ``applicant@<case id>``, or "" for a stranger. What *may_fail* is done in a transaction of
    its own, and left undone where the portal refuses it.
    """

    at: datetime
    number: int
    who: str
    act: Act
    may_fail: bool


class Agenda:
    """Acts are planned in any order and played by time; an act may plan more, for its own moment or a later one."""

    def __init__(self) -> None:
        self._entries: list[Entry] = []
        self._numbers = count()

    def plan(self, at: datetime, who: str, act: Act, *, may_fail: bool = False) -> None:
        heapq.heappush(self._entries, Entry(at, next(self._numbers), who, act, may_fail))

    def play(self, stage: Stage) -> None:
        """Until nothing is left; each act at its own moment, by the person whose it is."""
        while self._entries:
            first = self._entries[0]
            if first.may_fail:
                with suppress(DomainError), stage.acting(first.who, first.at) as request:
                    heapq.heappop(self._entries).act(request)
            else:
                self._play_in_a_row(stage, first)

    def _play_in_a_row(self, stage: Stage, first: Entry) -> None:
        with stage.acting(first.who, first.at) as request:
            for _ in range(AT_ONCE):
                entry = heapq.heappop(self._entries)
                request.now = entry.at
                entry.act(request)
                if not self._entries or not _goes_on(first, self._entries[0]):
                    break


def _goes_on(first: Entry, following: Entry) -> bool:
    """The same person on the same day."""
    return following.who == first.who and not following.may_fail and following.at.date() == first.at.date()

"""What stands on one person's work lists, a call that must not wait before all else, then soonest due first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from pyramid.request import Request

from content.document import Duty
from content.worklist import Key, WorkList

REPEATED = {"proposal:accept": "/desk"}
"""What has a page of its own where many are decided at once: one line stands for all of them."""
BEFORE_ALL = {"discovery:call"}
"""Somebody may be dying (M1): what is longest overdue must not push such a line down the page."""
LOADED = 500
"""Entries of one list that are looked at; documents are loaded for one page of them only."""


class Entry(NamedTuple):
    """A line before anything is loaded: the duty, where its document is, and for how many it stands."""

    due: datetime | None
    duty: Duty
    path: str
    many: int = 1


def entries(request: Request) -> list[Entry]:
    """The lists of all this person is, the most urgent first; what repeats another page is one line with a count."""
    found: list[tuple[Key, Entry]] = []
    for owner in sorted(request.identify.principals):
        listed: WorkList | None = request.site.worklists.of(owner)
        if listed is not None:
            page = listed.page(size=LOADED)
            found += [(key, Entry(duty.due, duty, path)) for key, (duty, path) in page]
    merged = [entry for _key, entry in sorted(found, key=_first)]
    return list(_grouped(merged))


def _first(found: tuple[Key, Entry]) -> tuple[bool, Key]:
    key, entry = found
    return entry.duty.what not in BEFORE_ALL, key


def _grouped(found: list[Entry]) -> Iterator[Entry]:
    counts = Counter(entry.duty.what for entry in found)
    told = set()
    for entry in found:
        what = entry.duty.what
        if what not in REPEATED or counts[what] == 1:
            yield entry
        elif what not in told:
            told.add(what)
            yield entry._replace(path=REPEATED[what], many=counts[what])

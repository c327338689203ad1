"""Keeps the index in step with the database: it reads the storage's own transactions, so nothing can be forgotten."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import structlog
from pyramid.config import Configurator
from ZODB import DB
from ZODB.utils import get_pickle_metadata, p64, u64

from portal.records import SEARCHED, operations
from portal.root import policy_of
from search import open_engine
from search.engine import Operation
from search.indexer import Indexer

log = structlog.get_logger()
NAMES = frozenset((cls.__module__, cls.__name__) for cls in SEARCHED)


class StorageChanges:
    """A change source over a storage with history (FileStorage): which objects did each transaction write?"""

    def __init__(self, database: DB) -> None:
        self._database = database

    def changes(self, since: bytes | None) -> Iterator[tuple[bytes, Sequence[Operation]]]:
        """One batch with all that has happened, loaded as it is now; positions are transaction ids."""
        start = p64(u64(since) + 1) if since else None
        written: dict[bytes, None] = {}
        last = since
        for transaction in self._database.storage.iterator(start):
            last = transaction.tid
            written |= dict.fromkeys(record.oid for record in transaction if _is_searched(record.data))
        if last is not None and last != since:
            yield last, self._operations(written)

    def _operations(self, oids: Iterable[bytes]) -> list[Operation]:
        connection = self._database.open()
        try:
            site = connection.root().get("site")
            if site is None:
                return []
            policy = policy_of(site)
            return [op for oid in oids for op in operations(connection.get(oid), policy)]
        finally:
            connection.close()


def _is_searched(data: bytes | None) -> bool:
    return data is not None and get_pickle_metadata(data) in NAMES


def wake_after_commit(event: Any) -> None:
    """Nothing is collected in the request: the indexer is only told that there may be something new."""
    request = event.request
    if request.method == "POST":
        indexer = request.registry.indexer
        request.tm.get().addAfterCommitHook(lambda done: indexer.wake() if done else None)


def includeme(config: Configurator) -> None:
    registry = config.registry
    registry.engine = open_engine(registry.settings["search.uri"])
    registry.indexer = Indexer(registry.engine, StorageChanges(registry._zodb_databases[""]))
    if registry.portal.index_in_process:
        registry.indexer.start()
        config.add_subscriber(wake_after_commit, "pyramid.events.ContextFound")

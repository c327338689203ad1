"""Keeps an index in step with a source of changes, from wherever the index last stood."""

import logging
import threading
import time
from collections.abc import Iterable, Sequence
from typing import Protocol

from search.engine import Engine, Operation

log = logging.getLogger(__name__)

PAUSE = 0.5
"""Seconds between two commits of the thread."""

BATCH = 2_000
"""Operations in one commit, at about which it is made."""

_RETRY_AFTER = 5.0


class ChangeSource(Protocol):
    """The storage's own transactions, as operations on the index."""

    def changes(self, since: bytes | None) -> Iterable[tuple[bytes, Sequence[Operation]]]:
        """(position, operations) per transaction after `since`, oldest first; None means from the beginning.

        A transaction that touches nothing searchable is given with no operations, so that the position moves on.
        """


class Indexer:
    """Follows a source: in the caller's thread by `catch_up`, or in its own between `start` and `stop`.

    A position is stored only together with the operations up to it. So a process killed at any moment
    begins again where the index stands, and applying operations again changes nothing.
    """

    def __init__(self, engine: Engine, source: ChangeSource) -> None:
        self._engine = engine
        self._source = source
        self._stored: bytes | None = None
        self._passed: bytes | None = None
        self._turn = threading.Lock()
        self._wanted = threading.Event()
        self._ended = threading.Event()
        self._thread: threading.Thread | None = None

    @property
    def position(self) -> bytes | None:
        """Up to here, what was changed can be found; may be ahead of the index's own position, by transactions
        that touched nothing searchable."""
        stored = self._engine.position()
        if stored is None or stored != self._stored:
            self._stored = self._passed = stored
        return self._passed

    def catch_up(self) -> int:
        """Follows the source until it has nothing new; the number of operations applied."""
        with self._turn:
            applied = 0
            while (found := self._follow()) is not None:
                applied += found
            return applied

    def _follow(self) -> int | None:
        """One walk along the source, None where it had nothing new."""
        waiting: list[Operation] = []
        position: bytes | None = None
        applied = 0
        for position, operations in self._source.changes(self.position):
            waiting += operations
            if len(waiting) >= BATCH:
                applied += self._store(waiting, position)
                waiting = []
        if position is None:
            return None
        return applied + self._store(waiting, position)

    def _store(self, operations: Sequence[Operation], position: bytes) -> int:
        # What touches nothing searchable costs no commit, except on a new index, which needs a first position.
        if operations or self._stored is None:
            self._engine.apply(operations, position)
            self._stored = position
        self._passed = position
        return len(operations)

    def start(self) -> None:
        """Begins a thread that catches up at once, and again whenever it is woken."""
        if self._thread is None:
            self._ended.clear()
            self._wanted.set()
            self._thread = threading.Thread(target=self._run, name="indexer", daemon=True)
            self._thread.start()

    def wake(self) -> None:
        """Says that there may be something new; returns at once and may be called from any thread."""
        self._wanted.set()

    def stop(self) -> None:
        """Ends the thread after what it is doing."""
        if self._thread is not None:
            self._ended.set()
            self._wanted.set()
            self._thread.join()
            self._thread = None

    def _run(self) -> None:
        while True:
            self._wanted.wait()
            if self._ended.is_set():
                return
            self._wanted.clear()
            began = time.monotonic()
            if not self._try_to_catch_up():
                self._wanted.set()
                self._ended.wait(_RETRY_AFTER)
            self._ended.wait(max(0.0, PAUSE - (time.monotonic() - began)))

    def _try_to_catch_up(self) -> bool:
        try:
            self.catch_up()
        except Exception as error:
            # The type alone: a message could quote what was to be indexed.
            log.error("indexing failed, to be tried again: %s", type(error).__name__)
            return False
        return True

"""Keeps an index in step with a source of changes, from wherever the index last stood."""

from collections.abc import Iterable, Sequence
from typing import Protocol

from search.engine import Operation


class ChangeSource(Protocol):
    """The storage's own transactions, as operations on the index."""

    def changes(self, since: bytes | None) -> Iterable[tuple[bytes, Sequence[Operation]]]:
        """(position, operations) per transaction after `since`, oldest first; None means from the beginning.

        A transaction that touches nothing searchable is given with no operations, so that the position moves on.
        """

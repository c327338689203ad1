"""What came in from files: which document a row became, so that no row becomes two."""

from __future__ import annotations

from typing import NamedTuple

from persistent import Persistent

from content.tree import WideOOBTree


class Imported(NamedTuple):
    """The path of what a row became, and the digest of what was in it."""

    path: str
    digest: str


class ImportBook(Persistent):
    """Keys are keyed hashes of a row's own key: a row may be known by a number that is nobody else's business."""

    def __init__(self) -> None:
        self._rows = WideOOBTree()

    def find(self, key: str) -> Imported | None:
        found: Imported | None = self._rows.get(key)
        return found

    def note(self, key: str, path: str, digest: str) -> None:
        self._rows[key] = Imported(path, digest)

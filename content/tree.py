"""Folders of documents: a folder has a wide BTree, and never is one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from BTrees.OOBTree import OOBTree
from persistent import Persistent

from content.acl import Ace, computed_acl

if TYPE_CHECKING:
    from content.document import Document

T = TypeVar("T", bound="Document")


class WideOOBTree(OOBTree):
    """Wide leaves: conflicts on a work list fell from 73–79 % to 24 % (DESIGN, Storage). Its name is stored."""

    max_leaf_size = 250
    max_internal_size = 1000


class Folder(Persistent, Generic[T]):
    """A place in the tree, found by traversal; whoever may open its documents is said by the documents."""

    __parent__: Any = None
    __name__: str | None = None

    def __init__(self) -> None:
        self._items = WideOOBTree()

    def __getitem__(self, name: str) -> T:
        item: T = self._items[name]
        return item

    def get(self, name: str) -> T | None:
        item: T | None = self._items.get(name)
        return item

    def __contains__(self, name: str) -> bool:
        return name in self._items

    def __iter__(self) -> Iterator[T]:
        return iter(self._items.values())

    def __bool__(self) -> bool:
        return True

    def add(self, document: T) -> T:
        """Put *document* at its own id; raises KeyError where one is there already."""
        if document.id in self._items:
            raise KeyError(document.id)
        document.__parent__ = self
        document.__name__ = document.id
        self._items[document.id] = document
        return document

    def page(self, after: str | None, size: int) -> list[T]:
        """Up to *size* documents whose id follows *after*, without loading the rest."""
        values = self._items.values(min=after, excludemin=after is not None)
        return [item for item, _ in zip(values, range(size))]

    def __acl__(self) -> list[Ace]:
        return computed_acl({}, {}, {})

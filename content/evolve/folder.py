"""Steps that give an older district a folder that a new one is born with."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


def adds_folder(name: str) -> Callable[[Any], None]:
    """A step's work: an empty folder *name* in the district; nothing where it is."""

    def run(root: Any) -> None:
        site = root["site"]
        if name not in site._folders:
            site._folders[name] = empty_folder(root, site, name)

    return run


def empty_folder(root: Any, parent: Any, name: str) -> Any:
    """A folder made like the folder of units, to be kept in *parent*."""
    units = root["site"]._folders["units"]
    kind: Any = type(units)
    folder = kind.__new__(kind)
    folder._items = type(units._items)()
    folder.__parent__, folder.__name__ = parent, name
    return folder

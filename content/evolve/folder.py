"""Steps that give an older district a folder that a new one is born with."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


def adds_folder(name: str) -> Callable[[Any], None]:
    """A step's work: an empty folder *name* in the district, made like the folder of units; nothing where it is."""

    def run(root: Any) -> None:
        site = root["site"]
        if name in site._folders:
            return
        units = site._folders["units"]
        kind: Any = type(units)
        folder = kind.__new__(kind)
        folder._items = type(units._items)()
        folder.__parent__, folder.__name__ = site, name
        site._folders[name] = folder

    return run

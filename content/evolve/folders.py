"""New folders of the tree, for databases that were born before them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


def with_folders(*names: str) -> Callable[[Any], None]:
    """A step that puts empty folders beside those that are there, made of the same classes."""

    def run(root: Any) -> None:
        site = root["site"]
        for name in names:
            if name not in site._folders:
                site._folders[name] = _empty(site, name)

    return run


def _empty(site: Any, name: str) -> Any:
    pattern: Any = site._folders["cases"]
    folder = pattern.__class__.__new__(pattern.__class__)
    folder._items = pattern._items.__class__()
    folder.__parent__, folder.__name__ = site, name
    return folder

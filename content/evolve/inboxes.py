"""A district from before the messages gets its inboxes, and the place where the clock's work notes what it has done."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from persistent.mapping import PersistentMapping


def run(root: Any) -> None:
    """Both are empty: what happened before is on the work lists."""
    site = root["site"]
    inboxes = import_module("content.inbox").Inboxes()
    inboxes._boxes = import_module("content.tree").WideOOBTree()
    site.inboxes = inboxes
    site.clockwork = PersistentMapping()

"""What an address of ours may be: never longer than its page's name, and a way back never leads to another site."""

from __future__ import annotations

from typing import Any

from pyramid.config import Configurator
from pyramid.events import ContextFound
from pyramid.httpexceptions import HTTPNotFound

LONGER = frozenset({"status"})
"""Views that take more words after their own and say themselves which."""


def own_path(wanted: str, otherwise: str) -> str:
    """*wanted* where it is a plain path of ours, else *otherwise*: a link must not lead elsewhere through us."""
    is_path = wanted.startswith("/") and not wanted.startswith(("//", "/\\"))
    return wanted if is_path and wanted.isprintable() else otherwise


def refuse_longer(event: ContextFound) -> None:
    """``/sign-in/anything`` is not the page ``/sign-in``."""
    request: Any = event.request
    if request.subpath and request.matched_route is None and request.view_name not in LONGER:
        raise HTTPNotFound()


def includeme(config: Configurator) -> None:
    config.add_subscriber(refuse_longer, ContextFound)

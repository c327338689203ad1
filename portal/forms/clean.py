"""What comes in with a form, made harmless before anybody looks at it: no control characters, no endless pastes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import colander

LONGEST = 20_000
"""No field takes more characters than this; a longer paste is cut, and its field says so."""
MOST_CONTROLS = 3_000
"""More inputs than this no form of ours sends."""

UNWANTED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\uffff\ud800-\udfff]"
)
"""Controls (line break and tab excepted), invisible marks, marks that turn the writing direction, lone surrogates."""


def cleaned(text: str) -> str:
    """*text* without characters that nobody types, lines ended in one way, cut where it is endless."""
    lines = text[: LONGEST * 2].replace("\r\n", "\n").replace("\r", "\n")
    return UNWANTED.sub("", lines)[:LONGEST]


def shaped(node: colander.SchemaNode, typed: Any) -> Any:
    """*typed* in the shape that *node* expects: what does not fit is as if it had not been sent."""
    if isinstance(node.typ, colander.Mapping):
        given = typed if isinstance(typed, dict) else {}
        return {child.name: shaped(child, given.get(child.name, colander.null)) for child in node.children}
    if isinstance(node.typ, colander.Sequence):
        items = typed if isinstance(typed, list) else []
        return [shaped(node.children[0], item) for item in items if isinstance(item, dict)]
    takes = getattr(node.typ, "takes", "text")
    if takes == "many":
        items = typed if isinstance(typed, list) else [typed]
        return [cleaned(item) for item in items if isinstance(item, str)]
    if takes == "files":
        items = typed if isinstance(typed, list) else [typed]
        return [item for item in items if getattr(item, "file", None) is not None]
    if takes == "file":
        return typed if hasattr(typed, "file") else colander.null
    return cleaned(typed) if isinstance(typed, str) else colander.null


def sent(post: Mapping[str, Any], name: str) -> str:
    """The text sent under *name*, "" where there is none or a file came in its place."""
    found = post.get(name, "")
    return cleaned(found) if isinstance(found, str) else ""

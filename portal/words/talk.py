"""What the two sides of a tip said to one another, opened from its history, oldest first."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from pyramid.i18n import TranslationStringFactory
from pyramid.request import Request

from content.tip import Tip
from content.vault import Sealed

_ = TranslationStringFactory("portal")

HEADS = {
    "accept": _("已经受理"),
    "decline": _("不归这里办"),
    "pass_on": _("转给另一个单位办理"),
    "extend": _("延长办理"),
    "finish": _("办结答复"),
    "write": _("办理的人"),
    "reply": _("反映人"),
}
INTERNAL = {"pass_on"}
"""Said between the offices; who told hears only that it was passed on."""


class Said(NamedTuple):
    """One thing said: when, by which side or on which step, and the words ("" where they are not for this reader)."""

    at: datetime
    head: Any
    words: str


def talk(request: Request, tip: Tip, reader: str) -> list[Said]:
    """*reader* is teller or office."""
    return [
        Said(event.at, HEADS[event.name], _words(request, tip, event, reader))
        for event in tip.history
        if event.name in HEADS
    ]


def _words(request: Request, tip: Tip, event: Any, reader: str) -> str:
    said = event.detail("said")
    if not isinstance(said, Sealed) or (reader == "teller" and event.name in INTERNAL):
        return ""
    return tip.open_detail(request.vault, said)

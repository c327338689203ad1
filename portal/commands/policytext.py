"""Texts of law and policy: entered once, renewed by a newer edition; the older ones stay to be read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pyramid.request import Request

from content.policytext import Edition, PolicyText
from portal.commands import door
from portal.importing.lawtext import Cut


def enter(request: Request, values: Mapping[str, Any], text: Cut, once: str) -> PolicyText:
    """*values*: title, sort (TextSort), source, dated (date)."""
    door.require(request, "policy_text:add", request.site)
    document = PolicyText(
        id=once,
        title=values["title"],
        sort=values["sort"],
        source=values.get("source") or "",
        edition=_edition(request, values, text),
        actor=request.actor,
        at=request.now,
    )
    return door.added(request, request.site["policies"], document)


def renew(request: Request, document: PolicyText, values: Mapping[str, Any], text: Cut) -> None:
    """A newer edition of a text that is here; DomainError ``not_newer`` for one of the same day or older."""
    door.require_step(request, document, "renew")
    document.renew(_edition(request, values, text), actor=request.actor, at=request.now)
    document.source = values.get("source") or document.source
    door.touched(request, document)


def _edition(request: Request, values: Mapping[str, Any], text: Cut) -> Edition:
    return Edition(
        dated=values["dated"].isoformat(), intro=text.intro, sections=text.sections, at=request.now
    )

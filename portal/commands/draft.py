"""Registrations that a clerk was interrupted at: kept under seal for the clerk, finished, thrown away or grown old."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from pyramid.request import Request

from content.case import Case
from content.draft import Draft
from content.ident import new_id
from content.workflow import fire
from portal.commands import door, walkin

LONGEST = 200_000
"""Characters of one draft; no registration comes near it."""


class TooLong(Exception):
    """More than a registration can be was typed."""


def mine(request: Request, draft_id: str) -> Draft | None:
    """A draft of the asker that is not done, None where there is none of this id."""
    draft: Draft | None = request.site["drafts"].get(draft_id)
    is_mine = draft is not None and request.has_permission("draft:resume", draft)
    return draft if is_mine else None


def keep(request: Request, once: str, typed: Mapping[str, Any], walkin_id: str) -> Draft:
    """Keep what was typed, anew or in place of what was kept before; raises TooLong."""
    door.require(request, "case:register", request.site)
    text = json.dumps(typed, ensure_ascii=False)
    if len(text) > LONGEST:
        raise TooLong
    draft = mine(request, once)
    if draft is None:
        account = request.identify.account
        before_me = walkin.called(request, walkin_id)
        draft = Draft(
            owner=account.id,
            first_at=(before_me and before_me.called_at) or request.now,
            actor=request.actor,
            at=request.now,
            id=new_id() if once in request.site["drafts"] else once,
        )
        request.site["drafts"].add(draft)
    fire(draft, "resume", actor=request.actor, at=request.now)
    draft.keep(request.vault, {"typed": text})
    door.touched(request, draft)
    return draft


def typed(request: Request, draft: Draft) -> dict[str, Any]:
    """What was typed, as ``Form.typed`` gave it, nothing where that cannot be read; the read is on record."""
    try:
        found: dict[str, Any] = json.loads(request.reveal(draft, "typed")["typed"])
    except ValueError:
        return {}
    return found


def finish(request: Request, draft: Draft, case: Case) -> None:
    """It has become a case, in the same transaction."""
    draft.end("finish", actor=request.actor, at=request.now, case=case.id)
    door.touched(request, draft)


def discard(request: Request, draft: Draft) -> None:
    door.require_step(request, draft, "discard")
    draft.end("discard", actor=request.actor, at=request.now)
    door.touched(request, draft)


def is_over(request: Request, draft: Draft) -> bool:
    """Whether nobody has touched it for as many days as the district keeps drafts."""
    days = timedelta(days=request.policy.clock.keep_drafts_days)
    return draft.is_open and draft.modified_at + days <= request.now


def expire(request: Request, draft: Draft) -> None:
    """The worker's: what was typed goes, the event stays."""
    draft.end("expire", actor=request.actor, at=request.now)
    door.touched(request, draft)

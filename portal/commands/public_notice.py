"""Public notices on paper (公示): drafted by the window, put up and taken down in the village."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from pyramid.request import Request

from content.case import Case
from content.document import Document
from content.error import DomainError
from content.policy import Policy
from content.policy_rules import KindRule, Limit
from content.public_notice import PublicNotice
from content.vocabulary import Urgency
from portal.commands import clock, door
from portal.commands.case import number

PAUSE = "notice.put_up"
"""The step by which the policy's limits say that they rest."""


def noticed_kinds(policy: Policy) -> list[KindRule]:
    """The kinds whose decision is preceded by a notice."""
    return [kind for kind in policy.running_kinds if limit_of(kind) is not None]


def limit_of(kind: KindRule) -> Limit | None:
    """How long this kind's notice hangs, None where it needs none."""
    return next((limit for limit in kind.limits if limit.id == "notice"), None)


def draft(request: Request, case: Case, values: Mapping[str, Any], once: str) -> PublicNotice:
    """*values*: assistance, amount (fen). Urgent help is published afterwards, never noticed before."""
    door.require(request, "case:notice", case)
    if case.urgency == Urgency.LIFE.value:
        raise DomainError("no_notice_in_emergency")
    limit = limit_of(request.policy.kind(values["assistance"]))
    if limit is None:
        raise DomainError("no_notice_for_kind")
    notice = PublicNotice(
        id=once,
        assistance=values["assistance"],
        amount_fen=values["amount"],
        days=limit.value,
        day_unit=limit.unit,
        due=None,
        actor=request.actor,
        at=request.now,
    )
    clock.promise(request, notice, "public_notice.put_up")
    door.added(request, case.room("public_notices"), notice)
    number(request, notice, "public_notice", case.town)
    return notice


def put_up(request: Request, notice: PublicNotice, place: str, up_at: datetime) -> None:
    """On the board since *up_at*; it hangs as long as its kind asks for, and meanwhile the case's clocks rest."""
    door.require_step(request, notice, "put_up")
    notice.put_up(actor=request.actor, at=request.now, place=place, up_at=up_at)
    clock.promise(request, notice, f"{notice.assistance}.notice", start=up_at)
    waiting = _waiting(notice)
    clock.rest(request, PAUSE, *waiting)
    door.touched(request, notice, *waiting)


def take_down(request: Request, notice: PublicNotice) -> None:
    """``hangs_still`` before its days are over: what is taken down early was no notice."""
    door.require_step(request, notice, "take_down")
    if notice.due is not None and request.now < notice.due:
        raise DomainError("hangs_still")
    notice.take_down(actor=request.actor, at=request.now)
    waiting = _waiting(notice)
    if not any(
        other.state == "up" and other.assistance == notice.assistance for other in notice.case.public_notices
    ):
        clock.go_on(request, PAUSE, *waiting)
    door.touched(request, notice, *waiting)


def _waiting(notice: PublicNotice) -> list[Document]:
    """Whose clocks a notice stops: the case's, and those of open referrals for the same assistance."""
    case = notice.case
    return [case, *(r for r in case.referrals if r.is_open and r.assistance == notice.assistance)]


def object_to(request: Request, notice: PublicNotice, text: str) -> None:
    """Somebody objects and names the paper's number; their words are kept under seal, one after another."""
    door.require_step(request, notice, "object")
    notice.object(actor=request.actor, at=request.now, words=door.words(request, notice, text))
    earlier = notice.reveal(request.vault, "objections")
    notice.keep(request.vault, {"objections": f"{earlier}\n{text.strip()}".strip()})
    door.touched(request, notice)

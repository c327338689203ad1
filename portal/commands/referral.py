"""Referrals: asking another unit, and that unit's answers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pyramid.request import Request
from pyramid.traversal import find_resource, resource_path

from content import relief
from content.attachment import ACCOUNT
from content.case import Case
from content.need import MET, Need
from content.referral import Referral
from content.vocabulary import Kind
from portal.commands import clock, door
from portal.commands.case import number
from portal.commands.publicity import refresh

LISTED = 1000
"""Referrals of one unit that its own list goes back to."""


def refer(request: Request, case: Case, values: Mapping[str, Any], once: str) -> Referral:
    """Ask a unit to act on one kind of assistance; all limits start now (PROCEDURES, other limits)."""
    door.require(request, "case:refer", case)
    kind, now = values["assistance"], request.now
    limits = {"receive_by": "referral.receive", "reject_by": "referral.reject", "due": limit_of(kind)}
    by = {date: request.policy.due(limit, now).at for date, limit in limits.items()}
    referral = Referral(
        id=once,
        sort="duty",
        assistance=kind,
        unit=values["unit"],
        sender_town=case.town,
        need_id=values.get("need") or "",
        receive_by=by["receive_by"],
        reject_by=by["reject_by"],
        due=by["due"],
        # What the bureau refers after two refusals, the unit cannot send away again.
        bound=request.identify.has_role("bureau"),
        title=Kind(kind).label,
        actor=request.actor,
        at=now,
    )
    referral.papers = papers_for(request, kind)
    for date, limit in limits.items():
        clock.promise(request, referral, limit, date=date)
    referral.keep(request.vault, {"request": values.get("request") or ""})
    case.record(
        "referred", actor=request.actor, at=now, unit=referral.unit, assistance=kind, referral=referral.id
    )
    door.added(request, case.referrals, referral)
    unit = request.site["units"].get(referral.unit)
    if unit is not None:
        unit.note_referral(request.now, referral.id, resource_path(referral))
    number(request, referral, "referral", case.town)
    return referral


def sent_to_me(request: Request) -> list[Referral]:
    """What was ever sent to the asker's departments, the newest first and at most LISTED of each."""
    units = [request.site["units"].get(scope) for scope in request.identify.scopes("handler")]
    paths = [path for unit in units if unit is not None for path in unit.newest_referrals(LISTED)]
    found = (find_resource(request.site, path) for path in paths)
    return [referral for referral in found if request.has_permission("referral:view", referral)]


def papers_for(request: Request, kind: str) -> tuple[str, ...]:
    """The papers that matter for this kind: its own, and the common ones but the account."""
    own = next((rule.papers for rule in request.policy.running_kinds if rule.id == kind), ())
    common = (paper.id for paper in request.policy.common_papers if paper.id != ACCOUNT)
    return tuple(dict.fromkeys([*common, *(paper.id for paper in own)]))


def limit_of(kind: str) -> str:
    """The limit under which a unit has to be done with this kind of assistance."""
    return f"{kind}.complete"


def complete(request: Request, referral: Referral, result: str, granted_fen: int) -> None:
    """办结; what was granted in money is paid from the treasury's book and lowers the need."""
    door.require_step(request, referral, "complete")
    need = need_of(referral)
    said = door.words(request, referral, result)
    referral.keep(request.vault, {"answer": result})
    referral.complete(actor=request.actor, at=request.now, result=said, granted_fen=granted_fen)
    if granted_fen:
        relief.pay(
            request.site.treasury,
            kind=referral.assistance,
            amount_fen=granted_fen,
            reference=referral.id,
            actor=request.actor,
            at=request.now,
        )
    if need is not None and need.is_open and granted_fen and need.unit == "fen":
        covered = min(granted_fen, need.missing)
        if covered:
            need.cover(f"referral:{referral.id}", MET, covered, "public")
            refresh(request, need)
    door.touched(request, referral, referral.case)


def reject(request: Request, referral: Referral, reason: str) -> None:
    """退回 with a reason."""
    door.require_step(request, referral, "reject")
    referral.keep(request.vault, {"answer": reason})
    referral.reject(actor=request.actor, at=request.now, reason=door.words(request, referral, reason))
    door.touched(request, referral)


def fail(request: Request, referral: Referral, reason: str) -> None:
    """It could not be done."""
    door.require_step(request, referral, "fail")
    referral.keep(request.vault, {"answer": reason})
    door.transition(request, referral, "fail", reason=door.words(request, referral, reason))


def see(request: Request, referral: Referral) -> None:
    """The sender has seen the outcome."""
    door.require_step(request, referral, "see")
    referral.see(actor=request.actor, at=request.now)
    door.touched(request, referral)


def settle(request: Request, referral: Referral, decision: str) -> None:
    """The bureau says what happens after two refusals."""
    door.require_step(request, referral, "settle")
    referral.settle(actor=request.actor, at=request.now, decision=door.words(request, referral, decision))
    door.touched(request, referral)


def need_of(referral: Referral) -> Need | None:
    """The need that this referral is about, if it names one."""
    return referral.case.needs.get(referral.need_id) if referral.need_id else None

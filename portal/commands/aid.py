"""Aid first (先行救助): the town decides within its limit, two people hand it over, papers follow."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from pyramid.request import Request

from content.aid import Aid
from content.case import Case
from content.error import DomainError
from content.imprest import Imprest
from content.need import MET, Need
from content.workflow import fire
from portal.commands import clock, door
from portal.commands.publicity import refresh
from portal.dossier import reports_of

MONTH = timedelta(days=30)
GONE = ("cancelled",)


def imprest_of(request: Request, town: str) -> Imprest | None:
    """The imprest of the town, None where the bureau has advanced nothing yet."""
    unit = request.site["units"].get(town)
    return unit.imprest if unit is not None else None


def room_left(request: Request, case: Case) -> int:
    """What the town may still decide by itself for this case, in fen (policy: relief)."""
    used = sum(aid.amount_fen for aid in case.aids if aid.state not in GONE)
    return max(0, int(request.policy.relief.town_decides_up_to_fen) - used)


def had_before(request: Request, case: Case) -> bool:
    """Whether the household has had aid for one of the same causes within the months that the policy names."""
    since = request.now - request.policy.relief.same_cause_months * MONTH
    household = request.site["households"][case.household_id]
    others = (request.site["cases"][id] for id in household.case_ids)
    return any(
        aid.state not in GONE and aid.created_at > since and set(other.causes) & set(case.causes)
        for other in others
        for aid in other.aids
    )


def decide(request: Request, case: Case, values: Mapping[str, Any], once: str) -> Aid:
    """*values*: amount (fen), need (id or None), reasons, goods. Held of the town's imprest until it is handed over."""
    door.require(request, "case:aid", case)
    amount = values["amount"]
    if amount > room_left(request, case):
        raise DomainError("beyond_town")
    if had_before(request, case) and not values.get("reasons"):
        raise DomainError("aid_repeated")
    imprest = imprest_of(request, case.town)
    if imprest is None:
        raise DomainError("no_imprest")
    imprest.hold(amount)
    aid = Aid(
        id=once,
        amount_fen=amount,
        imprest_town=case.town,
        need_id=values.get("need") or "",
        due=None,
        actor=request.actor,
        at=request.now,
    )
    aid.keep(request.vault, {"reasons": values.get("reasons"), "goods": values.get("goods")})
    clock.promise(request, aid, "temporary.urgent", start=_told_at(request, case))
    return door.added(request, case.room("aids"), aid)


def deliver(request: Request, aid: Aid, values: Mapping[str, Any], delivered_at: datetime) -> None:
    """*values*: second (account id), receipt, recipient, witness. The money leaves the imprest with it."""
    door.require_step(request, aid, "deliver")
    aid.keep(request.vault, {"recipient": values["recipient"], "witness": values.get("witness")})
    aid.deliver(
        actor=request.actor,
        at=request.now,
        second=values["second"],
        receipt=values["receipt"],
        delivered_at=delivered_at,
    )
    clock.promise(request, aid, "temporary.papers_follow", date="papers_due", start=delivered_at)
    imprest = _imprest(request, aid)
    imprest.give(aid.amount_fen, reference=aid.id, actor=request.actor, at=request.now)
    need = aid.case.needs.get(aid.need_id) if aid.need_id else None
    _cover(request, aid, need)
    door.touched(request, aid, imprest)


def cancel(request: Request, aid: Aid, reason: str) -> None:
    """Not handed over: what was held is free again."""
    door.require_step(request, aid, "cancel")
    imprest = _imprest(request, aid)
    imprest.release(aid.amount_fen)
    fire(aid, "cancel", actor=request.actor, at=request.now, reason=door.words(request, aid, reason))
    door.touched(request, aid, imprest)


def resolve(request: Request, aid: Aid, decision: str) -> None:
    """The bureau has found out what happened, and says what follows from it."""
    door.transition(request, aid, "resolve", decision=door.words(request, aid, decision))


def _cover(request: Request, aid: Aid, need: Need | None) -> None:
    """Public aid lowers the need (DOMAIN, categories)."""
    covered = min(aid.amount_fen, need.missing) if need is not None and need.unit == "fen" else 0
    if need is not None and need.is_open and covered:
        need.cover(f"aid:{aid.id}", MET, covered, "public")
        refresh(request, need)


def _imprest(request: Request, aid: Aid) -> Imprest:
    found = imprest_of(request, aid.imprest_town)
    if found is None:
        raise DomainError("no_imprest")
    return found


def _told_at(request: Request, case: Case) -> datetime:
    """Aid first is counted from the report (PROCEDURES, other limits); where that was long ago, from the decision."""
    told = min((report.created_at for report in reports_of(request.site, case)), default=case.created_at)
    return told if request.policy.due("temporary.urgent", told).at > request.now else request.now

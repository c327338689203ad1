"""What institutions ask for: entered by the bureau, public at once, closed when it is over."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pyramid.request import Request

from content.appeal import Appeal
from content.disclosure import PublicNeed
from content.error import DomainError
from content.need import Need
from content.vocabulary import Item
from portal.anonymity import findings_in, traits_of
from portal.commands import door, publicity
from portal.present import Chinese


def enter(request: Request, values: Mapping[str, Any], once: str) -> Appeal:
    """*values*: institution, place (code), address, text, urgency, contact_name and contact_phone (both sealed), and
    lines: dicts of item, amount (pieces), wanted (what exactly, public).
    """
    door.require(request, "appeal:add", request.site)
    appeal = Appeal(
        id=once,
        institution=values["institution"],
        place=values["place"],
        address=values.get("address") or "",
        text=values.get("text") or "",
        urgency=int(values.get("urgency") or 1),
        actor=request.actor,
        at=request.now,
    )
    appeal.keep(request.vault, {name: values.get(name) or "" for name in Appeal.personal_fields})
    door.added(request, request.site["appeals"], appeal)
    for line in values["lines"]:
        _publish(request, appeal, _need(request, appeal, line))
    return appeal


def close(request: Request, appeal: Appeal) -> None:
    """It has what it asked for, or needs no more; ``help_promised`` while somebody is on the way with it."""
    if any(need.has_open_cover for need in appeal.needs):
        raise DomainError("help_promised")
    door.transition(request, appeal, "close")
    publicity.unpublish_case(request, appeal, "case_closed", only_unmet=True)


def _need(request: Request, appeal: Appeal, line: Mapping[str, Any]) -> Need:
    item = Item(line["item"])
    return appeal.needs.add(
        Need(
            category=item.category.value,
            unit=item.measure.value,
            item=item.value,
            wanted=line.get("wanted") or "",
            amount=line["amount"],
            urgency=appeal.urgency,
            title=item.label,
            actor=request.actor,
            at=request.now,
        )
    )


def _publish(request: Request, appeal: Appeal, need: Need) -> None:
    """There is no household that could be known by it: what the form asked for is public as it stands."""
    what = need.wanted or Chinese().amount(need.amount, need.unit, need.item)
    public = PublicNeed(
        town=appeal.town,
        traits=traits_of(request, need),
        category=need.category,
        unit=need.unit,
        item=need.item,
        amount=need.amount,
        met=0,
        proposed=0,
        title=f"{appeal.institution} {Item(need.item).label}",
        text="\n".join(filter(None, (what, appeal.text, appeal.address))),
        drafter=request.actor,
        actor=request.actor,
        at=request.now,
    )
    if findings_in(request, appeal, public.title + public.text):
        raise publicity.Identifying({"text": ("number",)})
    need.public_id = public.id
    door.added(request, request.site["needs"], public)
    public.announce(actor=request.actor, at=request.now)
    door.touched(request, public)

"""通报: drafted from what was counted, issued by a second person of the bureau, told to every unit."""

from __future__ import annotations

from pyramid.request import Request
from pyramid.traversal import resource_path

from content import role
from content.bulletin import Bulletin
from content.calendar import day_of
from content.error import DomainError
from content.inbox import Message
from portal import carriedout, inbox
from portal.anonymity import findings_of_all
from portal.commands import door


def draft(
    request: Request, *, period: str, text: str, corrects: str, with_persons: bool, once: str
) -> Bulletin:
    """Counted now and kept; ``bulletin_there`` where the time has one that this does not correct."""
    door.require(request, "bulletin:add", request.site)
    standing = {one.id: one for one in request.site["bulletins"] if one.state in ("drafted", "issued")}
    old = standing.get(corrects)
    if corrects and (old is None or old.state != "issued" or old.period != period):
        raise DomainError("corrects_another")
    if any(one.period == period and one is not old for one in standing.values()):
        raise DomainError("bulletin_there")
    held = carriedout.held(request, period)
    made = Bulletin(
        id=once,
        period=period,
        shares=carriedout.shares(request, period),
        held=tuple(found for found, _order in held),
        text=text,
        corrects=corrects,
        actor=request.actor,
        at=request.now,
    )
    if with_persons:
        said = [request.reveal(order, "responsible")["responsible"] for _found, order in held]
        made.keep(request.vault, {"responsible": "\n".join(" ".join(words.split()) for words in said)})
    added: Bulletin = door.added(request, request.site["bulletins"], made)
    return added


def release(request: Request, bulletin: Bulletin) -> None:
    """By another than who drafted it; the text is scanned again, and what it corrects says so."""
    door.require_step(request, bulletin, "release")
    if findings_of_all(request, bulletin.text):
        raise DomainError("names_in_text")
    if bulletin.corrects:
        old = request.site["bulletins"][bulletin.corrects]
        door.require_step(request, old, "replace")
        old.replace(bulletin, actor=request.actor, at=request.now)
        door.touched(request, old)
    year = day_of(request.now).year
    issue = request.site.counter("bulletin", role.DISTRICT, year).next()
    bulletin.release(year=year, issue=issue, actor=request.actor, at=request.now)
    door.touched(request, bulletin)
    news = Message("issued", "bulletin.issued", resource_path(bulletin), request.now)
    active = (one for one in request.site["accounts"] if one.state == "active")
    inbox.tell(request, news, bulletin, active)

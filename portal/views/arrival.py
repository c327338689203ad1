"""Needs that came after the last plan: the list of them, and what one would get, before it is put on the desk."""

from __future__ import annotations

from typing import Any

from pyramid.httpexceptions import HTTPNotFound, HTTPSeeOther
from pyramid.i18n import TranslationStringFactory
from pyramid.request import Request
from pyramid.view import view_config

from content.need import Need
from content.site import Site
from content.vocabulary import Urgency
from portal.commands import cover
from portal.commands import matching as commands
from portal.matchmaking import arrival as arriving
from portal.words.match import Words, item_name

_ = TranslationStringFactory("portal")
SHOWN = 50


@view_config(
    context=Site,
    name="arrivals",
    permission="desk:run",
    request_method="GET",
    renderer="portal:templates/desk/arrivals.pt",
)
def arrivals(site: Site, request: Request) -> dict[str, Any]:
    """What the last plan did not know, the most urgent first."""
    needs = sorted(arriving.arrived(site), key=lambda need: (need.urgency, need.created_at, need.id))
    rows = [(need, _name(request, need), _(Urgency(need.urgency).label)) for need in needs]
    return {"rows": rows[:SHOWN], "count": len(rows), "report": site.plan}


@view_config(
    context=Site,
    name="arrivals",
    permission="desk:run",
    request_method="GET",
    request_param="need",
    renderer="portal:templates/desk/arrival.pt",
)
def arrival(site: Site, request: Request) -> dict[str, Any]:
    """What one need would get, and what would move for it; nothing is written."""
    need = _asked(site, request)
    words = Words(request)
    made = arriving.arrival(site, request.policy, request.now, need.id)
    return {
        "need": need,
        "title": _name(request, need),
        "made": made,
        "given": [
            (draft, words.source(draft.source.lstrip("/")), words.why(draft.why, need.urgency))
            for draft in (made.given if made else ())
        ],
        "gone": [
            (proposal, _name(request, other), words.source(proposal.source.lstrip("/")))
            for proposal in (made.outdated if made else ())
            if (other := cover.need_of(request, proposal)) is not None
        ],
        "instead": [
            (draft, _name(request, draft.need), words.source(draft.source.lstrip("/")))
            for draft in (made.instead if made else ())
        ],
        "blocks": words.blocks(made.because, need) if made else [],
    }


@view_config(context=Site, name="arrivals", permission="desk:run", request_method="POST")
def place(site: Site, request: Request) -> HTTPSeeOther:
    """放进方案: what was shown is put on the desk."""
    commands.place(request, _asked(site, request).id, request.POST.get("mark", ""))
    return HTTPSeeOther("/desk#proposals")


def _asked(site: Site, request: Request) -> Need:
    id = request.params.get("need", "")
    need = next((need for need in arriving.arrived(site) if need.id == id), None)
    if need is None:
        raise HTTPNotFound()
    return need


def _name(request: Request, need: Need) -> str:
    return item_name(request, need.category, need.item)

"""A proposal's own page: what is asked of whom, why, what happens next, and whom to ring once both have agreed."""

from __future__ import annotations

from typing import Any

from pyramid.i18n import TranslationStringFactory
from pyramid.request import Request
from pyramid.traversal import find_resource
from pyramid.view import view_config

from content.appeal import Appeal
from content.proposal import Proposal
from content.vocabulary import Urgency
from portal.commands import cover
from portal.matchmaking.instance import holder_of
from portal.words import event as eventwords
from portal.words.match import Words, item_name

_ = TranslationStringFactory("portal")


@view_config(context=Proposal, permission="proposal:view", renderer="portal:templates/proposal/show.pt")
def show(proposal: Proposal, request: Request) -> dict[str, Any]:
    words, case = Words(request), holder_of(request.site, proposal.case_id)
    need = cover.need_of(request, proposal)
    is_owner = bool(proposal.owner) and proposal.owner in request.identify.principals
    contact_allowed = request.has_permission("proposal:contact", proposal)
    return {
        "proposal": proposal,
        "title": item_name(request, proposal.category, proposal.item),
        "source": words.source(proposal.source.lstrip("/")),
        "source_path": _source_path(request, proposal),
        "why": words.why(proposal.why, need.urgency if need is not None else 2),
        "urgency": _(Urgency(need.urgency).label) if need is not None else "",
        "is_owner": is_owner,
        "has_agreed": contact_allowed,
        "contact": _contact(request, case) if contact_allowed else {},
        "window": None if isinstance(case, Appeal) else request.policy.unit(proposal.town),
        "appeal": case if isinstance(case, Appeal) else None,
        "case": case if request.has_permission("case:view", case) else None,
        "reason": _reason(request, proposal),
        "skip": () if need is not None and proposal.source_id in need.barred else ("lift_bar",),
        "order": find_resource(request.site, proposal.order_path) if proposal.order_path else None,
        "solid": {"accepted": "confirm", "confirmed": "deliver", "delivered": "acknowledge"}.get(
            proposal.state, ""
        ),
        "entries": [(e.at, eventwords.told(request, e, "proposal"), e.actor) for e in proposal.history][::-1],
    }


def _contact(request: Request, case: Any) -> dict[str, str]:
    """Name and phone of a household that agreed to it, or of whom to ring at the institution; on record."""
    if isinstance(case, Appeal):
        known = request.reveal(case, "contact_name", "contact_phone")
        return {"name": known["contact_name"], "phone": known["contact_phone"]} if any(known.values()) else {}
    if not case.consent_share:
        return {}
    household = request.site["households"].get(case.household_id)
    head = household.head_member if household is not None else None
    if head is None:
        return {}
    name = request.reveal(head, "name")["name"]
    return {"name": name, "phone": request.reveal(household, "phone")["phone"]}


def _reason(request: Request, proposal: Proposal) -> str:
    """Why it was declined, in the words of whoever declined it."""
    return str(request.reveal(proposal, "reason")["reason"]) if proposal.state == "declined" else ""


def _source_path(request: Request, proposal: Proposal) -> str:
    """The page of the source for whoever may open it, else ""."""
    try:
        source = find_resource(request.site, proposal.source)
    except KeyError:
        return ""
    views = {"project": ("@@manage",), "offer": ("@@manage",), "donation": (), "contract": ()}
    if source.kind not in views or not request.has_permission(f"{source.kind}:view", source):
        return ""
    return str(request.resource_path(source, *views[source.kind]))

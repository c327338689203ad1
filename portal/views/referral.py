"""Referrals: asking a unit, the receiver's page, its result, and the slip on paper."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.i18n import TranslationStringFactory
from pyramid.request import Request
from pyramid.view import view_config

from content.case import Case
from content.referral import Referral
from content.site import Site
from portal import qr
from portal.commands import door
from portal.commands import referral as commands
from portal.forms.intake import papers_of
from portal.forms.referral import complete_form, refer_form
from portal.present import last_four

_ = TranslationStringFactory("portal")
SHOWN = 100


@view_config(
    context=Case, name="refer", permission="case:view", renderer="portal:templates/referral/refer.pt"
)
def refer(case: Case, request: Request) -> Any:
    form = refer_form(request, case)
    door.require_now(request, "case:refer", case)
    if request.method == "POST":
        values = form.validate(request)
        if values is not None:
            known = case.referrals.get(form.once)
            referral = known or commands.refer(request, case, values, form.once)
            return HTTPSeeOther(request.resource_path(referral))
    return {"form": form, "case": case}


@view_config(context=Referral, permission="referral:view", renderer="portal:templates/referral/show.pt")
def show(referral: Referral, request: Request) -> dict[str, Any]:
    words = request.reveal(referral, "request", "answer")
    return {
        "referral": referral,
        "case": referral.case,
        "need": commands.need_of(referral),
        "words": words,
        "contact": _contact(request, referral),
        "others": sorted((r for r in referral.case.referrals if r is not referral), key=lambda r: r.due),
        "papers": _papers(request, referral),
        "may_open_case": request.has_permission("case:view", referral.case),
        "solid": {"requested": "receive", "received": "accept", "accepted": "start"}.get(
            referral.state, "see"
        ),
    }


def _papers(request: Request, referral: Referral) -> list[tuple[Any, Any]]:
    """The photos that matter for this referral and that this person may open: (name of the paper, attachment)."""
    names = {paper.id: _(paper.name) for paper in papers_of(request)}
    return [
        (names[photo.paper], photo)
        for photo in sorted(referral.case.attachments, key=lambda photo: photo.created_at)
        if photo.paper in referral.papers
        and photo.paper in names
        and photo.state == "kept"
        and request.has_permission("attachment:view", photo)
    ]


@view_config(
    context=Site, name="referrals", permission="referral:list", renderer="portal:templates/referral/list.pt"
)
def mine(site: Site, request: Request) -> dict[str, Any]:
    """All that was sent to this department: what is open, late, done or sent back, with figures."""
    found = commands.sent_to_me(request)
    sorts = {
        "open": [r for r in found if r.is_open],
        "late": [r for r in found if r.is_open and promised(r) < request.now],
        "done": [r for r in found if r.state == "completed"],
        "back": [r for r in found if r.state in ("rejected", "failed", "cancelled")],
    }
    only = request.GET.get("only", "open")
    only = only if only in sorts else "open"
    by_due = sorted(sorts[only], key=promised, reverse=only in ("done", "back"))
    return {
        "rows": by_due[:SHOWN],
        "promised": promised,
        "counts": {name: len(rows) for name, rows in sorts.items()},
        "only": only,
        "more": len(sorts[only]) > SHOWN,
        "granted": sum(r.granted_fen for r in sorts["done"]),
    }


def promised(referral: Referral) -> datetime:
    """The next day that the department has to keep."""
    return referral.receive_by if referral.state == "requested" else referral.due


@view_config(
    context=Referral,
    name="complete",
    permission="referral:view",
    renderer="portal:templates/referral/complete.pt",
)
def complete(referral: Referral, request: Request) -> Any:
    form = complete_form(request, referral.version)
    door.require_now(request, "referral:complete", referral)
    if request.method == "POST":
        values = form.validate(request, referral.version)
        if values is not None:
            commands.complete(request, referral, values["result"], values.get("granted") or 0)
            return HTTPSeeOther(request.resource_path(referral))
    return {"form": form, "referral": referral}


@view_config(
    context=Referral, name="slip", permission="referral:print", renderer="portal:templates/referral/slip.pt"
)
def slip(referral: Referral, request: Request) -> dict[str, Any]:
    """转办单: one page, with the receipt below the cut line."""
    policy = request.policy
    label = request.localizer.translate(_("二维码，扫一扫打开这张转办单"))
    return {
        "referral": referral,
        "case": referral.case,
        "contact": _contact(request, referral),
        "need": commands.need_of(referral),
        "words": request.reveal(referral, "request"),
        "sender": policy.unit(referral.sender_town),
        "qr": qr.svg(request.resource_url(referral), label),
    }


def _contact(request: Request, referral: Referral) -> dict[str, str]:
    """Name, phone and address of the household, for those who work on it; nothing of its other needs."""
    may = request.has_permission("referral:contact", referral) or request.has_permission(
        "case:view", referral.case
    )
    household = request.site["households"].get(referral.case.household_id)
    if not may or household is None or household.head_member is None:
        return {}
    head = request.reveal(household.head_member, "name", "id_number")
    home = request.reveal(household, "phone", "address")
    return {"name": head["name"], "id_tail": last_four(head["id_number"]), **home}

"""Referrals: asking a unit, the receiver's page, its result, and the slip on paper."""

from __future__ import annotations

from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.i18n import TranslationStringFactory
from pyramid.request import Request
from pyramid.view import view_config

from content.case import Case
from content.referral import Referral
from portal import qr
from portal.commands import door
from portal.commands import referral as commands
from portal.forms.referral import complete_form, refer_form
from portal.present import last_four

_ = TranslationStringFactory("portal")


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
        "may_open_case": request.has_permission("case:view", referral.case),
        "solid": {"requested": "receive", "received": "accept", "accepted": "start"}.get(
            referral.state, "see"
        ),
    }


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

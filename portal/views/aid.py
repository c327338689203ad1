"""Pages of aid first: deciding it, handing it over, its receipt on paper."""

from __future__ import annotations

from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.i18n import TranslationStringFactory
from pyramid.request import Request
from pyramid.view import view_config

from content.aid import Aid
from content.case import Case
from portal.commands import aid as commands
from portal.commands import door
from portal.commands.fieldwork import colleagues
from portal.commands.imprest import at_hour
from portal.forms.aid import RECEIPTS, aid_form, deliver_form, refuse_fingerprint

_ = TranslationStringFactory("portal")
FORM = "portal:templates/fieldwork/form.pt"


@view_config(context=Case, name="aid", permission="case:view", renderer=FORM)
def decide(case: Case, request: Request) -> Any:
    most = commands.room_left(request, case)
    form = aid_form(request, case, most, commands.had_before(request, case))
    door.require_now(request, "case:aid", case)
    if request.method == "POST":
        known = case.inside("aids", form.once)
        values = form.validate(request) if known is None else None
        if values is not None and values["amount"] > most:
            form.fail(_("超过了镇（街道）自己能定的数。请改少，或转给区民政局审批。"), "amount")
        elif values is not None:
            known = commands.decide(request, case, values, form.once)
        if known is not None:
            return HTTPSeeOther(request.resource_path(known))
    imprest = commands.imprest_of(request, case.town)
    link = (_("看本镇（街道）的备用金"), request.resource_path(imprest)) if imprest is not None else None
    return {
        "form": form,
        "case": case,
        "title": _("先行救助"),
        "lead": _("急的先救，手续后补。钱从本镇（街道）的备用金出，两个人一起送到家里。"),
        "link": link,
    }


@view_config(context=Aid, permission="aid:view", renderer="portal:templates/fieldwork/aid.pt")
def show(aid: Aid, request: Request) -> dict[str, Any]:
    return {
        "aid": aid,
        "case": aid.case,
        "told": request.reveal(aid, *Aid.personal_fields),
        "receipt": dict(RECEIPTS).get(aid.receipt, ""),
        "may_open_case": request.has_permission("case:view", aid.case),
    }


@view_config(context=Aid, name="deliver", permission="aid:view", renderer=FORM)
def deliver(aid: Aid, request: Request) -> Any:
    form = deliver_form(request, aid, colleagues(request, aid.case), _head(request, aid.case))
    door.require_now(request, "aid:deliver", aid)
    if request.method == "POST":
        values = form.validate(request, aid.version)
        if values is not None and not refuse_fingerprint(form, values):
            given_at = at_hour(values["given_on"], values["hour"])
            if given_at <= request.now:
                commands.deliver(request, aid, values, given_at)
                return HTTPSeeOther(request.resource_path(aid))
            form.fail(_("这个时间还没有到。请改成实际送到的时间。"), "hour")
    return {
        "form": form,
        "case": aid.case,
        "title": _("登记已经送到"),
        "lead": _("两个人一起送，家里签了收条，再登记。"),
        "link": (_("打印收条"), request.resource_path(aid, "@@receipt")),
    }


@view_config(
    context=Aid, name="receipt", permission="aid:print", renderer="portal:templates/fieldwork/aid-receipt.pt"
)
def receipt(aid: Aid, request: Request) -> dict[str, Any]:
    """收条: what the household signs, with room for both who hand it over and for a witness."""
    return {
        "aid": aid,
        "case": aid.case,
        "name": _head(request, aid.case),
        "goods": request.reveal(aid, "goods")["goods"],
        "unit": request.policy.unit(aid.case.town),
    }


def _head(request: Request, case: Case) -> str:
    head = request.site["households"][case.household_id].head_member
    return str(request.reveal(head, "name")["name"]) if head is not None else ""

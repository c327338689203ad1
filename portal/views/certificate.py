"""志愿服务记录证明: the paper for staff and for the volunteer, and the page where anybody checks a number."""

from __future__ import annotations

from typing import Any

from pyramid.httpexceptions import HTTPNotFound, HTTPSeeOther
from pyramid.i18n import TranslationStringFactory
from pyramid.request import Request
from pyramid.view import view_config

from content.history import Event
from content.site import Site
from content.volunteer import Volunteer
from portal import qr
from portal.commands import certificate as commands
from portal.commands.status import StatusRefused
from portal.forms.promise import certificate_form
from portal.security import applicants_case

_ = TranslationStringFactory("portal")
PAPER = "portal:templates/promise/certificate.pt"
REFUSED = {
    "mistyped": _("编号对不上：可能抄错了一个字。请对照证明再输一遍，一共 12 位。"),
    "not_found": _("没有查到这个编号的证明。可能是编号不对，也可能一小时里试错了 5 次。请核对后再试。"),
}


@view_config(
    context=Site,
    name="certificate",
    permission="site:view",
    renderer="portal:templates/public/certificate.pt",
)
def check(site: Site, request: Request) -> Any:
    """Genuine or not: hours and months; of the name only whether it is the same."""
    form = certificate_form(request)
    request.response.cache_control = "no-store"
    found = None
    if request.method == "POST":
        values = form.validate(request)
        if values is not None:
            try:
                found = commands.check(request, values["number"], values["name"] or "")
            except StatusRefused as refused:
                form.fail(REFUSED[refused.code], "number")
    return {"form": form, "found": found}


@view_config(context=Volunteer, name="certificate", permission="volunteer:certify", renderer=PAPER)
def paper(lead: Volunteer, request: Request) -> dict[str, Any]:
    """The one that ?number= names, else the newest."""
    issued = lead.certificates
    wanted = request.GET.get("number") or (issued[-1].detail("number") if issued else "")
    event = next((event for event in issued if event.detail("number") == wanted), None)
    if event is None:
        raise HTTPNotFound()
    return _paper(request, lead, event, str(request.resource_path(lead)))


@view_config(context=Site, name="status", path_info=r"^/status/certificate$", renderer=PAPER)
def own_paper(site: Site, request: Request) -> Any:
    """For the volunteer, with nothing but the receipt number."""
    kind, _colon, key = applicants_case(request).partition(":")
    lead: Volunteer | None = site["volunteers"].get(key) if kind == "volunteer" else None
    if lead is None:
        return HTTPSeeOther("/status?again=1")
    if request.method == "POST":
        commands.certify(request, lead)
        return HTTPSeeOther("/status/certificate")
    if not lead.certificates or not request.has_permission("volunteer:certify", lead):
        return HTTPSeeOther("/status/promise")
    return _paper(request, lead, lead.certificates[-1], "/status/promise")


def _paper(request: Request, lead: Volunteer, event: Event, back: str) -> dict[str, Any]:
    months = commands.months_of(request, lead, event.at)
    return {
        "lead": lead,
        "number": event.detail("number"),
        "issued_at": event.at,
        "by_volunteer": event.actor.startswith("applicant@"),
        "actor": event.actor,
        "name": request.reveal(lead, "volunteer_name")["volunteer_name"],
        "owner": request.site["organisations"].get(lead.organisation_id),
        "months": months,
        "hours": sum(hours for _month, hours in months),
        "back": back,
        "qr": qr.svg(
            f"{request.application_url}/certificate",
            request.localizer.translate(_("二维码，扫一扫核对这张证明")),
        ),
    }

"""What became of a donation: the giver's way in, what is told there, and the slip that leads to it."""

from __future__ import annotations

from typing import Any, NamedTuple

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.i18n import TranslationStringFactory
from pyramid.request import Request
from pyramid.view import view_config

from content.donation import Donation
from content.project import Project
from content.site import Site
from portal import qr
from portal.commands import gift as commands
from portal.commands.status import StatusRefused
from portal.forms.status import gift_form
from portal.security import applicants_case, pass_headers
from portal.words import designation

_ = TranslationStringFactory("portal")
SLIP = "portal:templates/source/slip.pt"
REFUSED = _(
    "没有查到。可能是号码或手机号后四位不对，也可能一小时里试错了 5 次。请对照附页或票据再试，或打慈善组织的电话。"
)


class Report(NamedTuple):
    """A charity's newest report of what a project of its has used."""

    project: Project
    is_public: bool
    until: str
    used_fen: int


@view_config(context=Site, name="gift", permission="site:view", renderer="portal:templates/public/gift.pt")
def ask(site: Site, request: Request) -> Any:
    form = gift_form(request)
    request.response.cache_control = "no-store"
    if request.method == "POST":
        values = form.validate(request)
        if values is not None:
            try:
                found = commands.ask(request, values["number"], values["tail"] or "")
            except StatusRefused:
                form.fail(REFUSED, "number")
            else:
                headers = pass_headers(request, found, request.now)
                return HTTPSeeOther("/status/donation", headers=headers)
    return {"form": form, "again": "again" in request.GET}


@view_config(
    context=Site,
    name="status",
    path_info=r"^/status/donation$",
    request_method="GET",
    renderer="portal:templates/public/status-donation.pt",
)
def follow(site: Site, request: Request) -> Any:
    """What was given, what it was used for without anybody's case, what is left, and the charity's own reports."""
    kind, _colon, key = applicants_case(request).partition(":")
    donation: Donation | None = site["donations"].get(key) if kind == "donation" else None
    if donation is None:
        return HTTPSeeOther("/gift?again=1")
    request.response.cache_control = "no-store"
    return {
        "donation": donation,
        "owner": site["organisations"].get(donation.organisation_id),
        "facts": designation.facts(request, donation),
        "uses": donation.uses(),
        "k": request.policy.publication.k,
        "reports": _reports(request, donation.organisation_id),
    }


@view_config(context=Donation, name="slip", permission="donation:slip", renderer=SLIP)
def slip(donation: Donation, request: Request) -> Any:
    """收据附页: with the code, and how the giver sees what became of it."""
    if request.method == "POST":
        commands.issue(request, donation)
        return HTTPSeeOther(request.resource_path(donation, "@@slip"))
    known = request.reveal(donation, "giver_name", "receipt")
    return {
        "donation": donation,
        "owner": request.site["organisations"].get(donation.organisation_id),
        "giver": known["giver_name"],
        "code": known["receipt"],
        "facts": designation.facts(request, donation),
        "qr": qr.svg(
            f"{request.application_url}/gift",
            request.localizer.translate(_("二维码，扫一扫看这笔捐赠用到哪里了")),
        ),
    }


def _reports(request: Request, organisation_id: str) -> list[Report]:
    """The newest one of each of its projects, the latest first."""
    found = [
        Report(project, project.state == "posted", project.reported_until, _reported_fen(project))
        for project in request.site["projects"]
        if project.organisation_id == organisation_id and project.reported_until
    ]
    return sorted(found, key=lambda report: report.until, reverse=True)


def _reported_fen(project: Project) -> int:
    event = next(event for event in project.history.newest() if event.name == "report_use")
    return int(str(event.detail("used_fen")))

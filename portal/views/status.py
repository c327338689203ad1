"""Where an application or a report stands, for who has its receipt; what the family says there itself."""

from __future__ import annotations

from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.i18n import TranslationStringFactory
from pyramid.request import Request
from pyramid.view import view_config

from content.case import Case
from content.discovery import Discovery, survivor
from content.error import WrongState
from content.organisation import Organisation
from content.site import Site
from content.vocabulary import ObjectionTo, SourceKind
from portal.commands import objection as objections
from portal.commands import status as commands
from portal.forms.intake import papers_of
from portal.forms.status import status_form, withdraw_form
from portal.security import applicants_case, drop_pass_headers, pass_headers
from portal.words import progress

_ = TranslationStringFactory("portal")
REFUSED = {
    "mistyped": _("回执号对不上：可能抄错了一个字。请对照回执再输一遍，一共 12 位。"),
    "not_found": _(
        "没有查到。可能是回执号或后四位不对，也可能一小时里试错了 5 次。请核对后再试，或打 12345、问受理窗口。"
    ),
}
AGAIN = "/status?again=1"
PAGES = {
    "case": "case",
    "discovery": "report",
    "donation": "donation",
    "organisation": "organisation",
    "pledge": "promise",
    "tip": "tip",
    "volunteer": "promise",
}


# A stranger's form on the front page posts here and has no token: whoever can send the receipt and the digits may
# see this state anyway, and nothing is changed by it.
@view_config(
    context=Site,
    name="status",
    path_info=r"^/status/?$",
    require_csrf=False,
    renderer="portal:templates/public/status.pt",
)
def status(site: Site, request: Request) -> Any:
    form = status_form(request)
    if request.method == "POST":
        values = form.validate(request)
        if values is not None:
            try:
                found = commands.ask(request, values["receipt"], values["tail"] or "")
            except commands.StatusRefused as refused:
                form.fail(REFUSED[refused.code], "receipt")
            else:
                return _opened(request, found)
    request.response.cache_control = "no-store"
    return {"form": form, "again": "again" in request.GET}


@view_config(context=Site, name="status", path_info=r"^/status/leave$", request_method="GET")
def leave(site: Site, request: Request) -> HTTPSeeOther:
    return HTTPSeeOther("/status", headers=drop_pass_headers(request))


@view_config(
    context=Site,
    name="status",
    path_info=r"^/status/case$",
    renderer="portal:templates/public/status-case.pt",
)
def case_status(site: Site, request: Request) -> Any:
    """State and next date; where something has come, the button by which the family says so."""
    case = _case(request)
    if case is None:
        return HTTPSeeOther(AGAIN)
    if request.method == "POST":
        if "objection" in request.POST:
            _take_back(request, case, request.POST["objection"])
            return HTTPSeeOther("/status/case")
        commands.acknowledge(request, case, request.POST.get("id", ""))
        return HTTPSeeOther("/status/case?thanks=1")
    request.response.cache_control = "no-store"
    return {
        "case": case,
        "steps": progress.case_steps(case),
        "state": progress.CASE[case.state],
        "next": progress.NEXT.get(case.state, "") if case.due else "",
        "missing": _missing_papers(request, case) if case.state == "to_complete" else [],
        "referrals": sorted(case.referrals, key=lambda referral: referral.due),
        "waiting": commands.waiting(request, case),
        "source": lambda code: _(SourceKind(code).label, context="source"),
        "may_object": request.has_permission("case:object", case),
        "objections": [
            (one, _(ObjectionTo(one.about).label), request.reveal(one, "answer")["answer"])
            for one in objections.of_case(request, case)
        ],
        "may_withdraw": request.has_permission("case:withdraw", case),
        "thanks": "thanks" in request.GET,
        "unit": request.policy.unit(case.town),
    }


@view_config(
    context=Site,
    name="status",
    path_info=r"^/status/withdraw$",
    renderer="portal:templates/public/status-withdraw.pt",
)
def withdraw(site: Site, request: Request) -> Any:
    case = _case(request)
    if case is None:
        return HTTPSeeOther(AGAIN)
    form = withdraw_form(request, case.version)
    if not request.has_permission("case:withdraw", case):
        if request.method == "POST":
            raise WrongState(step="withdraw", state=case.state)
        return HTTPSeeOther("/status/case")
    if request.method == "POST" and form.validate(request, case.version) is not None:
        commands.withdraw(request, case)
        return HTTPSeeOther("/status/case")
    request.response.cache_control = "no-store"
    return {"form": form}


@view_config(
    context=Site,
    name="status",
    path_info=r"^/status/report$",
    request_method="GET",
    renderer="portal:templates/public/status-report.pt",
)
def report_status(site: Site, request: Request) -> Any:
    """Received, being verified, verified, unfounded: nothing else is told to who reported, nor who else did."""
    kind, _colon, key = applicants_case(request).partition(":")
    discovery: Discovery | None = site["discoveries"].get(key) if kind == "discovery" else None
    if discovery is None:
        return HTTPSeeOther(AGAIN)
    request.response.cache_control = "no-store"
    stands = survivor(discovery)
    return {
        "discovery": stands,
        "steps": progress.report_steps(stands.state),
        "state": progress.REPORT[stands.state],
    }


@view_config(
    context=Site,
    name="status",
    path_info=r"^/status/organisation$",
    request_method="GET",
    renderer="portal:templates/public/status-organisation.pt",
)
def organisation_status(site: Site, request: Request) -> Any:
    """What the bureau has answered to an organisation that applied, the reasons of a refusal included."""
    kind, _colon, key = applicants_case(request).partition(":")
    found: Organisation | None = site["organisations"].get(key) if kind == "organisation" else None
    if found is None:
        return HTTPSeeOther(AGAIN)
    request.response.cache_control = "no-store"
    return {"organisation": found, "refusal": commands.refusal(request, found)}


def _opened(request: Request, found: str) -> HTTPSeeOther:
    """The pass is for this one case or report, and for half an hour."""
    kind, _colon, key = found.partition(":")
    headers = pass_headers(request, key if kind == "case" else found, request.now)
    return HTTPSeeOther(f"/status/{PAGES[kind]}", headers=headers)


def _take_back(request: Request, case: Case, name: str) -> None:
    """An objection of this case; one that was answered or taken back already stays as it is."""
    found = next((one for one in objections.of_case(request, case) if one.id == name), None)
    if found is not None and request.has_permission("objection:withdraw", found):
        objections.withdraw(request, found)


def _case(request: Request) -> Case | None:
    case: Case | None = request.site["cases"].get(applicants_case(request))
    return case


def _missing_papers(request: Request, case: Case) -> list[str]:
    return [_(p.name) for p in papers_of(request) if case.papers.get(p.id, ("",))[0] == "lack"]

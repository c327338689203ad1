"""Reporting a household in trouble, and the report's own page for those who verify it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.i18n import TranslationStringFactory
from pyramid.request import Request
from pyramid.view import view_config

from content.discovery import Discovery, survivor, together
from content.site import Site
from content.vault import Sealed
from content.vocabulary import CallOutcome, Cause, InstitutionType
from portal.commands import discovery as commands
from portal.commands import door
from portal.forms.base import flat
from portal.forms.place import check_village
from portal.forms.report import assign_form, call_form, report_form, verify_form
from portal.readlog import look

_ = TranslationStringFactory("portal")
SECOND_PRESS = timedelta(minutes=5)
"""How long the answer to a report may be asked for again: a double click, a page loaded anew."""


@view_config(
    context=Site, name="report", permission="site:report", renderer="portal:templates/discovery/report.pt"
)
def report(site: Site, request: Request) -> Any:
    form = report_form(request)
    if request.method == "POST":
        values = form.validate(request)
        if values is not None:
            told = _told(request, flat(values))
            wrong = check_village(told, request.policy)
            if wrong is None:
                return _received(request, told, form.once)
            form.fail(wrong, "village")
    return {"form": form, "done": None}


def _received(request: Request, told: dict[str, Any], once: str) -> dict[str, Any]:
    """The receipt is shown on the answer itself: nobody else can open it later, and a second press shows it again."""
    request.response.cache_control = "no-store"
    known: Discovery | None = request.site["discoveries"].get(once)
    if known is not None:
        receipt = request.reveal(known, "receipt")["receipt"] if _is_second_press(request, known) else ""
        return {"form": None, "done": known, "receipt": receipt}
    reported = commands.report(request, told, once)
    return {"form": None, "done": reported.discovery, "receipt": reported.receipt}


def _is_second_press(request: Request, known: Discovery) -> bool:
    """The same person, just now: to anybody else a known id gives no receipt number away."""
    reporter = request.actor if request.identify.account else ""
    return known.reporter == reporter and request.now - known.created_at < SECOND_PRESS


def _told(request: Request, values: dict[str, Any]) -> dict[str, Any]:
    """A signed-in discoverer is known: what kind of place, which one, and who."""
    account = request.identify.account
    if account is None:
        return values
    identity = request.identify
    institution = next(iter((*identity.scopes("discoverer"), *identity.scopes("village_worker"))), "")
    unit = request.site["units"].get(institution)
    source = InstitutionType.OTHER.value if unit is None else unit.institution or unit.sort
    return values | {"source": source, "institution": institution, "reporter_name": account.display_name}


@view_config(context=Discovery, permission="discovery:view", renderer="portal:templates/discovery/show.pt")
def show(discovery: Discovery, request: Request) -> dict[str, Any]:
    may_read = request.has_permission("discovery:contact", discovery)
    told = request.reveal(discovery, *commands.TOLD, "found") if may_read else {}
    # Who only reported sees how far it is, and not that somebody else has reported too.
    stands = discovery if may_read else survivor(discovery)
    return {
        "discovery": discovery,
        "stands": stands,
        "skip": ("tell_apart",) if _is_settled(discovery) else (),
        "speaks": survivor(discovery) if may_read and discovery.same_as else None,
        "why": _why_merged(request, discovery) if may_read and discovery.same_as else "",
        "others": _others(request, discovery) if may_read else [],
        "told": told,
        "causes": [_(Cause(cause).label) for cause in discovery.causes],
        "source": _(InstitutionType(discovery.source).label),
        "case": _case(request, survivor(discovery)),
        "calls": _calls(request, discovery) if may_read else [],
    }


def _is_settled(discovery: Discovery) -> bool:
    """Whether something was built on its merge, so that it is not told apart any more."""
    other = discovery.__parent__.get(discovery.same_as) if discovery.same_as else None
    return other is not None and other.has_built_on(discovery.id)


def _others(request: Request, discovery: Discovery) -> list[tuple[Discovery, Any, dict[str, str]]]:
    """What others have told of the same household: each report, where it comes from, and its words."""
    merged = [report for report in together(discovery) if report is not discovery]
    return [
        (
            report,
            _(InstitutionType(report.source).label),
            request.reveal(report, "story", "call_note", "reporter_name", "reporter_phone"),
        )
        for report in merged
        if request.has_permission("discovery:contact", report)
    ]


def _calls(request: Request, discovery: Discovery) -> list[tuple[Any, str, Any, str]]:
    """Of every call: when, who, how it ended, what was said."""
    return [
        (
            event.at,
            event.actor,
            _(CallOutcome(str(event.detail("outcome"))).label),
            _said(request, discovery, event.detail("said"), "call"),
        )
        for event in discovery.history
        if event.name == "call"
    ]


def _why_merged(request: Request, discovery: Discovery) -> str:
    event = next(event for event in discovery.history.newest() if event.name == "mark_same")
    return _said(request, discovery, event.detail("reason"), "reason")


def _said(request: Request, discovery: Discovery, said: Any, what: str) -> str:
    """People's own words out of the history; the look is on record."""
    if not isinstance(said, Sealed):
        return ""
    look(request, discovery, what)
    return discovery.open_detail(request.vault, said)


def _case(request: Request, discovery: Discovery) -> Any:
    case = request.site["cases"].get(discovery.case_id) if discovery.case_id else None
    return case if case is not None and request.has_permission("case:view", case) else None


@view_config(
    context=Discovery,
    name="verify",
    permission="discovery:view",
    renderer="portal:templates/discovery/verify.pt",
)
def verify(discovery: Discovery, request: Request) -> Any:
    form = verify_form(request, discovery.version)
    door.require_now(request, "discovery:verify", discovery)
    if request.method == "POST":
        values = form.validate(request, discovery.version)
        if values is not None:
            case = commands.verify(request, discovery, values["found"], int(values["urgency"]))
            return HTTPSeeOther(request.resource_path(case))
    told = request.reveal(discovery, "household_name", "address", "story")
    return {"form": form, "discovery": discovery, "told": told, "others": _others(request, discovery)}


@view_config(
    context=Discovery,
    name="call",
    permission="discovery:view",
    renderer="portal:templates/discovery/call.pt",
)
def call(discovery: Discovery, request: Request) -> Any:
    """The telephone numbers at hand, and how the call ended."""
    form = call_form(request, discovery.version)
    door.require_now(request, "discovery:call", discovery)
    if request.method == "POST":
        values = form.validate(request, discovery.version)
        if values is not None:
            commands.call(request, discovery, values["outcome"], values["said"] or "")
            return HTTPSeeOther(request.resource_path(discovery))
    return {"form": form, "discovery": discovery, "told": request.reveal(discovery, *commands.TOLD)}


@view_config(
    context=Discovery,
    name="assign",
    permission="discovery:view",
    renderer="portal:templates/discovery/assign.pt",
)
def assign(discovery: Discovery, request: Request) -> Any:
    form = assign_form(request, discovery.version)
    door.require_now(request, "discovery:assign", discovery)
    if request.method == "POST":
        values = form.validate(request, discovery.version)
        if values is not None:
            commands.assign(request, discovery, values["village"])
            return HTTPSeeOther(request.resource_path(discovery))
    told = request.reveal(discovery, "address", "story")
    return {"form": form, "discovery": discovery, "told": told}

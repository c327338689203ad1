"""Charities and agencies: the bureau's list with the contracts, an application, and the page of each."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.i18n import TranslationStringFactory
from pyramid.request import Request
from pyramid.view import view_config

from content.donation import Donation
from content.organisation import Organisation
from content.project import Project
from content.tree import Folder
from portal.commands import door
from portal.commands import organisation as commands
from portal.forms.base import flat
from portal.forms.organisation import (
    KNOWN,
    REGISTERED,
    application_form,
    interested_form,
    joining_form,
    particulars_form,
    people_of,
)
from portal.words import filing

_ = TranslationStringFactory("portal")
SHOWN = 100
SECOND_PRESS = timedelta(minutes=10)
FORM = "portal:templates/organisation/form.pt"
INTERESTED = "portal:templates/organisation/interested.pt"
ORDER = ("applied", "suspended", "approved", "refused")
"""What waits for the bureau comes first."""


@view_config(context=Folder, physical_path="/organisations", renderer="portal:templates/organisation/list.pt")
def organisations(folder: Folder[Organisation], request: Request) -> dict[str, Any]:
    door.require(request, "overview:view", request.site)
    found = sorted(folder, key=lambda one: (ORDER.index(one.state), one.title))
    contracts = sorted(request.site["contracts"], key=lambda one: (not one.is_open, one.title))
    return {
        "organisations": found[:SHOWN],
        "contracts": [one for one in contracts if request.has_permission("contract:view", one)][:SHOWN],
    }


@view_config(context=Folder, physical_path="/organisations", name="new", renderer=FORM)
def new(folder: Folder[Organisation], request: Request) -> Any:
    door.require(request, "organisation:add", request.site)
    form = application_form(request)
    if request.method == "POST":
        known = folder.get(form.once)
        if known is not None:
            return HTTPSeeOther(request.resource_path(known))
        values = form.validate(request)
        if values is not None and commands.same_code(request, values["credit_code"]):
            form.fail(REGISTERED, "credit_code")
        elif values is not None:
            return HTTPSeeOther(request.resource_path(commands.apply(request, values, form.once)))
    return {"form": form, "heading": _("登记组织的申请"), "organisation": None}


@view_config(
    context=Folder,
    physical_path="/organisations",
    name="apply",
    renderer="portal:templates/organisation/apply.pt",
)
def join(folder: Folder[Organisation], request: Request) -> dict[str, Any]:
    """An organisation applies from outside; its receipt number is shown on the answer, and nowhere else."""
    form = joining_form(request)
    if request.method == "POST":
        known = folder.get(form.once)
        if known is not None:
            return _joined(request, known, _again(request, known))
        values = form.validate(request)
        typed = flat(values) if values is not None else {}
        if typed and commands.same_code(request, typed["credit_code"]):
            form.fail(KNOWN, "credit_code")
        elif typed:
            return _joined(request, *commands.apply_by_itself(request, typed, form.once))
    return {"form": form, "done": None, "receipt": ""}


def _joined(request: Request, organisation: Organisation, receipt: str) -> dict[str, Any]:
    request.response.cache_control = "no-store"
    return {"form": None, "done": organisation, "receipt": receipt}


def _again(request: Request, known: Organisation) -> str:
    """The number once more for who has just pressed twice; to anybody else a known id gives nothing away."""
    is_same = known.created_by == request.actor and request.now - known.created_at < SECOND_PRESS
    return str(request.reveal(known, "receipt")["receipt"]) if is_same else ""


@view_config(
    context=Organisation, permission="organisation:view", renderer="portal:templates/organisation/show.pt"
)
def show(organisation: Organisation, request: Request) -> dict[str, Any]:
    """Approved ones are public: name, permit, telephone, what they have posted."""
    site = request.site
    return {
        "organisation": organisation,
        "contact": _contact(request, organisation),
        "lacking": list(_lacking(request, organisation)),
        "is_staff": request.identify.account is not None,
        "posted": [
            *_of(request, organisation, site["projects"]),
            *_of(request, organisation, site["offers"]),
        ],
        "contracts": _of(request, organisation, site["contracts"]),
    }


def _lacking(request: Request, organisation: Organisation) -> Iterator[tuple[Project, list[str]]]:
    """Its projects whose filings are not in order, for itself and those who oversee it."""
    if request.identify.account is None:
        return
    for project in request.site["projects"]:
        if project.organisation_id == organisation.id and _may_manage(request, project):
            said = filing.lacking(request, project)
            if said:
                yield project, said


def _may_manage(request: Request, project: Project) -> bool:
    """Anybody sees a posted project; these see it by their capacity."""
    known = [who for name, whom in project.capacities().items() if name != "public" for who in whom]
    return not request.identify.principals.isdisjoint(known)


def _contact(request: Request, organisation: Organisation) -> dict[str, str]:
    """Whom the bureau rings about an application; on record."""
    if not request.has_permission("organisation:contact", organisation):
        return {}
    known = request.reveal(organisation, "contact_name", "contact_phone")
    return known if any(known.values()) else {}


@view_config(context=Organisation, name="edit", permission="organisation:view", renderer=FORM)
def edit(organisation: Organisation, request: Request) -> Any:
    form = particulars_form(request, organisation)
    door.require_now(request, "organisation:edit", organisation)
    if request.method == "POST":
        values = form.validate(request, organisation.version)
        if values is not None:
            commands.revise(request, organisation, values)
            return HTTPSeeOther(request.resource_path(organisation))
    return {"form": form, "heading": _("改电话和证书号"), "organisation": organisation}


@view_config(context=Organisation, name="interested", permission="organisation:edit", renderer=INTERESTED)
@view_config(context=Donation, name="interested", permission="donation:declare", renderer=INTERESTED)
def interested(document: Organisation | Donation, request: Request) -> Any:
    """利害关系人: nothing of what was declared is ever shown again, only how many there are."""
    form = interested_form(request, document)
    if request.method == "POST":
        values = form.validate(request, document.version)
        people = people_of(form, values["people"]) if values is not None else None
        if values is not None and people is not None:
            commands.declare(request, document, people, values["replace"])
            return HTTPSeeOther(request.resource_path(document))
    return {"form": form, "document": document, "is_gift": document.kind == "donation"}


def _of(request: Request, organisation: Organisation, folder: Folder[Any]) -> list[Any]:
    """What it has in a folder, open, and visible to whoever asks."""
    found = [
        one
        for one in folder
        if one.organisation_id == organisation.id
        and one.is_open
        and request.has_permission(f"{one.kind}:view", one)
    ]
    return sorted(found, key=lambda one: one.title)[:SHOWN]

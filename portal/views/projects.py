"""Charity projects and volunteer offers: the lists that anybody may search, and the page of each."""

from __future__ import annotations

from typing import Any

from pyramid.i18n import TranslationStringFactory
from pyramid.request import Request
from pyramid.view import view_config

from content.offer import Offer
from content.project import Project
from content.source import Source
from content.tree import Folder
from content.vocabulary import Category
from portal import finding
from portal.steps import HOMES

_ = TranslationStringFactory("portal")
FILTERS = ("category", "place")
LIST = "portal:templates/public/sources.pt"
SHOW = "portal:templates/public/source.pt"


@view_config(context=Folder, physical_path="/projects", renderer=LIST)
def projects(folder: Folder[Project], request: Request) -> dict[str, Any]:
    return _list(request, "project", "/projects")


@view_config(context=Folder, physical_path="/offers", renderer=LIST)
def offers(folder: Folder[Offer], request: Request) -> dict[str, Any]:
    return _list(request, "offer", "/offers")


def _list(request: Request, kind: str, path: str) -> dict[str, Any]:
    asked = finding.read(request, FILTERS)
    found = finding.find(request, kind, asked)
    if asked.problems:
        request.response.status_int = 400
    elif found.is_down:
        request.response.status_int = 503
    return finding.offered(request, path, asked, found) | {"is_projects": kind == "project"}


@view_config(context=Project, permission="project:view", renderer=SHOW)
@view_config(context=Offer, permission="offer:view", renderer=SHOW)
def show(source: Source, request: Request) -> dict[str, Any]:
    owner = request.site["organisations"].get(source.organisation_id)
    may_see = owner is not None and request.has_permission("organisation:view", owner)
    return {
        "source": source,
        "is_project": source.kind == "project",
        "owner": owner if may_see else None,
        "categories": [_(Category(word).label) for word in source.categories or ()],
        "places": [request.policy.place_name(place) for place in source.places or ()],
        "needs": _needs_address(request, source),
        "manage": _manage(request, source),
    }


def _manage(request: Request, source: Source) -> str:
    """The page of those who work with it, "" for everybody else."""
    may_work = request.identify.account is not None and request.has_permission(
        f"{source.kind}:revise", source
    )
    return str(request.resource_path(source, *HOMES[source.kind])) if may_work else ""


def _needs_address(request: Request, source: Source) -> str:
    """The public needs that this source is meant for."""
    towns = tuple(place for place in source.places or () if place != request.policy.district.code)
    filters = {"category": tuple(source.categories or ()), "place": towns}
    return finding.Asked(filters=filters).address("/needs")

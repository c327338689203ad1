"""Public needs: the search over them, and the page of one."""

from __future__ import annotations

from typing import Any

from pyramid.httpexceptions import HTTPForbidden, HTTPNotModified
from pyramid.renderers import render_to_response
from pyramid.request import Request
from pyramid.view import view_config

from content.disclosure import PublicNeed
from content.tree import Folder
from portal import caching, finding

FILTERS = ("category", "place", "unit")
PATH = "/needs"
GONE = "portal:templates/public/gone.pt"


@view_config(context=Folder, physical_path=PATH, renderer="portal:templates/public/needs.pt")
def needs(folder: Folder[PublicNeed], request: Request) -> dict[str, Any]:
    asked = finding.read(request, FILTERS)
    found = finding.find(request, "public_need", asked)
    if asked.problems:
        request.response.status_int = 400
    elif found.is_down:
        request.response.status_int = 503
    return finding.offered(request, PATH, asked, found) | {"sorts": finding.SORTS}


@view_config(context=PublicNeed, renderer="portal:templates/public/need.pt")
def need(public: PublicNeed, request: Request) -> Any:
    """The public's page; who releases or retracts finds the way to it here. What was taken back is gone (410)."""
    if not request.has_permission("public_need:view", public):
        if public.state == "retracted":
            return _gone(request)
        raise HTTPForbidden()
    if _is_stranger(request):
        mark = caching.etag(request, public)
        if mark in request.if_none_match:
            return HTTPNotModified(etag=mark)
        caching.keep(request, mark)
    return {
        "need": public,
        "is_staffs": public.state != "public" or not _is_stranger(request),
        "may_release": request.has_permission("public_need:release", public),
        "may_redraft": _may(request, public, "redraft"),
        "helping": _helping(public, request.policy.district.code),
    }


def _gone(request: Request) -> Any:
    response = render_to_response(GONE, {}, request)
    response.status_int = 410
    return response


def _is_stranger(request: Request) -> bool:
    return request.identify.account is None


def _may(request: Request, public: PublicNeed, name: str) -> bool:
    step = public.workflow.step(name)
    return public.state in step.sources and bool(request.has_permission(step.permission, public))


def _helping(public: PublicNeed, district: str) -> dict[str, str]:
    """The addresses of projects and offers for such a need: its category, here or in the whole district."""
    filters = {"category": (public.category,), "place": tuple(dict.fromkeys((public.place, district)))}
    asked = finding.Asked(filters=filters)
    return {
        "projects": asked.address("/projects"),
        "offers": asked.address("/offers"),
        "needs": finding.Asked(filters={"place": (public.place,)}).address(PATH),
    }

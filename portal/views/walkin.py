"""Somebody has come to the window: giving them a number, and what became of them."""

from __future__ import annotations

from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.i18n import TranslationStringFactory
from pyramid.request import Request
from pyramid.view import view_config

from content.site import Site
from content.walkin import WalkIn
from portal.commands import walkin as commands
from portal.forms.walkin import arrive_form

_ = TranslationStringFactory("portal")
HOME = "/me#window"


@view_config(
    context=Site, name="arrive", permission="case:register", renderer="portal:templates/walkin/form.pt"
)
def arrive(site: Site, request: Request) -> Any:
    mine = sorted(request.identify.scopes("window_clerk"))
    form = arrive_form(request, [(town, request.policy.place_name(town)) for town in mine])
    if request.method == "POST":
        if form.once in site["walkins"]:
            return HTTPSeeOther(HOME)
        values = form.validate(request)
        if values is not None:
            commands.arrive(request, values.get("town") or mine[0], values, form.once)
            return HTTPSeeOther(HOME)
    return {"form": form}


@view_config(context=WalkIn, permission="walkin:view", renderer="portal:templates/walkin/show.pt")
def show(walkin: WalkIn, request: Request) -> dict[str, Any]:
    case = request.site["cases"].get(walkin.case_id) if walkin.case_id else None
    return {
        "walkin": walkin,
        "title": request.localizer.translate(_("${number} 号", mapping={"number": walkin.number})),
        "case": case if case is not None and request.has_permission("case:view", case) else None,
        "may_register": request.has_permission("walkin:serve", walkin),
        **request.reveal(walkin, "name"),
    }

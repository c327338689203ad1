"""Visits: recording one, with its hours charged to the order, and reading it."""

from __future__ import annotations

from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.traversal import find_resource
from pyramid.view import view_config

from content.case import Case
from content.visit import Visit
from portal.commands import door
from portal.commands import visit as commands
from portal.forms.base import sent
from portal.forms.visit import refuse_order, refuse_unexplained, visit_form


@view_config(context=Case, name="visit", permission="case:view", renderer="portal:templates/visit/form.pt")
def record(case: Case, request: Request) -> Any:
    form = visit_form(request, case, commands.open_orders(request, case))
    door.require_now(request, "case:visit", case)
    if request.method == "POST":
        known = case.visits.get(form.once)
        if known is not None:
            return HTTPSeeOther(request.resource_path(known))
        values = form.validate(request)
        if values is not None:
            chosen = sent(request.POST, "order")
            order = commands.order_at(request, case, chosen)
            if not (refuse_unexplained(form, values) or refuse_order(form, chosen, order, values["hours"])):
                visit = commands.record(request, case, values, form.once)
                return HTTPSeeOther(request.resource_path(visit))
    return {"form": form, "case": case}


@view_config(context=Visit, permission="visit:view", renderer="portal:templates/visit/show.pt")
def show(visit: Visit, request: Request) -> dict[str, Any]:
    order = find_resource(request.site, visit.order_path) if visit.order_path else None
    return {
        "visit": visit,
        "case": visit.case,
        "note": request.reveal(visit, "note")["note"],
        "order": order,
        "may_open_case": request.has_permission("case:view", visit.case),
        "may_open_order": order is not None and request.has_permission("order:view", order),
    }

"""Handing a claimed case to a colleague: whom and with what, and the page on which the colleague answers."""

from __future__ import annotations

from typing import Any

from pyramid.httpexceptions import HTTPForbidden, HTTPSeeOther
from pyramid.i18n import TranslationStringFactory
from pyramid.request import Request
from pyramid.view import view_config

from content.case import Case
from content.vocabulary import Urgency
from portal import present
from portal.commands import claim as commands
from portal.commands import door
from portal.forms.service_plan import pass_on_form

_ = TranslationStringFactory("portal")


@view_config(
    context=Case, name="pass-on", permission="case:view", renderer="portal:templates/visit/pass-on.pt"
)
def pass_on(case: Case, request: Request) -> Any:
    form = pass_on_form(request, case, commands.colleagues(request, case))
    door.require_now(request, "case:offer_claim", case)
    if request.method == "POST":
        values = form.validate(request, case.version)
        if values is not None:
            commands.offer(request, case, values["colleague"], values["agreed"])
            return HTTPSeeOther(request.resource_path(case))
    return {"form": form, "case": case}


@view_config(
    context=Case,
    name="handover",
    permission="case:accept_claim",
    renderer="portal:templates/visit/handover.pt",
)
def handover(case: Case, request: Request) -> dict[str, Any]:
    """What the colleague knows before accepting: what is lacking and where, and what was agreed; no name."""
    if not case.successor:
        raise HTTPForbidden()
    use = present.for_request(request).use
    wants = [use(need.category, need.item) for need in case.needs if need.is_open]
    return {
        "case": case,
        "urgency": _(Urgency(case.urgency).label),
        "wants": list(dict.fromkeys(wants)),
        "agreed": request.reveal(case, "agreed")["agreed"],
    }

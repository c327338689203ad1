"""Finding a household at the window, and the list of all cases for those who oversee them."""

from __future__ import annotations

from typing import Any

from pyramid.request import Request
from pyramid.view import view_config

from content.household import Household
from content.site import Site
from portal.commands.finding import find_households
from portal.forms.finding import find_form

PAGE = 50


@view_config(
    context=Site, name="find", permission="household:find", renderer="portal:templates/household/find.pt"
)
def find(site: Site, request: Request) -> dict[str, Any]:
    form = find_form(request)
    values = form.validate(request) if request.method == "POST" else None
    found = find_households(request, values["words"]) if values is not None else []
    return {
        "form": form,
        "asked": values is not None,
        "rows": [_row(request, household) for household in found],
    }


def _row(request: Request, household: Household) -> dict[str, Any]:
    head = household.head_member
    known = [request.site["cases"][case_id] for case_id in household.case_ids]
    return {
        "household": household,
        "name": request.reveal(head, "name")["name"] if head is not None else "",
        "cases": [case for case in known if request.has_permission("case:view", case)],
    }

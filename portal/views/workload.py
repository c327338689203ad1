"""The workload of social workers, for their agency and for the bureau: numbers alone, and no household."""

from __future__ import annotations

from typing import Any

from pyramid.request import Request
from pyramid.view import view_config

from content.ledger import month_of
from content.organisation import Organisation
from content.site import Site
from portal import workload


@view_config(
    context=Site, name="workload", permission="workload:view", renderer="portal:templates/visit/workload.pt"
)
def show(site: Site, request: Request) -> dict[str, Any]:
    return {
        "month": month_of(request.now),
        "agencies": [
            (agency, workload.loads(request, agency.id), workload.contracts(request, agency.id))
            for agency in _agencies(request)
        ],
        "is_agency": request.has_permission("case:browse", site),
    }


def _agencies(request: Request) -> list[Organisation]:
    """All of them for those who oversee them; to social workers their own."""
    found = [one for one in request.site["organisations"] if one.sort == "agency" and one.state != "refused"]
    if not request.has_permission("overview:view", request.site):
        own = request.identify.scopes("social_worker")
        found = [one for one in found if one.id in own]
    return sorted(found, key=lambda one: str(one.title))

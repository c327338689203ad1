"""Lists to take away as a file: what the asker may see of each, and personal data only when asked for, on record."""

from __future__ import annotations

from typing import Any

from pyramid.httpexceptions import HTTPNotFound
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from content.site import Site
from portal.exporting.lists import LISTS
from portal.exporting.table import FORMATS, written


@view_config(context=Site, name="exports", permission="site:work", renderer="portal:templates/export/list.pt")
def exports(site: Site, request: Request) -> dict[str, Any]:
    """Which lists this person has something in, to choose from."""
    return {
        "lists": [(name, listing.title) for name, listing in LISTS.items() if listing.has_any(request)],
        "formats": [(name, format.words) for name, format in FORMATS.items()],
    }


@view_config(context=Site, name="exports", request_param="list", permission="site:work")
def download(site: Site, request: Request) -> Response:
    """The file itself; whatever it opens is on the read log before it is sent."""
    listing, format = LISTS.get(request.GET["list"]), request.GET.get("format", "csv")
    if listing is None or format not in FORMATS:
        raise HTTPNotFound()
    kind = FORMATS[format]
    table = listing.table(request, personal=request.GET.get("personal") == "1")
    answer = Response(written(table, format), content_type=kind.content_type)
    name = f"{request.GET['list']}-{request.now:%Y%m%d}.{kind.suffix}"
    answer.content_disposition = f"attachment; filename={name}"
    answer.cache_control = "no-store"
    return answer

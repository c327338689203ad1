"""For the administrator: when the last backup was made, by whom, and how to make one."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from pyramid.request import Request
from pyramid.view import view_config

from content.site import Site
from portal.backup import notes

OLD = timedelta(hours=26)
"""A day and a little: a nightly backup that was missed shows in the morning."""


@view_config(context=Site, name="backup", permission="policy:edit", renderer="portal:templates/backup.pt")
def backup(site: Site, request: Request) -> dict[str, Any]:
    found = notes(request.registry.portal.readlog)
    is_old = not found or request.now - found[0].at > OLD
    return {"notes": found, "is_old": is_old}

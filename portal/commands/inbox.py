"""What a person does with their own messages."""

from __future__ import annotations

from pyramid.request import Request

from content.inbox import Message
from portal.commands import door


def read(request: Request, key: str) -> Message | None:
    """Mark one of the asker's own messages as read; None where there is none of this key."""
    door.require(request, "site:work", request.site)
    box = request.site.inboxes.of(request.identify.account.id)
    return box.mark_read(key) if box is not None else None


def want_mail(request: Request, wanted: bool) -> None:
    """Switch one's own mail on or off."""
    door.require(request, "site:work", request.site)
    request.identify.account.mails = wanted


def read_all(request: Request) -> None:
    """Mark all of the asker's own messages as read."""
    door.require(request, "site:work", request.site)
    box = request.site.inboxes.of(request.identify.account.id)
    if box is not None:
        box.mark_all_read()

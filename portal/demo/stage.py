"""Lets demo people act as if they sat at their screens: a real request each, at the hour that the story wants."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from pyramid.authorization import Everyone
from pyramid.request import Request, apply_request_extensions
from pyramid.threadlocal import RequestContext

from content import role
from portal.security import Identity

PAGE = "DEMO"
"""What stands as the page in the read log for what the demo people looked at."""


class Stage:
    """The running app without its web: permissions, commands, history and read log are the real ones."""

    def __init__(self, registry: Any) -> None:
        self.registry = registry

    @contextmanager
    def acting(self, login: str, at: datetime) -> Iterator[Request]:
        """A request of *login* at that moment, in one transaction; what was read is on record afterwards."""
        request = Request.blank("/")
        request.registry = self.registry
        with RequestContext(request):
            apply_request_extensions(request)
            try:
                request.tm.begin()
                self._seat(request, login, at)
                yield request
                actor = request.actor
                request.tm.commit()
            except BaseException:
                request.tm.abort()
                raise
            finally:
                request._process_finished_callbacks()
        if request.reading.fields:
            self.registry.readlog.record(at=at, actor=actor, page=PAGE, fields=request.reading.fields)

    def _seat(self, request: Request, login: str, at: datetime) -> None:
        account = request.site["accounts"][login]
        principals = frozenset({Everyone, role.STAFF, *account.principals})
        request.identify = Identity(account, "", principals)
        request.now = at

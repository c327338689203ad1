"""Lets people of the district act without a browser: a real request each, with their rights, at a given moment."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from pyramid.authorization import Everyone
from pyramid.request import Request, apply_request_extensions
from pyramid.threadlocal import RequestContext

from content import role
from portal.security import Identity

APPLICANT = role.applicant("")
"""How those begin who have no account and have shown the receipt number of a case."""


class Acting:
    """The running app without its web: permissions, commands, history and read log are the real ones."""

    page = "COMMAND"
    """What stands as the page in the read log for what was looked at."""

    def __init__(self, registry: Any) -> None:
        self.registry = registry
        self._reads: list[Future[None]] = []

    def leave(self) -> None:
        """Wait until everything that was read is on record."""
        for read in self._reads:
            read.result()
        self._reads.clear()

    @contextmanager
    def acting(self, who: str, at: datetime) -> Iterator[Request]:
        """A request of *who* at that moment, in one transaction; what was read is on record by ``leave``.

        *who* is a login, ``applicant@<case id>``, or "" for a stranger.
        """
        request = Request.blank("/")
        request.registry = self.registry
        with RequestContext(request):
            apply_request_extensions(request)
            try:
                request.tm.begin()
                request.identify = _identity(request, who)
                request.now = at
                yield request
                actor = request.identify.actor
                request.tm.commit()
            except BaseException:
                request.tm.abort()
                raise
            finally:
                request._process_finished_callbacks()
        if request.reading.fields:
            row = {"at": at, "actor": actor, "page": self.page, "fields": request.reading.fields}
            self._reads.append(self.registry.readlog.submit(**row))


def _identity(request: Request, who: str) -> Identity:
    if not who:
        return Identity()
    if who.startswith(APPLICANT):
        return Identity(None, who.removeprefix(APPLICANT), frozenset({Everyone, who}))
    account = request.site["accounts"][who]
    return Identity(account, "", frozenset({Everyone, role.STAFF, *account.principals}))

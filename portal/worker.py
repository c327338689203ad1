"""The clock's work: what is due, overdue, expired or waiting is looked after, once each, whoever runs it how often."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from pyramid.authorization import Everyone
from pyramid.request import Request, apply_request_extensions
from pyramid.threadlocal import RequestContext

from content import role
from portal.security import Identity

PRINCIPALS = frozenset({Everyone, role.at("bureau")})
"""The portal by itself may what the bureau may, and stands in histories as the system."""


@contextmanager
def shift(registry: Any) -> Iterator[Request]:
    """A request of the portal itself, in one transaction; what is raised takes everything back."""
    request = Request.blank("/")
    request.registry = registry
    with RequestContext(request):
        apply_request_extensions(request)
        request.identify = Identity(None, "", PRINCIPALS)
        request.actor = role.SYSTEM
        try:
            request.tm.begin()
            yield request
            request.tm.commit()
        except BaseException:
            request.tm.abort()
            raise
        finally:
            request._process_finished_callbacks()

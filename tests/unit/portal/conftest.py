"""A request as the portal sees it, in a transaction of its own, for whoever holds these cookies."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import pytest
from pyramid.request import Request, apply_request_extensions

Asking = Callable[..., AbstractContextManager[Any]]


@pytest.fixture
def asking(world: Any) -> Asking:
    """``with asking(client) as request``: committed at the end, aborted where something was raised."""

    @contextmanager
    def ask(client: Any = None, path: str = "/") -> Iterator[Any]:
        cookies = dict(client.cookies) if client is not None else {}
        header = "; ".join(f"{name}={value}" for name, value in cookies.items())
        request = Request.blank(path, headers={"Cookie": header} if header else {})
        request.environ["REMOTE_ADDR"] = "127.0.0.1"
        request.registry = world.registry
        apply_request_extensions(request)
        request.tm.begin()
        try:
            yield request
            request.tm.commit()
        except BaseException:
            request.tm.abort()
            raise
        finally:
            request._process_finished_callbacks()

    return ask

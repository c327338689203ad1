"""What a request may carry at all: the parsers of forms are costly, so a body is weighed before it is read."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pyramid.request
from pyramid.config import Configurator
from pyramid.i18n import TranslationStringFactory
from pyramid.response import Response
from pyramid.tweens import EXCVIEW
from pyramid.view import exception_view_config

_ = TranslationStringFactory("portal")

MOST = 32_000_000
"""Bytes. A paste of ten million Chinese characters still arrives, and is refused at its field."""
MOST_ENCODED = 1_000_000
"""Bytes of a form that is not multipart: reading 30 MB of it took 9 s and 2.4 GB (measured), multipart 0.03 s."""
MOST_PARTS = 3_000
"""Inputs of one form: 600,000 empty ones took 19 s and 920 MB (measured). No form of ours comes near."""

ENCODED = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data"


class Request(pyramid.request.Request):
    """Pyramid's request, whose body stays in memory: it is weighed, and WebOb would leave it in an open file."""

    request_body_tempfile_limit = MOST


class BodyRefused(Exception):
    """The body is too large, or is no form at all; *status* says which."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


def weigh(request: Request) -> None:
    """Raise BodyRefused where reading the form would cost too much, or cannot succeed."""
    size = request.content_length or 0
    if size > MOST:
        raise BodyRefused(413)
    if request.content_type == ENCODED:
        if size > MOST_ENCODED or _count(request, b"&") > MOST_PARTS:
            raise BodyRefused(413)
    elif request.content_type == MULTIPART:
        mark = _boundary(request)
        if _count(request, b"--" + mark) > MOST_PARTS:
            raise BodyRefused(413)


def _boundary(request: Request) -> bytes:
    """What stands between the inputs; the parser would fail without it, and could take another of two."""
    marks = re.findall(r'boundary="?([^";]*)', request.headers["Content-Type"], re.IGNORECASE)
    if len(marks) != 1 or not re.fullmatch(r"[!-~]([ -~]{0,68}[!-~])?", marks[0]):
        raise BodyRefused(400)
    return str(marks[0]).encode("ascii")


def _count(request: Request, mark: bytes) -> int:
    return bytes(request.body).count(mark)


def tween_factory(handler: Callable[[Request], Response], registry: Any) -> Callable[[Request], Response]:
    def tween(request: Request) -> Response:
        if request.content_length:
            weigh(request)
        return handler(request)

    return tween


@exception_view_config(BodyRefused, renderer="portal:templates/error.pt")
def refused(error: BodyRefused, request: Request) -> dict[str, Any]:
    request.response.status_int = error.status
    if error.status == 413:
        title, text = (
            _("送来的内容太多，没有保存"),
            _("请按浏览器的“返回”，删去一些，或分几次填写，再试一次。"),
        )
    else:
        title, text = _("送来的内容不完整，没有保存"), _("请按浏览器的“返回”，填好的内容还在，再试一次。")
    translate = request.localizer.translate
    return {"title": translate(title), "text": translate(text), "number": ""}


def includeme(config: Configurator) -> None:
    config.set_request_factory(Request)
    config.add_tween("portal.body.tween_factory", under=EXCVIEW)

"""Every error translated once: forbidden looks like not found, rules are told, and nothing personal shows."""

from __future__ import annotations

import secrets
from typing import Any

from pyramid.config import Configurator
from pyramid.exceptions import BadCSRFOrigin, BadCSRFToken
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import exception_view_config, forbidden_view_config, notfound_view_config
from pyramid_retry import is_error_retryable
from ZODB.POSException import ConflictError

from content.error import DomainError
from portal.message import sentence
from portal.readlog import log
from portal.security import is_staff_path

TEMPLATE = "portal:templates/error.pt"


@forbidden_view_config(renderer=TEMPLATE)
@notfound_view_config(renderer=TEMPLATE, append_slash=False)
def not_found(request: Request) -> Any:
    """One answer for what is not there and what is not yours; a stranger on a staff path is sent to sign in."""
    if request.identify.account is None and is_staff_path(request.path):
        back = request.path if request.method == "GET" else "/me"
        return HTTPSeeOther(request.resource_url(request.site, "sign-in", query={"next": back}))
    request.response.status_int = 404
    return {
        "title": "没有找到这个页面",
        "text": "可能网址有误，或者这一页已经不在了。",
        "number": "",
    }


@exception_view_config(DomainError, renderer=TEMPLATE)
def against_a_rule(error: DomainError, request: Request) -> dict[str, str]:
    request.response.status_int = 409
    return {"title": "这一步现在办不了", "text": sentence(request, error), "number": ""}


@exception_view_config(BadCSRFToken, renderer=TEMPLATE)
@exception_view_config(BadCSRFOrigin, renderer=TEMPLATE)
def stale_page(request: Request) -> dict[str, str]:
    request.response.status_int = 400
    return {
        "title": "页面放得太久了，没有保存",
        "text": "请按浏览器的“返回”，填好的内容还在；刷新后再试一次。",
        "number": "",
    }


@exception_view_config(Exception, renderer=TEMPLATE)
def unexpected(error: Exception, request: Request) -> Any:
    """500 with a number that the log knows too; a lost race that ran out of tries is 503."""
    if is_error_retryable(request, error) or isinstance(error, ConflictError):
        return busy(request)
    number = secrets.token_hex(4)
    log.error(
        "unexpected",
        number=number,
        error=type(error).__name__,
        at=_where(error),
    )
    request.response.status_int = 500
    return {
        "title": "出错了，没有保存",
        "text": "请稍后再试。如果还是这样，请把下面的编号告诉我们。",
        "number": number,
    }


def busy(request: Request) -> dict[str, str]:
    request.response.status_int = 503
    request.response.headers["Retry-After"] = "5"
    return {
        "title": "现在办事的人太多，没有保存",
        "text": "请按浏览器的“返回”，过几秒钟再试一次。",
        "number": "",
    }


def _where(error: Exception) -> str:
    """File and line of the innermost frame: never the message, which may hold what somebody typed."""
    trace, place = error.__traceback__, ""
    while trace is not None:
        place = f"{trace.tb_frame.f_code.co_filename.rsplit('/', 1)[-1]}:{trace.tb_lineno}"
        trace = trace.tb_next
    return place


def security_headers(handler: Any, registry: Any) -> Any:
    """The headers that every answer carries."""

    def tween(request: Request) -> Response:
        response = handler(request)
        response.headers.setdefault("Content-Security-Policy", CSP)
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
        response.headers.setdefault("Referrer-Policy", "same-origin")
        response.headers.setdefault("X-Frame-Options", "DENY")
        return response

    return tween


CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)


def includeme(config: Configurator) -> None:
    config.add_tween("portal.errors.security_headers", over="portal.readlog.tween_factory")

"""Every error translated once: forbidden looks like not found, rules are told, and nothing personal shows."""

from __future__ import annotations

import secrets
from typing import Any
from urllib.parse import unquote_to_bytes

from pyramid.config import Configurator
from pyramid.exceptions import BadCSRFOrigin, BadCSRFToken
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.i18n import TranslationStringFactory
from pyramid.request import Request
from pyramid.response import Response
from pyramid.tweens import EXCVIEW
from pyramid.view import exception_view_config, forbidden_view_config, notfound_view_config
from pyramid_retry import is_error_retryable
from ZODB.POSException import ConflictError

from content.error import DomainError
from portal.commands.door import stands_aside
from portal.readlog import log
from portal.security import PASS, SITTING, is_staff_path
from portal.words.refusal import sentence

_ = TranslationStringFactory("portal")
TEMPLATE = "portal:templates/error.pt"
LOST = _("这一页已经不在了，或者您不再经办，所以没有保存。请按浏览器的“返回”，填好的内容还在，可以先抄下来。")


@forbidden_view_config(renderer=TEMPLATE)
@notfound_view_config(renderer=TEMPLATE, append_slash=False)
def not_found(request: Request) -> Any:
    """One answer for what is not there and what is not yours; a stranger on a staff path is sent to sign in."""
    if request.identify.account is not None and stands_aside(request, request.context):
        return against_a_rule(DomainError("aside"), request)
    if request.identify.account is None and is_staff_path(request.path):
        back = request.path if request.method == "GET" else "/me"
        return HTTPSeeOther(request.resource_url(request.site, "sign-in", query={"next": back}))
    request.response.status_int = 404
    words = LOST if request.method == "POST" else _("可能网址有误，或者这一页已经不在了。")
    return _page(request, _("没有找到这个页面"), words)


@exception_view_config(DomainError, renderer=TEMPLATE)
def against_a_rule(error: DomainError, request: Request) -> dict[str, Any]:
    """What stands in the way; where a form was sent, it comes back with everything that was typed."""
    request.response.status_int = 409
    told = _page(request, _("这一步现在办不了"), sentence(request, error))
    form = getattr(request, "form_at_hand", None)
    if request.method != "POST" or form is None:
        return told
    form.overtaken(request, told["text"])
    kept = _("还没有保存。您填的都在下面，可以先抄下来。") if form.children else _("还没有保存。")
    return {**told, "text": request.localizer.translate(kept), "form": form}


@exception_view_config(BadCSRFToken, renderer=TEMPLATE)
@exception_view_config(BadCSRFOrigin, renderer=TEMPLATE)
def stale_page(request: Request) -> dict[str, str]:
    request.response.status_int = 400
    return _page(
        request,
        _("页面放得太久了，没有保存"),
        _("请按浏览器的“返回”，填好的内容还在；刷新后再试一次。"),
    )


@exception_view_config(Exception, renderer=TEMPLATE)
def unexpected(error: Exception, request: Request) -> Any:
    """500 with a number that the log knows too; a lost race that ran out of tries is 503."""
    if is_error_retryable(request, error) or isinstance(error, ConflictError):
        return busy(request)
    number = secrets.token_hex(4)
    log.error("unexpected", number=number, error=type(error).__name__, at=_where(error))
    request.response.status_int = 500
    words = _("请稍后再试。如果还是这样，请把下面的编号告诉我们。")
    return _page(request, _("出错了，没有保存"), words, number)


def busy(request: Request) -> dict[str, str]:
    request.response.status_int = 503
    request.response.headers["Retry-After"] = "5"
    return _page(request, _("现在办事的人太多，没有保存"), _("请按浏览器的“返回”，过几秒钟再试一次。"))


def _page(request: Request, title: str, text: str, number: str = "") -> dict[str, str]:
    translate = request.localizer.translate
    return {"title": translate(title), "text": translate(text), "number": number}


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
        if SITTING in request.cookies or PASS in request.cookies:
            # Not no-store for every page: the browser's "back" would come without what was typed.
            response.headers.setdefault("Cache-Control", "private, no-cache")
        return response

    return tween


def last_resort(handler: Any, registry: Any) -> Any:
    """Where not even the error page could be drawn: a line of text, instead of a server's log full of values."""

    def tween(request: Request) -> Response:
        _make_readable(request)
        try:
            return handler(request)
        except Exception as error:
            if is_error_retryable(request, error):
                raise
            number = secrets.token_hex(4)
            log.error("error_page_failed", number=number, error=type(error).__name__, at=_where(error))
            return Response(
                f"出错了，没有保存。请稍后再试。编号 {number}", status=500, content_type="text/plain"
            )

    return tween


def _make_readable(request: Request) -> None:
    """An address that is no UTF-8 is read as far as it can be, and not found; such a query asks for nothing."""
    environ = request.environ
    path = environ.get("PATH_INFO", "").encode("latin-1")
    environ["PATH_INFO"] = path.decode("utf-8", "replace").encode("utf-8").decode("latin-1")
    try:
        unquote_to_bytes(environ.get("QUERY_STRING", "")).decode("utf-8")
    except UnicodeDecodeError:
        environ["QUERY_STRING"] = ""


CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)


def includeme(config: Configurator) -> None:
    config.add_tween("portal.errors.last_resort", over=["portal.readlog.tween_factory", EXCVIEW])
    config.add_tween("portal.errors.security_headers", over="portal.errors.last_resort")

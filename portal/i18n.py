"""Languages: Chinese by default, English by the reader's choice, kept in a cookie."""

from __future__ import annotations

from datetime import date
from typing import Any

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.view import view_config
from translationstring import TranslationString

from content.site import Site
from portal import present
from portal.address import own_path

LOCALES = {"zh_Hans": "zh-CN", "en": "en"}
"""Our locales, and how HTML names them."""
COOKIE = "language"
LARGE = "large"
YEAR = 365 * 24 * 3600


def negotiate(request: Request) -> str:
    wanted = request.cookies.get(COOKIE, "")
    return wanted if wanted in LOCALES else "zh_Hans"


@view_config(context=Site, name="language", request_method="GET")
def choose(site: Site, request: Request) -> HTTPSeeOther:
    """Keep the reader's language, or large type, and go back to the page they came from."""
    response = HTTPSeeOther(own_path(request.params.get("next", "/"), "/"))
    secure = request.registry.portal.secure_cookies
    wanted = request.params.get("to", "")
    if wanted in LOCALES:
        response.set_cookie(COOKIE, wanted, max_age=YEAR, samesite="Lax", secure=secure)
    if request.params.get("large") in ("0", "1"):
        response.set_cookie(LARGE, request.params["large"], max_age=YEAR, samesite="Lax", secure=secure)
    return response


def translated(request: Request, message: Any) -> str:
    """*message* in the reader's language, and so the words, lists and days that stand inside it."""
    if isinstance(message, date):
        return present.for_request(request).long_day(message)
    if isinstance(message, tuple):
        return present.for_request(request).listed(message)
    if not isinstance(message, TranslationString):
        return str(message)
    figures = {name: translated(request, value) for name, value in (message.mapping or {}).items()}
    plain = TranslationString(message, domain=message.domain, default=message.default)
    return str(request.localizer.translate(plain, mapping=figures))


def includeme(config: Configurator) -> None:
    config.set_locale_negotiator(negotiate)
    config.add_translation_dirs("colander:locale", "deform:locale", "portal:locale")

"""Public pages that a stranger's browser may keep: it asks each time whether the page is still the same."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from pyramid.request import Request
from ZODB.utils import u64

from portal.i18n import LARGE

TEMPLATES = Path(__file__).parent / "templates"


@cache
def release() -> str:
    """What a page looks like besides its document: the portal's version, and when its templates were changed."""
    newest = max(path.stat().st_mtime_ns for path in TEMPLATES.rglob("*.pt"))
    return hashlib.sha256(f"{version('jiujinan')} {newest}".encode()).hexdigest()[:12]


def etag(request: Request, document: Any) -> str:
    """The mark of this document's page as a stranger sees it: another serial, language, size or release is another."""
    size = request.cookies.get(LARGE, "")
    parts = (
        f"{u64(document._p_serial)} {request.locale_name} {size} {release()} {request.site.policy.version}"
    )
    return hashlib.sha256(parts.encode()).hexdigest()[:24]


def keep(request: Request, mark: str) -> None:
    """Let the stranger's browser keep this page; another person on it has another page."""
    response = request.response
    response.etag = mark
    response.headers["Cache-Control"] = "no-cache"
    response.vary = ("Cookie",)

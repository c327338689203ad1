"""What search engines may read (robots.txt, RFC 9309) and where to begin (sitemaps.org): public lists and documents.

A family's need is on the list of needs alone: it is taken down when it is met, and a copy kept elsewhere would not be.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any
from xml.etree import ElementTree

from content.acl import PUBLIC
from content.calendar import day_of
from content.site import Site
from portal.security import STAFF_PATHS

LISTS = ("/", "/needs", "/appeals", "/projects", "/offers", "/fund", "/publications", "/policies")
FOLDERS = ("projects", "offers", "publications", "policies")
"""Folders of which each public document has its place in the sitemap."""
CLOSED = ("/sign-in", "/status", "/let-in", "/language", "/needs/", "/fund/", "/*/new$", "/*@@", "/*?")
"""Beside the staff's pages: for one visitor, a family's need, the fund's books, steps, every query of a list."""
NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
MOST = 50_000
"""Addresses in one sitemap, by its protocol."""


def robots(base: str) -> str:
    """*base* is the address of the portal, without a slash at its end."""
    closed = sorted([f"/{word}" for word in STAFF_PATHS] + list(CLOSED))
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in closed), "", f"Sitemap: {base}/sitemap.xml"]
    return "".join(f"{line}\n" for line in lines)


def sitemap(site: Site, base: str) -> bytes:
    """The lists, and every document that a stranger may open, with the day of its last change."""
    root = ElementTree.Element("urlset", xmlns=NAMESPACE)
    for path, changed in list(_pages(site))[:MOST]:
        entry = ElementTree.SubElement(root, "url")
        ElementTree.SubElement(entry, "loc").text = f"{base}{path}"
        if changed is not None:
            ElementTree.SubElement(entry, "lastmod").text = day_of(changed).isoformat()
    return ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)


def _pages(site: Site) -> Iterator[tuple[str, datetime | None]]:
    yield from ((path, None) for path in LISTS)
    for name in FOLDERS:
        yield from ((f"/{name}/{one.id}", one.modified_at) for one in _public(site[name]))


def _public(folder: Iterable[Any]) -> Iterator[Any]:
    """Those that everybody may see, whoever asks."""
    for one in folder:
        if PUBLIC in one.viewers:
            yield one

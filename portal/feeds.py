"""What is published, as an Atom feed (RFC 4287) for readers and for other sites; nothing that is not on its page."""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree import ElementTree

from pyramid.i18n import TranslationStringFactory
from pyramid.request import Request

from content.publication import Publication
from portal import present

_ = TranslationStringFactory("portal")
ATOM = "http://www.w3.org/2005/Atom"


def atom(request: Request, public: Sequence[Publication]) -> bytes:
    """*public* newest first. The feed's own address is its id; it changed when the newest was released."""
    translate, write = request.localizer.translate, present.for_request(request)
    own = request.resource_url(request.site["publications"], "feed")
    root = ElementTree.Element("feed", xmlns=ATOM)
    _put(root, "id", own)
    _put(root, "title", translate(_("救助结果公布")))
    _put(root, "updated", (public[0].released_at if public else request.site.born_at).isoformat())
    ElementTree.SubElement(root, "link", rel="self", href=own)
    _put(ElementTree.SubElement(root, "author"), "name", request.site.title)
    for one in public:
        address = request.resource_url(one)
        entry = ElementTree.SubElement(root, "entry")
        _put(entry, "id", address)
        title = _("${month}的救助结果", mapping={"month": write.period(one.month)})
        _put(entry, "title", translate(title))
        _put(entry, "updated", one.released_at.isoformat())
        ElementTree.SubElement(entry, "link", href=address)
        _put(entry, "summary", one.text)
    return ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)


def _put(parent: ElementTree.Element, name: str, text: str) -> None:
    ElementTree.SubElement(parent, name).text = text

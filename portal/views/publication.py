"""公布: the results of each month or quarter for everybody, as pages and as a feed; drafting one."""

from __future__ import annotations

from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.i18n import TranslationStringFactory
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from content.error import DomainError
from content.publication import Publication
from content.tree import Folder
from content.vocabulary import Kind
from portal import anonymity, feeds
from portal.commands import door
from portal.commands import publication as commands
from portal.forms import publicity
from portal.forms.publication import publication_form
from portal.period import periods, span
from portal.words.event import told
from portal.words.refusal import sentence

_ = TranslationStringFactory("portal")
IN_FEED = 24


@view_config(context=Folder, physical_path="/publications", renderer="portal:templates/publication/list.pt")
def publications(folder: Folder[Publication], request: Request) -> dict[str, Any]:
    """What is public, newest first; to the bureau also what waits, and what was taken down."""
    door.require(request, "site:view", request.site)
    seen = [one for one in folder if request.has_permission("publication:view", one)]
    newest = sorted(seen, key=lambda one: (span(one.month), one.created_at), reverse=True)
    return {
        "published": [one for one in newest if one.state == "public"],
        "others": [one for one in newest if one.state != "public"],
        "may_draft": request.has_permission("publication:add", request.site),
    }


@view_config(
    context=Folder,
    physical_path="/publications",
    name="new",
    renderer="portal:templates/publication/new.pt",
)
def new(folder: Folder[Publication], request: Request) -> Any:
    door.require(request, "publication:add", request.site)
    form = publication_form(request, periods(request.now))
    if request.method == "POST":
        known = folder.get(form.once)
        values = form.validate(request) if known is None else None
        if values is not None:
            known = _drafted(request, form, values["month"], values["text"] or "")
        if known is not None:
            return HTTPSeeOther(request.resource_path(known))
    return {"form": form}


@view_config(
    context=Publication, permission="publication:view", renderer="portal:templates/publication/show.pt"
)
def show(publication: Publication, request: Request) -> dict[str, Any]:
    """The figures as they were kept on the day of the draft; a town with nothing but zeros has no row."""
    by_town = request.policy.district.code not in publication.towns
    is_staff = request.has_permission("site:work", request.site)
    names = [request.policy.place_name(town) for town in publication.towns]
    return {
        "publication": publication,
        "kinds": [_(Kind(kind).label) for kind in publication.kinds],
        "by_town": by_town,
        "rows": [
            row
            for row in zip(names, publication.table[:-1], strict=True)
            if by_town and any(n != 0 for n in row[1])
        ],
        "total": publication.table[-1],
        "entries": [
            (event.at, told(request, event, "publication"), "") for event in publication.history.newest()
        ]
        if is_staff
        else [],
    }


@view_config(context=Folder, physical_path="/publications", name="feed")
def feed(folder: Folder[Publication], request: Request) -> Response:
    """An Atom feed (RFC 4287) of what is public, newest first."""
    door.require(request, "site:view", request.site)
    public = sorted(
        (one for one in folder if one.state == "public"), key=lambda one: one.released_at, reverse=True
    )
    return Response(
        feeds.atom(request, public[:IN_FEED]), content_type="application/atom+xml", charset="utf-8"
    )


def _drafted(request: Request, form: Any, month: str, text: str) -> Publication | None:
    """The draft; else what stands against it, at the field."""
    found = anonymity.findings_of_all(request, text)
    if found:
        publicity.tell(form, request, {"text": found})
        return None
    try:
        return commands.draft(request, month=month, text=text, once=form.once)
    except DomainError as error:
        form.fail(sentence(request, error), "month", status=409)
        return None

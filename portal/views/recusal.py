"""回避: saying that one is close to an applicant, and the register of such cases that is kept apart."""

from __future__ import annotations

from typing import Any

from pyramid.httpexceptions import HTTPNotFound, HTTPSeeOther
from pyramid.i18n import TranslationStringFactory
from pyramid.request import Request
from pyramid.view import view_config

from content.document import Document
from content.error import DomainError
from content.recusal import Recusal
from content.tree import Folder
from content.vocabulary import Kinship
from portal import present
from portal.commands import door
from portal.commands import recusal as commands
from portal.forms.recusal import recusal_form
from portal.oversight import unit_of
from portal.words.event import told
from portal.words.rights import role_words

_ = TranslationStringFactory("portal")


@view_config(context=Document, name="aside", renderer="portal:templates/recusal/file.pt")
def file(document: Document, request: Request) -> Any:
    """From the case or whatever of it this person works on; who sees the case may name a colleague too."""
    door.require(request, "site:work", request.site)
    door.require(request, f"{document.kind}:view", document)
    case = document.concerns()
    if case is None:
        raise HTTPNotFound()
    back = str(request.resource_path(document))
    people = commands.people(request, case, bool(request.has_permission("case:view", case)))
    if not people:
        raise DomainError("aside_already")
    form = recusal_form(request, [(one.id, str(one.display_name)) for one in people])
    if request.method == "POST":
        known = request.site["recusals"].get(form.once)
        values = form.validate(request) if known is None else None
        if values is not None:
            known = commands.file(request, case, values, form.once)
        if known is not None:
            return HTTPSeeOther(back)
    return {"form": form, "back": back, "number": case.number}


@view_config(context=Folder, physical_path="/recusals", renderer="portal:templates/recusal/list.pt")
def recusals(folder: Folder[Recusal], request: Request) -> dict[str, Any]:
    """What waits for the bureau first, then the newest."""
    door.require(request, "recusal:list", request.site)
    return {"rows": _rows(folder, request), "may_draw": request.has_permission("sample:add", request.site)}


@view_config(
    context=Folder,
    physical_path="/recusals",
    name="register",
    renderer="portal:templates/recusal/register.pt",
)
def register(folder: Folder[Recusal], request: Request) -> dict[str, Any]:
    """近亲属备案登记表: how each is related stands in it, and is read on record."""
    door.require(request, "recusal:list", request.site)
    rows = [(one, number, _kinship(request, one)) for one, number in _rows(folder, request)]
    return {"rows": [row for row in rows if row[0].state != "lifted"]}


@view_config(context=Recusal, permission="recusal:view", renderer="portal:templates/recusal/show.pt")
def show(recusal: Recusal, request: Request) -> dict[str, Any]:
    case = request.site["cases"][recusal.case_id]
    unmanned = commands.unmanned(request, case) if recusal.state != "lifted" else []
    return {
        "recusal": recusal,
        "case": case,
        "may_open": request.has_permission("case:view", case),
        "kinship": _kinship(request, recusal),
        "found": request.reveal(recusal, "found")["found"],
        "unmanned": [role_words(request, *unit_of(owner)) for owner in unmanned],
        "entries": [(event.at, told(request, event, "recusal"), "") for event in recusal.history.newest()],
    }


def _rows(folder: Folder[Recusal], request: Request) -> list[tuple[Recusal, str]]:
    """Each with the printed number of its case."""
    found = sorted(folder, key=lambda one: (not one.is_open, -one.created_at.timestamp(), one.id))
    cases = request.site["cases"]
    return [(one, str(cases[one.case_id].number)) for one in found if one.case_id in cases]


def _kinship(request: Request, recusal: Recusal) -> str:
    """姻亲，申请人是岳父."""
    told = request.reveal(recusal, "kinship", "explained")
    code = told["kinship"]
    words = request.localizer.translate(_(Kinship(code).label)) if Kinship.has_word(code) else ""
    comma = present.for_request(request).comma
    return comma.join(filter(None, (words, told["explained"])))

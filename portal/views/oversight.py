"""Orders of supervision and audit's questions: their list, one of them on screen and on paper, and the answers."""

from __future__ import annotations

from typing import Any

from pyramid.httpexceptions import HTTPNotFound, HTTPSeeOther
from pyramid.i18n import TranslationStringFactory
from pyramid.request import Request
from pyramid.traversal import resource_path
from pyramid.view import view_config

from content.asking import WORDS, Asking
from content.tree import Folder
from content.vocabulary import AuditPoint, Ground
from portal import qr
from portal.audit import KINDS as RECORDS
from portal.commands import door
from portal.commands import oversight as commands
from portal.forms import oversight as forms
from portal.oversight import about, answerable, unit_of
from portal.words.event import told
from portal.words.rights import office_words, role_words
from portal.words.subject import about as about_words
from portal.words.subject import sort_words

_ = TranslationStringFactory("portal")
SHOWN = 200
FORM = "portal:templates/oversight/form.pt"
LIST = "portal:templates/oversight/list.pt"


@view_config(context=Folder, physical_path="/supervisions", renderer=LIST)
def supervisions(folder: Folder[Asking], request: Request) -> dict[str, Any]:
    door.require(request, "overview:view", request.site)
    new = "/supervisions/@@new" if request.has_permission("supervision:add", request.site) else ""
    return _list(folder, request, "supervision", new)


@view_config(context=Folder, physical_path="/inquiries", renderer=LIST)
def inquiries(folder: Folder[Asking], request: Request) -> dict[str, Any]:
    door.require(request, "audit:view", request.site)
    return _list(folder, request, "inquiry", "/inquiries/@@new")


@view_config(context=Folder, physical_path="/supervisions", name="new", renderer=FORM)
def order(folder: Folder[Asking], request: Request) -> Any:
    door.require(request, "supervision:add", request.site)
    path, document = _about(request)
    units = _units(request, document)
    form = forms.order_form(request, units, _first(units, document))
    if request.method == "POST":
        known = folder.get(form.once)
        values = form.validate(request) if known is None else None
        if values is not None:
            known = commands.order(request, values, path, form.once)
        if known is not None:
            return HTTPSeeOther(request.resource_path(known))
    return _form_page(request, form, _("督办"), document)


@view_config(context=Folder, physical_path="/inquiries", name="new", renderer=FORM)
def inquiry(folder: Folder[Asking], request: Request) -> Any:
    door.require(request, "inquiry:add", request.site)
    path, document = _about(request)
    sort, sample = request.GET.get("sort", ""), request.GET.get("sample", "")
    units, sort = _units(request, document), sort if AuditPoint.has_word(sort) else ""
    form = forms.inquiry_form(request, units, _first(units, document), sort)
    if request.method == "POST":
        known = folder.get(form.once)
        values = form.validate(request) if known is None else None
        if values is not None:
            sample = sample if sample in request.site["samples"] else ""
            known = commands.note(request, values, path, sample, form.once)
        if known is not None:
            return HTTPSeeOther(request.resource_path(known))
    return _form_page(request, form, _("记下一个问题"), document)


@view_config(context=Asking, renderer="portal:templates/oversight/show.pt")
def show(asking: Asking, request: Request) -> dict[str, Any]:
    door.require(request, f"{asking.kind}:view", asking)
    return _shown(asking, request) | {
        "may_answer": request.has_permission(f"{asking.kind}:answer", asking),
        "may_ask": asking.state == "answered" and request.has_permission(f"{asking.kind}:ask", asking),
        "may_hold": request.has_permission(f"{asking.kind}:hold", asking),
        "solid": {"found": "ask", "answered": "accept" if asking.kind == "supervision" else "close"}.get(
            asking.state, "settle"
        ),
        "entries": [(event.at, told(request, event, asking.kind), "") for event in asking.history.newest()],
    }


@view_config(context=Asking, name="slip", renderer="portal:templates/oversight/slip.pt")
def slip(asking: Asking, request: Request) -> dict[str, Any]:
    """督办单 or 审计问题单 on one page, with the answer's place."""
    door.require(request, f"{asking.kind}:print", asking)
    label = request.localizer.translate(_("二维码，扫一扫打开这张单子"))
    return _shown(asking, request) | {"qr": qr.svg(request.resource_url(asking), label)}


@view_config(context=Asking, name="answer", renderer=FORM)
def answer(asking: Asking, request: Request) -> Any:
    form = forms.answer_form(request, asking)
    door.require_step(request, asking, "answer")
    if request.method == "POST":
        values = form.validate(request, asking.version)
        if values is not None:
            commands.answer(request, asking, values["answer"])
            return HTTPSeeOther(request.resource_path(asking))
    return _form_page(request, form, _("写答复"), asking)


@view_config(context=Asking, name="again", renderer=FORM)
def again(asking: Asking, request: Request) -> Any:
    form = forms.ask_again_form(request, asking)
    door.require_step(request, asking, "ask_again")
    if request.method == "POST":
        values = form.validate(request, asking.version)
        if values is not None:
            commands.ask_again(request, asking, values["reason"], values["due"])
            return HTTPSeeOther(request.resource_path(asking))
    return _form_page(request, form, _("要求再答复"), asking)


@view_config(context=Asking, name="hold", renderer=FORM)
def hold(asking: Asking, request: Request) -> Any:
    form = forms.hold_form(request, asking)
    door.require_step(request, asking, "hold")
    if request.method == "POST":
        values = form.validate(request, asking.version)
        if values is not None:
            commands.hold(request, asking, values["ground"], values["responsible"])
            return HTTPSeeOther(request.resource_path(asking))
    return _form_page(request, form, _("责任追究"), asking)


def _list(folder: Folder[Asking], request: Request, kind: str, new: str) -> dict[str, Any]:
    """What is open first, soonest due on top."""
    mine = [one for one in folder if request.has_permission(f"{kind}:view", one)]
    mine.sort(key=lambda one: (not one.is_open, one.due or one.created_at, one.id))
    rows = [(one, role_words(request, *unit_of(one.unit)), sort_words(one)) for one in mine[:SHOWN]]
    return {"rows": rows, "kind": kind, "new": new}


def _shown(asking: Asking, request: Request) -> dict[str, Any]:
    document = about(request, asking.about)
    return {
        "asking": asking,
        "unit": role_words(request, *unit_of(asking.unit)),
        "side": office_words(request, *unit_of(asking.side)),
        "sort": sort_words(asking),
        "document": document,
        "document_words": _named(request, document),
        "words": request.reveal(asking, *WORDS),
        "grounds": [_(Ground(ground).label) for ground in asking.grounds],
    }


def _about(request: Request) -> tuple[str, Any]:
    """The path asked about and its document; 404 where this person may not look at it."""
    path = request.GET.get("about", "")
    document = about(request, path) if path else None
    if path and document is None:
        raise HTTPNotFound()
    return resource_path(document) if document is not None else "", document


def _units(request: Request, document: Any) -> list[tuple[str, str]]:
    owners = answerable(request, document) or answerable(request, None)
    return [(owner, role_words(request, *unit_of(owner))) for owner in owners]


def _first(units: list[tuple[str, str]], document: Any) -> str:
    """Whoever owes the document now; of the unit's work as a whole nobody is first."""
    return units[0][0] if document is not None else ""


def _named(request: Request, document: Any) -> str:
    """转办：医疗救助."""
    if document is None:
        return ""
    kind = request.localizer.translate(RECORDS[document.kind])
    number = getattr(document, "number", "")
    return " ".join(filter(None, (kind, number, about_words(request, document))))


def _form_page(request: Request, form: Any, heading: Any, document: Any) -> dict[str, Any]:
    is_asking = isinstance(document, Asking)
    return {
        "form": form,
        "heading": heading,
        "about": about_words(request, document) if is_asking else _named(request, document),
        "back": request.resource_path(document) if document is not None else "/overview",
        "demand": request.reveal(document, "demand")["demand"] if is_asking else "",
    }

"""One page for every plain step: what will happen, a reason where one is needed, and the button."""

from __future__ import annotations

from typing import Any

import colander
from pyramid.httpexceptions import HTTPNotFound, HTTPSeeOther
from pyramid.i18n import TranslationStringFactory
from pyramid.request import Request
from pyramid.view import view_config

from content.document import Document
from content.need import Need
from portal.commands import door
from portal.forms import fields
from portal.forms.base import Form
from portal.steps import HOMES, STEPS, StepPage
from portal.words.subject import about

_ = TranslationStringFactory("portal")


@view_config(context=Document, name="step", renderer="portal:templates/step.pt")
def step(document: Document, request: Request) -> Any:
    name = request.params.get("do", "")
    page = STEPS.get((document.kind, name))
    if page is None:
        raise HTTPNotFound()
    form = _form(request, page, name)
    door.require_step(request, document, name)
    if request.method == "POST":
        values = form.validate(request)
        if values is not None:
            page.run(request, document, values.get("text") or "")
            return HTTPSeeOther(_back(request, document))
    return {"form": form, "step": page, "about": about(request, document), "back": _back(request, document)}


def _form(request: Request, page: StepPage, name: str) -> Form:
    schema = colander.Schema()
    schema.add(fields.hidden("do", name))
    if page.asks:
        schema.add(fields.long_text("text", page.asks, max=2000, optional=not page.required))
    return Form(request, schema, name="step", buttons=(("go", page.button, "primary"),))


def _back(request: Request, document: Document) -> str:
    """To the document, or to the work list where it may not be opened any more."""
    if request.has_permission(f"{document.kind}:view", document):
        return _home(request, document)
    return "/me"


def _home(request: Request, document: Document) -> str:
    """A need has no page of its own: it stands on its case's."""
    if isinstance(document, Need):
        return str(request.resource_path(document.case))
    return str(request.resource_path(document, *HOMES.get(document.kind, ())))

"""Making a need public: the window writes, the bureau reads it as everybody will and releases."""

from __future__ import annotations

from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.i18n import TranslationStringFactory
from pyramid.request import Request
from pyramid.view import view_config

from content.disclosure import PublicNeed
from content.error import DomainError, SameHand, WrongState
from content.need import Need
from portal import anonymity
from portal.commands import door
from portal.commands import publicity as commands
from portal.forms.publicity import public_text_form, release_form, tell
from portal.words.refusal import sentence

_ = TranslationStringFactory("portal")
WRITE = "portal:templates/publicity/write.pt"
COARSER = {
    "place": _("地方只写到全区"),
    "size": _("不写家里几口人"),
    "child": _("不写家里有孩子"),
    "elderly": _("不写家里有老人"),
    "month": _("不写登记的月份"),
}
"""What was made coarser so that enough households look the same."""


@view_config(context=Need, name="publish", permission="need:view", renderer=WRITE)
def publish(need: Need, request: Request) -> Any:
    """The window writes the public text of a need; one that is there already is changed on its own page."""
    form = public_text_form(request)
    door.require_now(request, "need:publish", need)
    door.require_now(request, "case:publish", need.case)
    if need.public_id:
        return HTTPSeeOther(f"/needs/{need.public_id}")
    if request.method == "POST":
        values = form.validate(request)
        if values is not None and _is_done(request, form, commands.draft, need, values | {"once": form.once}):
            return HTTPSeeOther(f"/needs/{need.public_id}")
    return _page(request, form, need, request.resource_path(need.case))


@view_config(context=PublicNeed, name="redraft", permission="public_need:view", renderer=WRITE)
def redraft(public: PublicNeed, request: Request) -> Any:
    values = None if request.method == "POST" else {"title": public.title, "text": public.text}
    form = public_text_form(request, values=values, version=public.version)
    door.require_now(request, "public_need:draft", public)
    need = commands.need_behind(request, public)
    if request.method == "POST":
        typed = form.validate(request, public.version)
        if typed is not None and _is_done(request, form, commands.redraft, public, typed):
            return HTTPSeeOther(f"/needs/{public.id}")
    return _page(request, form, need, f"/needs/{public.id}")


@view_config(context=PublicNeed, name="release", renderer="portal:templates/publicity/release.pt")
def release(public: PublicNeed, request: Request) -> Any:
    """Everything that will be public, exactly as it will stand there, and what had to be made coarser for it."""
    form = release_form(request, public.version)
    _require_release(request, public)
    if request.method == "POST":
        values = form.validate(request, public.version)
        if values is not None and _is_done(request, form, commands.release, public, {}):
            return HTTPSeeOther(f"/needs/{public.id}")
    need = commands.need_behind(request, public)
    return _shown(request, form, need) | {"public": public, "case_path": request.resource_path(need.case)}


def _require_release(request: Request, public: PublicNeed) -> None:
    """The bureau hears which rule stands in its way; to anybody else the page is not there."""
    if request.identify.has_role("bureau"):
        if public.state != "drafted":
            raise WrongState(step="release", state=public.state)
        if request.actor == public.drafter:
            raise SameHand(step="release")
    door.require(request, "public_need:release", public)


def _is_done(request: Request, form: Any, command: Any, document: Any, values: dict[str, Any]) -> bool:
    """Run the command; where a rule stands against it, say so on the form with all that was typed."""
    try:
        command(request, document, **values)
    except commands.Identifying as wrong:
        tell(form, request, wrong.found)
    except DomainError as error:
        form.fail(sentence(request, error), status=409)
    else:
        return True
    return False


def _page(request: Request, form: Any, need: Need, back: str) -> dict[str, Any]:
    return _shown(request, form, need) | {"back": back, "has_consent": need.case.consent_public}


def _shown(request: Request, form: Any, need: Need) -> dict[str, Any]:
    """The need's public fields as they would stand there now; ``view`` is None where it is too rare."""
    view = anonymity.view_of(request, need)
    return {
        "form": form,
        "need": need,
        "view": view,
        "coarser": [COARSER[name] for name in view.changes] if view else [],
    }

"""Telling of abuse or inaction, talking about it under the code, and the page of those who look into it."""

from __future__ import annotations

from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.i18n import TranslationStringFactory
from pyramid.request import Request
from pyramid.view import view_config

from content.site import Site
from content.tip import Tip
from content.tree import Folder
from content.vocabulary import Finding, Ground, TipSubject
from portal.commands import door
from portal.commands import tip as commands
from portal.forms.base import flat
from portal.forms.tip import finish_form, reply_form, tip_form
from portal.readlog import look
from portal.security import applicants_case
from portal.words import progress
from portal.words.talk import talk

_ = TranslationStringFactory("portal")
SECOND_PRESS = 300
"""Seconds for which the answer to a tip may be asked for again: a double click, a page loaded anew."""
SHOWN = 100
NAMES = _("属实或部分属实的，要写明依据和责任人。")


@view_config(context=Site, name="tip", permission="site:report", renderer="portal:templates/tip/form.pt")
def tell(site: Site, request: Request) -> Any:
    form = tip_form(request)
    if request.method == "POST":
        values = form.validate(request)
        if values is not None:
            return _received(request, flat(values), form.once)
    return {"form": form, "done": None}


def _received(request: Request, values: dict[str, Any], once: str) -> dict[str, Any]:
    """The code is shown on the answer itself and nowhere else; a second press within minutes shows it again."""
    request.response.cache_control = "no-store"
    known: Tip | None = request.site["tips"].get(once)
    if known is None:
        told = commands.tell(request, values, once)
        return {"form": None, "done": told.tip, "receipt": told.receipt}
    is_now = (request.now - known.created_at).total_seconds() < SECOND_PRESS
    receipt = known.reveal(request.vault, "receipt") if is_now else ""
    return {"form": None, "done": known, "receipt": receipt}


@view_config(
    context=Site, name="status", path_info=r"^/status/tip$", renderer="portal:templates/public/status-tip.pt"
)
def follow(site: Site, request: Request) -> Any:
    """State, day and both sides' words, for who holds the code; whoever is signed in leaves first, to stay unknown."""
    request.response.cache_control = "no-store"
    if request.identify.account is not None:
        return {"tip": None, "form": None}
    kind, _colon, key = applicants_case(request).partition(":")
    tip: Tip | None = site["tips"].get(key) if kind == "tip" else None
    if tip is None:
        return HTTPSeeOther("/status?again=1")
    form = reply_form(request) if request.has_permission("tip:reply", tip) else None
    if request.method == "POST" and form is not None:
        values = form.validate(request)
        if values is not None:
            commands.reply(request, tip, values["said"])
            return HTTPSeeOther("/status/tip")
    look(request, tip, "talk")
    return {
        "tip": tip,
        "form": form,
        "steps": progress.tip_steps(tip.state),
        "state": progress.TIP[tip.state],
        "talk": talk(request, tip, "teller"),
        "finding": _(Finding(tip.finding).label) if tip.finding else "",
    }


@view_config(context=Folder, physical_path="/tips", renderer="portal:templates/tip/list.pt")
def tips(folder: Folder[Tip], request: Request) -> dict[str, Any]:
    """What waits first; a tip that names the reader is not among them."""
    door.require(request, "tip:list", request.site)
    found = [tip for tip in folder if request.has_permission("tip:view", tip)]
    found.sort(key=lambda tip: (not tip.is_open, tip.due or tip.created_at))
    return {
        "rows": [(tip, _(TipSubject(tip.subject).label)) for tip in found[:SHOWN]],
        "open": sum(tip.is_open for tip in found),
    }


@view_config(context=Tip, permission="tip:view", renderer="portal:templates/tip/show.pt")
def show(tip: Tip, request: Request) -> dict[str, Any]:
    told = request.reveal(tip, "story", "accused", "responsible", "dealt")
    may_contact = request.has_permission("tip:contact", tip)
    teller = request.reveal(tip, "teller_name", "teller_phone") if may_contact else None
    look(request, tip, "talk")
    return {
        "tip": tip,
        "told": told,
        "teller": teller,
        "subject": _(TipSubject(tip.subject).label),
        "talk": talk(request, tip, "office"),
        "finding": _(Finding(tip.finding).label) if tip.finding else "",
        "grounds": [_(Ground(ground).label) for ground in tip.grounds],
    }


@view_config(context=Tip, name="finish", permission="tip:view", renderer="portal:templates/tip/finish.pt")
def finish(tip: Tip, request: Request) -> Any:
    form = finish_form(request, tip.version)
    door.require_now(request, "tip:finish", tip)
    if request.method == "POST":
        values = form.validate(request, tip.version)
        if values is not None:
            unnamed = not values["responsible"] or not values["grounds"]
            if values["finding"] == Finding.UNFOUNDED or not unnamed:
                commands.finish(request, tip, values)
                return HTTPSeeOther(request.resource_path(tip))
            form.fail(NAMES, "grounds" if not values["grounds"] else "responsible")
    return {"form": form, "tip": tip, "subject": _(TipSubject(tip.subject).label)}

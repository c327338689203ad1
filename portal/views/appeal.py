"""What institutions ask for: the public list and page of each, and the bureau's form."""

from __future__ import annotations

from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.i18n import TranslationStringFactory
from pyramid.request import Request
from pyramid.view import view_config

from content.appeal import Appeal
from content.tree import Folder
from portal.commands import appeal as commands
from portal.commands import door
from portal.commands.publicity import Identifying
from portal.forms.appeal import appeal_form, place_of
from portal.forms.base import flat

_ = TranslationStringFactory("portal")
PAGE = 50


@view_config(context=Folder, physical_path="/appeals", renderer="portal:templates/appeal/list.pt")
def appeals(folder: Folder[Appeal], request: Request) -> dict[str, Any]:
    """Who asks for something now, a page at a time."""
    page = folder.page(request.GET.get("after") or None, PAGE)
    return {
        "appeals": [appeal for appeal in page if appeal.is_open],
        "following": page[-1].id if len(page) == PAGE else "",
        "may_add": request.has_permission("appeal:add", request.site),
    }


@view_config(context=Folder, physical_path="/appeals", name="new", renderer="portal:templates/appeal/new.pt")
def new(folder: Folder[Appeal], request: Request) -> Any:
    door.require(request, "appeal:add", request.site)
    form = appeal_form(request)
    if request.method == "POST":
        if folder.get(form.once) is not None:
            return HTTPSeeOther(f"/appeals/{form.once}")
        values = form.validate(request)
        if values is not None and (place := place_of(form, typed := flat(values))):
            try:
                commands.enter(request, typed | {"place": place}, form.once)
                return HTTPSeeOther(f"/appeals/{form.once}")
            except Identifying:
                request.tm.doom()
                form.fail(_("说明里有像电话或证件的号码。会公开的内容里不写号码，请改。"), "text")
    return {"form": form}


@view_config(context=Appeal, permission="appeal:view", renderer="portal:templates/appeal/show.pt")
def show(appeal: Appeal, request: Request) -> dict[str, Any]:
    known = (
        request.reveal(appeal, *Appeal.personal_fields)
        if request.has_permission("appeal:contact", appeal)
        else {}
    )
    return {
        "appeal": appeal,
        "needs": list(appeal.needs),
        "contact": known if any(known.values()) else {},
        "steps": request.identify.account is not None,
    }

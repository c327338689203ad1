"""通报: their list, one of them on screen and on paper, and drafting one."""

from __future__ import annotations

from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.i18n import TranslationStringFactory
from pyramid.request import Request
from pyramid.view import view_config

from content.bulletin import Bulletin, Share
from content.error import DomainError
from content.tree import Folder
from content.vocabulary import Ground
from portal import anonymity, present
from portal.commands import bulletin as commands
from portal.commands import door
from portal.forms import publicity
from portal.forms.bulletin import bulletin_form
from portal.oversight import unit_of
from portal.period import periods
from portal.words.event import told
from portal.words.refusal import sentence
from portal.words.rights import scope_words

_ = TranslationStringFactory("portal")


@view_config(context=Folder, physical_path="/bulletins", renderer="portal:templates/bulletin/list.pt")
def bulletins(folder: Folder[Bulletin], request: Request) -> dict[str, Any]:
    """Newest first; to the bureau and supervision also what is not issued."""
    door.require(request, "site:work", request.site)
    seen = [one for one in folder if request.has_permission("bulletin:view", one)]
    newest = sorted(seen, key=lambda one: (one.is_open, one.issued_at, one.id), reverse=True)
    return {"rows": newest, "may_draft": request.has_permission("bulletin:add", request.site)}


@view_config(
    context=Folder, physical_path="/bulletins", name="new", renderer="portal:templates/bulletin/new.pt"
)
def new(folder: Folder[Bulletin], request: Request) -> Any:
    door.require(request, "bulletin:add", request.site)
    form = _form(folder, request)
    if request.method == "POST":
        known = folder.get(form.once)
        values = form.validate(request) if known is None else None
        if values is not None:
            known = _drafted(request, form, values)
        if known is not None:
            return HTTPSeeOther(request.resource_path(known))
    return {"form": form}


@view_config(context=Bulletin, permission="bulletin:view", renderer="portal:templates/bulletin/show.pt")
def show(bulletin: Bulletin, request: Request) -> dict[str, Any]:
    return _shown(bulletin, request) | {
        "entries": [(event.at, told(request, event, "bulletin"), "") for event in bulletin.history.newest()]
    }


@view_config(
    context=Bulletin,
    name="paper",
    permission="bulletin:view",
    renderer="portal:templates/bulletin/paper.pt",
)
def paper(bulletin: Bulletin, request: Request) -> dict[str, Any]:
    """The formal paper, A4."""
    return _shown(bulletin, request)


def _form(folder: Folder[Bulletin], request: Request) -> Any:
    write = present.for_request(request)
    issued = sorted((one for one in folder if one.state == "issued"), key=lambda one: one.issued_at)
    return bulletin_form(
        request,
        [(period, write.period(period)) for period in periods(request.now)],
        [(one.id, f"{write.issue(one)} {write.period(one.period)}") for one in reversed(issued)],
    )


def _drafted(request: Request, form: Any, values: dict[str, Any]) -> Bulletin | None:
    """The draft; else what stands against it, at the field."""
    text = values["text"] or ""
    found = anonymity.findings_of_all(request, text)
    if found:
        publicity.tell(form, request, {"text": found})
        return None
    try:
        return commands.draft(
            request,
            period=values["period"],
            text=text,
            corrects=values["corrects"] or "",
            with_persons=values["with_persons"],
            once=form.once,
        )
    except DomainError as error:
        field = "corrects" if error.code == "corrects_another" else "period"
        form.fail(sentence(request, error), field, status=409)
        return None


def _shown(bulletin: Bulletin, request: Request) -> dict[str, Any]:
    folder = request.site["bulletins"]
    rows = [(scope_words(request, unit_of(share.owner)[1]), share) for share in bulletin.shares]
    departments = [row for row in rows if row[1].owner.startswith("handler@")]
    towns = [row for row in rows if not row[1].owner.startswith("handler@")]
    return {
        "bulletin": bulletin,
        "groups": [
            (heading, group)
            for heading, group in ((_("各部门"), departments), (_("各镇、街道"), towns))
            if group
        ],
        "finding": [row for row in towns if row[1].reports],
        "total": _total(bulletin.shares),
        "held": _held(bulletin, request),
        "corrected": folder.get(bulletin.corrects) if bulletin.corrects else None,
        "newer": folder.get(bulletin.replaced_by) if bulletin.replaced_by else None,
    }


def _total(shares: tuple[Share, ...]) -> dict[str, int]:
    """Of the departments alone: a case and its referrals are the same work twice."""
    own = [share for share in shares if share.owner.startswith("handler@")]
    names = ("received", "finished", "on_time", "overdue")
    return {name: sum(getattr(share, name) for share in own) for name in names}


def _held(bulletin: Bulletin, request: Request) -> list[tuple[str, Any, str]]:
    """(unit, ground, who answers or "")."""
    said = request.reveal(bulletin, "responsible")["responsible"] if bulletin.held else ""
    lines = said.split("\n") if said else [""] * len(bulletin.held)
    return [
        (scope_words(request, unit_of(held.owner)[1]), _(Ground(held.ground).label), line)
        for held, line in zip(bulletin.held, lines, strict=True)
    ]

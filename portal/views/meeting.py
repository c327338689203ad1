"""协调会议: the list, planning one, its page and paper, its minutes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.i18n import TranslationStringFactory
from pyramid.request import Request
from pyramid.view import view_config

from content.meeting import Item, Meeting
from content.tree import Folder
from portal import present
from portal.commands import door
from portal.commands import meeting as commands
from portal.forms.meeting import minutes_form, plan_form
from portal.oversight import about, answerable, unit_of
from portal.words.event import told
from portal.words.rights import role_words

_ = TranslationStringFactory("portal")
SORTS = {"late": _("转办超期"), "disputed": _("几个部门意见不一"), "order": _("督办没有了结")}
FORM = "portal:templates/meeting/form.pt"


@view_config(context=Folder, physical_path="/meetings", renderer="portal:templates/meeting/list.pt")
def meetings(folder: Folder[Meeting], request: Request) -> dict[str, Any]:
    door.require(request, "site:work", request.site)
    seen = [one for one in folder if request.has_permission("meeting:view", one)]
    rows = sorted(seen, key=lambda one: (one.on, one.id), reverse=True)
    return {"rows": rows, "may_plan": request.has_permission("meeting:add", request.site)}


@view_config(context=Folder, physical_path="/meetings", name="new", renderer=FORM)
def new(folder: Folder[Meeting], request: Request) -> Any:
    door.require(request, "meeting:add", request.site)
    form = plan_form(request, _units(request, answerable(request, None)), _choices(request))
    if request.method == "POST":
        known = folder.get(form.once)
        values = form.validate(request) if known is None else None
        if values is not None:
            known = commands.plan(request, {"items": (), **values}, form.once)
        if known is not None:
            return HTTPSeeOther(request.resource_path(known))
    return {"form": form, "heading": _("定一次协调会议"), "back": "/meetings"}


@view_config(context=Meeting, permission="meeting:view", renderer="portal:templates/meeting/show.pt")
def show(meeting: Meeting, request: Request) -> dict[str, Any]:
    return _shown(meeting, request) | {
        "may_hold": request.has_permission("meeting:hold", meeting),
        "may_order": meeting.state == "held" and request.has_permission("supervision:add", request.site),
        "entries": [(event.at, told(request, event, "meeting"), "") for event in meeting.history.newest()],
    }


@view_config(
    context=Meeting, name="paper", permission="meeting:view", renderer="portal:templates/meeting/paper.pt"
)
def paper(meeting: Meeting, request: Request) -> dict[str, Any]:
    """The invitation before it, the minutes after it."""
    return _shown(meeting, request)


@view_config(context=Meeting, name="minutes", permission="meeting:view", renderer=FORM)
def minutes(meeting: Meeting, request: Request) -> Any:
    form = minutes_form(request, meeting, _units(request, list(meeting.units)))
    door.require_step(request, meeting, "hold")
    if request.method == "POST":
        values = form.validate(request, meeting.version)
        if values is not None:
            commands.hold(request, meeting, values)
            return HTTPSeeOther(request.resource_path(meeting))
    return {"form": form, "heading": _("记会议纪要"), "back": request.resource_path(meeting)}


def _shown(meeting: Meeting, request: Request) -> dict[str, Any]:
    path = request.resource_path(meeting)
    orders = [one for one in request.site["supervisions"] if one.about.rstrip("/") == path.rstrip("/")]
    return {
        "meeting": meeting,
        "units": _units(request, list(meeting.units)),
        "items": _by_unit(request, meeting.items),
        "words": request.reveal(meeting, "topics", "minutes", "attendance"),
        "orders": [
            (one, role_words(request, *unit_of(one.unit)), request.has_permission("supervision:view", one))
            for one in orders
        ],
    }


def _units(request: Request, owners: list[str]) -> list[tuple[str, str]]:
    return [(owner, role_words(request, *unit_of(owner))) for owner in owners]


def _choices(request: Request) -> list[tuple[str, list[tuple[str, str]]]]:
    """What stands open at each unit: (unit, [(path, words), …])."""
    found = _by_unit(request, commands.problems(request))
    return [(unit, [(item.path, words) for item, words, _open in items]) for unit, items in found]


def _by_unit(request: Request, items: Iterable[Item]) -> list[tuple[str, list[tuple[Item, str, str]]]]:
    """(unit, [(item, words, path for who may open it), …]), the unit with most of them first."""
    found: dict[str, list[tuple[Item, str, str]]] = {}
    for item in items:
        path = item.path if about(request, item.path) is not None else ""
        unit = role_words(request, *unit_of(item.owner))
        found.setdefault(unit, []).append((item, _said(request, item), path))
    return sorted(found.items(), key=lambda pair: (-len(pair[1]), pair[0]))


def _said(request: Request, item: Item) -> str:
    """What stands open, without whose it is; an order by its date, for who may open it."""
    write = present.for_request(request)
    order = about(request, item.path) if item.sort == "order" else None
    until = _("期限 ${day}", mapping={"day": write.day(order.due)}) if order is not None and order.due else ""
    parts = (SORTS[item.sort], item.number, until)
    return write.comma.join(request.localizer.translate(part) for part in parts if part)

"""The bureau's overview of all work (REQUIREMENTS R1), a unit's open work, and the list of all cases."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from pyramid.i18n import TranslationStringFactory
from pyramid.request import Request
from pyramid.traversal import find_resource
from pyramid.view import view_config

from content.case import CASE, Case
from content.site import Site
from content.tree import Folder
from content.vocabulary import Kind
from portal.audit import KINDS as RECORDS
from portal.commands import door
from portal.oversight import AGES, KINDS, NONE, Asked, listed, overview, unit_of
from portal.paging import paged
from portal.words.rights import role_words
from portal.words.state import STATES
from portal.words.subject import about

_ = TranslationStringFactory("portal")
PAGE = 50
AGE_WORDS = {
    "week": _("7 天以内"),
    "month": _("8 到 30 天"),
    "quarter": _("31 到 90 天"),
    "older": _("90 天以上"),
}
NOT_REFERRED = _("还没转给部门")
SORTS = {"": _("期限近的在前"), "new": _("新登记的在前"), "number": _("按编号")}


@view_config(
    context=Site, name="overview", permission="overview:view", renderer="portal:templates/overview/show.pt"
)
def show(site: Site, request: Request) -> dict[str, Any]:
    """Every figure leads to the list that it counts."""
    found = overview(site, request.now)
    towns = [
        (window.name, found.towns.get(window.id), _cases(state="open", town=window.id))
        for window in request.policy.town_windows
    ]
    kinds = [
        (kind_words(kind), found.kinds.get(kind), _cases(state="open", kind=kind)) for kind in (*KINDS, NONE)
    ]
    ages = [(AGE_WORDS[age], found.ages.get(age), _cases(state="open", age=age)) for age, _days in AGES]
    units = [
        (role_words(request, *unit_of(load.owner)), load, f"/overview?{urlencode({'owner': load.owner})}")
        for load in found.units
        if unit_of(load.owner)[0]
    ]
    is_open = sum(figure.open for figure in found.towns.values())
    return {
        "found": found,
        "is_open": is_open,
        "tables": (
            (_("按镇、街道"), _("镇、街道"), [row for row in towns if row[1]]),
            (_("按种类"), _("种类"), [row for row in kinds if row[1]]),
            (_("按登记了多久"), _("登记了多久"), [row for row in ages if row[1]]),
        ),
        "units": units,
        "cases": _cases,
    }


@view_config(
    context=Site,
    name="overview",
    request_param="owner",
    permission="overview:view",
    renderer="portal:templates/overview/unit.pt",
)
def unit(site: Site, request: Request) -> dict[str, Any]:
    """What one unit owes, soonest due first, with a way to order it to act."""
    owner = request.GET["owner"]
    worklist = site.worklists.of(owner) if unit_of(owner)[0] else None
    entries = worklist.page(size=PAGE) if worklist is not None else []
    rows = []
    for _key, (duty, path) in entries:
        document = find_resource(site, path)
        may_open = request.has_permission(f"{document.kind}:view", document)
        rows.append(
            {
                "document": document,
                "kind": RECORDS[document.kind],
                "about": about(request, document) if may_open else "",
                "path": path if may_open else "",
                "due": duty.due,
                "is_late": duty.due is not None and duty.due < request.now,
            }
        )
    return {
        "heading": role_words(request, *unit_of(owner)) if unit_of(owner)[0] else "",
        "rows": rows,
        "is_more": len(rows) == PAGE,
        "may_order": request.has_permission("supervision:add", site),
    }


@view_config(context=Folder, physical_path="/cases", renderer="portal:templates/case/list.pt")
def cases(folder: Folder[Case], request: Request) -> dict[str, Any]:
    """Every case without a name: those stand behind each case's own page, on record."""
    door.require(request, "case:list", request.site)
    asked = _asked(request)
    ids = listed(request.site, asked, request.now)
    page = paged(ids, request.GET.get("page", ""), PAGE, lambda number: _page_path(asked, number))
    return {
        "cases": [folder[id] for id in page.shown if id in folder],
        "count": len(ids),
        "asked": asked,
        "pages": page.pages,
        "next_path": page.next_path,
        "choices": _choices(request),
        "workers": _workers(request),
    }


def kind_words(kind: str) -> Any:
    return _(Kind(kind).label) if Kind.has_word(kind) else NOT_REFERRED


def _asked(request: Request) -> Asked:
    """What the address asks for; what is none of the choices asks for nothing."""
    get, choices = request.GET, _choices(request)
    picked = {name: get.get(name, "") for name in ("state", "town", "kind", "age", "sort")}
    known = {name: value if value in dict(choices[name]) else "" for name, value in picked.items()}
    worker = get.get("worker", "")
    known["worker"] = worker if worker in dict(_workers(request)) else ""
    return Asked(**known, late=get.get("late") == "1")


def _choices(request: Request) -> dict[str, list[tuple[str, Any]]]:
    states = [(state, STATES["case"][state].words) for state in CASE.states]
    return {
        "state": [("open", _("没有办完的")), *states],
        "town": [(window.id, window.name) for window in request.policy.town_windows],
        "kind": [(kind, kind_words(kind)) for kind in (*KINDS, NONE)],
        "age": [(age, AGE_WORDS[age]) for age, _days in AGES],
        "sort": list(SORTS.items()),
    }


def _workers(request: Request) -> list[tuple[str, str]]:
    """Those who have claimed a case, by name."""
    held = {row.worker for _id, row in request.site.register if row.worker}
    accounts = [account for id in held if (account := request.site["accounts"].get(id)) is not None]
    return sorted((str(account.id), str(account.display_name)) for account in accounts)


def _cases(**asked: str) -> str:
    return f"/cases?{urlencode(asked)}"


def _page_path(asked: Asked, number: int) -> str:
    wanted = {name: value for name, value in asked._asdict().items() if value}
    if asked.late:
        wanted["late"] = "1"
    return f"/cases?{urlencode(wanted | {'page': number})}"

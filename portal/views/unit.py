"""Who finds households: the overview of institutions and villages, their contacts, and who takes urgent calls."""

from __future__ import annotations

from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.i18n import TranslationStringFactory
from pyramid.request import Request
from pyramid.view import view_config

from content.tree import Folder
from content.unit import Unit
from content.vocabulary import InstitutionType
from portal.commands import door
from portal.commands import unit as commands
from portal.earlyfinding import finders, speed
from portal.forms.unit import caller_form, contact_form, institution_form

_ = TranslationStringFactory("portal")
MONTHS = (3, 6, 12)
FORM = "portal:templates/unit/form.pt"


@view_config(context=Folder, physical_path="/units", renderer="portal:templates/unit/list.pt")
def units(folder: Folder[Unit], request: Request) -> dict[str, Any]:
    """Who has no contact, who reported nothing, and how early households are found (REQUIREMENTS M1)."""
    door.require(request, "overview:view", request.site)
    asked = request.GET.get("months", "")
    months = next((months for months in MONTHS if str(months) == asked), MONTHS[1])
    found = finders(folder, request.now, months)
    institutions = [row for row in found if row.unit.sort == "institution"]
    return {
        "months": months,
        "choices": MONTHS,
        "groups": [
            (_("学校、幼儿园、医疗机构等"), institutions),
            (_("村（社区）"), [row for row in found if row.unit.sort == "village"]),
        ],
        "unnamed": sum(row.needs_contact and not row.has_contact for row in institutions),
        "silent": sum(row.is_silent for row in institutions),
        "institutions": len(institutions),
        "speed": speed(request, months),
        "caller": commands.caller(request),
        "may_keep": request.has_permission("institution:keep", request.site),
        "town": lambda unit: unit.parent or request.policy.place(unit.id).town,
        "kind": lambda unit: _(InstitutionType(unit.institution).label) if unit.institution else "",
    }


@view_config(context=Folder, physical_path="/units", name="new", renderer=FORM)
def new(folder: Folder[Unit], request: Request) -> Any:
    door.require(request, "institution:keep", request.site)
    form = institution_form(request)
    if request.method == "POST":
        known = folder.get(form.once)
        if known is not None:
            return HTTPSeeOther("/units")
        values = form.validate(request)
        if values is not None:
            commands.enter(request, values, form.once)
            return HTTPSeeOther("/units")
    return {"form": form, "heading": _("登记发现单位"), "lead": ""}


@view_config(context=Folder, physical_path="/units", name="caller", renderer=FORM)
def caller(folder: Folder[Unit], request: Request) -> Any:
    door.require(request, "institution:keep", request.site)
    form = caller_form(request, commands.possible_callers(request), request.site.urgent_caller)
    if request.method == "POST":
        values = form.validate(request)
        if values is not None:
            commands.name_caller(request, values["caller"] or "")
            return HTTPSeeOther("/units")
    lead = _("有轻生或暴力迹象的报告，一小时内由这个人打电话；任何一天，白天晚上都算。")
    return {"form": form, "heading": _("谁打紧急电话"), "lead": lead}


@view_config(context=Unit, name="contact", permission="unit:contact", renderer=FORM)
def contact(unit: Unit, request: Request) -> Any:
    known = request.reveal(unit, *Unit.personal_fields)
    form = contact_form(request, unit.version, known)
    if request.method == "POST":
        values = form.validate(request, unit.version)
        if values is not None:
            commands.name_contact(request, unit, values)
            return HTTPSeeOther("/units")
    return {"form": form, "heading": _("发现联系人"), "lead": unit.title}

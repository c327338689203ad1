"""Pages of investigations and village assessments: writing them down, reading them, the blank form on paper."""

from __future__ import annotations

from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.i18n import TranslationStringFactory
from pyramid.request import Request
from pyramid.view import view_config

from content.assessment import Assessment
from content.case import Case
from content.investigation import Investigation
from portal.commands import door
from portal.commands import fieldwork as commands
from portal.forms.base import flat
from portal.forms.fieldwork import assessment_form, investigation_form, refuse_votes

_ = TranslationStringFactory("portal")
FORM = "portal:templates/fieldwork/form.pt"


@view_config(context=Case, name="investigate", permission="case:view", renderer=FORM)
def investigate(case: Case, request: Request) -> Any:
    form = investigation_form(request, case, commands.colleagues(request, case))
    door.require_now(request, "case:investigate", case)
    if request.method == "POST":
        known = case.inside("investigations", form.once)
        values = form.validate(request) if known is None else None
        if values is not None:
            known = commands.investigate(request, case, flat(values), form.once)
        if known is not None:
            return HTTPSeeOther(request.resource_path(known))
    blank = (_("打印空白的调查表"), request.resource_path(case, "@@investigation-paper"))
    return {
        "form": form,
        "case": case,
        "title": _("记一次入户调查"),
        "lead": _("两个人一起去，看家里、问邻居。您写下来，另一位在自己的工作里确认。"),
        "link": blank,
    }


@view_config(
    context=Case,
    name="investigation-paper",
    permission="case:investigate",
    renderer="portal:templates/fieldwork/blank.pt",
)
def blank(case: Case, request: Request) -> dict[str, Any]:
    """The form to take along: head and address are on it, all else is written by hand."""
    household = request.site["households"][case.household_id]
    head = household.head_member
    name = request.reveal(head, "name")["name"] if head is not None else ""
    return {
        "case": case,
        "name": name,
        "address": request.reveal(household, "address")["address"],
        "unit": request.policy.unit(case.town),
    }


@view_config(
    context=Investigation,
    permission="investigation:view",
    renderer="portal:templates/fieldwork/investigation.pt",
)
def show_investigation(investigation: Investigation, request: Request) -> dict[str, Any]:
    return {
        "investigation": investigation,
        "case": investigation.case,
        "photos": [
            a for a in investigation.case.attachments if a.visit_id == investigation.id and a.state == "kept"
        ],
        "told": request.reveal(investigation, *Investigation.personal_fields),
        "may_open_case": request.has_permission("case:view", investigation.case),
    }


@view_config(context=Case, name="assess", permission="case:view", renderer=FORM)
def assess(case: Case, request: Request) -> Any:
    form = assessment_form(request, case)
    door.require_now(request, "case:assess", case)
    if request.method == "POST":
        known = case.inside("assessments", form.once)
        values = form.validate(request) if known is None else None
        if values is not None and not refuse_votes(form, values):
            known = commands.assess(request, case, values, form.once)
        if known is not None:
            return HTTPSeeOther(request.resource_path(known))
    return {
        "form": form,
        "case": case,
        "title": _("记一次民主评议"),
        "lead": _("有争议、或规定要评议的才开。危及生命的先救助，不评议。"),
        "link": None,
    }


@view_config(
    context=Assessment, permission="assessment:view", renderer="portal:templates/fieldwork/assessment.pt"
)
def show_assessment(assessment: Assessment, request: Request) -> dict[str, Any]:
    return {
        "assessment": assessment,
        "case": assessment.case,
        "told": request.reveal(assessment, "people", "minutes"),
        "may_open_case": request.has_permission("case:view", assessment.case),
    }

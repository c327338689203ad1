"""Service plans: writing one, its page and its paper, marking a step, looking at it again together."""

from __future__ import annotations

from typing import Any, NamedTuple

from pyramid.httpexceptions import HTTPNotFound, HTTPSeeOther
from pyramid.i18n import TranslationStringFactory
from pyramid.request import Request
from pyramid.view import view_config

from content.calendar import day_of
from content.case import Case
from content.history import Event
from content.service_plan import PlanStep, ServicePlan
from content.vault import Sealed
from portal import present
from portal.commands import door
from portal.commands import service_plan as commands
from portal.forms.service_plan import mark_form, plan_form, review_form
from portal.readlog import look
from portal.words import event as eventwords

_ = TranslationStringFactory("portal")
FORM = "portal:templates/plan/form.pt"


class Row(NamedTuple):
    """One step as it is read: its number, its words, its day, whether that is past, what became of it."""

    number: int
    words: str
    until: str
    is_late: bool
    result: str
    note: str


@view_config(context=Case, name="plan", permission="case:view", renderer=FORM)
def new(case: Case, request: Request) -> Any:
    form = plan_form(request)
    door.require_now(request, "case:plan", case)
    if request.method == "POST":
        known = case.inside("service_plans", form.once)
        if known is not None:
            return HTTPSeeOther(request.resource_path(known))
        values = form.validate(request)
        if values is not None:
            return HTTPSeeOther(request.resource_path(commands.draft(request, case, values, form.once)))
    return _form(form, case, _("写服务计划"), "")


@view_config(context=ServicePlan, permission="service_plan:view", renderer="portal:templates/plan/show.pt")
def show(plan: ServicePlan, request: Request) -> dict[str, Any]:
    return {
        **_read(request, plan),
        "may_open_case": request.has_permission("case:view", plan.case),
        "may_mark": request.has_permission("service_plan:mark", plan),
        "may_review": request.has_permission("service_plan:review", plan),
        "solid": {"drafted": "agree", "paused": "resume"}.get(plan.state, ""),
        "entries": [
            (e.at, f"{eventwords.told(request, e, 'service_plan')}{_said(request, plan, e)}", e.actor)
            for e in plan.history
        ][::-1],
    }


@view_config(
    context=ServicePlan,
    name="paper",
    permission="service_plan:view",
    renderer="portal:templates/plan/paper.pt",
)
def paper(plan: ServicePlan, request: Request) -> dict[str, Any]:
    """For the household to keep, and to sign."""
    return {**_read(request, plan), "agency": plan.case.agency}


@view_config(context=ServicePlan, name="mark", permission="service_plan:view", renderer=FORM)
def mark(plan: ServicePlan, request: Request) -> Any:
    number = request.GET.get("n", "")
    row = next((row for row in _rows(request, plan) if str(row.number) == number), None)
    if row is None:
        raise HTTPNotFound()
    form = mark_form(request, plan)
    door.require_now(request, "service_plan:mark", plan)
    if request.method == "POST":
        values = form.validate(request, plan.version)
        if values is not None and values["result"] == "dropped" and not values.get("note"):
            form.fail(_("不办了的，请写为什么。"), "note")
        elif values is not None:
            commands.mark(request, plan, row.number, values["result"], values.get("note") or "")
            return HTTPSeeOther(request.resource_path(plan))
    return _form(form, plan, _("记一步"), row.words)


@view_config(context=ServicePlan, name="review", permission="service_plan:view", renderer=FORM)
def review(plan: ServicePlan, request: Request) -> Any:
    form = review_form(request, plan)
    door.require_now(request, "service_plan:review", plan)
    if request.method == "POST":
        values = form.validate(request, plan.version)
        if values is not None:
            commands.review(request, plan, values)
            return HTTPSeeOther(request.resource_path(plan))
    return _form(form, plan, _("和这家人一起看计划"), "")


def _form(form: Any, back: Any, heading: Any, intro: str) -> dict[str, Any]:
    return {"form": form, "back": back, "heading": heading, "intro": intro}


def _read(request: Request, plan: ServicePlan) -> dict[str, Any]:
    """The plan opened, on record."""
    return {"plan": plan, "goal": request.reveal(plan, "goal")["goal"], "rows": _rows(request, plan)}


def _rows(request: Request, plan: ServicePlan) -> list[Row]:
    look(request, plan, "steps")
    today = day_of(request.now).isoformat()
    return [_row(request, plan, number, each, today) for number, each in enumerate(plan.steps, 1)]


def _row(request: Request, plan: ServicePlan, number: int, each: PlanStep, today: str) -> Row:
    words = plan.open_detail(request.vault, each.words)
    note = plan.open_detail(request.vault, each.note) if each.note is not None else ""
    is_late = plan.state == "agreed" and not each.result and each.until < today
    return Row(number, words, each.until, is_late, each.result, note)


def _said(request: Request, plan: ServicePlan, event: Event) -> str:
    said = event.detail("note") or event.detail("reason")
    if not isinstance(said, Sealed):
        return ""
    look(request, plan, "reason")
    return f"{present.for_request(request).colon}{plan.open_detail(request.vault, said)}"

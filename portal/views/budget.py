"""Budgets of the fund: what each town and category may have this year, what is reserved, committed, paid and left."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.i18n import TranslationStringFactory
from pyramid.request import Request
from pyramid.view import view_config

from content.budget import BudgetChange
from content.calendar import day_of
from content.tree import Folder
from portal import charts, present
from portal.commands import budget as commands
from portal.commands import door
from portal.forms.base import translated
from portal.forms.budget import budget_form, refuse_budget
from portal.fundbudget import Spent, by_category, by_town
from portal.words import event as eventwords
from portal.words.subject import budget_of

_ = TranslationStringFactory("portal")
SHOWN = 20


@view_config(context=Folder, physical_path="/fund/changes", renderer="portal:templates/budget/show.pt")
def budgets(folder: Folder[BudgetChange], request: Request) -> Any:
    """Both tables with their pictures, the changes of budgets, and the form that proposes one."""
    fund = request.site.fund
    door.require(request, "fund:view", fund)
    may_propose = request.has_permission("fund:propose_budget", fund)
    form = budget_form(request) if may_propose else None
    if request.method == "POST":
        door.require(request, "fund:propose_budget", fund)
        known = folder.get(form.once) if form is not None else None
        if known is not None:
            return HTTPSeeOther(request.resource_path(known))
        change = _proposed(request, form)
        if change is not None:
            return HTTPSeeOther(request.resource_path(change))
    towns, categories = by_town(request), by_category(request)
    changes = sorted(folder, key=lambda change: (not change.is_open, -change.created_at.timestamp()))
    return {
        "year": day_of(request.now).year,
        "towns": towns,
        "categories": categories,
        "town_chart": _chart(request, _("各镇、街道今年的预算和使用，数字见表"), towns),
        "category_chart": _chart(request, _("各类需求今年的预算和使用，数字见表"), categories),
        "reserve": request.policy.fund.reserve_fen,
        "changes": [(change, budget_of(request, change)) for change in changes[:SHOWN]],
        "form": form,
    }


def _proposed(request: Request, form: Any) -> BudgetChange | None:
    values = form.validate(request)
    if values is None:
        return None
    scope, key = values["what"].split("/")
    used = request.site.fund.used_of(scope, key, request.now)
    if refuse_budget(form, values["amount"], used, commands.standing(request, scope, key)):
        return None
    return commands.propose(request, scope, key, values["amount"], values["why"], form.once)


def _chart(request: Request, title: Any, rows: list[Spent]) -> Markup:
    write = present.for_request(request)
    drawn = [
        charts.Stack(translated(request, row.words), row.paid, row.reserved + row.committed, row.budget or 0)
        for row in rows
    ]
    return charts.stacks(translated(request, title), drawn, write)


@view_config(
    context=BudgetChange, permission="budget_change:view", renderer="portal:templates/budget/change.pt"
)
def show(change: BudgetChange, request: Request) -> dict[str, Any]:
    return {
        "change": change,
        "what": budget_of(request, change),
        "used": change.fund.used_of(change.scope, change.key, request.now),
        "why": request.reveal(change, "why")["why"],
        "is_mine": change.created_by == request.actor and change.is_open,
        "entries": [(e.at, eventwords.told(request, e, "budget_change"), e.actor) for e in change.history][
            ::-1
        ],
    }

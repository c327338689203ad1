"""Service plans: written by the worker, agreed with the household, marked step by step, looked at again together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from pyramid.request import Request

from content.case import Case
from content.error import DomainError
from content.service_plan import PlanStep, ServicePlan
from portal.commands import door


def draft(request: Request, case: Case, values: Mapping[str, Any], once: str) -> ServicePlan:
    """*values*: goal, steps (rows of words and until), review_on (date). One plan at a time (``plan_open``)."""
    door.require(request, "case:plan", case)
    if any(plan.is_open for plan in case.service_plans):
        raise DomainError("plan_open")
    plan = ServicePlan(
        id=once,
        review_on=values["review_on"].isoformat(),
        author=request.identify.account.id,
        actor=request.actor,
        at=request.now,
    )
    plan.keep(request.vault, {"goal": values["goal"]})
    plan.set_steps(_steps(request, plan, values["steps"]))
    return door.added(request, case.room("service_plans"), plan)


def mark(request: Request, plan: ServicePlan, number: int, result: str, note: str) -> None:
    """Step *number* is done or dropped; Missing where it is dropped and nothing says why."""
    door.require_step(request, plan, "mark")
    plan.mark(number, result, note=door.words(request, plan, note), actor=request.actor, at=request.now)
    door.touched(request, plan)


def review(request: Request, plan: ServicePlan, values: Mapping[str, Any]) -> None:
    """*values*: note, until (date), steps (more of them, or none)."""
    door.require_step(request, plan, "review")
    plan.review(
        until=values["until"].isoformat(),
        note=door.words(request, plan, values["note"]),
        more=_steps(request, plan, values["steps"]),
        actor=request.actor,
        at=request.now,
    )
    door.touched(request, plan)


def _steps(request: Request, plan: ServicePlan, rows: Iterable[Mapping[str, Any]]) -> list[PlanStep]:
    return [PlanStep(plan.seal_detail(request.vault, row["words"]), row["until"].isoformat()) for row in rows]

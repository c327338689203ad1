"""Budgets of the fund: one hand proposes what a town or a category may have, another agrees."""

from __future__ import annotations

from pyramid.request import Request

from content.budget import BudgetChange
from portal.commands import door


def propose(request: Request, scope: str, key: str, amount_fen: int, why: str, once: str) -> BudgetChange:
    """*scope* is category or town; nothing holds before the second hand has agreed."""
    fund = request.site.fund
    door.require(request, "fund:propose_budget", fund)
    change = BudgetChange(
        id=once,
        scope=scope,
        key=key,
        before_fen=standing(request, scope, key),
        amount_fen=amount_fen,
        actor=request.actor,
        at=request.now,
    )
    change.keep(request.vault, {"why": why.strip()})
    return door.added(request, fund.changes, change)


def standing(request: Request, scope: str, key: str) -> int | None:
    """What holds today, in fen a year; None for a category that has no budget of its own."""
    fund = request.site.fund
    if scope == "town":
        return int(fund.town_limit(request.policy.fund, key))
    return fund.budgets.get(key) if key in fund.budgets else None


def agree(request: Request, change: BudgetChange) -> None:
    """SameHand for whoever proposed it; ``overdrawn`` where more is used this year already."""
    door.require_step(request, change, "agree")
    change.agree(actor=request.actor, at=request.now)
    door.touched(request, change, change.fund)


def refuse(request: Request, change: BudgetChange, reason: str) -> None:
    door.require_step(request, change, "refuse")
    change.refuse(actor=request.actor, at=request.now, reason=door.words(request, change, reason))
    door.touched(request, change)

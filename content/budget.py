"""Budgets of the fund: a change of what a town or a category may have in a year, in two hands."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from content import role
from content.acl import Capacities
from content.document import Document, Duty
from content.error import Overdrawn, SameHand
from content.workflow import Workflow, fire, may, step

if TYPE_CHECKING:
    from content.fund import Fund

SCOPES = ("category", "town")
SEE = may("budget_change:view")
READERS = {"clerk": SEE, "signer": SEE, "bureau": SEE, "supervision": SEE}
DECIDE = SEE | may("budget_change:agree budget_change:refuse")
BUDGET_CHANGE = Workflow(
    name="budget_change",
    initial="proposed",
    steps=(
        step("agree", "proposed", "agreed", "budget_change:agree"),
        step("refuse", "proposed", "refused", "budget_change:refuse", "reason"),
    ),
    grants={
        "proposed": READERS | {"signer": DECIDE, "bureau": DECIDE},
        "agreed": READERS,
        "refused": READERS,
    },
    denials={"proposed": {"proposer": may("budget_change:agree")}},
    open_states=frozenset({"proposed"}),
)


class BudgetChange(Document):
    """*scope* is category or town, *key* its code; what it was and what it shall be, in fen a year."""

    kind = "budget_change"
    workflow = BUDGET_CHANGE
    personal_fields = ("why",)

    def __init__(
        self,
        *,
        scope: str,
        key: str,
        before_fen: int | None,
        amount_fen: int,
        actor: str,
        at: datetime,
        id: str | None = None,
    ) -> None:
        if scope not in SCOPES or amount_fen < 0:
            raise ValueError(scope)
        self.scope = scope
        self.key = key
        self.before_fen = before_fen
        self.amount_fen = amount_fen
        super().__init__(actor=actor, at=at, id=id)

    @property
    def fund(self) -> Fund:
        owner: Any = self.__parent__.__parent__
        return owner

    def capacities(self) -> Capacities:
        return {
            "clerk": (role.at("fund_clerk"),),
            "signer": (role.at("fund_signer"),),
            "proposer": (self.created_by,),
            "bureau": role.BUREAU,
            "supervision": role.SUPERVISION,
        }

    def duties(self) -> tuple[Duty, ...]:
        return (Duty(role.at("fund_signer"), "budget_change:agree", None),) if self.is_open else ()

    def agree(self, *, actor: str, at: datetime) -> None:
        """The second hand; raises Overdrawn where more than that is drafted or paid this year already."""
        if actor == self.created_by:
            raise SameHand(step="agree")
        used = self.fund.used_of(self.scope, self.key, at)
        if self.amount_fen < used:
            raise Overdrawn(limit="budget_used", wanted=used, available=self.amount_fen, used_fen=used)
        fire(self, "agree", actor=actor, at=at, amount_fen=self.amount_fen)
        self.fund.set_budget(scope=self.scope, key=self.key, amount_fen=self.amount_fen, actor=actor, at=at)

    def refuse(self, *, actor: str, at: datetime, reason: object) -> None:
        fire(self, "refuse", actor=actor, at=at, reason=reason)

"""A new edition of the district's rules: put forward by the administrator, put in force by the bureau, or not."""

from __future__ import annotations

from datetime import date, datetime

from content import role
from content.acl import Capacities
from content.calendar import day_of
from content.document import Document, Duty
from content.error import DomainError
from content.workflow import Workflow, fire, may, step

SEE = may("ruleset:view")
RULESET = Workflow(
    name="ruleset",
    initial="proposed",
    steps=(
        step("confirm", "proposed", "in_force", "ruleset:confirm"),
        step("refuse", "proposed", "refused", "ruleset:confirm", "reason"),
        step("withdraw", "proposed", "withdrawn", "ruleset:withdraw", "reason"),
    ),
    grants={
        "proposed": {
            "staff": SEE,
            "bureau": SEE | may("ruleset:confirm"),
            "administrator": SEE | may("ruleset:withdraw"),
        },
        "in_force": {"staff": SEE},
        "refused": {"staff": SEE},
        "withdrawn": {"staff": SEE},
    },
    denials={"proposed": {"proposer": may("ruleset:confirm")}},
    open_states=frozenset({"proposed"}),
)


class Ruleset(Document):
    """``text`` is the policy file as it would be, ``digest`` its SHA-256; *base* the edition it is compared with."""

    kind = "ruleset"
    workflow = RULESET

    def __init__(
        self,
        *,
        text: str,
        digest: str,
        base: str,
        valid_from: date,
        actor: str,
        at: datetime,
        id: str | None = None,
    ) -> None:
        self.text = text
        self.digest = digest
        self.base = base
        self.valid_from = valid_from
        super().__init__(actor=actor, at=at, title=digest[:12], id=id)

    def capacities(self) -> Capacities:
        return {
            "staff": (role.STAFF,),
            "bureau": role.BUREAU,
            "administrator": (role.at("administrator"),),
            "proposer": (self.created_by,),
        }

    def duties(self) -> tuple[Duty, ...]:
        return (Duty(role.at("bureau"), "ruleset:confirm", None),) if self.is_open else ()

    def confirm(self, *, in_force: str, actor: str, at: datetime) -> None:
        """Not before its first day, and not over another edition than the one it was compared with."""
        if self.base != in_force:
            raise DomainError("rules_changed")
        if day_of(at) < self.valid_from:
            raise DomainError("not_yet_valid")
        fire(self, "confirm", actor=actor, at=at, digest=self.digest)

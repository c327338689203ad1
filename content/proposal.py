"""A stored match: this source for this need, why, and how far it has come."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from content import role
from content.acl import Capacities
from content.document import Document, Duty, case_of
from content.workflow import Workflow, fire, may, step

SEE = may("proposal:view")
DESK = SEE | may("proposal:accept proposal:dismiss proposal:supersede")
READERS = {"desk": SEE, "owner": SEE, "bureau": SEE, "supervision": SEE}
OWNER = SEE | may("proposal:contact")
PROPOSAL = Workflow(
    name="proposal",
    initial="proposed",
    steps=(
        step("accept", "proposed", "accepted", "proposal:accept"),
        step("dismiss", "proposed", "declined", "proposal:dismiss", "reason"),
        step("supersede", "proposed", "superseded", "proposal:supersede"),
        step("confirm", "accepted", "confirmed", "proposal:confirm"),
        step("decline", "accepted confirmed", "declined", "proposal:decline", "reason"),
        step("lapse", "accepted", "lapsed", "proposal:lapse"),
        step("deliver", "confirmed", "delivered", "proposal:deliver"),
        step("acknowledge", "delivered", "settled", "proposal:acknowledge"),
        step("lift_bar", "declined", None, "proposal:lift_bar", "reason"),
    ),
    grants={
        # A new plan supersedes the old one, whoever runs the matcher; accepting is the fund clerk's alone.
        "proposed": {"desk": DESK, "bureau": SEE | may("proposal:supersede"), "supervision": SEE},
        "accepted": READERS | {"owner": SEE | may("proposal:confirm proposal:decline")},
        # What was promised may fall through after all; nothing stays held for a promise that nobody can keep.
        "confirmed": READERS | {"owner": OWNER | may("proposal:deliver proposal:decline")},
        "delivered": READERS
        | {
            "owner": OWNER,
            "applicant": may("proposal:acknowledge"),
            "window": SEE | may("proposal:acknowledge"),
        },
        "settled": READERS,
        "declined": READERS | {"desk": SEE | may("proposal:lift_bar")},
        "superseded": {"desk": SEE, "bureau": SEE, "supervision": SEE},
        "lapsed": READERS,
    },
    open_states=frozenset({"proposed", "accepted", "confirmed", "delivered"}),
)


class Proposal(Document):
    """``source`` is the path of a project, offer, donation, contract or the fund; ``why`` the matcher's codes."""

    kind = "proposal"
    workflow = PROPOSAL
    personal_fields = ("reason",)
    receiver = ""

    def __init__(
        self,
        *,
        case_id: str,
        need_id: str,
        source: str,
        source_kind: str,
        source_id: str,
        owner: str,
        town: str,
        category: str,
        unit: str,
        item: str,
        amount: int,
        receiver: str = "",
        why: tuple[str, ...] = (),
        next_best: tuple[str, ...] = (),
        plan_id: str = "",
        actor: str,
        at: datetime,
        id: str | None = None,
    ) -> None:
        """*owner* is the principal that confirms (empty for the fund, where two signatures take its place).

        *receiver* is the principal that hears from whoever got it; without one it is the window of the town.
        """
        self.case_id = case_id
        self.need_id = need_id
        self.source = source
        self.source_kind = source_kind
        self.source_id = source_id
        self.owner = owner
        self.town = town
        self.category = category
        self.unit = unit
        self.item = item
        self.amount = amount
        self.receiver = receiver
        self.why = why
        self.next_best = next_best
        self.plan_id = plan_id
        self.due: datetime | None = None
        self.allocation_id = ""
        self.order_path = ""
        super().__init__(actor=actor, at=at, id=id)

    def capacities(self) -> Capacities:
        return {
            "desk": (role.at("fund_clerk"),),
            "owner": (self.owner,) if self.owner else (),
            "applicant": (role.applicant(self.case_id),),
            "window": (self.receiver or role.at("window_clerk", self.town),),
            "bureau": role.BUREAU,
            "supervision": role.SUPERVISION,
        }

    def heard_by(self) -> tuple[str, ...]:
        """The desk, which has to look for something else; a plan that supersedes another is its own work."""
        return (role.at("fund_clerk"),) if self.state in ("declined", "lapsed", "settled") else ()

    def concerns(self) -> Any:
        return case_of(self, self.case_id)

    def duties(self) -> tuple[Duty, ...]:
        if self.state == "proposed":
            return (Duty(role.at("fund_clerk"), "proposal:accept", None),)
        if self.state == "accepted" and self.owner:
            return (Duty(self.owner, "proposal:confirm", self.due),)
        if self.state == "confirmed" and self.owner:
            return (Duty(self.owner, "proposal:deliver", None),)
        if self.state == "delivered":
            return (Duty(self.receiver or role.at("window_clerk", self.town), "proposal:acknowledge", None),)
        return ()

    def accept(self, *, actor: str, at: datetime, due: datetime | None) -> None:
        fire(self, "accept", actor=actor, at=at)
        self.due = due

"""Pledges: a promise to a charity's filed project. The portal takes no money: the charity does (慈善法 22, 27)."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from content import role
from content.acl import Capacities
from content.document import Document, Duty
from content.workflow import Workflow, fire, may, same_in, step

SEE = may("pledge:view")
CONTACT = SEE | may("pledge:contact")
FOLLOW = may("pledge:follow")
READERS = {"bureau": SEE, "supervision": SEE, "pledger": FOLLOW}
PLEDGE = Workflow(
    name="pledge",
    initial="promised",
    steps=(
        step("receive", "promised", "received", "pledge:receive", "donation"),
        step("decline", "promised", "declined", "pledge:decline", "reason"),
        step("withdraw", "promised", "withdrawn", "pledge:withdraw"),
    ),
    grants={
        "promised": READERS
        | {
            "owner": CONTACT | may("pledge:receive pledge:decline"),
            "pledger": FOLLOW | may("pledge:withdraw"),
        },
        "received": READERS | {"owner": CONTACT},
    }
    | same_in(("declined", "withdrawn"), READERS | {"owner": SEE}),
    open_states=frozenset({"promised"}),
)


class Pledge(Document):
    """``amount_fen`` in money, 0 where it is goods; what the goods are, and who promised, is sealed.

    ``donation_id`` is the donation that the charity has recorded of it.
    """

    kind = "pledge"
    workflow = PLEDGE
    personal_fields: ClassVar[tuple[str, ...]] = ("pledger_name", "pledger_phone", "goods", "receipt")

    def __init__(
        self,
        *,
        project_id: str,
        organisation_id: str,
        amount_fen: int = 0,
        actor: str,
        at: datetime,
        id: str | None = None,
    ) -> None:
        self.project_id = project_id
        self.organisation_id = organisation_id
        self.amount_fen = amount_fen
        self.due: datetime | None = None
        self.donation_id = ""
        super().__init__(actor=actor, at=at, id=id)

    def capacities(self) -> Capacities:
        return {
            "owner": (role.at("charity_agent", self.organisation_id),),
            "bureau": role.BUREAU,
            "supervision": role.SUPERVISION,
            "pledger": (role.applicant(f"pledge:{self.id}"),),
        }

    def duties(self) -> tuple[Duty, ...]:
        if not self.is_open:
            return ()
        return (Duty(role.at("charity_agent", self.organisation_id), "pledge:receive", self.due),)

    def receive(self, *, donation_id: str, actor: str, at: datetime) -> None:
        """It has come, and stands in the book as a donation."""
        fire(self, "receive", actor=actor, at=at, donation=donation_id)
        self.donation_id = donation_id

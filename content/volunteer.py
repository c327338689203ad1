"""Somebody who wants to help: what they can do, sent to one charity, which makes an offer of it or declines."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from content import role
from content.acl import Capacities
from content.document import Document, Duty
from content.workflow import Workflow, fire, may, same_in, step

SEE = may("volunteer:view")
CONTACT = SEE | may("volunteer:contact")
FOLLOW = may("volunteer:follow")
READERS = {"bureau": SEE, "supervision": SEE, "volunteer": FOLLOW}
VOLUNTEER = Workflow(
    name="volunteer",
    initial="offered",
    steps=(
        step("take", "offered", "taken", "volunteer:take", "offer"),
        step("decline", "offered", "declined", "volunteer:decline", "reason"),
        step("withdraw", "offered", "withdrawn", "volunteer:withdraw"),
    ),
    grants={
        "offered": READERS
        | {
            "owner": CONTACT | may("volunteer:take volunteer:decline"),
            "volunteer": FOLLOW | may("volunteer:withdraw"),
        },
        "taken": READERS | {"owner": CONTACT},
    }
    # Whoever was sent away or has gone is not rung any more.
    | same_in(("declined", "withdrawn"), READERS | {"owner": SEE}),
    open_states=frozenset({"offered"}),
)


class Volunteer(Document):
    """``item`` is the skill, ``hours`` how many in all, ``places`` town codes; a minor's guardian has agreed."""

    kind = "volunteer"
    workflow = VOLUNTEER
    personal_fields: ClassVar[tuple[str, ...]] = (
        "volunteer_name",
        "volunteer_phone",
        "guardian_name",
        "guardian_phone",
        "able",
        "receipt",
    )

    def __init__(
        self,
        *,
        organisation_id: str,
        item: str,
        hours: int,
        places: tuple[str, ...] = (),
        is_minor: bool = False,
        actor: str,
        at: datetime,
        id: str | None = None,
    ) -> None:
        self.organisation_id = organisation_id
        self.item = item
        self.hours = hours
        self.places = places
        self.is_minor = is_minor
        self.due: datetime | None = None
        self.offer_id = ""
        super().__init__(actor=actor, at=at, id=id)

    def capacities(self) -> Capacities:
        return {
            "owner": (role.at("charity_agent", self.organisation_id),),
            "bureau": role.BUREAU,
            "supervision": role.SUPERVISION,
            "volunteer": (role.applicant(f"volunteer:{self.id}"),),
        }

    def duties(self) -> tuple[Duty, ...]:
        if not self.is_open:
            return ()
        return (Duty(role.at("charity_agent", self.organisation_id), "volunteer:take", self.due),)

    def take(self, *, offer_id: str, actor: str, at: datetime) -> None:
        """The charity has made an offer of it."""
        fire(self, "take", actor=actor, at=at, offer=offer_id)
        self.offer_id = offer_id

"""Somebody who wants to help: what they can do, sent to one charity, which makes an offer of it or declines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from typing import Any, ClassVar

from content import role
from content.acl import Capacities
from content.calendar import SHANGHAI
from content.document import Document, Duty
from content.history import Event
from content.offer import Offer
from content.proposal import Proposal
from content.workflow import Workflow, fire, may, same_in, step

SEE = may("volunteer:view")
CONTACT = SEE | may("volunteer:contact")
FOLLOW = may("volunteer:follow")
CERTIFY = may("volunteer:certify")
READERS = {"bureau": SEE, "supervision": SEE, "volunteer": FOLLOW}
VOLUNTEER = Workflow(
    name="volunteer",
    initial="offered",
    steps=(
        step("take", "offered", "taken", "volunteer:take", "offer"),
        step("decline", "offered", "declined", "volunteer:decline", "reason"),
        step("withdraw", "offered", "withdrawn", "volunteer:withdraw"),
        step("certify", "taken", None, "volunteer:certify", "number"),
    ),
    grants={
        "offered": READERS
        | {
            "owner": CONTACT | may("volunteer:take volunteer:decline"),
            "volunteer": FOLLOW | may("volunteer:withdraw"),
        },
        # The organisation certifies truthfully and free of charge (志愿服务条例 19); the bureau where it does not.
        "taken": READERS
        | {"owner": CONTACT | CERTIFY, "bureau": SEE | CERTIFY, "volunteer": FOLLOW | CERTIFY},
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

    @property
    def certificates(self) -> tuple[Event, ...]:
        """Each with the detail ``number``, the oldest first; what one says is what was served by its moment."""
        return tuple(event for event in self.history if event.name == "certify")


def served(offer: Offer, proposals: Any, by: datetime) -> tuple[tuple[str, int], ...]:
    """(month, hours) of an offer's service, oldest first: all that whoever was helped has confirmed *by* then.

    The month (``2026-11``) is that of the service. *proposals* is the folder that the offer's history refers to.
    """
    hours: Counter[str] = Counter()
    for event in offer.history:
        if event.name == "spent":
            proposal = proposals.get(str(event.detail("reference")))
            if proposal is not None and any(at <= by for at in _confirmed(proposal)):
                hours[f"{event.at.astimezone(SHANGHAI):%Y-%m}"] += int(str(event.detail("amount")))
    return tuple(sorted(hours.items()))


def _confirmed(proposal: Proposal) -> Iterator[datetime]:
    return (event.at for event in proposal.history if event.name == "acknowledge")

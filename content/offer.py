"""Offers: hours of a skill or pieces of goods that volunteers give through their organisation."""

from __future__ import annotations

from datetime import datetime

from content.source import Source
from content.workflow import Workflow, fire, may, step

SEE = may("offer:view")
OWNER = SEE | may("offer:contact")
READERS = {"owner": OWNER, "clerk": SEE, "bureau": SEE, "supervision": SEE}
OFFER = Workflow(
    name="offer",
    initial="posted",
    steps=(
        step("revise", "posted", None, "offer:revise", "amount"),
        step("close", "posted", "closed", "offer:close"),
    ),
    grants={
        "posted": READERS | {"owner": OWNER | may("offer:revise offer:close"), "public": SEE},
        "closed": READERS,
    },
    open_states=frozenset({"posted"}),
)


class Offer(Source):
    """``amount`` counts hours or pieces, ``item`` names the skill or the goods; whom to ring is under seal."""

    kind = "offer"
    source_kind = "volunteer"
    workflow = OFFER
    personal_fields = ("volunteer_name", "volunteer_phone")

    def revise(self, *, amount: int, actor: str, at: datetime) -> None:
        """More or fewer hours or pieces; raises Overdrawn below what is promised or given already."""
        self._refuse_unless_open("revise")
        self._resize(amount)
        fire(self, "revise", actor=actor, at=at, amount=amount)

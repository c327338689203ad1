"""Who has come to a window today: a number to call, when they came, who was asked first, and what became of it."""

from __future__ import annotations

from datetime import datetime

from content import role
from content.acl import Capacities
from content.document import Document, Duty
from content.workflow import Workflow, fire, may, same_in, step

SEE = may("walkin:view")
WALKIN = Workflow(
    name="walkin",
    initial="waiting",
    steps=(
        step("call", "waiting", "called", "walkin:call"),
        step("serve", "called", "served", "walkin:serve"),
        # Whoever is asked first brings them to the right window, and says to whom (REQUIREMENTS M4).
        step("lead", "called", "led", "walkin:lead", "where"),
        step("leave", "waiting called", "left", "walkin:leave"),
    ),
    grants={
        "waiting": {"window": SEE | may("walkin:call walkin:leave"), "supervision": SEE},
        "called": {"window": SEE | may("walkin:serve walkin:lead walkin:leave"), "supervision": SEE},
    }
    | same_in(("served", "led", "left"), {"window": SEE, "supervision": SEE}),
    open_states=frozenset({"waiting", "called"}),
)


class WalkIn(Document):
    """*matter* is a code of what they came for, *first* whether they go before the others; a name only if given."""

    kind = "walkin"
    workflow = WALKIN
    personal_fields = ("name",)

    def __init__(
        self,
        *,
        town: str,
        day: str,
        number: int,
        matter: str,
        first: bool = False,
        due: datetime | None = None,
        actor: str,
        at: datetime,
        id: str | None = None,
    ) -> None:
        """*day* is ``YYYY-MM-DD``, *number* the one that is called, from 1 each day at each window."""
        self.town = town
        self.day = day
        self.number = number
        self.matter = matter
        self.first = first
        self.due = due
        self.called_at: datetime | None = None
        self.case_id = ""
        super().__init__(actor=actor, at=at, id=id)

    def call(self, *, actor: str, at: datetime) -> None:
        fire(self, "call", actor=actor, at=at)
        self.called_at = at

    def serve(self, *, actor: str, at: datetime, case_id: str = "") -> None:
        """It is done; *case_id* where a case came of it."""
        fire(self, "serve", actor=actor, at=at, case=case_id)
        self.case_id = case_id

    @property
    def turn(self) -> tuple[bool, int]:
        """The order in which people are called."""
        return (not self.first, self.number)

    def capacities(self) -> Capacities:
        return {"window": (role.at("window_clerk", self.town),), "supervision": role.SUPERVISION}

    def duties(self) -> tuple[Duty, ...]:
        """Nobody who has come is forgotten: until it is said what became of it, it is the window's."""
        what = {"waiting": "call", "called": "serve"}.get(self.state)
        return (Duty(role.at("window_clerk", self.town), f"walkin:{what}", self.due),) if what else ()

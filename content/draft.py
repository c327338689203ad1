"""What a clerk has typed at the window and not sent yet: kept for that clerk alone, and gone when it is done."""

from __future__ import annotations

from datetime import datetime

from content import role
from content.acl import Capacities
from content.document import Document, Duty
from content.workflow import Workflow, fire, may, step

DRAFT = Workflow(
    name="draft",
    initial="kept",
    steps=(
        step("resume", "kept", None, "draft:resume"),
        step("finish", "kept", "finished", "draft:resume", "case"),
        step("discard", "kept", "discarded", "draft:discard"),
        step("expire", "kept", "expired", "draft:expire"),
    ),
    grants={
        "kept": {"owner": may("draft:view draft:resume draft:discard")},
        "finished": {"owner": may("draft:view")},
        "discarded": {},
        "expired": {},
    },
    open_states=frozenset({"kept"}),
)


class Draft(Document):
    """*owner* is an account's id; *first_at* when the household was first talked to. No case, and no clock runs.

    Of one that was finished, thrown away or grown old nothing that was typed is left.
    """

    kind = "draft"
    workflow = DRAFT
    personal_fields = ("typed",)

    def __init__(
        self, *, owner: str, first_at: datetime, actor: str, at: datetime, id: str | None = None
    ) -> None:
        self.owner = owner
        self.first_at = first_at
        super().__init__(actor=actor, at=at, id=id)

    def capacities(self) -> Capacities:
        return {"owner": (role.person(self.owner),)}

    def duties(self) -> tuple[Duty, ...]:
        return (Duty(role.person(self.owner), "draft:resume", None),) if self.is_open else ()

    @property
    def overseer(self) -> str:
        """Nobody looks into what somebody has not finished typing."""
        return role.person(self.owner)

    def end(self, name: str, *, actor: str, at: datetime, **details: object) -> None:
        """``finish``, ``discard`` or ``expire``: the step stays on record, what was typed does not."""
        fire(self, name, actor=actor, at=at, **details)
        self._sealed.clear()

"""协调会议 (R2): the bureau calls units together over open problems; what is decided goes out as orders with a date."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from content import role
from content.acl import Capacities
from content.document import Document, Duty
from content.workflow import Workflow, fire, may, step

SEE = may("meeting:view")
READERS = {"bureau": SEE, "supervision": SEE, "invited": SEE}
MEETING = Workflow(
    name="meeting",
    initial="planned",
    steps=(
        step("hold", "planned", "held", "meeting:hold", "minutes"),
        step("cancel", "planned", "cancelled", "meeting:cancel", "reason"),
        step("follow", "held", None, "meeting:follow"),
    ),
    grants={
        "planned": READERS | {"bureau": SEE | may("meeting:hold meeting:cancel")},
        "held": READERS | {"bureau": SEE | may("meeting:follow")},
        "cancelled": READERS,
    },
    open_states=frozenset({"planned"}),
)


class Item(NamedTuple):
    """An open problem on the agenda: ``late``, ``disputed`` or ``order``; whose it is, and the case's number."""

    sort: str
    path: str
    number: str
    owner: str


class Meeting(Document):
    """``units`` are the principals of those invited, ``attended`` of those who came; words of people are sealed.

    ``next_by`` is until when the following one should be planned, ``is_followed`` that it is.
    """

    kind = "meeting"
    workflow = MEETING
    personal_fields = ("topics", "minutes", "attendance")

    def __init__(
        self,
        *,
        on: str,
        units: tuple[str, ...],
        items: tuple[Item, ...],
        due: datetime,
        actor: str,
        at: datetime,
        id: str | None = None,
    ) -> None:
        self.on = on
        self.units, self.items = units, items
        self.due = due
        self.attended: tuple[str, ...] = ()
        self.next_by: datetime | None = None
        self.is_followed = False
        super().__init__(actor=actor, at=at, title=on, id=id)

    def hold(self, attended: tuple[str, ...], *, actor: str, at: datetime, minutes: object) -> None:
        """It took place: who came, and the minutes."""
        fire(self, "hold", actor=actor, at=at, minutes=minutes, attended=attended)
        self.attended = attended

    def follow(self, *, actor: str, at: datetime) -> None:
        """The next one is planned."""
        fire(self, "follow", actor=actor, at=at)
        self.is_followed = True

    def capacities(self) -> Capacities:
        return {"bureau": role.BUREAU, "supervision": role.SUPERVISION, "invited": self.units}

    def duties(self) -> tuple[Duty, ...]:
        """Minutes once it was held; then, by the district's interval, the next."""
        if self.is_open:
            return (Duty(role.at("bureau"), "meeting:hold", self.due),)
        if self.state == "held" and self.next_by is not None and not self.is_followed:
            return (Duty(role.at("bureau"), "meeting:follow", self.next_by),)
        return ()

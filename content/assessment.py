"""Village assessments (民主评议): neighbours vote where it is disputed or required, never in emergencies."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from content import role
from content.acl import Capacities
from content.document import Document
from content.workflow import Workflow, may

if TYPE_CHECKING:
    from content.case import Case

SEE = may("assessment:view")
ASSESSMENT = Workflow(
    name="assessment",
    initial="recorded",
    steps=(),
    grants={
        "recorded": dict.fromkeys(("window", "village", "worker", "bureau", "supervision"), SEE),
    },
)


class Assessment(Document):
    """Votes are counted, who sat there and what was said is sealed (PROCEDURES, people at work 22)."""

    kind = "assessment"
    workflow = ASSESSMENT
    personal_fields = ("people", "minutes")

    def __init__(
        self,
        *,
        held_on: str,
        place: str,
        agreed: int,
        against: int,
        abstained: int,
        actor: str,
        at: datetime,
        id: str | None = None,
    ) -> None:
        """ValueError where nobody voted."""
        if min(agreed, against, abstained) < 0 or agreed + against + abstained == 0:
            raise ValueError("votes are counted from 0, and somebody has voted")
        self.held_on = held_on
        self.place = place
        self.agreed = agreed
        self.against = against
        self.abstained = abstained
        super().__init__(actor=actor, at=at, id=id)

    @property
    def present(self) -> int:
        return self.agreed + self.against + self.abstained

    @property
    def is_carried(self) -> bool:
        """More than half of all who were there agreed."""
        return 2 * self.agreed > self.present

    @property
    def case(self) -> Case:
        owner: Any = self.__parent__.__parent__
        return owner

    def capacities(self) -> Capacities:
        case = self.case
        return {
            "window": (role.at("window_clerk", case.town),),
            "village": (role.at("village_worker", case.village),) if case.village else (),
            "worker": (role.person(case.worker),) if case.worker else (),
            "bureau": role.BUREAU,
            "supervision": role.SUPERVISION,
        }

"""Visits: who went, how long, what was found; hours may be charged to an order of a service contract."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from content import role
from content.acl import Capacities
from content.document import Document
from content.workflow import Workflow, may

if TYPE_CHECKING:
    from content.case import Case

SEE = may("visit:view")
VISIT = Workflow(
    name="visit",
    initial="recorded",
    steps=(),
    grants={
        "recorded": {
            "author": SEE,
            "window": SEE,
            "village": SEE,
            "worker": SEE,
            "bureau": SEE,
            "supervision": SEE,
        }
    },
)


class Visit(Document):
    """``hours`` as whole hours; what was seen and agreed is sealed."""

    kind = "visit"
    workflow = VISIT
    personal_fields = ("note",)

    def __init__(
        self,
        *,
        visited_on: str,
        hours: int,
        order_path: str = "",
        author: str,
        actor: str,
        at: datetime,
        id: str | None = None,
    ) -> None:
        self.visited_on = visited_on
        self.hours = hours
        self.order_path = order_path
        self.author = author
        super().__init__(actor=actor, at=at, id=id)

    @property
    def case(self) -> Case:
        owner: Any = self.__parent__.__parent__
        return owner

    def capacities(self) -> Capacities:
        case = self.case
        return {
            "author": (role.person(self.author),),
            "window": (role.at("window_clerk", case.town),),
            "village": (role.at("village_worker", case.village),) if case.village else (),
            "worker": (role.person(case.worker),) if case.worker else (),
            "bureau": role.BUREAU,
            "supervision": role.SUPERVISION,
        }

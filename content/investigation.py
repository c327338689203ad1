"""Investigations (调查): two people look at a household at home, and both stand by what was written down."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from content import role
from content.acl import Capacities
from content.document import Document, Duty
from content.workflow import Workflow, may, step

if TYPE_CHECKING:
    from content.case import Case

SEE = may("investigation:view")
READERS = dict.fromkeys(("author", "second", "window", "village", "worker", "bureau", "supervision"), SEE)
INVESTIGATION = Workflow(
    name="investigation",
    initial="recorded",
    steps=(
        step("countersign", "recorded", "signed", "investigation:countersign"),
        step("dispute", "recorded", "disputed", "investigation:dispute", "reason"),
        step("withdraw", "recorded disputed", "withdrawn", "investigation:withdraw", "reason"),
    ),
    grants={
        "recorded": READERS
        | {
            "author": SEE | may("investigation:withdraw"),
            "second": SEE | may("investigation:countersign investigation:dispute"),
        },
        "signed": READERS,
        "disputed": READERS | {"author": SEE | may("investigation:withdraw")},
        "withdrawn": READERS,
    },
    open_states=frozenset({"recorded", "disputed"}),
)


class Investigation(Document):
    """A visit form (PROCEDURES, people at work 12). What was seen is sealed; ``second`` is an account's id."""

    kind = "investigation"
    workflow = INVESTIGATION
    personal_fields = ("dwelling", "income", "health", "conclusion", "neighbours")

    def __init__(
        self,
        *,
        visited_on: str,
        second: str,
        neighbours_asked: int,
        author: str,
        due: datetime | None,
        actor: str,
        at: datetime,
        id: str | None = None,
    ) -> None:
        """*author* and *second* are the two who went; ValueError where they are one person."""
        if author == second:
            raise ValueError("two people investigate")
        self.visited_on = visited_on
        self.second = second
        self.neighbours_asked = neighbours_asked
        self.author = author
        self.due = due
        super().__init__(actor=actor, at=at, id=id)

    @property
    def case(self) -> Case:
        owner: Any = self.__parent__.__parent__
        return owner

    def capacities(self) -> Capacities:
        case = self.case
        return {
            "author": (role.person(self.author),),
            "second": (role.person(self.second),),
            "window": (role.at("window_clerk", case.town),),
            "village": (role.at("village_worker", case.village),) if case.village else (),
            "worker": (role.person(case.worker),) if case.worker else (),
            "bureau": role.BUREAU,
            "supervision": role.SUPERVISION,
        }

    def duties(self) -> tuple[Duty, ...]:
        if self.state == "recorded":
            return (Duty(role.person(self.second), "investigation:countersign", self.due),)
        if self.state == "disputed":
            return (Duty(role.person(self.author), "investigation:withdraw", self.due),)
        return ()

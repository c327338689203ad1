"""Crosschecks (核查协助): who lives in one town and is registered in another; that one assists and cannot refuse."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from content import role
from content.acl import Capacities
from content.document import Document, Duty
from content.workflow import Workflow, fire, may, step

if TYPE_CHECKING:
    from content.case import Case

FOUND, NOT_FOUND, SILENT = "found", "not_found", "silent"
RESULTS = (FOUND, NOT_FOUND, SILENT)

SEE = may("crosscheck:view")
READERS = dict.fromkeys(("window", "asked", "village", "worker", "bureau", "supervision"), SEE)
CROSSCHECK = Workflow(
    name="crosscheck",
    initial="asked",
    steps=(
        step("answer", "asked", "answered", "crosscheck:answer", "answer"),
        # What another district wrote or said, noted by the town that asked: who writes it down has seen it.
        step("note", "asked", "seen", "crosscheck:note", "answer"),
        step("see", "answered", "seen", "crosscheck:see"),
        step("drop", "asked answered", "dropped", "crosscheck:drop", "reason"),
    ),
    grants={
        # There is no step by which the asked town could send it back: that nothing was found is an answer too.
        "asked": READERS
        | {
            "asked": SEE | may("crosscheck:contact crosscheck:answer"),
            "by_letter": may("crosscheck:note"),
        },
        "answered": READERS | {"window": SEE | may("crosscheck:see")},
        "seen": READERS,
        "dropped": READERS,
    },
    open_states=frozenset({"asked", "answered"}),
)


class Crosscheck(Document):
    """``asked_town`` is a town of the district, "" where the family is registered outside it (by letter or telephone).

    The town where they live decides meanwhile (PROCEDURES, people at work 18). ``result`` is one of RESULTS.
    """

    kind = "crosscheck"
    workflow = CROSSCHECK
    personal_fields = ("question", "registered_place", "answer", "relief", "informant")

    def __init__(
        self,
        *,
        asked_town: str,
        due: datetime | None,
        actor: str,
        at: datetime,
        id: str | None = None,
    ) -> None:
        self.asked_town = asked_town
        self.due = due
        self.result = ""
        self.channel = ""
        super().__init__(actor=actor, at=at, id=id)

    @property
    def case(self) -> Case:
        owner: Any = self.__parent__.__parent__
        return owner

    def capacities(self) -> Capacities:
        case = self.case
        window = (role.at("window_clerk", case.town),)
        return {
            "window": window,
            "asked": (role.at("window_clerk", self.asked_town),) if self.asked_town else (),
            "by_letter": () if self.asked_town else window,
            "village": (role.at("village_worker", case.village),) if case.village else (),
            "worker": (role.person(case.worker),) if case.worker else (),
            "bureau": role.BUREAU,
            "supervision": role.SUPERVISION,
        }

    @property
    def answering(self) -> str:
        """The step by which it is answered."""
        return "answer" if self.asked_town else "note"

    def duties(self) -> tuple[Duty, ...]:
        """The asked town's, or of the window that asked by letter; then the window looks at what was answered."""
        window = role.at("window_clerk", self.case.town)
        if self.state == "asked":
            owner = role.at("window_clerk", self.asked_town) if self.asked_town else window
            return (Duty(owner, f"crosscheck:{self.answering}", self.due),)
        return (Duty(window, "crosscheck:see", None),) if self.state == "answered" else ()

    def heard_by(self) -> tuple[str, ...]:
        """Who was asked, where nobody needs the answer any more."""
        is_dropped = self.state == "dropped" and self.asked_town
        return (role.at("window_clerk", self.asked_town),) if is_dropped else ()

    def give(self, *, result: str, answer: object, channel: str = "", actor: str, at: datetime) -> None:
        """What the register says there; ValueError for a *result* that is none of RESULTS."""
        if result not in RESULTS:
            raise ValueError(result)
        fire(self, self.answering, actor=actor, at=at, answer=answer, result=result)
        self.result, self.channel = result, channel

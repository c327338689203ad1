"""Service plans (服务计划): what a social worker and a household have agreed on, step by step, until when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from content import role
from content.acl import Capacities
from content.calendar import end_of
from content.document import Document, Duty
from content.error import DomainError, Missing, WrongState
from content.vault import Sealed
from content.workflow import Workflow, fire, may, step

if TYPE_CHECKING:
    from content.case import Case

DONE, DROPPED = "done", "dropped"
RESULTS = (DONE, DROPPED)

SEE = may("service_plan:view")
READERS = dict.fromkeys(("worker", "window", "bureau", "supervision"), SEE)
SERVICE_PLAN = Workflow(
    name="service_plan",
    initial="drafted",
    steps=(
        step("agree", "drafted", "agreed", "service_plan:agree"),
        step("discard", "drafted", "discarded", "service_plan:discard", "reason"),
        step("mark", "agreed", None, "service_plan:mark", "result"),
        step("review", "agreed", None, "service_plan:review", "again_on"),
        step("pause", "drafted agreed", "paused", "service_plan:pause"),
        step("resume", "paused", "drafted", "service_plan:resume"),
        step("finish", "agreed paused", "finished", "service_plan:finish", "reason"),
    ),
    grants={
        "drafted": READERS
        | {"worker": SEE | may("service_plan:agree service_plan:discard service_plan:pause")},
        "agreed": READERS
        | {
            "worker": SEE
            | may("service_plan:mark service_plan:review service_plan:pause service_plan:finish")
        },
        "paused": READERS
        | {"worker": SEE | may("service_plan:resume"), "window": SEE | may("service_plan:finish")},
        "finished": READERS,
        "discarded": READERS,
    },
    open_states=frozenset({"drafted", "agreed", "paused"}),
)


class PlanStep(NamedTuple):
    """What somebody does until a day (ISO); its words are sealed. ``result`` is "", done or dropped."""

    words: Sealed
    until: str
    result: str = ""
    note: Sealed | None = None


class ServicePlan(Document):
    """Beside what the state gives, never instead of it (REQUIREMENTS T9). It rests while nobody has the case.

    Whoever takes the case on afterwards talks it over with the household again, before it goes on.
    """

    kind = "service_plan"
    workflow = SERVICE_PLAN
    personal_fields = ("goal",)

    def __init__(
        self,
        *,
        review_on: str,
        author: str,
        actor: str,
        at: datetime,
        id: str | None = None,
    ) -> None:
        """*review_on* is the day (ISO) on which worker and household look at it together."""
        date.fromisoformat(review_on)
        self.review_on = review_on
        self.author = author
        self.steps: tuple[PlanStep, ...] = ()
        super().__init__(actor=actor, at=at, id=id)

    def set_steps(self, steps: Sequence[PlanStep]) -> None:
        """What is to be done, in order; raises Missing without any."""
        if not steps:
            raise Missing(detail="steps", step="draft")
        self.steps = tuple(steps)

    @property
    def case(self) -> Case:
        owner: Any = self.__parent__.__parent__
        return owner

    @property
    def open_steps(self) -> tuple[PlanStep, ...]:
        return tuple(each for each in self.steps if not each.result)

    def late_steps(self, on: date) -> int:
        """How many steps should have been done before *on*."""
        late = [each for each in self.open_steps if each.until < on.isoformat()]
        return len(late) if self.state == "agreed" else 0

    def capacities(self) -> Capacities:
        case = self.case
        return {
            "worker": (role.person(case.worker),) if case.worker else (),
            "window": (role.at("window_clerk", case.town),),
            "bureau": role.BUREAU,
            "supervision": role.SUPERVISION,
        }

    def duties(self) -> tuple[Duty, ...]:
        """The worker's, by the day of the next step or of the review; without a worker the window ends it."""
        if not self.is_open:
            return ()
        if not self.case.worker:
            return (Duty(role.at("window_clerk", self.case.town), "service_plan:finish", None),)
        what, day = self._next
        due = end_of(date.fromisoformat(day)) if day else None
        return (Duty(role.person(self.case.worker), f"service_plan:{what}", due),)

    @property
    def _next(self) -> tuple[str, str]:
        """The step that is owed, and its day."""
        if self.state != "agreed":
            return {"drafted": ("agree", ""), "paused": ("resume", "")}[self.state]
        if not self.open_steps:
            return "finish", self.review_on
        nearest = min(each.until for each in self.open_steps)
        return ("mark", nearest) if nearest <= self.review_on else ("review", self.review_on)

    # Steps with more to them than a change of state

    def mark(self, number: int, result: str, *, note: Sealed | None = None, actor: str, at: datetime) -> None:
        """Step *number* (from 1) is done, or dropped with its reason; each is answered once (WrongState)."""
        if result not in RESULTS or not 1 <= number <= len(self.steps):
            raise DomainError("no_such_step", step="mark")
        chosen = self.steps[number - 1]
        if chosen.result:
            raise WrongState(step="mark", state=self.state)
        if result == DROPPED and note is None:
            raise Missing(detail="reason", step="mark")
        fire(self, "mark", actor=actor, at=at, number=number, result=result)
        answered = chosen._replace(result=result, note=note)
        self.steps = (*self.steps[: number - 1], answered, *self.steps[number:])

    def review(
        self, *, until: str, note: Sealed, more: Sequence[PlanStep] = (), actor: str, at: datetime
    ) -> None:
        """Looked at together: what was said, the next day to look, and steps that are added."""
        fire(self, "review", actor=actor, at=at, again_on=until, note=note)
        self.review_on = until
        self.steps = (*self.steps, *more)

"""Public notices (公示): on paper at the village's board before a decision, never online; when up, when down."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from content import role
from content.acl import Capacities
from content.document import Document, Duty
from content.workflow import Workflow, fire, may, step

if TYPE_CHECKING:
    from content.case import Case

SEE = may("public_notice:view")
PRINT = SEE | may("public_notice:print")
READERS = {
    "window": PRINT,
    "village": PRINT,
    "worker": SEE,
    "bureau": PRINT,
    "supervision": SEE,
}
PUBLIC_NOTICE = Workflow(
    name="public_notice",
    initial="drafted",
    steps=(
        step("put_up", "drafted", "up", "public_notice:put_up", "place"),
        step("take_down", "up", "down", "public_notice:take_down"),
        step("object", "up", None, "public_notice:object", "words"),
        step("cancel", "drafted", "cancelled", "public_notice:cancel", "reason"),
    ),
    grants={
        "drafted": READERS
        | {
            "window": PRINT | may("public_notice:cancel public_notice:put_up"),
            "village": PRINT | may("public_notice:put_up"),
        },
        "up": READERS
        | {
            "window": PRINT | may("public_notice:take_down public_notice:object"),
            "village": PRINT | may("public_notice:take_down public_notice:object"),
        },
        "down": READERS,
        "cancelled": READERS,
    },
    open_states=frozenset({"drafted", "up"}),
)


class PublicNotice(Document):
    """Names the head, cause, kind and sum on paper; no ID number, diagnosis or minor (PROCEDURES, 3)."""

    kind = "public_notice"
    workflow = PUBLIC_NOTICE
    personal_fields = ("objections",)

    def __init__(
        self,
        *,
        assistance: str,
        amount_fen: int,
        days: int,
        day_unit: str,
        due: datetime | None,
        actor: str,
        at: datetime,
        id: str | None = None,
    ) -> None:
        """*days* of *day_unit* (a word of TimeUnit) is how long it hangs; *due* until when it has to be up."""
        self.assistance = assistance
        self.amount_fen = amount_fen
        self.days = days
        self.day_unit = day_unit
        self.due = due
        self.number = ""
        self.place = ""
        self.up_at: datetime | None = None
        self.down_at: datetime | None = None
        self.objected = 0
        super().__init__(actor=actor, at=at, id=id)

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

    def duties(self) -> tuple[Duty, ...]:
        """The village's, who has the board; the window's where the case has no village."""
        case = self.case
        owner = (
            role.at("village_worker", case.village) if case.village else role.at("window_clerk", case.town)
        )
        what = {"drafted": "put_up", "up": "take_down"}.get(self.state)
        return (Duty(owner, f"public_notice:{what}", self.due),) if what else ()

    def put_up(self, *, actor: str, at: datetime, place: str, up_at: datetime) -> None:
        """On the board at *place* since *up_at*."""
        fire(self, "put_up", actor=actor, at=at, place=place, up_at=up_at.isoformat())
        self.place, self.up_at = place, up_at

    def take_down(self, *, actor: str, at: datetime) -> None:
        fire(self, "take_down", actor=actor, at=at, objected=self.objected)
        self.down_at = at

    def object(self, *, actor: str, at: datetime, words: object) -> None:
        """Somebody objected at the board or by telephone, naming the paper's number."""
        fire(self, "object", actor=actor, at=at, words=words)
        self.objected += 1

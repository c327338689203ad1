"""Aid first (先行救助): the town helps at once within its limit; two people hand it over, papers follow."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from content import role
from content.acl import Capacities
from content.amount import whole
from content.document import Document, Duty
from content.workflow import Workflow, fire, may, step

if TYPE_CHECKING:
    from content.case import Case

SEE = may("aid:view")
PRINT = SEE | may("aid:print")
READERS = {
    "window": PRINT,
    "second": SEE,
    "village": SEE,
    "worker": SEE,
    "bureau": PRINT,
    "supervision": SEE,
}
AID = Workflow(
    name="aid",
    initial="decided",
    steps=(
        step("deliver", "decided", "delivered", "aid:deliver", "second", "receipt"),
        step("cancel", "decided", "cancelled", "aid:cancel", "reason"),
        step("countersign", "delivered", "confirmed", "aid:countersign"),
        step("dispute", "delivered", "disputed", "aid:dispute", "reason"),
        step("resolve", "delivered disputed", "confirmed", "aid:resolve", "decision"),
        step("papers_in", "confirmed", "settled", "aid:papers_in"),
    ),
    grants={
        "decided": READERS | {"window": PRINT | may("aid:deliver aid:cancel")},
        "delivered": READERS
        | {
            "second": SEE | may("aid:countersign aid:dispute"),
            # Where the second person cannot say anything any more, somebody else must be able to.
            "bureau": PRINT | may("aid:resolve"),
        },
        "disputed": READERS | {"bureau": PRINT | may("aid:resolve")},
        "confirmed": READERS | {"window": PRINT | may("aid:papers_in")},
        "settled": READERS,
        "cancelled": READERS,
    },
    open_states=frozenset({"decided", "delivered", "disputed", "confirmed"}),
)


class Aid(Document):
    """``amount_fen`` from the town's imprest. Who took it, how it was signed for and the reasons are sealed."""

    kind = "aid"
    workflow = AID
    personal_fields = ("recipient", "witness", "reasons", "goods")

    def __init__(
        self,
        *,
        amount_fen: int,
        imprest_town: str,
        need_id: str = "",
        due: datetime | None,
        actor: str,
        at: datetime,
        id: str | None = None,
    ) -> None:
        """*due* is when it has to be in the household's hands, by the clock and through nights and holidays.

        *imprest_town* is whose imprest it comes from, also where the case is handed over afterwards.
        """
        whole(amount_fen)
        self.amount_fen = amount_fen
        self.imprest_town = imprest_town
        self.need_id = need_id
        self.due = due
        self.papers_due: datetime | None = None
        self.second = ""
        self.receipt = ""
        self.delivered_at: datetime | None = None
        super().__init__(actor=actor, at=at, id=id)

    @property
    def case(self) -> Case:
        owner: Any = self.__parent__.__parent__
        return owner

    def capacities(self) -> Capacities:
        case = self.case
        return {
            "window": (role.at("window_clerk", case.town),),
            "second": (role.person(self.second),) if self.second else (),
            "village": (role.at("village_worker", case.village),) if case.village else (),
            "worker": (role.person(case.worker),) if case.worker else (),
            "bureau": role.BUREAU,
            "supervision": role.SUPERVISION,
        }

    def duties(self) -> tuple[Duty, ...]:
        """The town's until it is handed over and its papers are in; between, the second person's word is asked."""
        window = role.at("window_clerk", self.case.town)
        if self.state == "decided":
            return (Duty(window, "aid:deliver", self.due),)
        if self.state == "delivered":
            return (Duty(role.person(self.second), "aid:countersign", self.papers_due),)
        if self.state == "disputed":
            return (Duty(role.at("bureau"), "aid:resolve", None),)
        if self.state == "confirmed":
            return (Duty(window, "aid:papers_in", self.papers_due),)
        return ()

    def deliver(
        self,
        *,
        actor: str,
        at: datetime,
        second: str,
        receipt: str,
        delivered_at: datetime,
    ) -> None:
        """In the household's hands since *delivered_at*; *receipt* is ``signature`` or ``fingerprint``."""
        fire(
            self,
            "deliver",
            actor=actor,
            at=at,
            second=second,
            receipt=receipt,
            delivered_at=delivered_at.isoformat(),
        )
        self.second, self.receipt = second, receipt
        self.delivered_at = delivered_at

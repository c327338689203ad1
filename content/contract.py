"""Contracts of purchased service: hours bought from an agency, ordered for a household, charged by visits."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from content import role
from content.acl import Capacities
from content.amount import whole
from content.document import Document, Duty, case_of
from content.error import Overdrawn, Taken, WrongState
from content.ledger import HOURS_CHART, Ledger
from content.source import NO_RESTRICTIONS, Restrictions
from content.tree import Folder
from content.workflow import Workflow, fire, may, step

SEE = may("contract:view")
BOOKS = SEE | may("contract:export")
CONTRACT = Workflow(
    name="contract",
    initial="active",
    steps=(
        step("purchase", "active", None, "contract:purchase", "hours"),
        step("end", "active", "ended", "contract:end"),
    ),
    grants={
        "active": {
            "agency": SEE,
            "clerk": SEE,
            "bureau": BOOKS | may("contract:purchase contract:end"),
            "supervision": BOOKS,
        },
        "ended": {"agency": SEE, "clerk": SEE, "bureau": BOOKS, "supervision": BOOKS},
    },
    open_states=frozenset({"active"}),
)

ORDER_SEE = may("order:view")
ORDER_READERS = {"agency": ORDER_SEE, "clerk": ORDER_SEE, "bureau": ORDER_SEE, "supervision": ORDER_SEE}
ORDER = Workflow(
    name="order",
    initial="open",
    steps=(
        step("charge", "open", None, "order:charge", "hours", "visit"),
        step("finish", "open", "finished", "order:finish"),
        step("cancel", "open", "cancelled", "order:cancel", "reason"),
    ),
    grants={
        "open": ORDER_READERS
        | {
            "agency": ORDER_SEE | may("order:charge order:finish"),
            "clerk": ORDER_SEE | may("order:cancel"),
        },
        "finished": ORDER_READERS,
        "cancelled": ORDER_READERS,
    },
    open_states=frozenset({"open"}),
)


class Contract(Document):
    """Hours of one skill (``item``); its ledger is the bureau's book of them, apart from all money."""

    kind = "contract"
    source_kind = "contract"
    workflow = CONTRACT
    unit = "hour"

    def __init__(
        self,
        *,
        agency_id: str,
        title: str,
        item: str,
        hours: int,
        number: str = "",
        restrictions: Restrictions = NO_RESTRICTIONS,
        actor: str,
        at: datetime,
        id: str | None = None,
    ) -> None:
        """*agency_id* is the organisation whose social workers do the work; *hours* > 0 are bought at once."""
        self.organisation_id = agency_id
        self.item = item
        self.number = number
        self.restrictions = restrictions
        super().__init__(actor=actor, at=at, title=title, id=id)
        self.ledger = Ledger(f"contract/{self.id}", "bureau", HOURS_CHART)
        self.orders: Folder[Order] = Folder()
        self.orders.__parent__, self.orders.__name__ = self, "orders"
        self.purchase(hours, actor=actor, at=at)

    def __getitem__(self, name: str) -> Folder[Order]:
        if name != "orders":
            raise KeyError(name)
        folder: Folder[Order] = self.orders
        return folder

    def capacities(self) -> Capacities:
        return {
            "agency": (role.at("social_worker", self.organisation_id),),
            "clerk": (role.at("fund_clerk"),),
            "bureau": role.BUREAU,
            "supervision": role.SUPERVISION,
        }

    @property
    def available(self) -> int:
        """Hours bought, not yet worked and not ordered for anybody."""
        return self.ledger.account("hours").available

    def purchase(self, hours: int, *, reference: str = "", actor: str, at: datetime) -> None:
        """*reference* says in the book which purchase it was, the contract's own id where there is no other."""
        fire(self, "purchase", actor=actor, at=at, hours=whole(hours))
        reference = reference or self.id
        self.ledger.move(
            "purchased", "hours", hours, memo="purchase", reference=reference, actor=actor, at=at
        )

    def order(
        self,
        *,
        hours: int,
        proposal_id: str,
        case_id: str,
        due: datetime | None = None,
        actor: str,
        at: datetime,
    ) -> Order:
        """Hold *hours* for one accepted proposal; raises Overdrawn where fewer are left, WrongState once ended."""
        if not self.is_open:
            raise WrongState(step="order", state=self.state)
        self.ledger.account("hours").hold(hours)
        return self.orders.add(
            Order(hours=hours, proposal_id=proposal_id, case_id=case_id, due=due, actor=actor, at=at)
        )


class Order(Document):
    """Hours of a contract held for one case; every visit's hours are charged once, what is left goes back."""

    kind = "order"
    workflow = ORDER

    def __init__(
        self,
        *,
        hours: int,
        proposal_id: str,
        case_id: str,
        due: datetime | None = None,
        actor: str,
        at: datetime,
        id: str | None = None,
    ) -> None:
        self.hours = hours
        self.charged = 0
        self.visits: tuple[str, ...] = ()
        self.proposal_id = proposal_id
        self.case_id = case_id
        self.due = due
        super().__init__(actor=actor, at=at, id=id)

    @property
    def contract(self) -> Contract:
        owner: Any = self.__parent__.__parent__
        return owner

    @property
    def left(self) -> int:
        """Hours still held for this case."""
        return self.hours - self.charged if self.is_open else 0

    def capacities(self) -> Capacities:
        return self.contract.capacities()

    def concerns(self) -> Any:
        return case_of(self, self.case_id)

    def duties(self) -> tuple[Duty, ...]:
        if not self.is_open:
            return ()
        what = "charge" if self.left else "finish"
        return (Duty(role.at("social_worker", self.contract.organisation_id), f"order:{what}", self.due),)

    def charge(self, hours: int, visit_id: str, *, actor: str, at: datetime) -> None:
        """The hours of one visit; raises Overdrawn beyond the order, Taken where the visit is charged already."""
        if visit_id in self.visits:
            raise Taken("visit_charged", visit=visit_id)
        if self.is_open and whole(hours) > self.left:
            raise Overdrawn(wanted=hours, available=self.left)
        fire(self, "charge", actor=actor, at=at, hours=hours, visit=visit_id)
        ledger = self.contract.ledger
        ledger.account("hours").release(hours)
        ledger.move("hours", "served", hours, memo="charge", reference=self.id, actor=actor, at=at)
        self.charged += hours
        self.visits = (*self.visits, visit_id)

    def finish(self, *, actor: str, at: datetime) -> None:
        """The work is done; hours that were not needed are free again."""
        self._give_back("finish", actor, at)

    def cancel(self, *, actor: str, at: datetime, reason: object) -> None:
        self._give_back("cancel", actor, at, reason=reason)

    def _give_back(self, name: str, actor: str, at: datetime, **details: object) -> None:
        left = self.left
        fire(self, name, actor=actor, at=at, left=left, **details)
        if left:
            self.contract.ledger.account("hours").release(left)

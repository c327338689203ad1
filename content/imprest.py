"""A town's imprest (备用金): advanced public relief money, its vouchers, refills and the monthly count of the cash."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from content import role
from content.acl import Capacities
from content.amount import whole
from content.document import Document, Duty
from content.error import DomainError
from content.ledger import Chart, Ledger
from content.workflow import Workflow, fire, may, step

SEE = may("imprest:view")
CHART = Chart("fen", ("advanced",), ("cash", "given"))
"""What the treasury advanced, what is in the town's hands, what households got."""
IMPREST = Workflow(
    name="imprest",
    initial="kept",
    steps=(
        step("ask_refill", "kept", None, "imprest:ask_refill", "amount_fen"),
        step("refill", "kept", None, "imprest:refill", "amount_fen", "reference"),
        step("count", "kept", None, "imprest:count"),
        step("accept_count", "kept", None, "imprest:accept_count"),
        step("send_back", "kept", None, "imprest:send_back", "reason"),
    ),
    grants={
        "kept": {
            "window": SEE | may("imprest:ask_refill imprest:count"),
            "bureau": SEE | may("imprest:refill imprest:accept_count imprest:send_back"),
            "supervision": SEE,
        }
    },
    open_states=frozenset({"kept"}),
)


class Count(NamedTuple):
    """Cash counted by hand, in fen, beside what the book said then; *vouchers_fen* is what was given since the last."""

    counted_fen: int
    booked_fen: int
    vouchers_fen: int
    at: datetime

    @property
    def difference_fen(self) -> int:
        return self.counted_fen - self.booked_fen


class Imprest(Document):
    """One per town, below its unit. ``settled_fen`` of what was given has been taken over into the treasury's book."""

    kind = "imprest"
    workflow = IMPREST
    personal_fields = ("difference",)

    def __init__(self, *, town: str, count_by: datetime, actor: str, at: datetime) -> None:
        self.town = town
        self.count_by = count_by
        self.wanted_fen = 0
        self.counted: Count | None = None
        self.settled_fen = 0
        self.ledger = Ledger(f"imprest/{town}", town, CHART)
        super().__init__(actor=actor, at=at, id="imprest")

    @property
    def cash_fen(self) -> int:
        """What may still be given, without what is promised and not yet handed over."""
        return self.ledger.account("cash").available

    @property
    def unsettled_fen(self) -> int:
        """Given to households, and not yet taken over by the bureau."""
        return self.ledger.account("given").balance - self.settled_fen

    def capacities(self) -> Capacities:
        return {
            "window": (role.at("window_clerk", self.town),),
            "bureau": role.BUREAU,
            "supervision": role.SUPERVISION,
        }

    def duties(self) -> tuple[Duty, ...]:
        """The bureau's where money is asked for or a count waits; else the town counts by the end of the month."""
        bureau, duties = role.at("bureau"), []
        if self.wanted_fen:
            duties.append(Duty(bureau, "imprest:refill", None))
        if self.counted is not None:
            duties.append(Duty(bureau, "imprest:accept_count", self.count_by))
        else:
            duties.append(Duty(role.at("window_clerk", self.town), "imprest:count", self.count_by))
        return tuple(duties)

    @property
    def site(self) -> Any:
        """The district: an imprest stands below its town's unit."""
        return self.__parent__.__parent__.__parent__

    # Money in and out

    def ask_refill(self, amount_fen: int, *, actor: str, at: datetime) -> None:
        fire(self, "ask_refill", actor=actor, at=at, amount_fen=whole(amount_fen))
        self.wanted_fen = amount_fen

    def refill(self, amount_fen: int, *, reference: str, actor: str, at: datetime) -> None:
        """The treasury has advanced so much; *reference* is the paper's number."""
        fire(self, "refill", actor=actor, at=at, amount_fen=whole(amount_fen), reference=reference)
        self._move("advanced", "cash", amount_fen, "advance", reference, actor, at)
        self.wanted_fen = 0

    def hold(self, amount_fen: int) -> None:
        """Promised to a household; raises Overdrawn where less is in hand."""
        self.ledger.account("cash").hold(amount_fen)

    def release(self, amount_fen: int) -> None:
        self.ledger.account("cash").release(amount_fen)

    def give(self, amount_fen: int, *, reference: str, actor: str, at: datetime) -> None:
        """What was held is in the household's hands; *reference* is the aid."""
        self.release(amount_fen)
        self._move("cash", "given", amount_fen, "give", reference, actor, at)

    def _move(
        self, source: str, target: str, fen: int, what: str, reference: str, actor: str, at: datetime
    ) -> None:
        memo = f"{what}:temporary"
        self.ledger.move(source, target, fen, memo=memo, reference=reference, actor=actor, at=at)

    # The monthly count

    def count_cash(self, counted_fen: int, *, actor: str, at: datetime, note: Any = None) -> None:
        """Counted by hand; ``difference_unnamed`` where it differs from the book and nobody says why."""
        booked = self.ledger.account("cash").balance
        if counted_fen != booked and not note:
            raise DomainError("difference_unnamed")
        found = Count(counted_fen, booked, self.unsettled_fen, at)
        fire(self, "count", actor=actor, at=at, counted_fen=counted_fen, booked_fen=booked, note=note or "")
        self.counted = found

    def accept_count(self, *, actor: str, at: datetime, next_by: datetime) -> int:
        """The bureau takes the vouchers over; gives back how much, in fen."""
        if self.counted is None:
            raise DomainError("nothing_counted")
        settled = self.counted.vouchers_fen
        fire(self, "accept_count", actor=actor, at=at, settled_fen=settled)
        self.settled_fen += settled
        self.counted, self.count_by = None, next_by
        return settled

    def send_back(self, *, actor: str, at: datetime, reason: object) -> None:
        """The count does not hold: the town counts again."""
        if self.counted is None:
            raise DomainError("nothing_counted")
        fire(self, "send_back", actor=actor, at=at, reason=reason)
        self.counted = None

"""Payment files (批量代发): approved money handed to the bank in one list, and the bank's word on each line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from content import role
from content.acl import Capacities
from content.allocation import Allocation
from content.document import Document, Duty
from content.error import DomainError, Missing, WrongState
from content.vault import Sealed, Vault
from content.workflow import Workflow, fire, may, step

if TYPE_CHECKING:
    from content.fund import Fund

PAID, RETURNED = "paid", "returned"
PAYABLE = ("disburse", "pay_again")
"""The next steps of allocations that may go into a file."""
CODE_LENGTH = 12

SEE = may("batch:view")
READERS = {"clerk": SEE, "signer": SEE, "bureau": SEE, "supervision": SEE}
BATCH = Workflow(
    name="batch",
    initial="made",
    steps=(
        step("send", "made", "sent", "batch:send"),
        step("discard", "made", "discarded", "batch:discard", "reason"),
        step("read_back", "sent", None, "batch:read_back"),
        step("settle", "sent", "settled", "batch:read_back"),
    ),
    grants={
        "made": READERS | {"clerk": SEE | may("batch:download batch:send batch:discard")},
        "sent": READERS | {"clerk": SEE | may("batch:download batch:read_back")},
        "settled": READERS | {"clerk": SEE | may("batch:download")},
        "discarded": READERS,
    },
    open_states=frozenset({"made", "sent"}),
)


class Line(NamedTuple):
    """One payment of a file: which allocation, how much, and what the bank said: "", paid or returned."""

    allocation_id: str
    amount_fen: int
    result: str = ""


class PaymentLine(NamedTuple):
    """One line as the bank reads it; opened from under seal, and never stored so."""

    number: int
    name: str
    account: str
    bank: str
    amount_fen: int


class PaymentBatch(Document):
    """Made once: who is paid what is frozen under seal with a check code, and each line is read back on its own.

    While a line waits, its allocation takes no step by itself (``Allocation.batch_id``).
    """

    kind = "batch"
    workflow = BATCH
    personal_fields = ("payees",)

    def __init__(
        self,
        *,
        number: str,
        allocations: Iterable[Allocation],
        vault: Vault,
        due: datetime | None = None,
        actor: str,
        at: datetime,
        id: str | None = None,
    ) -> None:
        """*number* is printed; raises ``nothing_to_pay`` for an empty list, WrongState for what is not payable."""
        chosen = list(allocations)
        if not chosen:
            raise DomainError("nothing_to_pay")
        self.number = number
        self.due = due
        self.lines = tuple(Line(a.id, a.amount_fen) for a in chosen)
        super().__init__(actor=actor, at=at, title=number, id=id)
        payees = [_payee(allocation, vault) for allocation in chosen]
        self.keep(vault, {"payees": json.dumps(payees, ensure_ascii=False)})
        self.check_code = self._code(vault, payees)
        for allocation in chosen:
            _take_in(allocation, self, actor, at)

    @property
    def fund(self) -> Fund:
        owner: Any = self.__parent__.__parent__
        return owner

    def capacities(self) -> Capacities:
        return {
            "clerk": (role.at("fund_clerk"),),
            "signer": (role.at("fund_signer"),),
            "bureau": role.BUREAU,
            "supervision": role.SUPERVISION,
        }

    def duties(self) -> tuple[Duty, ...]:
        owed = {"made": "send", "sent": "read_back"}.get(self.state)
        return (Duty(role.at("fund_clerk"), f"batch:{owed}", self.due),) if owed else ()

    # Figures

    @property
    def total_fen(self) -> int:
        """The control sum."""
        return sum(line.amount_fen for line in self.lines)

    @property
    def waiting(self) -> tuple[Line, ...]:
        """Lines that the bank has not answered for."""
        return tuple(line for line in self.lines if not line.result)

    def sum_of(self, result: str) -> int:
        return sum(line.amount_fen for line in self.lines if line.result == result)

    def payment_lines(self, vault: Vault) -> list[PaymentLine]:
        """What the bank reads; ``file_changed`` where sums or payees are not those it was made with."""
        payees = json.loads(self.reveal(vault, "payees"))
        if self._code(vault, payees) != self.check_code:
            raise DomainError("file_changed")
        pairs = zip(self.lines, payees, strict=True)
        return [
            PaymentLine(n, name, account, bank, line.amount_fen)
            for n, (line, (name, account, bank)) in enumerate(pairs, 1)
        ]

    def _code(self, vault: Vault, payees: Sequence[Sequence[str]]) -> str:
        """Keyed, so that nobody can try out accounts against it."""
        lines = [(line.allocation_id, line.amount_fen) for line in self.lines]
        text = json.dumps([self.number, lines, payees], ensure_ascii=False)
        return vault.fingerprint("batch", text)[:CODE_LENGTH]

    # Steps

    def send(self, *, actor: str, at: datetime, due: datetime | None = None) -> None:
        """The bank has the file: every line is disbursed (拨付) with it."""
        fire(self, "send", actor=actor, at=at, count=len(self.lines), total_fen=self.total_fen)
        self.due = due
        for line in self.lines:
            allocation = self.fund.allocations[line.allocation_id]
            allocation.batch_id = ""
            pay = allocation.pay_again if allocation.state == "returned" else allocation.disburse
            pay(actor=actor, at=at, due=due)
            allocation.batch_id = self.id

    def discard(self, *, actor: str, at: datetime, reason: Sealed | None) -> None:
        """Never sent; what stood in it may go into another file."""
        fire(self, "discard", actor=actor, at=at, reason=reason)
        for line in self.lines:
            self.fund.allocations[line.allocation_id].batch_id = ""

    def read_back(
        self, results: Mapping[str, tuple[str, Sealed | None]], *, actor: str, at: datetime
    ) -> list[Allocation]:
        """What the bank says, per allocation: (paid, None), or (returned, its reason). Gives back those allocations.

        The last answer settles the file. A line that was answered before is not answered again (WrongState).
        """
        known = {line.allocation_id for line in self.waiting}
        if not results or not known.issuperset(results):
            raise WrongState(step="read_back", state=self.state)
        if any(result == RETURNED and reason is None for result, reason in results.values()):
            raise Missing(detail="reason", step="return")
        returned = tuple(sorted(id for id, (result, _) in results.items() if result == RETURNED))
        fire(self, "read_back", actor=actor, at=at, count=len(results), returned=returned)
        answered = [self._answer(id, result, reason, actor, at) for id, (result, reason) in results.items()]
        self.lines = tuple(
            line._replace(result=results[line.allocation_id][0]) if line.allocation_id in results else line
            for line in self.lines
        )
        if not self.waiting:
            fire(self, "settle", actor=actor, at=at)
        return answered

    def _answer(
        self, allocation_id: str, result: str, reason: Sealed | None, actor: str, at: datetime
    ) -> Allocation:
        allocation = self.fund.allocations[allocation_id]
        allocation.batch_id = ""
        if result == PAID:
            allocation.pay_out(actor=actor, at=at)
        else:
            allocation.return_money(actor=actor, at=at, reason=reason)
        return allocation


def _take_in(allocation: Allocation, batch: PaymentBatch, actor: str, at: datetime) -> None:
    if allocation.batch_id or allocation.next_step not in PAYABLE:
        raise WrongState(step="disburse", state=allocation.state)
    allocation.batch_id = batch.id
    allocation.record("listed", actor=actor, at=at, number=batch.number)


def _payee(allocation: Allocation, vault: Vault) -> tuple[str, str, str]:
    name, account, bank = (
        allocation.reveal(vault, field) for field in ("payee_name", "payee_account", "payee_bank")
    )
    return name, account, bank

"""Double-entry books: one owner, one unit, every posting balanced and chained, no account ever overdrawn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from BTrees.LOBTree import LOBTree
from persistent import Persistent

from content.amount import whole
from content.calendar import day_of
from content.error import DomainError, Overdrawn
from content.history import GENESIS, Event, History
from content.vocabulary import Kind

Entries = tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Chart:
    """A ledger's accounts and its unit (fen or hour). *sources* only ever give, so they run negative."""

    unit: str
    sources: tuple[str, ...]
    stages: tuple[str, ...]

    @property
    def accounts(self) -> tuple[str, ...]:
        return (*self.sources, *self.stages)


FUND_CHART = Chart("fen", ("donations",), ("bank", "committed", "payable", "paid", "returned"))
"""Free money, approved, disbursed to the payer (拨付), paid to the household (发放), come back (退回)."""
HOURS_CHART = Chart("hour", ("purchased",), ("hours", "served"))
"""What a contract of purchased service has bought, and what of it was worked."""


def relief_chart(kinds: tuple[str, ...]) -> Chart:
    """Public relief money: what the treasury appropriates stands in a budget per kind until it is paid."""
    return Chart("fen", ("appropriation",), (*(f"budget:{k}" for k in kinds), *(f"paid:{k}" for k in kinds)))


@dataclass(frozen=True)
class Posting:
    """One line of the journal. ``memo`` is ``what:code`` such as ``receive:unit``; entries sum to 0."""

    n: int
    at: datetime
    actor: str
    memo: str
    reference: str
    entries: Entries
    previous: str
    digest: str

    @classmethod
    def of(cls, event: Event) -> Posting:
        details = dict(event.details)
        entries: Entries = details["entries"]  # type: ignore[assignment]  # written by post() alone
        reference = str(details["reference"])
        return cls(
            event.n, event.at, event.actor, event.name, reference, entries, event.previous, event.digest
        )

    @property
    def code(self) -> str:
        """The part of the memo that says of what sort: a category, or where income came from."""
        return self.memo.partition(":")[2]

    def amount(self, account: str) -> int:
        """What this posting adds to *account*; negative where it takes, 0 where it does not touch it."""
        return dict(self.entries).get(account, 0)


class Account(Persistent):
    """One account's balance, an object of its own: whoever decides about it writes it, and rivals conflict."""

    def __init__(self, name: str, is_source: bool) -> None:
        self.name = name
        self.is_source = is_source
        self.balance = 0
        self.held = 0

    @property
    def available(self) -> int:
        """What may still be taken; of a source, what it has given and could take back."""
        return -self.balance if self.is_source else self.balance - self.held

    def can_take(self, amount: int) -> bool:
        """Whether adding *amount* keeps a stage at or above what is held of it, and a source at or below 0."""
        return amount <= self.available if self.is_source else -amount <= self.available

    def hold(self, amount: int) -> None:
        """Reserve without posting; raises Overdrawn where less is free."""
        whole(amount)
        if self.is_source or amount > self.available:
            raise Overdrawn(account=self.name, wanted=amount, available=self.available)
        self.held += amount

    def release(self, amount: int) -> None:
        """Give a reservation up; ValueError where so much is not held."""
        whole(amount)
        if amount > self.held:
            raise ValueError(f"{self.name} holds {self.held}, not {amount}")
        self.held -= amount


class Ledger(Persistent):
    """The books of one owner in one unit. The journal is a chain of its own, like a document's history."""

    closed_until = ""
    """The last month (YYYY-MM) that is closed: nothing is posted into it or an earlier one. "" before the first."""

    def __init__(self, id: str, owner: str, chart: Chart) -> None:
        """*id* is bound into every digest, so that no posting can be moved to another ledger."""
        self.id = id
        self.owner = owner
        self.unit = chart.unit
        self._accounts = tuple(Account(name, name in chart.sources) for name in chart.accounts)
        self._postings = LOBTree()
        self.count = 0
        self.head = GENESIS

    @classmethod
    def for_treasury(cls) -> Ledger:
        """The book of public relief money, the bureau's: a budget for each of the nine kinds."""
        return cls("treasury", "bureau", relief_chart(tuple(kind.value for kind in Kind)))

    def open_stage(self, name: str) -> Account:
        """The account of this name, opened with nothing on it where the chart did not have it."""
        if all(account.name != name for account in self.accounts):
            self._accounts = (*self.accounts, Account(name, is_source=False))
        return self.account(name)

    @property
    def journal(self) -> History:
        return History(f"ledger:{self.id}", self._postings)

    @property
    def accounts(self) -> tuple[Account, ...]:
        accounts: tuple[Account, ...] = self._accounts
        return accounts

    def account(self, name: str) -> Account:
        """The account of this name; KeyError where the chart has none."""
        for account in self.accounts:
            if account.name == name:
                return account
        raise KeyError(name)

    def __iter__(self) -> Iterator[Posting]:
        return map(Posting.of, self.journal)

    def newest(self) -> Iterator[Posting]:
        return map(Posting.of, self.journal.newest())

    def post(
        self, entries: Mapping[str, int], *, memo: str, reference: str, actor: str, at: datetime
    ) -> Posting:
        """Write one balanced posting; raises DomainError, ValueError or KeyError, and changes nothing then."""
        self.require_open(at)
        if len(entries) < 2 or sum(entries.values()) != 0 or 0 in entries.values():
            raise ValueError("A posting moves something and sums to 0")
        moves = [(self.account(name), amount) for name, amount in sorted(entries.items())]
        for account, amount in moves:
            if not account.can_take(amount):
                raise Overdrawn(account=account.name, wanted=abs(amount), available=account.available)
        details = {
            "entries": tuple((account.name, amount) for account, amount in moves),
            "reference": reference,
        }
        event = self.journal.append(self.count, self.head, memo, actor, at, details)
        self.count, self.head = event.n + 1, event.digest
        for account, amount in moves:
            account.balance += amount
        return Posting.of(event)

    def move(
        self, source: str, target: str, amount: int, *, memo: str, reference: str, actor: str, at: datetime
    ) -> Posting:
        """Post *amount* (> 0) from one account to the next stage."""
        whole(amount)
        return self.post(
            {source: -amount, target: amount}, memo=memo, reference=reference, actor=actor, at=at
        )

    # Months

    def require_open(self, at: datetime) -> None:
        """Raise ``month_closed`` where the month of *at* is closed."""
        if month_of(at) <= self.closed_until:
            raise DomainError("month_closed", month=month_of(at))

    def close(self, month: str) -> None:
        """Lock everything up to *month*; the book itself is written, so that a posting under way conflicts."""
        self.closed_until = month

    def reopen(self, until: str) -> None:
        """Only what is up to *until* stays locked ("" for nothing)."""
        self.closed_until = until

    # Checks

    def balances(self) -> dict[str, int]:
        return {account.name: account.balance for account in self.accounts}

    def trial_balance(self) -> int:
        """The sum of all balances: 0, or somebody has written past post()."""
        return sum(account.balance for account in self.accounts)

    def broken_chain(self) -> str | None:
        """What is wrong with the books, in a word and a number, or None: every digest and balance is computed anew."""
        broken = self.journal.broken(self.count, self.head)
        if broken:
            return broken
        sums = dict.fromkeys(self.balances(), 0)
        for posting in self:
            if sum(amount for _, amount in posting.entries):
                return f"posting {posting.n} does not balance"
            for name, amount in posting.entries:
                sums[name] = sums.get(name, 0) + amount
        wrong = [name for name, balance in self.balances().items() if balance != sums[name]]
        return f"account {wrong[0]} does not match its postings" if wrong else None


def month_of(at: datetime) -> str:
    """The month in the district, as YYYY-MM."""
    return f"{day_of(at):%Y-%m}"

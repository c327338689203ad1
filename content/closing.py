"""Month's close (月结): a book of a period added up, held against the bank's balance, and locked.

The fund's book and the one of public relief money are closed by the same steps, each by its own people.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from content import role
from content.acl import Capacities
from content.document import Document, Duty
from content.error import DomainError, SameHand
from content.ledger import Ledger, month_of
from content.workflow import Workflow, fire, may, step

SEE = may("closing:view")
READERS = {"clerk": SEE, "signer": SEE, "bureau": SEE, "supervision": SEE}
PREPARE = {"clerk": SEE | may("closing:prepare")}
CHECK = SEE | may("closing:close closing:send_back")
REOPEN = SEE | may("closing:reopen")
CLOSING = Workflow(
    name="closing",
    initial="open",
    steps=(
        step("prepare", "open prepared reopened", "prepared", "closing:prepare"),
        step("close", "prepared", "closed", "closing:close"),
        step("send_back", "prepared", "open", "closing:send_back", "reason"),
        step("reopen", "closed", "reopened", "closing:reopen", "reason"),
    ),
    grants={
        "open": READERS | PREPARE,
        "prepared": READERS | PREPARE | {"signer": CHECK, "bureau": CHECK},
        "closed": READERS | {"signer": REOPEN, "bureau": REOPEN},
        "reopened": READERS | PREPARE,
    },
    denials={"prepared": {"preparer": may("closing:close")}},
    open_states=frozenset({"open", "prepared", "reopened"}),
)

FUND, TREASURY = "fund", "treasury"
GONE = frozenset({"paid", "advance"})
"""Stages whose money has left the bank: with households, or with towns as imprest. All others together are what the
account should hold."""


class Turnover(NamedTuple):
    """One account in a period, in fen: what it held, what came, what went, what it holds. Sources run below zero."""

    account: str
    opening: int
    taken: int
    given: int
    closing: int


class Difference(NamedTuple):
    """Why the bank's balance is not the book's: in words, and by how many fen the bank has more (+) or less (−)."""

    words: str
    fen: int


class Statement(NamedTuple):
    """What was closed: from the month *since* to the month *until* (YYYY-MM), and by whom, once it is closed."""

    since: str
    until: str
    rows: tuple[Turnover, ...]
    postings: int
    head: str
    bank_fen: int
    differences: tuple[Difference, ...]
    prepared_by: str
    closed_by: str = ""
    closed_at: str = ""

    @property
    def book_fen(self) -> int:
        """What the bank account holds by the book: all that came in and has not gone out."""
        return sum(row.closing for row in self.rows if row.closing > 0 and stage_of(row.account) not in GONE)

    @property
    def trial_balance(self) -> int:
        return sum(row.closing for row in self.rows)

    @property
    def unexplained_fen(self) -> int:
        """By how much bank and book differ beyond what is named; only 0 may be closed."""
        return self.bank_fen - self.book_fen - sum(each.fen for each in self.differences)

    @property
    def digest(self) -> str:
        """What the closing's history keeps, so that no figure can be changed afterwards."""
        return hashlib.sha256(json.dumps(self, ensure_ascii=False).encode()).hexdigest()


def drawn_up(ledger: Ledger, since: str, until: str) -> tuple[tuple[Turnover, ...], int, str]:
    """The period's turnover by account, its number of postings, and the digest of the last one ("" for none).

    Of a book with an account per kind (``paid:medical``), only those on which something was ever posted: further ones
    are opened as money comes, and must not change what was closed before.
    """
    opening, taken, given = ({account.name: 0 for account in ledger.accounts} for _ in range(3))
    count, head = 0, ""
    for posting in ledger:
        month = month_of(posting.at)
        if month > until:
            continue
        count, head = count + (month >= since), posting.digest if month >= since else head
        for name, amount in posting.entries:
            side = opening if month < since else taken if amount > 0 else given
            side[name] += amount
    rows = (
        Turnover(name, opening[name], taken[name], -given[name], opening[name] + taken[name] + given[name])
        for name in opening
        if ":" not in name or opening[name] or taken[name] or given[name]
    )
    return tuple(rows), count, head


class Closing(Document):
    """One month of one book; its id is the month, after the name of the book where that is the treasury's.

    Every statement that was ever closed is kept.
    """

    kind = "closing"
    workflow = CLOSING
    book = FUND

    def __init__(self, *, month: str, since: str, book: str = FUND, actor: str, at: datetime) -> None:
        """*month* (YYYY-MM) is over; *since* is the first month that no earlier closing covers."""
        if month_of(at) <= month:
            raise DomainError("month_not_over", month=month)
        self.since = since
        self.book = book
        self.locked_before = ""
        self.draft: Statement | None = None
        self.kept: tuple[Statement, ...] = ()
        super().__init__(actor=actor, at=at, title=month, id=closing_id(book, month))

    @property
    def ledger(self) -> Ledger:
        owner: Any = self.__parent__.__parent__
        ledger: Ledger = owner.treasury if self.book == TREASURY else owner.ledger
        return ledger

    @property
    def month(self) -> str:
        return self.id[-len("YYYY-MM") :]

    @property
    def statement(self) -> Statement | None:
        """What stands now: the one that is closed, else the one that waits for the second hand."""
        return self.kept[-1] if self.state == "closed" else self.draft

    @property
    def preparer(self) -> str:
        return self.draft.prepared_by if self.draft is not None else ""

    def capacities(self) -> Capacities:
        is_fund = self.book == FUND
        return {
            "clerk": (role.at("fund_clerk"),) if is_fund else role.BUREAU,
            "signer": (role.at("fund_signer"),) if is_fund else (),
            "preparer": (self.preparer,) if self.preparer else (),
            "bureau": role.BUREAU,
            "supervision": role.SUPERVISION,
        }

    def duties(self) -> tuple[Duty, ...]:
        if self.state == "prepared":
            return (Duty(self._post("fund_signer"), "closing:close", None),)
        if self.is_open:
            return (Duty(self._post("fund_clerk"), "closing:prepare", None),)
        return ()

    def _post(self, of_the_fund: str) -> str:
        """Whose work it is: of public relief money, the bureau's, by two of its people."""
        return role.at(of_the_fund) if self.book == FUND else role.BUREAU[0]

    # Steps

    def outline(
        self, bank_fen: int = 0, differences: Sequence[Difference] = (), actor: str = ""
    ) -> Statement:
        """What would be closed, were it drawn up now."""
        figures = drawn_up(self.ledger, self.since, self.month)
        return Statement(self.since, self.month, *figures, bank_fen, tuple(differences), actor)

    def prepare(
        self, *, bank_fen: int, differences: Sequence[Difference], actor: str, at: datetime
    ) -> Statement:
        """The books added up and held against the bank's balance; raises ``unexplained`` while they differ."""
        statement = self.outline(bank_fen, differences, actor)
        if statement.unexplained_fen:
            raise DomainError("unexplained", difference_fen=statement.unexplained_fen)
        fire(self, "prepare", actor=actor, at=at, bank_fen=bank_fen)
        self.draft = statement
        return statement

    def close(self, *, actor: str, at: datetime) -> None:
        """By a second hand, and only while the books say what the statement says; from then on they are locked."""
        draft = self.draft
        if draft is None or actor == draft.prepared_by:
            raise SameHand(step="close")
        if (draft.rows, draft.postings, draft.head) != drawn_up(self.ledger, self.since, self.month):
            raise DomainError("books_moved")
        if self.ledger.closed_until and next_month(self.ledger.closed_until) != self.since:
            raise DomainError("earlier_month_open")
        closed = draft._replace(closed_by=actor, closed_at=at.isoformat())
        fire(self, "close", actor=actor, at=at, month=self.month, statement=closed.digest)
        self.locked_before = self.ledger.closed_until
        self.ledger.close(self.month)
        self.kept = (*self.kept, closed)

    def send_back(self, *, actor: str, at: datetime, reason: object) -> None:
        """The second hand does not agree."""
        fire(self, "send_back", actor=actor, at=at, reason=reason)

    def reopen(self, *, actor: str, at: datetime, reason: object) -> None:
        """The newest closed month alone; what was closed stays among what is kept."""
        if self.ledger.closed_until != self.month:
            raise DomainError("later_month_closed")
        fire(self, "reopen", actor=actor, at=at, month=self.month, reason=reason)
        self.ledger.reopen(self.locked_before)

    # Proof

    def wrong(self) -> str | None:
        """What does not hold of a closed month, or None: its figures anew, its statements, the lock of the book."""
        written = [str(e.detail("statement")) for e in self.history if e.name == "close"]
        if written != [statement.digest for statement in self.kept]:
            return "the statement was changed"
        if self.state != "closed":
            return None
        now = self.kept[-1]
        if (now.rows, now.postings, now.head) != drawn_up(self.ledger, now.since, now.until):
            return "the books do not say what was closed"
        return None if self.month <= self.ledger.closed_until else "a closed month is open in the book"


def closing_id(book: str, month: str) -> str:
    """Two books have two closings of one month, and a history is bound to its id."""
    return month if book == FUND else f"{book}-{month}"


def stage_of(account: str) -> str:
    """``paid`` of ``paid:medical``."""
    return account.partition(":")[0]


def next_month(month: str) -> str:
    year, number = (int(part) for part in month.split("-"))
    return f"{year + number // 12}-{number % 12 + 1:02d}"


def closable(ledger: Ledger, at: datetime) -> tuple[str, ...]:
    """Months that may be closed next, the newest first: over, not closed, and not before the first posting."""
    first = next(iter(ledger), None)
    month = next_month(ledger.closed_until) if ledger.closed_until else month_of(first.at) if first else ""
    found: list[str] = []
    while month and month < month_of(at):
        found.append(month)
        month = next_month(month)
    return tuple(reversed(found))

"""What a ledger shows to others: a year's figures for the public page, and its books as Beancount text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from content.ledger import Ledger, Posting

ROOTS = {
    "donations": "Income",
    "appropriation": "Income",
    "purchased": "Income",
    "paid": "Expenses",
    "served": "Expenses",
}
"""Under which of Beancount's roots an account stands: sources give, what is gone is spent, all between is Assets."""


@dataclass(frozen=True)
class Figures:
    """One year of a fund in fen, by stable codes. opening + income − paid = closing; money that came back counts
    against what was paid in the month of its return."""

    year: int
    opening: int
    income: tuple[tuple[str, int], ...]
    paid: tuple[tuple[str, int], ...]
    paid_by_month: tuple[int, ...]
    closing: int

    @property
    def income_total(self) -> int:
        return sum(amount for _, amount in self.income)

    @property
    def paid_total(self) -> int:
        return sum(amount for _, amount in self.paid)


def figures(ledger: Ledger, year: int, zone: tzinfo) -> Figures:
    """The year's income by source and payments by category and month; *zone* says when a month begins."""
    opening = 0
    income: Counter[str] = Counter()
    paid: Counter[str] = Counter()
    months = [0] * 12
    for posting in ledger:
        local = posting.at.astimezone(zone)
        received, spent = -posting.amount("donations"), posting.amount("paid")
        if local.year < year:
            opening += received - spent
        elif local.year == year:
            income[posting.code] += received
            paid[posting.code] += spent
            months[local.month - 1] += spent
    closing = opening + income.total() - paid.total()
    return Figures(year, opening, _rows(income), _rows(paid), tuple(months), closing)


def as_beancount(ledger: Ledger, zone: tzinfo, title: str = "") -> str:
    """The whole book as plain text that ``bean-check`` accepts, with each posting's digest as metadata.

    Money in yuan with two decimals (CNY), hours as HOUR. It names who posted: for supervision, not for the public.
    """
    return "\n\n".join(_directives(ledger, zone, title)) + "\n"


def _directives(ledger: Ledger, zone: tzinfo, title: str) -> Iterator[str]:
    unit = "CNY" if ledger.unit == "fen" else "HOUR"
    yield f'option "title" "{_quoted(title or ledger.id)}"\noption "operating_currency" "{unit}"'
    days = [posting.at.astimezone(zone).date() for posting in ledger]
    if not days:
        return
    yield "\n".join(f"{min(days)} open {_name(account.name)} {unit}" for account in ledger.accounts)
    for posting in ledger:
        yield _transaction(posting, zone, ledger.unit)
    after = max(days) + timedelta(days=1)
    yield "\n".join(
        f"{after} balance {_name(account.name)} {_amount(account.balance, ledger.unit)}"
        for account in ledger.accounts
    )


def _transaction(posting: Posting, zone: tzinfo, unit: str) -> str:
    local: datetime = posting.at.astimezone(zone)
    lines = [
        f'{local.date()} * "{_quoted(posting.memo)}"',
        f'  number: "{posting.n}"',
        f'  time: "{local.isoformat()}"',
        f'  actor: "{_quoted(posting.actor)}"',
        f'  reference: "{_quoted(posting.reference)}"',
        f'  digest: "{posting.digest}"',
    ]
    lines += [f"  {_name(name)}  {_amount(amount, unit)}" for name, amount in posting.entries]
    return "\n".join(lines)


def _name(account: str) -> str:
    """``budget:medical`` → ``Assets:Budget:Medical``."""
    root = ROOTS.get(account.partition(":")[0], "Assets")
    return ":".join([root, *(part.capitalize() for part in account.split(":"))])


def _amount(amount: int, unit: str) -> str:
    if unit != "fen":
        return f"{amount} HOUR"
    sign = "-" if amount < 0 else ""
    return f"{sign}{abs(amount) // 100}.{abs(amount) % 100:02d} CNY"


def _quoted(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")


def _rows(sums: Counter[str]) -> tuple[tuple[str, int], ...]:
    """The codes with something to show, the largest first; the code breaks ties."""
    return tuple(sorted(((k, v) for k, v in sums.items() if v), key=lambda row: (-row[1], row[0])))

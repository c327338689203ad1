"""Public relief money (财政救助资金): what the treasury appropriates per kind, and what of it is paid to households."""

from __future__ import annotations

from datetime import datetime

from content.ledger import Ledger, Posting


def appropriate(
    treasury: Ledger, *, kind: str, amount_fen: int, reference: str, actor: str, at: datetime
) -> Posting:
    """A year's money for one of the nine kinds has come; *reference* is the number of the paper that says so."""
    return treasury.move(
        "appropriation",
        f"budget:{kind}",
        amount_fen,
        memo=f"appropriate:{kind}",
        reference=reference,
        actor=actor,
        at=at,
    )


def pay(treasury: Ledger, *, kind: str, amount_fen: int, reference: str, actor: str, at: datetime) -> Posting:
    """Paid to a household; *reference* is the referral it completes. Raises Overdrawn beyond the kind's budget."""
    return treasury.move(
        f"budget:{kind}",
        f"paid:{kind}",
        amount_fen,
        memo=f"pay:{kind}",
        reference=reference,
        actor=actor,
        at=at,
    )


def advance(
    treasury: Ledger, *, kind: str, amount_fen: int, reference: str, actor: str, at: datetime
) -> Posting:
    """Advanced to a town's imprest; *reference* names paper and town. Raises Overdrawn beyond the kind's budget."""
    treasury.open_stage(f"advance:{kind}")
    return treasury.move(
        f"budget:{kind}",
        f"advance:{kind}",
        amount_fen,
        memo=f"advance:{kind}",
        reference=reference,
        actor=actor,
        at=at,
    )


def settle_advance(
    treasury: Ledger, *, kind: str, amount_fen: int, reference: str, actor: str, at: datetime
) -> Posting:
    """The vouchers of an imprest are in order: what was advanced is paid to households."""
    return treasury.move(
        f"advance:{kind}",
        f"paid:{kind}",
        amount_fen,
        memo=f"settle:{kind}",
        reference=reference,
        actor=actor,
        at=at,
    )


def advanced(treasury: Ledger, kind: str) -> int:
    """What towns hold or have given without the bureau having taken it over yet, in fen."""
    return treasury.balances().get(f"advance:{kind}", 0)


def left(treasury: Ledger, kind: str) -> int:
    """What may still be paid for this kind, in fen."""
    return treasury.account(f"budget:{kind}").available

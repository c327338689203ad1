"""What an amount is: a whole number above 0, of fen, hours or pieces."""

from __future__ import annotations


def whole(amount: int) -> int:
    """The amount itself; ValueError for what is none: fractions, truth values, zero and below."""
    if isinstance(amount, bool) or not isinstance(amount, int) or amount <= 0:
        raise ValueError("An amount is a whole number above 0")
    return amount

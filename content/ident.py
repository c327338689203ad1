"""Random, short ids that can be read aloud, and receipt numbers with a check character."""

from __future__ import annotations

import secrets
import unicodedata

ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
"""No 0/o, 1/i/l: what is read out on the telephone arrives as it was said."""

RECEIPT_LENGTH = 11


def new_id(length: int = 10) -> str:
    """A random id; time-ordered keys conflict nine times as often (DESIGN, Storage)."""
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def new_receipt() -> str:
    """A receipt number such as ``7K4M-QX8P-2CDE``: eleven random characters and one that checks them."""
    body = new_id(RECEIPT_LENGTH)
    return printed(body + check_character(body))


def printed(receipt: str) -> str:
    """The number as it stands on paper: capitals in groups of four."""
    plain = receipt.upper()
    return "-".join(plain[i : i + 4] for i in range(0, len(plain), 4))


def normal_receipt(typed: str) -> str | None:
    """What somebody typed, as stored; None where the check character says it was mistyped."""
    plain = "".join(c for c in unicodedata.normalize("NFKC", typed).lower() if c.isalnum())
    if len(plain) != RECEIPT_LENGTH + 1 or any(c not in ALPHABET for c in plain):
        return None
    return plain if check_character(plain[:-1]) == plain[-1] else None


def check_character(body: str) -> str:
    """Weighted sum modulo 31, a prime: finds every single wrong character and every swap of neighbours."""
    total = sum((i + 2) * ALPHABET.index(c) for i, c in enumerate(body))
    return ALPHABET[total % len(ALPHABET)]

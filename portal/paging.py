"""A long list of ids in pages, asked for by number in the address."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

NEAR = 2
"""So many pages before and after this one have a link, beside the first and the last."""


class Paged(NamedTuple):
    """What stands on this page, and for the macro ``pagination``: (number, address or None for this page), the next."""

    shown: Sequence[Any]
    pages: list[tuple[int, str | None]]
    next_path: str | None


def paged(items: Sequence[Any], typed: str, size: int, address: Callable[[int], str]) -> Paged:
    """*typed* is the number in the address: the first page where it is none, the last where it is too high."""
    last = max(1, -(-len(items) // size))
    here = min(max(_whole(typed), 1), last)
    near = sorted({1, last, *(n for n in range(here - NEAR, here + NEAR + 1) if 1 <= n <= last)})
    return Paged(
        items[(here - 1) * size : here * size],
        [(n, None if n == here else address(n)) for n in near],
        address(here + 1) if here < last else None,
    )


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 1

"""What is wrong in a policy file, as a code with its figures: the portal has the sentence."""

from __future__ import annotations

from typing import NamedTuple


class Said(NamedTuple):
    """*figures* are (name, value) pairs by name, so that equal mistakes are equal and all of them can be sorted."""

    code: str
    figures: tuple[tuple[str, str], ...] = ()


def said(code: str, /, **figures: object) -> Said:
    return Said(code, tuple(sorted((name, str(value)) for name, value in figures.items())))

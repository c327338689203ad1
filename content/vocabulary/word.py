"""How the domain's words are made: the plain strings that documents store, each with its Chinese label."""

from __future__ import annotations

from enum import StrEnum
from typing import Self


class Word(StrEnum):
    """A stored word with its Chinese label; equal to, and printed as, the plain string.

    The parameters after the value have defaults only so that `Kind("medical")` type-checks as a look-up.
    """

    label: str

    def __new__(cls, value: str, label: str = "") -> Self:
        word = str.__new__(cls, value)
        word._value_ = value
        word.label = label
        return word

    @classmethod
    def has_word(cls, value: object) -> bool:
        return any(word.value == value for word in cls)

    @classmethod
    def choices(cls) -> tuple[tuple[str, str], ...]:
        """(value, label) of every word, in the order written here: what a select shows."""
        return tuple((word.value, word.label) for word in cls)

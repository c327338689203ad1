"""What a demo household is made of, as values: who belongs to it, what it lacks, and how far its case has come."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Someone:
    """A member: relation code, name, birthday (``YYYY-MM-DD``), gender; a school or a grade of disability, if any."""

    relation: str
    name: str
    born: str
    gender: str
    school: str = ""
    disability: str = ""


@dataclass(frozen=True)
class Lack:
    """A need: fen, hours or pieces; *title* and *text* are for the public, "" where it is not released.

    *referred* says how far the department is that was asked ("" where none was), *granted* what it gave in fen,
    *fund* what the fund pays, in fen.
    """

    category: str
    amount: int
    title: str = ""
    text: str = ""
    item: str = ""
    referred: str = ""
    granted: int = 0
    fund: int = 0


@dataclass(frozen=True)
class Family:
    """A household with its case: so many working *days* ago it came to the window of *town*; *closed* is done."""

    town: str
    village: str
    days: int
    members: tuple[Someone, ...]
    lacks: tuple[Lack, ...]
    story: str
    causes: tuple[str, ...] = ("grave_illness",)
    urgency: int = 1
    claimed: bool = False
    closed: bool = False

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
    diagnosis: str = ""


@dataclass(frozen=True)
class Lack:
    """A need: fen, hours or pieces; *title* and *text* are for the public, "" where it is not released.

    *referred* says how far the department is that was asked ("" where none was), *granted* what it gave in fen;
    *fund* what the fund pays, in fen, and *fund_state* how far that is; *source* is the path of what else was
    proposed for it, and *source_state* how far that has come. *withdrawn* is in the clerk's words why it is not
    needed any more.
    """

    category: str
    amount: int
    title: str = ""
    text: str = ""
    item: str = ""
    referred: str = ""
    granted: int = 0
    fund: int = 0
    fund_state: str = "acknowledged"
    source: str = ""
    source_state: str = "settled"
    withdrawn: str = ""


@dataclass(frozen=True)
class Family:
    """A household with its case: so many working *days* ago it came to the window of *town*.

    *found_by* is the login of who reported it before that, ``?`` a stranger, and "" where it came by itself.
    *fate* is the state that its case is to reach; ``reopened`` has been closed before. *papers_asked* says that it
    was told once what was missing; *ending* is in the clerk's words why it was closed, refused or opened again.
    *worker* is the login of the social worker who claimed it, *visits* what was written after each visit.
    """

    town: str
    village: str
    days: int
    members: tuple[Someone, ...]
    lacks: tuple[Lack, ...]
    story: str
    causes: tuple[str, ...] = ("grave_illness",)
    urgency: int = 1
    worker: str = ""
    visits: tuple[str, ...] = ()
    fate: str = "admitted"
    ending: str = "各项帮助都已到家，家里同意结案。"
    papers_asked: bool = False
    found_by: str = ""
    phone: int = 0
    """Which of the telephone numbers is theirs; 0 is the one that follows from the family's place in the list."""


def ends(family: Family) -> int:
    """How many working days after the admission the case is closed, where nothing keeps it open: within its limit."""
    return 9 if any(lack.category == "education" for lack in family.lacks) else 13

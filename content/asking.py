"""What is asked of a unit in writing by a date, and answered in writing: orders of supervision, audit's questions."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from content import role
from content.acl import Capacities
from content.document import Document, Duty
from content.workflow import fire

WORDS = ("demand", "answer", "conclusion", "responsible")
"""What is written on either side, sealed."""
OVERSEERS = (*role.BUREAU, *role.SUPERVISION)


class Asking(Document):
    """*side* asks (``bureau@district``), *unit* answers (``handler@medical``); what both write is sealed.

    ``about`` is the path of the document that it concerns, "" where it concerns the unit's work as a whole.
    """

    first_owed: ClassVar[dict[str, str]]
    """State → the step that the asking side owes then; in ``asked`` the unit owes its answer."""

    def __init__(
        self,
        *,
        side: str,
        unit: str,
        about: str,
        sort: str,
        due: datetime | None,
        actor: str,
        at: datetime,
        id: str | None = None,
        title: str = "",
    ) -> None:
        self.side = side
        self.unit = unit
        self.about = about
        self.sort = sort
        self.due = due
        self.sample_id = ""
        self.grounds: tuple[str, ...] = ()
        super().__init__(actor=actor, at=at, title=title, id=id)

    def capacities(self) -> Capacities:
        return {
            "asker": (self.side,),
            "unit": (self.unit,),
            "overseer": tuple(who for who in OVERSEERS if who != self.side),
        }

    def duties(self) -> tuple[Duty, ...]:
        """The unit's until it has answered, then again the side's that asked."""
        if self.state == "asked":
            return (Duty(self.unit, f"{self.kind}:answer", self.due),)
        step = self.first_owed.get(self.state)
        return (Duty(self.side, f"{self.kind}:{step}", None),) if step else ()

    def ask_again(self, *, actor: str, at: datetime, due: datetime, reason: object) -> None:
        """The answer was not enough: by another date."""
        fire(self, "ask_again", actor=actor, at=at, due=due, reason=reason)
        self.due = due

    def hold(self, *, actor: str, at: datetime, ground: str, words: object) -> None:
        """责任追究: on which ground somebody is answerable (REQUIREMENTS R3); who it is stays under seal."""
        fire(self, "hold", actor=actor, at=at, ground=ground, words=words)
        self.grounds = tuple(dict.fromkeys((*self.grounds, ground)))

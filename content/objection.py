"""Objections: a decision is not accepted, the bureau answers in writing, what it changes is carried out."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from content import role
from content.acl import Capacities
from content.document import Document, Duty, case_of
from content.workflow import Workflow, fire, may, same_in, step

SEE = may("objection:view")
PRINT = SEE | may("objection:print")
FOLLOW = may("objection:follow")
READERS = {"supervision": SEE, "applicant": FOLLOW}
OBJECTION = Workflow(
    name="objection",
    initial="lodged",
    steps=(
        step("answer", "lodged", "answered", "objection:answer", "said"),
        step("change", "lodged", "to_carry_out", "objection:answer", "said"),
        step("carry_out", "to_carry_out", "answered", "objection:carry_out", "done"),
        step("withdraw", "lodged", "withdrawn", "objection:withdraw"),
    ),
    grants={
        "lodged": READERS
        | {
            "bureau": SEE | may("objection:answer"),
            "window": SEE,
            "applicant": FOLLOW | may("objection:withdraw"),
        },
        "to_carry_out": READERS | {"bureau": PRINT, "window": PRINT | may("objection:carry_out")},
        "answered": READERS | {"bureau": PRINT, "window": PRINT},
    }
    | same_in(("withdrawn",), READERS | {"bureau": SEE, "window": SEE}),
    open_states=frozenset({"lodged", "to_carry_out"}),
)


class Objection(Document):
    """``about`` is an ``ObjectionTo``; *paper_number* names the public notice on paper, *referral_id* the referral.

    ``result`` is upheld or changed once it is answered.
    """

    kind = "objection"
    workflow = OBJECTION
    personal_fields: ClassVar[tuple[str, ...]] = ("story", "answer")
    number = ""
    """The printed number of the answer."""

    def __init__(
        self,
        *,
        case_id: str,
        town: str,
        about: str,
        referral_id: str = "",
        paper_number: str = "",
        due: datetime | None = None,
        actor: str,
        at: datetime,
        id: str | None = None,
    ) -> None:
        self.case_id = case_id
        self.town = town
        self.about = about
        self.referral_id = referral_id
        self.paper_number = paper_number
        self.due = due
        self.result = ""
        self.answered_at: datetime | None = None
        super().__init__(actor=actor, at=at, id=id)

    def capacities(self) -> Capacities:
        return {
            "bureau": role.BUREAU,
            "window": (role.at("window_clerk", self.town),),
            "supervision": role.SUPERVISION,
            "applicant": (role.applicant(self.case_id),),
        }

    def concerns(self) -> Any:
        return case_of(self, self.case_id)

    def duties(self) -> tuple[Duty, ...]:
        """The bureau answers; what it has changed, the window carries out."""
        if self.state == "lodged":
            return (Duty(role.at("bureau"), "objection:answer", self.due),)
        if self.state == "to_carry_out":
            return (Duty(role.at("window_clerk", self.town), "objection:carry_out", self.due),)
        return ()

    def settle(self, *, changed: bool, actor: str, at: datetime, said: object) -> None:
        """Answered in writing; what is changed, the window has still to carry out."""
        fire(self, "change" if changed else "answer", actor=actor, at=at, said=said)
        self.result = "changed" if changed else "upheld"
        self.answered_at, self.due = at, None

"""Tips: anyone reports abuse or inaction; looked into, answered, the one responsible named (REQUIREMENTS R5)."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from content import role
from content.acl import Capacities
from content.document import Document, Duty
from content.vocabulary import Role, TipSubject
from content.workflow import Workflow, fire, may, same_in, step

SEE = may("tip:view")
READ = SEE | may("tip:contact")
FOLLOW = may("tip:follow")
OPEN = ("received", "accepted")
DONE = ("not_ours", "finished")
HANDLER = READ | may("tip:write tip:pass_on")
EVERYTHING = may(
    "tip:view tip:contact tip:write tip:pass_on tip:accept tip:decline tip:extend tip:finish tip:follow tip:reply"
)
TIP = Workflow(
    name="tip",
    initial="received",
    steps=(
        step("accept", "received", "accepted", "tip:accept", "said"),
        step("decline", "received", "not_ours", "tip:decline", "said"),
        step("pass_on", "received accepted", None, "tip:pass_on", "office", "said"),
        step("extend", "accepted", None, "tip:extend", "said"),
        step("finish", "accepted", "finished", "tip:finish", "finding", "said"),
        step("write", "received accepted", None, "tip:write", "said"),
        step("reply", "received accepted", None, "tip:reply", "said"),
    ),
    grants={
        "received": {
            "handler": HANDLER | may("tip:accept tip:decline"),
            "other": SEE,
            "teller": FOLLOW | may("tip:reply"),
        },
        "accepted": {
            "handler": HANDLER | may("tip:finish tip:extend"),
            "other": SEE,
            "teller": FOLLOW | may("tip:reply"),
        },
    }
    | same_in(DONE, {"handler": READ, "other": SEE, "teller": FOLLOW}),
    # 信访工作条例 28, 30: who is concerned steps aside, and never learns of it.
    denials=same_in((*OPEN, *DONE), {"named": EVERYTHING}),
    open_states=frozenset(OPEN),
)
DISCIPLINE, BUREAU = "discipline", "bureau"
OFFICES = {DISCIPLINE: (role.at("discipline"),), BUREAU: role.BUREAU}
BUREAU_UNIT = "civil"
"""The bureau as a unit: who complains of it is not answered by it."""
BUREAUS_OWN = frozenset({TipSubject.REFUSED_HELP.value, TipSubject.PUBLIC_NOTICE.value})
"""What is put right quickest where help is given; all else goes to discipline inspection first."""


class Tip(Document):
    """``unit`` is whom it is about ("" where nobody was chosen), ``named`` the principals who never see it.

    ``office`` answers it, discipline or bureau. Told in people's own words, and by whom, is sealed; nothing says
    whether it came from somebody with an account.
    """

    kind = "tip"
    workflow = TIP
    personal_fields: ClassVar[tuple[str, ...]] = (
        "story",
        "accused",
        "teller_name",
        "teller_phone",
        "receipt",
        "responsible",
        "dealt",
    )

    def __init__(
        self,
        *,
        subject: str,
        unit: str = "",
        paper_number: str = "",
        named: tuple[str, ...] = (),
        due: datetime | None = None,
        actor: str,
        at: datetime,
        id: str | None = None,
    ) -> None:
        self.subject = subject
        self.unit = unit
        self.paper_number = paper_number
        self.named = tuple(sorted({*named, *those_of(unit)}))
        self.office = self._first_office()
        self.due = due
        self.is_extended = False
        self.finding = ""
        self.grounds: tuple[str, ...] = ()
        super().__init__(actor=actor, at=at, id=id)

    def _first_office(self) -> str:
        wanted = BUREAU if self.subject in BUREAUS_OWN else DISCIPLINE
        return wanted if self.may_answer(wanted) else DISCIPLINE

    def may_answer(self, office: str) -> bool:
        """Whether the office as a whole is not the one complained of."""
        return not set(OFFICES[office]) & set(self.named)

    def capacities(self) -> Capacities:
        other = BUREAU if self.office == DISCIPLINE else DISCIPLINE
        return {
            "handler": OFFICES[self.office],
            "other": OFFICES[other],
            "named": self.named,
            "teller": (role.applicant(f"tip:{self.id}"),),
        }

    def duties(self) -> tuple[Duty, ...]:
        if not self.is_open:
            return ()
        what = "tip:accept" if self.state == "received" else "tip:finish"
        return (Duty(OFFICES[self.office][0], what, self.due),)

    @property
    def overseer(self) -> str:
        """The discipline inspection: the bureau may be what the tip is about."""
        return OFFICES[DISCIPLINE][0]

    def accept(self, *, actor: str, at: datetime, said: object) -> None:
        """受理 of a tip: told so, and from now on it is finished within its limit (信访工作条例 34)."""
        fire(self, "accept", actor=actor, at=at, said=said)

    def pass_on(self, *, actor: str, at: datetime, said: object) -> None:
        """To the other office; what was promised by a day stays promised."""
        office = BUREAU if self.office == DISCIPLINE else DISCIPLINE
        fire(self, "pass_on", actor=actor, at=at, office=office, said=said)
        self.office = office

    def extend(self, *, actor: str, at: datetime, said: object) -> None:
        """Once, with the reason told (信访工作条例 34)."""
        fire(self, "extend", actor=actor, at=at, said=said)
        self.is_extended = True

    def finish(
        self, *, actor: str, at: datetime, finding: str, grounds: tuple[str, ...], said: object
    ) -> None:
        """What was found, on which grounds of R3 somebody answers for it, and what the teller is told."""
        fire(self, "finish", actor=actor, at=at, finding=finding, grounds=grounds, said=said)
        self.finding, self.grounds = finding, grounds


def those_of(unit: str) -> frozenset[str]:
    """Everybody who works there, whatever they are; of the bureau's unit also the bureau's own people."""
    people = {role.at(part.value, unit) for part in Role} if unit else set()
    return frozenset(people | (set(role.BUREAU) if unit == BUREAU_UNIT else set()))

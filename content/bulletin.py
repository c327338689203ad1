"""通报: how every unit carried out its part of the work in one month or quarter, for the units themselves (R2).

What it keeps is what was counted on the day of the draft. It says nothing of households.
"""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from content import role
from content.acl import Capacities
from content.document import Document, Duty
from content.workflow import Workflow, fire, may, step

SEE = may("bulletin:view")
WITHIN = {"bureau": SEE, "supervision": SEE}
EVERYBODY = WITHIN | {"units": SEE}
BULLETIN = Workflow(
    name="bulletin",
    initial="drafted",
    steps=(
        step("release", "drafted", "issued", "bulletin:release"),
        step("discard", "drafted", "discarded", "bulletin:discard", "reason"),
        step("replace", "issued", "replaced", "bulletin:replace", "by"),
    ),
    grants={
        "drafted": WITHIN | {"bureau": SEE | may("bulletin:release bulletin:discard")},
        "issued": EVERYBODY | {"bureau": SEE | may("bulletin:replace")},
        "replaced": EVERYBODY,
        "discarded": WITHIN,
    },
    denials={"drafted": {"drafter": may("bulletin:release")}},
    open_states=frozenset({"drafted"}),
)


class Share(NamedTuple):
    """What one unit did; *owner* is the principal of its work list. Medians are None where nothing was measured.

    *overdue* was due within the time and not done at its end. *orders* are supervision orders given then, of which
    *answered* were answered by their date; *reports* and the three medians are of early finding, for towns.
    """

    owner: str
    received: int
    finished: int
    on_time: int
    late: int
    overdue: int
    sent_back: int
    orders: int
    answered: int
    reports: int = 0
    report_days: float | None = None
    verify_hours: float | None = None
    help_hours: float | None = None


class Held(NamedTuple):
    """责任追究: a unit, and the ground on which it answers (R3)."""

    owner: str
    ground: str


class Bulletin(Document):
    """``period`` is ``2026-10`` or ``2026-Q3``. ``corrects`` and ``replaced_by`` are ids of bulletins, "" for none.

    The persons who answer, one line for each of ``held`` and in its order, are sealed and may be left out.
    """

    kind = "bulletin"
    workflow = BULLETIN
    personal_fields = ("responsible",)

    def __init__(
        self,
        *,
        period: str,
        shares: tuple[Share, ...],
        held: tuple[Held, ...],
        text: str,
        corrects: str = "",
        actor: str,
        at: datetime,
        id: str | None = None,
    ) -> None:
        self.period = period
        self.shares, self.held = shares, held
        self.text = text
        self.corrects = corrects
        self.replaced_by = ""
        self.year = self.issue = 0
        self.issued_at = at
        super().__init__(actor=actor, at=at, title=period, id=id)

    def release(self, *, year: int, issue: int, actor: str, at: datetime) -> None:
        """第 *issue* 期 of the year; from here on every unit reads it."""
        fire(self, "release", actor=actor, at=at, year=year, issue=issue)
        self.year, self.issue, self.issued_at = year, issue, at

    def replace(self, by: Bulletin, *, actor: str, at: datetime) -> None:
        """A newer one corrects this; both stay."""
        fire(self, "replace", actor=actor, at=at, by=by.id)
        self.replaced_by = by.id

    def capacities(self) -> Capacities:
        return {
            "units": tuple(role.anywhere(name) for name in ("window_clerk", "village_worker", "handler")),
            "drafter": (self.created_by,),
            "bureau": role.BUREAU,
            "supervision": role.SUPERVISION,
        }

    def heard_by(self) -> tuple[str, ...]:
        return (self.created_by,) if self.state == "discarded" else ()

    def duties(self) -> tuple[Duty, ...]:
        return (Duty(role.at("bureau"), "bulletin:release", None),) if self.is_open else ()

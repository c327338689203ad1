"""公布: the results of one month or quarter as everybody may read them, drafted by one person and released by another.

What it keeps is what is shown: a figure that is hidden from the public is not in here either.
"""

from __future__ import annotations

from datetime import datetime

from content import role
from content.acl import PUBLIC, Capacities
from content.document import Document, Duty
from content.suppression import Shown
from content.workflow import Workflow, fire, may, step

SEE = may("publication:view")
READERS = {"bureau": SEE, "supervision": SEE}
PUBLICATION = Workflow(
    name="publication",
    initial="drafted",
    steps=(
        step("release", "drafted", "public", "publication:release"),
        step("retract", "drafted public", "retracted", "publication:retract", "reason"),
    ),
    grants={
        "drafted": READERS | {"bureau": SEE | may("publication:release publication:retract")},
        "public": READERS | {"public": SEE, "bureau": SEE | may("publication:retract")},
        "retracted": READERS,
    },
    denials={"drafted": {"drafter": may("publication:release")}},
    open_states=frozenset({"drafted"}),
)


class Publication(Document):
    """``month`` is ``2026-10``, or ``2026-Q3`` where a quarter is published as one. ``table`` has a row for each of
    ``towns`` (place codes; the district's alone where the towns' figures would be hidden), a column for each of
    ``kinds``, and the totals last; None is hidden. Money in fen and hours are None where too few had them.
    ``released_at`` is the day of the draft until it is released.
    """

    kind = "publication"
    workflow = PUBLICATION

    def __init__(
        self,
        *,
        month: str,
        towns: tuple[str, ...],
        kinds: tuple[str, ...],
        table: Shown,
        relief_fen: int | None,
        fund_fen: int | None,
        hours: int | None,
        k: int,
        text: str,
        actor: str,
        at: datetime,
        id: str | None = None,
    ) -> None:
        self.month = month
        self.towns, self.kinds, self.table = towns, kinds, table
        self.relief_fen, self.fund_fen, self.hours = relief_fen, fund_fen, hours
        self.k = k
        self.text = text
        self.released_at = at
        super().__init__(actor=actor, at=at, title=month, id=id)

    def release(self, *, actor: str, at: datetime) -> None:
        fire(self, "release", actor=actor, at=at)
        self.released_at = at

    def capacities(self) -> Capacities:
        return {
            "public": (PUBLIC,),
            "drafter": (self.created_by,),
            "bureau": role.BUREAU,
            "supervision": role.SUPERVISION,
        }

    def heard_by(self) -> tuple[str, ...]:
        return (self.created_by,)

    def duties(self) -> tuple[Duty, ...]:
        return (Duty(role.at("bureau"), "publication:release", None),) if self.is_open else ()

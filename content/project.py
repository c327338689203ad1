"""Projects: a charity's filed campaign with a budget, out of which it helps households."""

from __future__ import annotations

from datetime import datetime

from content.source import NO_RESTRICTIONS, Restrictions, Source
from content.workflow import Workflow, fire, may, step

SEE = may("project:view")
READERS = {"owner": SEE, "clerk": SEE, "bureau": SEE, "supervision": SEE}
PROJECT = Workflow(
    name="project",
    initial="posted",
    steps=(
        step("revise", "posted", None, "project:revise", "amount_fen"),
        step("report_use", "posted suspended closed", None, "project:report_use", "until", "used_fen"),
        step("suspend", "posted", "suspended", "project:suspend", "reason"),
        step("resume", "suspended", "posted", "project:resume"),
        step("close", "posted suspended", "closed", "project:close"),
    ),
    grants={
        "posted": READERS
        | {
            "owner": SEE | may("project:revise project:report_use project:close"),
            "bureau": SEE | may("project:suspend"),
            "public": SEE,
        },
        "suspended": READERS
        | {
            "owner": SEE | may("project:report_use project:close"),
            "bureau": SEE | may("project:resume"),
        },
        "closed": READERS | {"owner": SEE | may("project:report_use")},
    },
    open_states=frozenset({"posted"}),
)


class Project(Source):
    """The budget in fen is the charity's own money. ``filing_number`` is that of the filed plan (慈善法 24).

    ``giving`` says where money for it is taken: the designated platform's address, or the charity's own window.
    """

    kind = "project"
    source_kind = "project"
    workflow = PROJECT
    giving = ""

    def __init__(
        self,
        *,
        organisation_id: str,
        title: str,
        filing_number: str,
        text: str = "",
        giving: str = "",
        budget_fen: int,
        restrictions: Restrictions = NO_RESTRICTIONS,
        actor: str,
        at: datetime,
        id: str | None = None,
    ) -> None:
        self.filing_number = filing_number
        self.giving = giving
        self.reported_until = ""
        super().__init__(
            organisation_id=organisation_id,
            title=title,
            text=text,
            unit="fen",
            amount=budget_fen,
            restrictions=restrictions,
            actor=actor,
            at=at,
            id=id,
        )

    def revise(
        self,
        *,
        amount_fen: int,
        filing_number: str,
        restrictions: Restrictions,
        giving: str | None = None,
        actor: str,
        at: datetime,
    ) -> None:
        """A changed plan is filed again (慈善法 56); raises Overdrawn below what is promised or given already."""
        self._refuse_unless_open("revise")
        self._resize(amount_fen)
        self.filing_number, self.restrictions = filing_number, restrictions
        self.giving = self.giving if giving is None else giving
        fire(self, "revise", actor=actor, at=at, amount_fen=amount_fen, filing_number=filing_number)

    def report_use(self, *, until: str, actor: str, at: datetime) -> None:
        """The organisation reports what was used up to a day (ISO), at least every three months (慈善法 79)."""
        fire(self, "report_use", actor=actor, at=at, until=until, used_fen=self.used)
        self.reported_until = until

"""Projects: a charity's filed campaign with a budget, out of which it helps households."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, datetime

from content import role
from content.calendar import day_of, end_of
from content.document import Duty
from content.source import NO_RESTRICTIONS, Restrictions, Source
from content.workflow import Workflow, fire, may, step

REPORT_MONTHS = 3
"""A project that runs for more than half a year tells the public at least this often (慈善法 79)."""

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

    def duties(self) -> tuple[Duty, ...]:
        """What was used is reported every three months, and once more after the end (慈善法 79)."""
        if self.state == "closed" and self.reported_until >= self.closed_on:
            return ()
        since = date.fromisoformat(self.reported_until) if self.reported_until else day_of(self.created_at)
        owner = role.at("charity_agent", self.organisation_id)
        return (Duty(owner, "project:report_use", end_of(later(since, REPORT_MONTHS))),)

    @property
    def closed_on(self) -> str:
        """The day of the end (ISO), "" before."""
        event = next((e for e in self.history.newest() if e.name == "close"), None)
        return day_of(event.at).isoformat() if event is not None else ""

    def report_use(self, *, until: str, actor: str, at: datetime) -> None:
        """The organisation reports what was used up to a day (ISO), at least every three months (慈善法 79)."""
        fire(self, "report_use", actor=actor, at=at, until=until, used_fen=self.used)
        self.reported_until = until


def later(day: date, months: int) -> date:
    """The same day of the month so many months later, or that month's last."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))

"""Projects: a charity's filed campaign with a budget, out of which it helps households."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, datetime

from content import role
from content.calendar import day_of, end_of
from content.document import Duty
from content.filing import NOT_KNOWN, Filing
from content.source import NO_RESTRICTIONS, Restrictions, Source
from content.workflow import Workflow, fire, may, step

REPORT_MONTHS = 3
"""A project that runs for more than half a year tells the public at least this often, and any within as many months
of its end (慈善法 79).
"""
LONG_MONTHS = 6

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
    filing: Filing = NOT_KNOWN

    def __init__(
        self,
        *,
        organisation_id: str,
        title: str,
        filing_number: str,
        filing: Filing = NOT_KNOWN,
        text: str = "",
        giving: str = "",
        budget_fen: int,
        restrictions: Restrictions = NO_RESTRICTIONS,
        actor: str,
        at: datetime,
        id: str | None = None,
    ) -> None:
        self.filing_number = filing_number
        self.filing = filing
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
        filing: Filing | None = None,
        giving: str | None = None,
        actor: str,
        at: datetime,
    ) -> None:
        """A changed plan is filed again (慈善法 56); raises Overdrawn below what is promised or given already."""
        self._refuse_unless_open("revise")
        self._resize(amount_fen)
        self.filing_number, self.restrictions = filing_number, restrictions
        self.giving = self.giving if giving is None else giving
        self.filing = self.filing if filing is None else filing
        fire(self, "revise", actor=actor, at=at, amount_fen=amount_fen, filing_number=filing_number)

    def duties(self) -> tuple[Duty, ...]:
        """The plan is filed where it was not before the start (慈善法 73); then the use of the money is reported."""
        owner = role.at("charity_agent", self.organisation_id)
        file_by, report_by = self.filing.file_by, self.report_by
        if not self.filing_number and self.state == "posted" and file_by is not None:
            return (Duty(owner, "project:revise", end_of(file_by)),)
        return (Duty(owner, "project:report_use", end_of(report_by)),) if report_by is not None else ()

    @property
    def report_by(self) -> date | None:
        """The last day for the next report of use (慈善法 79); None once all up to the end was reported."""
        if self.state == "closed":
            end = self.closed_on
            is_told = self.reported_until >= end
            return None if is_told else later(date.fromisoformat(end), REPORT_MONTHS)
        begins, ends = self.filing.begins_on, self.filing.ends_on
        if begins and ends and not self.reported_until and not self._is_long():
            return later(date.fromisoformat(ends), REPORT_MONTHS)
        since = self.reported_until or begins or day_of(self.created_at).isoformat()
        return later(date.fromisoformat(since), REPORT_MONTHS)

    def _is_long(self) -> bool:
        begins, ends = date.fromisoformat(self.filing.begins_on), date.fromisoformat(self.filing.ends_on)
        return later(begins, LONG_MONTHS) < ends

    def lacking(self, today: date) -> tuple[tuple[str, str], ...]:
        """(code, day in ISO or "") of each filing that is not in order: ``plan``, ``late``, ``dates``, ``report``."""
        filing, report_by = self.filing, self.report_by
        last = filing.file_by.isoformat() if filing.file_by is not None else ""
        found = []
        if not self.filing_number:
            found.append(("plan", last))
        elif not filing.begins_on:
            found.append(("dates", ""))
        elif filing.is_late:
            found.append(("late", last))
        if report_by is not None and report_by < today:
            found.append(("report", report_by.isoformat()))
        return tuple(found)

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

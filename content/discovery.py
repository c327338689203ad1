"""Reports of a household in sudden trouble, from whoever hears of it, until somebody has looked (REQUIREMENTS M1)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from content import role
from content.acl import Capacities
from content.document import Document, Duty
from content.error import DomainError
from content.vocabulary import CallOutcome
from content.workflow import Workflow, fire, may, step

SEE = may("discovery:view")
READ = may("discovery:view discovery:contact")
CALL = READ | may("discovery:call")
VILLAGE = READ | may("discovery:verify discovery:dismiss discovery:send_back discovery:mark_same")
BUREAU = CALL | may("discovery:assign discovery:mark_same")
APART = READ | may("discovery:tell_apart")
INTO = frozenset({"reported", "assigned", "verified"})
"""A report may be merged into one that is still to be looked at, or that a case came of; never into a merged one,
so that no circle can be. What was found untrue is looked at again."""
BUILDS = frozenset({"verify", "dismiss", "mark_same"})
"""What a report goes on to that speaks for others too; after it they are not told apart any more."""
STAFF = {
    "reporter": SEE,
    "caller": READ,
    "village": READ,
    "window": READ,
    "bureau": READ,
    "supervision": READ,
}
DISCOVERY = Workflow(
    name="discovery",
    initial="reported",
    steps=(
        step("assign", "reported", "assigned", "discovery:assign", "village"),
        step("verify", "assigned", "verified", "discovery:verify"),
        step("dismiss", "assigned", "dismissed", "discovery:dismiss", "reason"),
        step("send_back", "assigned", "reported", "discovery:send_back", "reason"),
        step("call", "reported assigned", None, "discovery:call", "outcome"),
        step("mark_same", "reported assigned", "merged", "discovery:mark_same", "same_as", "reason"),
        step("tell_apart", "merged", "reported", "discovery:tell_apart", "reason"),
    ),
    grants={
        "reported": STAFF | {"bureau": BUREAU, "caller": CALL},
        "assigned": STAFF | {"village": VILLAGE, "bureau": CALL | may("discovery:mark_same"), "caller": CALL},
        "verified": STAFF,
        "dismissed": STAFF,
        "merged": STAFF | {"village": APART, "bureau": APART},
    },
    open_states=frozenset({"reported", "assigned"}),
)


class Discovery(Document):
    """One report. ``source`` says what kind of place it comes from; what was told, and by whom, is sealed."""

    kind = "discovery"
    workflow = DISCOVERY
    personal_fields = (
        "household_name",
        "household_phone",
        "address",
        "story",
        "reporter_name",
        "reporter_phone",
        "receipt",
        "found",
        "call_note",
    )
    violence = False
    """Signs of suicide or violence at home: somebody named calls within the hour (REQUIREMENTS M1)."""
    caller = ""
    call_due: datetime | None = None
    called_at: datetime | None = None
    same_as: str | None = None
    """The report of the same household that speaks for this one, which was merged into it."""
    also: tuple[str, ...] = ()
    """The reports that were merged into this one itself."""

    def __init__(
        self,
        *,
        source: str,
        town: str,
        village: str = "",
        institution: str = "",
        causes: tuple[str, ...] = (),
        life_at_risk: bool = False,
        violence: bool = False,
        caller: str = "",
        happened_on: str = "",
        reporter: str = "",
        due: datetime | None = None,
        receipt_hash: str = "",
        actor: str,
        at: datetime,
        id: str | None = None,
    ) -> None:
        self.source = source
        self.town = town
        self.village = village
        self.institution = institution
        self.causes = causes
        self.life_at_risk = life_at_risk
        self.violence = violence
        self.caller = caller
        self.happened_on = happened_on
        self.reporter = reporter
        self.due = due
        self.receipt_hash = receipt_hash
        self.case_id = ""
        super().__init__(actor=actor, at=at, id=id)

    @property
    def is_urgent(self) -> bool:
        return self.life_at_risk or self.violence

    def capacities(self) -> Capacities:
        return {
            "reporter": (self.reporter,) if self.reporter else (),
            "village": (role.at("village_worker", self.village),) if self.village else (),
            "window": (role.at("window_clerk", self.town),),
            "bureau": role.BUREAU,
            "caller": (role.person(self.caller),) if self.caller else (),
            "supervision": role.SUPERVISION,
        }

    def heard_by(self) -> tuple[str, ...]:
        """Who reported sees what became of it (REQUIREMENTS, discoverers); of a merged one nothing has become yet."""
        return (self.reporter,) if self.reporter and self.state != "merged" else ()

    def duties(self) -> tuple[Duty, ...]:
        """Somebody looks; and where life may be at stake, somebody calls before."""
        if self.state == "reported":
            return (*self._call(), Duty(role.at("bureau"), "discovery:assign", self.due))
        if self.state == "assigned":
            village = role.at("village_worker", self.village)
            return (*self._call(), Duty(village, "discovery:verify", self.due))
        return ()

    def _call(self) -> tuple[Duty, ...]:
        if self.call_due is None or self.called_at is not None:
            return ()
        owner = role.person(self.caller) if self.caller else role.at("bureau")
        return (Duty(owner, "discovery:call", self.call_due),)

    def call(self, *, actor: str, at: datetime, outcome: str, said: object) -> None:
        """A call, and how it ended; it is owed until somebody was reached or sent."""
        fire(self, "call", actor=actor, at=at, outcome=outcome, said=said)
        if outcome != CallOutcome.NO_ANSWER.value:
            self.called_at = at

    def mark_same(self, other: Discovery, *, actor: str, at: datetime, reason: object) -> None:
        """Both tell of one household: *other* speaks for this one too, which leaves the lists.

        DomainError while a call is owed for this one, and where *other* promises less: what is urgent goes only
        into what is as urgent and still to be looked at.
        """
        if other is self or other.state not in INTO:
            raise DomainError("no_such_report")
        if self._call():
            raise DomainError("call_owed")
        if self.is_urgent and not (other.is_urgent and other.is_open):
            raise DomainError("more_urgent")
        fire(self, "mark_same", actor=actor, at=at, same_as=other.id, reason=reason)
        self.same_as = other.id
        other.also = (*other.also, self.id)
        other.record("joined", actor=actor, at=at, other=self.id)

    def tell_apart(self, *, actor: str, at: datetime, reason: object) -> None:
        """One step back: not the same household after all. DomainError once something was built on the merge."""
        other = self.__parent__.get(self.same_as) if self.same_as else None
        if other is not None and other.has_built_on(self.id):
            raise DomainError("built_on")
        fire(self, "tell_apart", actor=actor, at=at, reason=reason)
        self.same_as = None
        if other is not None:
            other.also = tuple(id for id in other.also if id != self.id)
            other.record("parted", actor=actor, at=at, other=self.id)

    def has_built_on(self, merged: str) -> bool:
        """Whether this report went on since that one was merged into it."""
        for event in self.history.newest():
            if event.name == "joined" and event.detail("other") == merged:
                return False
            if event.name in BUILDS:
                return True
        return False


def survivor(report: Discovery) -> Discovery:
    """The report that speaks for this one: itself, where it was not merged."""
    while report.same_as is not None:
        report = report.__parent__[report.same_as]
    return report


def together(report: Discovery) -> Iterator[Discovery]:
    """This report, then all that were merged into it, directly or one through another."""
    yield report
    for id in report.also:
        yield from together(report.__parent__[id])

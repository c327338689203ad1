"""Reports of a household in sudden trouble, from whoever hears of it, until somebody has looked (REQUIREMENTS M1)."""

from __future__ import annotations

from datetime import datetime

from content import role
from content.acl import Capacities
from content.document import Document, Duty
from content.vocabulary import CallOutcome
from content.workflow import Workflow, fire, may, step

SEE = may("discovery:view")
READ = may("discovery:view discovery:contact")
CALL = READ | may("discovery:call")
VILLAGE = READ | may("discovery:verify discovery:dismiss discovery:send_back discovery:mark_same")
BUREAU = CALL | may("discovery:assign discovery:mark_same")
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
        step("mark_same", "reported assigned", "merged", "discovery:mark_same", "same_as"),
    ),
    grants={
        "reported": STAFF | {"bureau": BUREAU, "caller": CALL},
        "assigned": STAFF | {"village": VILLAGE, "bureau": CALL | may("discovery:mark_same"), "caller": CALL},
        "verified": STAFF,
        "dismissed": STAFF,
        "merged": STAFF,
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
        """Who reported sees what became of it (REQUIREMENTS, discoverers)."""
        return (self.reporter,) if self.reporter else ()

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

"""Reports of a household in sudden trouble, from whoever hears of it, until somebody has looked (REQUIREMENTS M1)."""

from __future__ import annotations

from datetime import datetime

from content import role
from content.acl import Capacities
from content.document import Document, Duty
from content.workflow import Workflow, may, step

SEE = may("discovery:view")
READ = may("discovery:view discovery:contact")
VILLAGE = READ | may("discovery:verify discovery:dismiss discovery:send_back discovery:mark_same")
BUREAU = READ | may("discovery:assign discovery:mark_same")
STAFF = {"reporter": SEE, "village": READ, "window": READ, "bureau": READ, "supervision": READ}
DISCOVERY = Workflow(
    name="discovery",
    initial="reported",
    steps=(
        step("assign", "reported", "assigned", "discovery:assign", "village"),
        step("verify", "assigned", "verified", "discovery:verify"),
        step("dismiss", "assigned", "dismissed", "discovery:dismiss", "reason"),
        step("send_back", "assigned", "reported", "discovery:send_back", "reason"),
        step("mark_same", "reported assigned", "merged", "discovery:mark_same", "same_as"),
    ),
    grants={
        "reported": STAFF | {"bureau": BUREAU},
        "assigned": STAFF | {"village": VILLAGE, "bureau": READ | may("discovery:mark_same")},
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
    )

    def __init__(
        self,
        *,
        source: str,
        town: str,
        village: str = "",
        institution: str = "",
        causes: tuple[str, ...] = (),
        life_at_risk: bool = False,
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
        self.happened_on = happened_on
        self.reporter = reporter
        self.due = due
        self.receipt_hash = receipt_hash
        self.case_id = ""
        super().__init__(actor=actor, at=at, id=id)

    def capacities(self) -> Capacities:
        return {
            "reporter": (self.reporter,) if self.reporter else (),
            "village": (role.at("village_worker", self.village),) if self.village else (),
            "window": (role.at("window_clerk", self.town),),
            "bureau": role.BUREAU,
            "supervision": role.SUPERVISION,
        }

    def heard_by(self) -> tuple[str, ...]:
        """Who reported sees what became of it (REQUIREMENTS, discoverers)."""
        return (self.reporter,) if self.reporter else ()

    def duties(self) -> tuple[Duty, ...]:
        if self.state == "reported":
            return (Duty(role.at("bureau"), "discovery:assign", self.due),)
        if self.state == "assigned":
            return (Duty(role.at("village_worker", self.village), "discovery:verify", self.due),)
        return ()

"""A case: one household's trouble from the first word to the last visit, with its needs, referrals and visits."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from persistent.mapping import PersistentMapping

from content import role
from content.acl import Capacities
from content.arrangement import Arrangement
from content.document import Document, Duty
from content.error import DomainError, Taken
from content.notice import MISSING, Notice
from content.term import over
from content.tree import Folder
from content.workflow import Workflow, fire, may, step

if TYPE_CHECKING:
    from content.aid import Aid
    from content.assessment import Assessment
    from content.attachment import Attachment
    from content.crosscheck import Crosscheck
    from content.investigation import Investigation
    from content.need import Need
    from content.public_notice import PublicNotice
    from content.referral import Referral
    from content.service_plan import ServicePlan
    from content.visit import Visit

READ = may("case:view case:history case:print")
GLANCE = may("case:glance")
OBJECT = may("case:status case:object")
ALWAYS = {
    "window": READ,
    "village": READ,
    "first_contact": READ,
    "worker": READ,
    "bureau": READ,
    "supervision": may("case:view case:history"),
    "applicant": may("case:status"),
}
WORK = may("case:edit case:need case:paper case:attach case:number case:aid case:crosscheck")
LOOK = may("case:investigate case:assess")
"""What town and village do at the household's home and among its neighbours."""
ADMITTED = may("case:refer case:publish case:visit case:close case:release_claim case:hand_over")
HELP = READ | LOOK | may("case:paper case:visit case:attach")
CASE = Workflow(
    name="case",
    initial="lodged",
    steps=(
        step("admit", "lodged", "admitted", "case:admit"),
        step("ask_papers", "lodged", "to_complete", "case:ask_papers", "papers"),
        step("papers_in", "to_complete", "lodged", "case:papers_in"),
        step("refuse", "lodged to_complete", "not_admitted", "case:refuse", "reason"),
        step("close", "admitted", "closed", "case:close", "reason"),
        step("reopen", "closed", "admitted", "case:reopen", "reason"),
        step("reconsider", "not_admitted", "lodged", "case:reconsider", "objection"),
        step("withdraw", "lodged admitted", "withdrawn", "case:withdraw"),
        step("claim", "admitted", None, "case:claim"),
        step("release_claim", "admitted", None, "case:release_claim"),
        step("offer_claim", "admitted", None, "case:offer_claim", "colleague"),
        step("accept_claim", "admitted", None, "case:accept_claim"),
        step("decline_claim", "admitted", None, "case:decline_claim", "reason"),
        step("hand_over", "lodged to_complete admitted", None, "case:hand_over", "to"),
    ),
    grants={
        "lodged": ALWAYS
        | {
            "window": READ | WORK | LOOK | may("case:admit case:ask_papers case:refuse case:hand_over"),
            "village": HELP,
            "applicant": may("case:status case:withdraw"),
        },
        "to_complete": ALWAYS
        | {
            "window": READ | WORK | LOOK | may("case:papers_in case:refuse case:hand_over"),
            "village": HELP,
        },
        "admitted": ALWAYS
        | {
            "window": READ | WORK | LOOK | may("case:notice") | (ADMITTED - {"case:release_claim"}),
            "village": HELP,
            "worker": READ | may("case:visit case:attach case:plan case:release_claim case:offer_claim"),
            "seeker": GLANCE,
            "successor": GLANCE | may("case:accept_claim case:decline_claim"),
            "claimant": may("case:claim"),
            "bureau": READ | may("case:refer"),
            "applicant": may("case:status case:withdraw case:object"),
        },
        "not_admitted": ALWAYS | {"bureau": READ | may("case:reconsider"), "applicant": OBJECT},
        "closed": ALWAYS
        | {"applicant": OBJECT, "window": READ | may("case:reopen case:visit case:follow_up case:attach")},
        "withdrawn": ALWAYS,
    },
    denials={
        # Registered elsewhere is no ground: while the register is asked after, help may come and a refusal may not.
        state: {"barred": may("case:refuse")}
        for state in ("lodged", "to_complete")
    },
    open_states=frozenset({"lodged", "to_complete", "admitted"}),
)


PARTS = (
    "needs",
    "referrals",
    "visits",
    "attachments",
    "investigations",
    "assessments",
    "public_notices",
    "aids",
    "service_plans",
    "crosschecks",
)
"""The folders inside a case."""


class FirstContact(NamedTuple):
    """Who was asked first, and stays answerable until the household stands at the right window (REQUIREMENTS M4)."""

    account_id: str
    name: str
    at: datetime
    channel: str


class Case(Document):
    """``urgency`` 0–2, ``causes`` and ``kinds`` are codes; the family's own words are sealed."""

    kind = "case"
    workflow = CASE
    personal_fields = ("story", "receipt", "ending", "agent_name", "agent_phone", "witness", "agreed")
    handed_over = False
    successor = ""
    """The colleague whom the worker has asked to take the case on, until there is an answer."""
    objection_ids: tuple[str, ...] = ()
    notices: tuple[Notice, ...] = ()
    """What the applicant was told in writing, in the order in which it was."""
    attachments: Folder[Attachment] | tuple[()] = ()
    investigations: Folder[Investigation] | tuple[()] = ()
    assessments: Folder[Assessment] | tuple[()] = ()
    public_notices: Folder[PublicNotice] | tuple[()] = ()
    aids: Folder[Aid] | tuple[()] = ()
    service_plans: Folder[ServicePlan] | tuple[()] = ()
    crosschecks: Folder[Crosscheck] | tuple[()] = ()
    """What few cases have gets its folder when the first goes in: see ``room``."""
    arrangement: Arrangement = Arrangement()
    """Who speaks for the applicant, and whether the papers were read aloud."""
    lodged_at: datetime | None = None
    """When the application was really handed in, where it was entered later (补录); limits run from then."""
    papers_by: datetime | None = None
    """Until when what is missing should be here; the window asks after it then, and nobody loses a right."""
    visit_due: datetime | None = None
    """Until when the next visit after closing is owed (PROCEDURES, people at work 23), None where none is."""
    followed_up = False
    """Whether the visits after closing are over."""
    recused: tuple[str, ...] = ()
    """The accounts of those of the staff who are close to the applicant and stand aside (content.recusal)."""
    is_kin_said = False
    """Said at the window: the applicant is close to somebody who handles this."""

    def __init__(
        self,
        *,
        household_id: str,
        town: str,
        village: str = "",
        urgency: int = 2,
        causes: tuple[str, ...] = (),
        discovery_id: str = "",
        due: datetime | None = None,
        policy_version: str = "",
        actor: str,
        at: datetime,
        id: str | None = None,
        title: str = "",
    ) -> None:
        self.household_id = household_id
        self.town = town
        self.village = village
        self.urgency = urgency
        self.causes = causes
        self.discovery_id = discovery_id
        self.due = due
        self.policy_version = policy_version
        self.number = ""
        self.first_contact: FirstContact | None = None
        self.worker = ""
        self.agency = ""
        self.admitted_at: datetime | None = None
        self.receipt_hash = ""
        self.phone_tail_hash = ""
        self.consent_share = False
        self.consent_public = False
        self.papers = PersistentMapping()
        self.needs: Folder[Need] = self._folder("needs")
        self.referrals: Folder[Referral] = self._folder("referrals")
        self.visits: Folder[Visit] = self._folder("visits")
        super().__init__(actor=actor, at=at, title=title, id=id)

    def _folder(self, name: str) -> Folder:  # type: ignore[type-arg]
        folder: Folder = Folder()  # type: ignore[type-arg]
        folder.__parent__, folder.__name__ = self, name
        return folder

    def room(self, name: str) -> Folder[Any]:
        """The folder of that name, made where nothing is in it yet."""
        if not getattr(self, name):
            setattr(self, name, self._folder(name))
        found: Folder[Any] = getattr(self, name)
        return found

    def inside(self, part: str, id: str) -> Any:
        """The document of that id in one of the folders, None where there is none."""
        folder = getattr(self, part)
        return folder.get(id) if folder else None

    def __getitem__(self, name: str) -> object:
        if name in PARTS and getattr(self, name):
            return getattr(self, name)
        raise KeyError(name)

    def __bool__(self) -> bool:
        return True

    @property
    def asked_after(self) -> Crosscheck | None:
        """The question where the family is registered that is not answered yet (人户分离), None where none is."""
        return next((check for check in self.crosschecks if check.state == "asked"), None)

    def capacities(self) -> Capacities:
        window = (role.at("window_clerk", self.town),)
        return {
            "window": window,
            "barred": window if self.asked_after is not None else (),
            "village": (role.at("village_worker", self.village),) if self.village else (),
            "first_contact": self._first_contact(),
            "worker": (role.person(self.worker),) if self.worker else (),
            "successor": (role.person(self.successor),) if self.successor else (),
            "seeker": () if self.worker else (role.anywhere("social_worker"),),
            # Also after somebody has claimed it: who comes second is told so, not sent away as a stranger.
            "claimant": (role.anywhere("social_worker"),),
            "bureau": role.BUREAU,
            "supervision": role.SUPERVISION,
            "applicant": (role.applicant(self.id),),
        }

    def _first_contact(self) -> tuple[str, ...]:
        """Answerable until the hand-over, and no longer (DOMAIN, roles); who it was stays on record."""
        if self.first_contact is None or self.handed_over:
            return ()
        return (role.person(self.first_contact.account_id),)

    def duties(self) -> tuple[Duty, ...]:
        """An open case is always somebody's: the window's, and the social worker's who has claimed it."""
        window = role.at("window_clerk", self.town)
        if self.state == "lodged":
            return (Duty(window, "case:admit", self.due),)
        if self.state == "to_complete":
            # The clock of the answer rests; until this day the family was asked to bring what is missing.
            return (Duty(window, "case:papers_in", self.papers_by),)
        if self.state == "admitted":
            worker = (Duty(role.person(self.worker), "case:visit", None),) if self.worker else ()
            asked = (Duty(role.person(self.successor), "case:accept_claim", None),) if self.successor else ()
            return (Duty(window, "case:close", self.due), *worker, *asked)
        if self.state == "closed" and self.visit_due is not None:
            return (Duty(window, "case:follow_up", self.visit_due),)
        return ()

    # Steps with more to them than a change of state

    def admit(self, *, actor: str, at: datetime, due: datetime | None) -> None:
        """受理: the clock starts here (PROCEDURES)."""
        fire(self, "admit", actor=actor, at=at)
        self.admitted_at = at
        self.due = due

    def ask_papers(
        self, papers: tuple[str, ...], *, actor: str, at: datetime, by: datetime | None = None
    ) -> None:
        """一次性补正告知: told once, in full, what is missing; the clock rests. DomainError the second time."""
        if self.notice(MISSING) is not None:
            raise DomainError("asked_once")
        fire(self, "ask_papers", actor=actor, at=at, papers=papers)
        for code in papers:
            self.set_paper(code, "lack", actor=actor, at=at)
        self.papers_by = by

    def papers_in(self, *, actor: str, at: datetime) -> None:
        """All that was told is here, or comes later by agreement; DomainError while something is missing."""
        told = self.notice(MISSING)
        if told is not None and any(self.papers.get(code, ("lack",))[0] == "lack" for code in told.papers):
            raise DomainError("papers_still_missing")
        fire(self, "papers_in", actor=actor, at=at)
        self.papers_by = None

    def claim(self, *, actor: str, worker: str, agency: str, at: datetime) -> None:
        """One main worker; raises Taken where another was faster."""
        if self.worker:
            raise Taken(what="case")
        fire(self, "claim", actor=actor, at=at, worker=worker, agency=agency)
        self.worker, self.agency = worker, agency

    def release_claim(self, *, actor: str, at: datetime) -> None:
        fire(self, "release_claim", actor=actor, at=at, worker=self.worker)
        self.worker = self.agency = self.successor = ""

    def offer_claim(self, *, actor: str, colleague: str, at: datetime) -> None:
        """The worker stays answerable until the colleague (an account's id) accepts."""
        fire(self, "offer_claim", actor=actor, at=at, colleague=colleague)
        self.successor = colleague

    def accept_claim(self, *, actor: str, at: datetime) -> None:
        fire(self, "accept_claim", actor=actor, at=at, worker=self.successor, before_worker=self.worker)
        self.worker, self.successor = self.successor, ""

    def decline_claim(self, *, actor: str, at: datetime, reason: object) -> None:
        fire(self, "decline_claim", actor=actor, at=at, reason=reason)
        self.successor = ""

    def close(self, *, actor: str, at: datetime, reason: str) -> None:
        """结案; refused while a referral is open or help is still on its way."""
        if any(referral.is_open for referral in self.referrals):
            raise DomainError("open_referrals")
        if any(need.has_open_cover for need in self.needs):
            raise DomainError("open_cover")
        if any(
            document.is_open
            for part in (
                self.investigations,
                self.public_notices,
                self.aids,
                self.service_plans,
                self.crosschecks,
            )
            for document in part
        ):
            raise DomainError("open_fieldwork")
        fire(self, "close", actor=actor, at=at, reason=reason)

    def reopen(self, *, actor: str, at: datetime, reason: object) -> None:
        """重新办理: the visits begin anew when it is closed again."""
        fire(self, "reopen", actor=actor, at=at, reason=reason)
        over(self, "visit_due")
        self.followed_up = False

    def end_visits(self, *, actor: str, at: datetime, reason: object = None) -> None:
        """No more visits after closing: both were made, or *reason* (sealed) says why there is nobody to visit."""
        said = {"reason": reason} if reason is not None else {}
        self.record("visits_ended", actor=actor, at=at, **said)
        over(self, "visit_due")
        self.followed_up = True

    def hand_over(self, *, actor: str, at: datetime, town: str) -> None:
        """The household stands at the right window now; that one answers from here on.

        DomainError where that town was asked to assist: who lives here is helped from here (PROCEDURES 18).
        """
        if self.asked_after is not None and self.asked_after.asked_town == town:
            raise DomainError("asked_to_assist")
        fire(self, "hand_over", actor=actor, at=at, to=town)
        self.town, self.handed_over = town, True

    def say_kin(self, *, actor: str, at: datetime) -> None:
        """At the window it was said that the applicant is close to somebody who handles this."""
        self.is_kin_said = True
        self.record("kin_said", actor=actor, at=at)

    def step_aside(self, account_id: str, *, actor: str, at: datetime) -> None:
        """回避: from here on this person decides nothing here; DomainError where it is filed already."""
        if account_id in self.recused:
            raise DomainError("aside_already")
        self.recused = (*self.recused, account_id)
        self.record("stepped_aside", actor=actor, at=at, whom=(account_id,))

    def come_back(self, account_id: str, *, actor: str, at: datetime) -> None:
        """What was filed was wrong."""
        self.recused = tuple(id for id in self.recused if id != account_id)
        self.record("came_back", actor=actor, at=at, whom=(account_id,))

    def enter_late(self, lodged_at: datetime, *, actor: str, at: datetime, reason: object) -> None:
        """补录: when it was really handed in, who entered it when, and why not then (PROCEDURES, people at work 17)."""
        self.lodged_at = lodged_at
        self.record("late_entry", actor=actor, at=at, lodged_at=lodged_at.isoformat(), reason=reason)

    def arrange(self, arrangement: Arrangement, *, actor: str, at: datetime) -> None:
        """Who speaks and how it is signed, on record."""
        self.arrangement = arrangement
        if arrangement != Arrangement():
            self.record("arranged", actor=actor, at=at, **arrangement._asdict())

    def give_notice(self, notice: Notice, *, actor: str, at: datetime) -> None:
        """What was decided goes to the applicant in writing."""
        self.notices = (*self.notices, notice)
        self.record("notice_given", actor=actor, at=at, sort=notice.sort, number=notice.number)

    def notice(self, sort: str) -> Notice | None:
        """The newest notice of this sort, None where none was given."""
        return next((notice for notice in reversed(self.notices) if notice.sort == sort), None)

    def set_paper(self, code: str, status: str, *, actor: str, at: datetime) -> None:
        """Tick a paper of the check-list: ``have``, ``lack`` or ``later``."""
        self.papers[code] = (status, at.isoformat())
        self.record("paper", actor=actor, at=at, code=code, status=status)

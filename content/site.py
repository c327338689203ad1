"""The root of a district's tree, and how a new one is born."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from BTrees.OOBTree import OOBTree
from persistent import Persistent
from persistent.mapping import PersistentMapping

from content import role
from content.acl import PUBLIC, Ace, computed_acl
from content.evolve import born_with
from content.fund import Fund
from content.imported import ImportBook
from content.inbox import Inboxes
from content.ledger import Ledger
from content.lookup import Lookup
from content.plan import PlanReport
from content.register import Register
from content.tree import Folder
from content.workflow import may
from content.worklist import WorkLists

FOLDERS = (
    "accounts",
    "appeals",
    "bulletins",
    "cases",
    "closings",
    "contracts",
    "discoveries",
    "donations",
    "drafts",
    "households",
    "inquiries",
    "meetings",
    "needs",
    "objections",
    "offers",
    "organisations",
    "pledges",
    "policies",
    "projects",
    "proposals",
    "publications",
    "recusals",
    "rules",
    "samples",
    "supervisions",
    "tips",
    "units",
    "walkins",
    "volunteers",
)

FUND_OWNER = "charity-federation"
"""The charity in whose account the fund lies; it is registered with the district's first organisations."""

SITE_GRANTS = {
    "public": may("site:view site:report"),
    "staff": may("site:work"),
    "window": may("case:register household:find"),
    "bureau": may(
        "desk:view desk:run organisation:add contract:add overview:view case:list fund:view policy_text:add"
        " account:list appeal:add workload:view supervision:add"
        " publication:add treasury:close_month recusal:list sample:add bulletin:add meeting:add"
    ),
    "fund": may("desk:view desk:run fund:view"),
    "signer": may("fund:view"),
    "social": may("case:browse workload:view"),
    "charity": may("project:add offer:add donation:add"),
    "supervision": may(
        "overview:view audit:view case:list fund:view workload:view supervision:add inquiry:add sample:add"
        " recusal:list"
    ),
    "finding": may("institution:keep"),
    "petitions": may("tip:list"),
    "administrator": may("account:add account:list policy:edit"),
    "handler": may("referral:list"),
}
SITE_CAPACITIES = {
    "public": (PUBLIC,),
    "window": (role.anywhere("window_clerk"),),
    "bureau": role.BUREAU,
    "fund": (role.at("fund_clerk"),),
    "signer": (role.at("fund_signer"),),
    "social": (role.anywhere("social_worker"),),
    "charity": (role.anywhere("charity_agent"),),
    "supervision": role.SUPERVISION,
    "finding": (role.anywhere("bureau"),),
    "petitions": (*role.BUREAU, role.at("discipline")),
    "administrator": (role.at("administrator"),),
    "handler": (role.anywhere("handler"),),
    "staff": (role.STAFF,),
}


class PolicyVersion(NamedTuple):
    """One edition of the policy file, kept as text; decisions name the version they were made under."""

    version: str
    text: str
    at: datetime


class Counter(Persistent):
    """The last number given out by one window in one year; its own object, so that numbers never repeat."""

    value = 0

    def next(self) -> int:
        self.value += 1
        return self.value


class Site(Persistent):
    """The district: folders by name, its policy, the two books of money, work lists and look-ups."""

    __parent__ = None
    __name__ = ""
    urgent_caller = ""
    """The account that calls at signs of suicide or violence, "" for whoever of the bureau is first."""
    plan: PlanReport | None = None
    """What the last run of the matcher found, None before the first."""
    imports: ImportBook | None = None
    """None before the first import."""

    def __init__(self, *, title: str, policy: PolicyVersion, actor: str, at: datetime) -> None:
        self.title = title
        self.policies: tuple[PolicyVersion, ...] = (policy,)
        self.applied_steps: tuple[str, ...] = born_with()
        self.born_at = at
        self._folders = OOBTree()
        for name in FOLDERS:
            folder: Folder[Any] = Folder()
            folder.__parent__, folder.__name__ = self, name
            self._folders[name] = folder
        self.fund = Fund(owner=FUND_OWNER, title="“救急难”公益基金", actor=actor, at=at)
        self.fund.__parent__, self.fund.__name__ = self, "fund"
        self.treasury = Ledger.for_treasury()
        self.worklists = WorkLists()
        self.register = Register()
        self.inboxes = Inboxes()
        self.clockwork = PersistentMapping()
        self.lookup = Lookup()
        self.receipts = Lookup()
        self._counters = OOBTree()

    def __getitem__(self, name: str) -> Any:
        return self.fund if name == "fund" else self._folders[name]

    def __bool__(self) -> bool:
        return True

    @property
    def policy(self) -> PolicyVersion:
        return self.policies[-1]

    def import_book(self) -> ImportBook:
        """What became of the rows of files that were imported."""
        if self.imports is None:
            self.imports = ImportBook()
        return self.imports

    def clockwork_failed(self, code: str) -> tuple[str, str] | None:
        """When (ISO) and why (a code) a nightly duty could not be done the last time; None where it was done."""
        found: tuple[str, str] | None = self.clockwork.get(f"failed:{code}")
        return found

    def note_clockwork(self, code: str, failed: tuple[str, str] | None) -> None:
        """How a nightly duty ended."""
        if failed is None:
            self.clockwork.pop(f"failed:{code}", None)
        else:
            self.clockwork[f"failed:{code}"] = failed

    def counter(self, paper: str, window: str, year: int) -> Counter:
        key = (paper, window, year)
        if key not in self._counters:
            self._counters[key] = Counter()
        found: Counter = self._counters[key]
        return found

    def __acl__(self) -> list[Ace]:
        return computed_acl(SITE_GRANTS, {}, SITE_CAPACITIES)

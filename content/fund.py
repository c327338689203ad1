"""The 救急难 public-welfare fund: its books, its limits, and the allocations drafted from it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from BTrees.OOBTree import OOBTree
from persistent import Persistent
from persistent.mapping import PersistentMapping

from content import role
from content.acl import PUBLIC, Capacities
from content.allocation import Allocation, Payee, Purpose
from content.amount import whole
from content.batch import PaymentBatch
from content.budget import BudgetChange
from content.calendar import SHANGHAI
from content.closing import Closing
from content.document import Document
from content.error import Missing, Overdrawn
from content.ledger import FUND_CHART, Ledger, Posting
from content.policy_rules import FundRules
from content.tree import Folder
from content.vault import Vault
from content.workflow import Workflow, fire, may, step

INCOME = ("unit", "individual", "designated", "interest")
"""Where the fund's money comes from, as the public page names it."""

SEE = may("fund:view fund:figures")
BOOKS = SEE | may("fund:export")
FUND = Workflow(
    name="fund",
    initial="open",
    steps=(
        step("receive", "open", None, "fund:receive", "amount_fen", "source"),
        step("set_budget", "open", None, "fund:set_budget", "amount_fen"),
    ),
    grants={
        "open": {
            "clerk": BOOKS | may("fund:receive fund:draft fund:pay fund:close_month fund:propose_budget"),
            "signer": SEE | may("fund:set_budget"),
            "bureau": BOOKS | may("fund:propose_budget fund:set_budget"),
            "supervision": BOOKS,
            "public": may("fund:figures"),
        }
    },
    open_states=frozenset({"open"}),
)


FOLDERS = ("allocations", "batches", "changes", "closings")
"""What lies in the fund: allocations, payment files, changes of budgets, closed months."""


class CaseUse(Persistent):
    """What one case has had of the fund, with dates: (allocation id, drafted at, fen). Rivals conflict on it."""

    def __init__(self) -> None:
        self.uses: tuple[tuple[str, datetime, int], ...] = ()

    def since(self, moment: datetime) -> int:
        return sum(fen for _, at, fen in self.uses if at > moment)

    def add(self, allocation_id: str, at: datetime, fen: int) -> None:
        self.uses = (*self.uses, (allocation_id, at, fen))

    def free(self, allocation_id: str) -> None:
        self.uses = tuple(use for use in self.uses if use[0] != allocation_id)


class YearUse(Persistent):
    """What a town or a category has had of the fund in one year; an object of its own, so that rivals conflict."""

    def __init__(self) -> None:
        self.fen = 0


class Fund(Document):
    """The site has exactly one. Limits count by the draft's day; what is refused or cancelled is free again."""

    kind = "fund"
    workflow = FUND

    def __init__(
        self, *, owner: str = "", title: str = "", actor: str, at: datetime, id: str = "fund"
    ) -> None:
        """*owner* is the id of the charity in whose account the fund lies (山东省慈善条例 34)."""
        self.owner = owner
        self.ledger = Ledger(id, owner, FUND_CHART)
        self.allocations: Folder[Allocation] = Folder()
        self.batches: Folder[PaymentBatch] = Folder()
        self.changes: Folder[BudgetChange] = Folder()
        self.closings: Folder[Closing] = Folder()
        for name in FOLDERS:
            folder = getattr(self, name)
            folder.__parent__, folder.__name__ = self, name
        self.budgets = PersistentMapping()
        self.town_budgets = PersistentMapping()
        self._cases = OOBTree()
        self._years = OOBTree()
        super().__init__(actor=actor, at=at, title=title, id=id)

    def __getitem__(self, name: str) -> Folder[Any]:
        if name not in FOLDERS:
            raise KeyError(name)
        folder: Folder[Any] = getattr(self, name)
        return folder

    def capacities(self) -> Capacities:
        return {
            "clerk": (role.at("fund_clerk"),),
            "signer": (role.at("fund_signer"),),
            "bureau": role.BUREAU,
            "supervision": role.SUPERVISION,
            "public": (PUBLIC,),
        }

    # Income

    def receive(self, *, source: str, amount_fen: int, reference: str, actor: str, at: datetime) -> Posting:
        """Money has come in (*source* is of INCOME, *reference* the receipt's or donation's number)."""
        if source not in INCOME:
            raise ValueError(source)
        whole(amount_fen)
        self.ledger.require_open(at)
        fire(self, "receive", actor=actor, at=at, source=source, amount_fen=amount_fen, reference=reference)
        return self.ledger.move(
            "donations", "bank", amount_fen, memo=f"receive:{source}", reference=reference, actor=actor, at=at
        )

    def set_budget(self, *, scope: str, key: str, amount_fen: int, actor: str, at: datetime) -> None:
        """The most that a category or a town (*scope*) has in a year; by two hands, see BudgetChange.

        A category without a budget has the fund's limits alone, a town without one has the policy's.
        """
        if amount_fen < 0:
            raise ValueError(amount_fen)
        fire(self, "set_budget", actor=actor, at=at, amount_fen=amount_fen, **{scope: key})
        (self.town_budgets if scope == "town" else self.budgets)[key] = amount_fen

    # Limits

    @property
    def free_fen(self) -> int:
        """In the bank and neither drafted nor approved for anybody, the reserve included."""
        return self.ledger.account("bank").available

    def used_by_case(self, rules: FundRules, case_id: str, at: datetime) -> int:
        """What the case has had, or is to have, in the months before *at* that the rules look back."""
        use: CaseUse | None = self._cases.get(case_id)
        return use.since(months_before(at, rules.case_months)) if use else 0

    def used_by_town(self, town: str, at: datetime) -> int:
        return self._used(_town_key(town, at))

    def used_by_category(self, category: str, at: datetime) -> int:
        return self._used(_category_key(category, at))

    def used_of(self, scope: str, key: str, at: datetime) -> int:
        """The same for either scope of a budget."""
        return self.used_by_town(key, at) if scope == "town" else self.used_by_category(key, at)

    def town_limit(self, rules: FundRules, town: str) -> int:
        """What a town may have in a year: its own budget, else the policy's."""
        limit: int = self.town_budgets.get(town, rules.town_year_limit_fen)
        return limit

    def room(
        self, rules: FundRules, *, town: str, case_id: str, category: str, urgency: int, at: datetime
    ) -> int:
        """How many fen may still be drafted: the least that any limit leaves, never below 0."""
        return max(0, min(self._left(rules, town, case_id, category, urgency, at).values()))

    def _left(
        self, rules: FundRules, town: str, case_id: str, category: str, urgency: int, at: datetime
    ) -> dict[str, int]:
        kept = 0 if urgency <= rules.reserve_urgency else rules.reserve_fen
        left = {
            "bank": self.free_fen - kept,
            "case": rules.case_limit_fen - self.used_by_case(rules, case_id, at),
            "town": self.town_limit(rules, town) - self.used_by_town(town, at),
        }
        if category in self.budgets:
            left["budget"] = self.budgets[category] - self.used_by_category(category, at)
        return left

    # Allocations

    def draft(
        self,
        rules: FundRules,
        purpose: Purpose,
        *,
        payee: Payee,
        vault: Vault,
        reasons: str = "",
        due: datetime | None = None,
        actor: str,
        at: datetime,
    ) -> Allocation:
        """Draft an allocation and hold its money; raises Overdrawn naming the limit, or Missing for lack of reasons."""
        if purpose.amount_fen > rules.reasons_above_fen and not reasons.strip():
            raise Missing(detail="reasons", step="draft", above_fen=rules.reasons_above_fen)
        left = self._left(rules, purpose.town, purpose.case_id, purpose.category, purpose.urgency, at)
        _refuse_beyond(left, purpose.amount_fen)
        allocation = Allocation(purpose, due=due, actor=actor, at=at)
        allocation.keep(vault, {**payee.fields, "reasons": reasons.strip()})
        self.ledger.account("bank").hold(purpose.amount_fen)
        self._use(allocation)
        return self.allocations.add(allocation)

    def check_again(self, rules: FundRules, allocation: Allocation) -> None:
        """At the second signature: do today's rules and books still allow the draft? Raises Overdrawn."""
        own = allocation.amount_fen
        left = self._left(
            rules,
            allocation.town,
            allocation.case_id,
            allocation.category,
            allocation.urgency,
            allocation.created_at,
        )
        _refuse_beyond({limit: fen + own for limit, fen in left.items()}, own)

    def free(self, allocation: Allocation) -> None:
        """Refused or cancelled: the limits no longer count it."""
        self._cases[allocation.case_id].free(allocation.id)
        for key in _year_keys(allocation):
            self._years[key].fen -= allocation.amount_fen

    def _use(self, allocation: Allocation) -> None:
        self._cases.setdefault(allocation.case_id, CaseUse())
        self._cases[allocation.case_id].add(allocation.id, allocation.created_at, allocation.amount_fen)
        for key in _year_keys(allocation):
            self._years.setdefault(key, YearUse())
            self._years[key].fen += allocation.amount_fen

    def _used(self, key: str) -> int:
        use: YearUse | None = self._years.get(key)
        return use.fen if use else 0


def _refuse_beyond(left: dict[str, int], amount_fen: int) -> None:
    limit, fen = min(left.items(), key=lambda item: item[1])
    if amount_fen > fen:
        raise Overdrawn(limit=limit, wanted=amount_fen, available=max(0, fen))


def months_before(at: datetime, months: int) -> datetime:
    """The same day of the month so many months earlier; the 28th at the latest where that month is too short."""
    years, month = divmod(at.month - 1 - months, 12)
    earlier = (at.year + years, month + 1)
    try:
        return at.replace(year=earlier[0], month=earlier[1])
    except ValueError:
        return at.replace(year=earlier[0], month=earlier[1], day=28)


def _local_year(at: datetime) -> int:
    return at.astimezone(SHANGHAI).year


def _town_key(town: str, at: datetime) -> str:
    return f"town/{town}/{_local_year(at)}"


def _category_key(category: str, at: datetime) -> str:
    return f"category/{category}/{_local_year(at)}"


def _year_keys(allocation: Allocation) -> tuple[str, str]:
    at = allocation.created_at
    return _town_key(allocation.town, at), _category_key(allocation.category, at)

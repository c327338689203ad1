"""Allocations: money of the fund for one need, from the draft through two signatures to the household's word."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from content import role
from content.acl import Capacities
from content.amount import whole
from content.document import Document, Duty, case_of
from content.error import DomainError, SameHand, WrongState
from content.policy_rules import FundRules
from content.vault import Sealed, Vault
from content.workflow import Workflow, fire, may, step

if TYPE_CHECKING:
    from content.fund import Fund

SEE = may("allocation:view allocation:reasons")
PAYER = SEE | may("allocation:payee_name allocation:payee")
SIGNER = SEE | may("allocation:payee_name")
WINDOW = may("allocation:view")
READERS = {
    "clerk": SEE,
    "signer": SIGNER,
    "bureau": PAYER | may("allocation:history"),
    "supervision": PAYER | may("allocation:history"),
}
APPROVED = READERS | {"clerk": PAYER, "window": WINDOW}
ALLOCATION = Workflow(
    name="allocation",
    initial="drafted",
    steps=(
        step("sign_first", "drafted", "signed", "allocation:sign_first"),
        step("sign_second", "signed", "approved", "allocation:sign_second"),
        step("refuse", "drafted signed", "refused", "allocation:refuse", "reason"),
        step("disburse", "approved", "disbursed", "allocation:disburse"),
        step("pay_out", "disbursed", "paid_out", "allocation:pay_out"),
        step("acknowledge", "paid_out", "acknowledged", "allocation:acknowledge"),
        step("return", "disbursed paid_out", "returned", "allocation:return", "reason"),
        step("correct_payee", "returned", None, "allocation:correct_payee"),
        step("resign_first", "returned", None, "allocation:resign_first"),
        step("resign_second", "returned", None, "allocation:resign_second"),
        step("pay_again", "returned", "disbursed", "allocation:pay_again"),
        step("cancel", "returned", "cancelled", "allocation:cancel"),
    ),
    grants={
        "drafted": READERS | {"signer": SIGNER | may("allocation:sign_first allocation:refuse")},
        "signed": READERS | {"signer": SIGNER | may("allocation:sign_second allocation:refuse")},
        "approved": APPROVED | {"clerk": PAYER | may("allocation:disburse")},
        "disbursed": APPROVED | {"clerk": PAYER | may("allocation:pay_out allocation:return")},
        "paid_out": APPROVED
        | {
            "clerk": PAYER | may("allocation:return"),
            "window": WINDOW | may("allocation:acknowledge"),
            "applicant": may("allocation:acknowledge"),
        },
        "acknowledged": APPROVED,
        "returned": APPROVED
        | {
            "clerk": PAYER | may("allocation:correct_payee allocation:pay_again allocation:cancel"),
            "signer": SIGNER | may("allocation:resign_first allocation:resign_second"),
        },
        "refused": READERS,
        "cancelled": READERS,
    },
    denials={
        "drafted": {"drafter": may("allocation:sign_first")},
        "approved": {"listed": may("allocation:disburse")},
        "disbursed": {"listed": may("allocation:pay_out allocation:return")},
        "signed": {
            "drafter": may("allocation:sign_second"),
            "first_signer": may("allocation:sign_second"),
        },
        "returned": {
            "drafter": may("allocation:resign_first allocation:resign_second"),
            "first_signer": may("allocation:resign_first allocation:resign_second"),
            "listed": may("allocation:correct_payee allocation:pay_again allocation:cancel"),
        },
    },
    open_states=frozenset({"drafted", "signed", "approved", "disbursed", "paid_out", "returned"}),
)

STAGES = {
    "drafted": "bank",
    "signed": "bank",
    "refused": "bank",
    "approved": "committed",
    "disbursed": "payable",
    "paid_out": "paid",
    "acknowledged": "paid",
    "returned": "returned",
    "cancelled": "bank",
}
"""On which account of the fund the money stands in each state; a step between two of them is one posting."""

NEXT = {
    "drafted": "sign_first",
    "signed": "sign_second",
    "approved": "disburse",
    "disbursed": "pay_out",
    "paid_out": "acknowledge",
}


BY_FILE = frozenset({"disburse", "pay_out", "return", "correct_payee", "pay_again", "cancel"})
"""What an allocation in a payment file does not do by itself."""


@dataclass(frozen=True)
class Purpose:
    """What an allocation is for; *town* is a place code and its window's id, *amount_fen* a whole above 0."""

    proposal_id: str
    case_id: str
    need_id: str
    town: str
    category: str
    urgency: int
    amount_fen: int

    def __post_init__(self) -> None:
        whole(self.amount_fen)


@dataclass(frozen=True)
class Payee:
    """Whose account the money goes to; never shown by repr, stored only under seal."""

    name: str = field(repr=False)
    account: str = field(repr=False)
    bank: str = field(repr=False)

    @property
    def fields(self) -> dict[str, str]:
        return {"payee_name": self.name, "payee_account": self.account, "payee_bank": self.bank}


class Allocation(Document):
    """Lives in the fund's folder. Its steps check hands and limits, move along the table, and post the money."""

    kind = "allocation"
    workflow = ALLOCATION
    personal_fields = ("payee_name", "payee_account", "payee_bank", "reasons")
    batch_id = ""
    """The payment file that it waits in: until the bank has answered, it is paid by that file alone."""

    def __init__(
        self,
        purpose: Purpose,
        *,
        due: datetime | None = None,
        actor: str,
        at: datetime,
        id: str | None = None,
    ) -> None:
        """Made by Fund.draft() alone, which holds the money; *due* is when the first signature is."""
        self.proposal_id = purpose.proposal_id
        self.case_id = purpose.case_id
        self.need_id = purpose.need_id
        self.town = purpose.town
        self.category = purpose.category
        self.urgency = purpose.urgency
        self.amount_fen = purpose.amount_fen
        self.due = due
        self.corrector = ""
        self.first_signer = ""
        self.second_signer = ""
        super().__init__(actor=actor, at=at, id=id)

    @property
    def fund(self) -> Fund:
        owner: Any = self.__parent__.__parent__
        return owner

    @property
    def is_signed(self) -> bool:
        return bool(self.first_signer and self.second_signer)

    def capacities(self) -> Capacities:
        return {
            "clerk": (role.at("fund_clerk"),),
            "signer": (role.at("fund_signer"),),
            "drafter": tuple(sorted(self._drafters)),
            "listed": (role.at("fund_clerk"),) if self.batch_id else (),
            "first_signer": (self.first_signer,) if self.first_signer else (),
            "applicant": (role.applicant(self.case_id),),
            "window": (role.at("window_clerk", self.town),),
            "bureau": role.BUREAU,
            "supervision": role.SUPERVISION,
        }

    @property
    def next_step(self) -> str:
        """The step whose turn it is, "" where there is none; refusing, returning and cancelling are never owed."""
        if self.state != "returned":
            return NEXT.get(self.state, "")
        if not self.corrector:
            return "correct_payee"
        if self.is_signed:
            return "pay_again"
        return "resign_second" if self.first_signer else "resign_first"

    def concerns(self) -> Any:
        return case_of(self, self.case_id)

    def duties(self) -> tuple[Duty, ...]:
        owed = self.next_step
        if not owed:
            return ()
        if owed == "acknowledge":
            owner = role.at("window_clerk", self.town)
        else:
            owner = role.at("fund_signer" if "sign" in owed else "fund_clerk")
        return (Duty(owner, f"allocation:{owed}", self.due),)

    # Signatures

    def sign_first(self, *, actor: str, at: datetime, due: datetime | None = None) -> None:
        """The first of two hands; raises SameHand for whoever drafted it."""
        self._refuse_hands("sign_first", actor, self._drafters)
        self._take("sign_first", actor, at, due)
        self.first_signer = actor

    def sign_second(self, rules: FundRules, *, actor: str, at: datetime, due: datetime | None = None) -> None:
        """The second hand commits the money; the limits are checked again (Overdrawn)."""
        self._expect("sign_second")
        self._refuse_hands("sign_second", actor, {*self._drafters, self.first_signer})
        self.fund.check_again(rules, self)
        self.fund.ledger.account("bank").release(self.amount_fen)
        self._take("sign_second", actor, at, due)
        self.second_signer = actor

    def refuse(self, *, actor: str, at: datetime, reason: Sealed | str | None) -> None:
        """Not signed, with the reason; the money and the limits are free again."""
        self._take("refuse", actor, at, None, reason=reason)
        self.fund.ledger.account("bank").release(self.amount_fen)
        self.fund.free(self)

    # Payment

    def disburse(self, *, actor: str, at: datetime, due: datetime | None = None) -> None:
        """拨付: to whoever pays out."""
        self._take("disburse", actor, at, due)

    def pay_out(self, *, actor: str, at: datetime, due: datetime | None = None) -> None:
        """发放: to the household's account."""
        self._take("pay_out", actor, at, due)

    def acknowledge(self, *, actor: str, at: datetime, how: str) -> None:
        """签收, the household's own word; *how* is a stable code such as ``paper`` or ``code``."""
        self._take("acknowledge", actor, at, None, how=how)

    # Money that comes back

    def return_money(
        self, *, actor: str, at: datetime, reason: Sealed | None, due: datetime | None = None
    ) -> None:
        """退回: both signatures fall; somebody must see to the payee before it is signed and paid again."""
        self._take("return", actor, at, due, reason=reason)
        self.corrector = self.first_signer = self.second_signer = ""

    def correct_payee(
        self, payee: Payee, vault: Vault, *, actor: str, at: datetime, due: datetime | None = None
    ) -> None:
        """The payee as it should have been (or stands by what it was); what was signed before is void."""
        self._take("correct_payee", actor, at, due)
        self.keep(vault, payee.fields)
        self.corrector, self.first_signer, self.second_signer = actor, "", ""

    def resign_first(self, *, actor: str, at: datetime, due: datetime | None = None) -> None:
        self._in_turn("resign_first")
        self._refuse_hands("resign_first", actor, self._drafters)
        self._take("resign_first", actor, at, due)
        self.first_signer = actor

    def resign_second(self, *, actor: str, at: datetime, due: datetime | None = None) -> None:
        self._in_turn("resign_second")
        self._refuse_hands("resign_second", actor, {*self._drafters, self.first_signer})
        self._take("resign_second", actor, at, due)
        self.second_signer = actor

    def pay_again(self, *, actor: str, at: datetime, due: datetime | None = None) -> None:
        """Disbursed anew, once the payee is corrected and two hands have signed again."""
        self._in_turn("pay_again")
        self._take("pay_again", actor, at, due)

    def cancel(self, *, actor: str, at: datetime) -> None:
        """What came back is the fund's free money again."""
        self._take("cancel", actor, at, None)
        self.fund.free(self)

    # One step

    def _take(self, name: str, actor: str, at: datetime, due: datetime | None, **details: object) -> None:
        """Move along the table, and the money from the stage before to the stage after, by one posting."""
        if self.batch_id and name in BY_FILE:
            raise DomainError("listed", step=name)
        before = self.state
        target = self.workflow.step(name).target or before
        if STAGES[before] != STAGES[target]:
            self.fund.ledger.require_open(at)
        fire(self, name, actor=actor, at=at, **details)
        self.due = due
        source, target = STAGES[before], STAGES[self.state]
        if source != target:
            self.fund.ledger.move(
                source,
                target,
                self.amount_fen,
                memo=f"{name}:{self.category}",
                reference=self.id,
                actor=actor,
                at=at,
            )

    def _expect(self, name: str) -> None:
        if self.state not in self.workflow.step(name).sources:
            raise WrongState(step=name, state=self.state)

    def _in_turn(self, name: str) -> None:
        """Within the state returned the steps follow one another."""
        self._expect(name)
        if self.next_step != name:
            raise WrongState("out_of_turn", step=name, next=self.next_step)

    def _refuse_hands(self, name: str, actor: str, hands: Set[str]) -> None:
        if actor in hands:
            raise SameHand(step=name)

    @property
    def _drafters(self) -> frozenset[str]:
        return frozenset({self.created_by, self.corrector} - {""})

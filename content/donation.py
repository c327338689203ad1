"""Donations: what a giver has handed to a charity, the receipt for it, and what the giver wants it used for."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from content.error import DomainError, Missing
from content.source import NO_RESTRICTIONS, Restrictions, Source
from content.vault import Vault
from content.workflow import Workflow, fire, may, step

SEE = may("donation:view")
OWNER = SEE | may("donation:giver donation:use")
READERS = {
    "owner": OWNER,
    "clerk": SEE,
    "bureau": SEE,
    "supervision": SEE | may("donation:giver donation:use"),
}
DONATION = Workflow(
    name="donation",
    initial="recorded",
    steps=(
        step("close", "recorded", "closed", "donation:close"),
        step("void", "recorded", "voided", "donation:void", "reason"),
    ),
    grants={
        "recorded": READERS
        | {"owner": OWNER | may("donation:slip donation:close donation:void donation:declare")},
        "closed": READERS | {"owner": OWNER | may("donation:slip")},
        "voided": READERS,
    },
    open_states=frozenset({"recorded"}),
)

Use = tuple[str, str, str, int]
"""Category of the need, place, month in which it was known (``2026-11``), and how much; "" where that is not told."""
BASES = ("papers", "fair_value")
"""How goods are valued: by the papers that came with them, else at fair value (山东省慈善条例 31)."""


@dataclass(frozen=True)
class Receipt:
    """What 慈善法 38 asks to be on record: the finance department's form by number, or that the giver waived it."""

    number: str
    handler: str
    received_on: str
    is_waived: bool = False

    def __post_init__(self) -> None:
        date.fromisoformat(self.received_on)
        if not self.handler:
            raise Missing(detail="handler", step="record")
        if not self.number and not self.is_waived:
            raise Missing(detail="receipt_number", step="record")


class Donation(Source):
    """Money or goods of one giver; restrictions are the designation. The giver's name is sealed, or never taken."""

    kind = "donation"
    source_kind = "donation"
    workflow = DONATION
    personal_fields = ("giver_name", "giver_phone", "receipt")
    batch = ""
    """Of goods: the number of the delivery they came with, as the store keeps it."""
    interested: tuple[str, ...] = ()
    """Keyed hashes of whom the giver is close to: the gift does not help them (content.interested)."""

    def __init__(
        self,
        *,
        organisation_id: str,
        receipt: Receipt,
        giver: str,
        giver_name: str = "",
        giver_phone: str = "",
        is_anonymous: bool = False,
        vault: Vault,
        unit: str = "fen",
        item: str = "",
        amount: int,
        value_fen: int = 0,
        value_basis: str = "",
        batch: str = "",
        restrictions: Restrictions = NO_RESTRICTIONS,
        title: str = "",
        actor: str,
        at: datetime,
        id: str | None = None,
    ) -> None:
        """*giver* is unit or individual; goods need their value in fen and its basis. Raises Missing."""
        if not is_anonymous and not giver_name:
            raise Missing(detail="giver_name", step="record")
        if unit != "fen" and (value_fen <= 0 or value_basis not in BASES):
            raise Missing(detail="value_fen", step="record")
        self.receipt_number = receipt.number
        self.receipt_waived = receipt.is_waived
        self.handler = receipt.handler
        self.received_on = receipt.received_on
        self.giver = giver
        self.is_anonymous = is_anonymous
        self.value_fen = amount if unit == "fen" else value_fen
        self.batch = batch
        self.value_basis = "" if unit == "fen" else value_basis
        super().__init__(
            organisation_id=organisation_id,
            title=title,
            unit=unit,
            item=item,
            amount=amount,
            restrictions=restrictions,
            actor=actor,
            at=at,
            id=id,
        )
        self.keep(vault, {"giver_name": giver_name, "giver_phone": giver_phone})

    def uses(self) -> tuple[Use, ...]:
        """What it was used for as its giver may know it, the newest need first; the last row is what is not told."""
        sums: Counter[tuple[str, str, str]] = Counter()
        for event in self.history:
            if event.name == "spent" and event.detail("category"):
                seen = (str(event.detail(name)) for name in ("category", "place", "month"))
                category, place, month = seen
                sums[category, place, month] += int(str(event.detail("amount")))
        told = sorted(((*seen, amount) for seen, amount in sums.items()), key=lambda use: (use[2], use))
        untold = self.used - sums.total()
        return (*reversed(told), *((("", "", "", untold),) if untold else ()))

    def void(self, *, actor: str, at: datetime, reason: object) -> None:
        """Entered by mistake; refused once anything of it is promised or given."""
        if self.reserved or self.used:
            raise DomainError("donation_in_use", reserved=self.reserved, used=self.used)
        fire(self, "void", actor=actor, at=at, reason=reason)

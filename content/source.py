"""What helps beside the state: an amount of money, hours or goods, what of it is promised, and for whom it is meant."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from content import role
from content.acl import PUBLIC, Capacities
from content.amount import whole
from content.document import Document
from content.error import Overdrawn, WrongState

Cap = tuple[str, int, str | None]
CAP_KEYS = ("need", "case", "place")


@dataclass(frozen=True)
class Restrictions:
    """For whom a source is meant, in the words of the matching contract; None is no restriction.

    Place codes match by prefix; *requires* and *excludes* are attributes of a case; *cases* are ids; dates are
    ISO strings; a cap is (per need, case or place; the most; the one id it is for, or None for each).
    Raises ValueError for what the contract would refuse.
    """

    categories: tuple[str, ...] | None = None
    places: tuple[str, ...] | None = None
    requires: tuple[str, ...] = ()
    excludes: tuple[str, ...] = ()
    cases: tuple[str, ...] | None = None
    max_urgency: int | None = None
    valid_from: str | None = None
    expires: str | None = None
    caps: tuple[Cap, ...] = ()

    def __post_init__(self) -> None:
        for day in filter(None, (self.valid_from, self.expires)):
            date.fromisoformat(day)
        if self.valid_from and self.expires and self.expires < self.valid_from:
            raise ValueError("A source cannot expire before it is valid")
        if self.max_urgency not in (None, 0, 1, 2):
            raise ValueError("Urgency is 0, 1 or 2")
        for per, amount, _ in self.caps:
            if per not in CAP_KEYS or amount < 0:
                raise ValueError("A cap is per need, case or place, and not below 0")

    @property
    def cap_of_each(self) -> int | None:
        """The most for any one household, None where there is no such limit."""
        return next((amount for per, amount, only in self.caps if per == "case" and only is None), None)


NO_RESTRICTIONS = Restrictions()


class Source(Document):
    """A balance on the document itself: whoever reserves writes it, so that two rivals for the last hour conflict.

    ``unit`` is fen, hour or piece; ``item`` says which skill or goods, "" for money.
    """

    source_kind: ClassVar[str]

    def __init__(
        self,
        *,
        organisation_id: str,
        title: str,
        unit: str,
        amount: int,
        item: str = "",
        text: str = "",
        restrictions: Restrictions = NO_RESTRICTIONS,
        actor: str,
        at: datetime,
        id: str | None = None,
    ) -> None:
        """*organisation_id* owns it: a charity, whose agents post it and confirm; *text* describes it."""
        self.organisation_id = organisation_id
        self.unit = unit
        self.item = item
        self.text = text
        self.amount = whole(amount)
        self.reserved = 0
        self.used = 0
        self.restrictions = restrictions
        super().__init__(actor=actor, at=at, title=title, id=id)

    def capacities(self) -> Capacities:
        return {
            "owner": (role.at("charity_agent", self.organisation_id),),
            "clerk": (role.at("fund_clerk"),),
            "bureau": role.BUREAU,
            "supervision": role.SUPERVISION,
            "public": (PUBLIC,),
        }

    @property
    def categories(self) -> tuple[str, ...] | None:
        return self.restrictions.categories

    @property
    def places(self) -> tuple[str, ...] | None:
        return self.restrictions.places

    @property
    def available(self) -> int:
        return self.amount - self.reserved - self.used

    def reserve(self, amount: int, *, reference: str, actor: str, at: datetime) -> None:
        """Promise *amount* to the proposal *reference*; WrongState where closed, Overdrawn beyond what is left."""
        self._refuse_unless_open("reserve")
        _refuse_beyond(self.available, amount)
        self.reserved += amount
        self.record("reserved", actor=actor, at=at, amount=amount, reference=reference)

    def release(self, amount: int, *, reference: str, actor: str, at: datetime) -> None:
        """A promise is given up (declined, lapsed, or less was needed); it may be so also after closing."""
        _refuse_beyond(self.reserved, amount)
        self.reserved -= amount
        self.record("released", actor=actor, at=at, amount=amount, reference=reference)

    def spend(self, amount: int, *, reference: str, actor: str, at: datetime, **told: str) -> None:
        """What was promised has been given; *told* is what its giver may know of whom it helped."""
        _refuse_beyond(self.reserved, amount)
        self.reserved -= amount
        self.used += amount
        self.record("spent", actor=actor, at=at, amount=amount, reference=reference, **told)

    def _refuse_unless_open(self, step: str) -> None:
        if not self.is_open:
            raise WrongState(step=step, state=self.state)

    def _resize(self, amount: int) -> None:
        """A new whole; raises Overdrawn where more than that is promised or given already."""
        if amount < self.reserved + self.used:
            raise Overdrawn(wanted=self.reserved + self.used, available=amount)
        self.amount = whole(amount)


def _refuse_beyond(available: int, amount: int) -> None:
    if whole(amount) > available:
        raise Overdrawn(wanted=amount, available=available)

"""What the public may see of a need: a document of its own, built field by field, beside the case and not inside."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from content import role
from content.acl import PUBLIC, Capacities
from content.document import Document, Duty
from content.error import DomainError, SameHand
from content.workflow import Workflow, fire, may, step

SEE = may("public_need:view")
READERS = {"window": SEE, "bureau": SEE, "supervision": SEE}
PUBLIC_NEED = Workflow(
    name="public_need",
    initial="drafted",
    steps=(
        step("redraft", "drafted retracted", "drafted", "public_need:draft"),
        step("release", "drafted", "public", "public_need:release"),
        # What an institution asks for is public without a second hand; the portal alone announces it.
        step("announce", "drafted", "public", "public_need:announce"),
        # From a draft the portal alone takes it back, when the need itself has ended: nobody is granted that.
        step("retract", "drafted public", "retracted", "public_need:retract", "reason"),
    ),
    grants={
        "drafted": READERS
        | {"window": SEE | may("public_need:draft"), "bureau": SEE | may("public_need:release")},
        "public": READERS
        | {
            "public": SEE,
            "window": SEE | may("public_need:retract"),
            "bureau": SEE | may("public_need:retract"),
        },
        "retracted": READERS | {"window": SEE | may("public_need:draft")},
    },
    denials={"drafted": {"drafter": may("public_need:release")}},
    open_states=frozenset({"drafted"}),
)


@dataclass(frozen=True)
class Traits:
    """The quasi-identifiers of a household in public: what could single it out if too few share them."""

    place: str
    category: str
    size: str
    child: bool
    elderly: bool
    month: str

    def matches(self, other: Traits, district: str) -> bool:
        """Whether *other* looks like this when seen as coarsely as this is."""
        return (
            (self.place in (other.place, district))
            and self.category == other.category
            and self.size in ("", other.size)
            and (not self.child or other.child)
            and (not self.elderly or other.elderly)
            and self.month in ("", other.month)
        )


def coarsened(traits: Traits, register: Iterable[Traits], district: str, k: int) -> Traits | None:
    """The finest view of *traits* that at least *k* households share, or None where even the coarsest is too rare.

    The place gives way first (town, then district), then the size band, the flags, and last the month.
    """
    everybody = tuple(register)
    view = traits
    for change in ({}, {"place": district}, {"size": ""}, {"child": False, "elderly": False}, {"month": ""}):
        view = replace(view, **change)
        if sum(view.matches(other, district) for other in everybody) >= k:
            return view
    return None


def findings(text: str, forbidden: Mapping[str, Iterable[str]]) -> tuple[str, ...]:
    """The labels whose words stand in *text*: names, numbers, addresses, schools that must not be published."""
    plain = _bare(text)
    return tuple(
        label
        for label, words in forbidden.items()
        if any(len(word) > 1 and word in plain for word in map(_bare, words))
    )


def _bare(text: str) -> str:
    """Letters and digits alone, in one width and case: a number is found however it was split or typed."""
    return "".join(c for c in unicodedata.normalize("NFKC", text).casefold() if c.isalnum())


class PublicNeed(Document):
    """The anonymised need at /needs/<id>: these fields and no others (DOMAIN, needs)."""

    kind = "public_need"
    workflow = PUBLIC_NEED

    def __init__(
        self,
        *,
        town: str,
        traits: Traits,
        category: str,
        unit: str,
        item: str,
        amount: int,
        met: int,
        proposed: int,
        title: str,
        text: str,
        drafter: str,
        actor: str,
        at: datetime,
        id: str | None = None,
    ) -> None:
        self.town = town
        self.category, self.unit, self.item = category, unit, item
        self.amount, self.met, self.proposed = amount, met, proposed
        self.text = text
        self.drafter = drafter
        self._see(traits)
        super().__init__(actor=actor, at=at, title=title, id=id)

    def _see(self, traits: Traits) -> None:
        self.place, self.size = traits.place, traits.size
        self.child, self.elderly, self.month = traits.child, traits.elderly, traits.month

    @property
    def missing(self) -> int:
        return max(0, self.amount - self.met - self.proposed)

    def update_amounts(self, amount: int, met: int, proposed: int) -> None:
        """Follow the need; called by the command that changed it, never when the public looks."""
        self.amount, self.met, self.proposed = amount, met, proposed

    def redraft(self, *, title: str, text: str, drafter: str, actor: str, at: datetime) -> None:
        fire(self, "redraft", actor=actor, at=at)
        self.title, self.text, self.drafter = title, text, drafter

    def release(self, *, traits: Traits | None, actor: str, at: datetime) -> None:
        """Publish as coarsely as *traits* says; None means that even the coarsest view is too rare."""
        if actor == self.drafter:
            raise SameHand(step="release")
        if traits is None:
            raise DomainError("too_rare")
        fire(self, "release", actor=actor, at=at)
        self._see(traits)

    def announce(self, *, actor: str, at: datetime) -> None:
        """Of an institution: nobody could be known by it, so it is as public as its appeal, at once."""
        fire(self, "announce", actor=actor, at=at)

    def capacities(self) -> Capacities:
        return {
            "public": (PUBLIC,),
            "window": (role.at("window_clerk", self.town),),
            "drafter": (self.drafter,),
            "bureau": role.BUREAU,
            "supervision": role.SUPERVISION,
        }

    def heard_by(self) -> tuple[str, ...]:
        return (self.drafter,)

    def duties(self) -> tuple[Duty, ...]:
        return (Duty(role.at("bureau"), "public_need:release", None),) if self.state == "drafted" else ()

"""Households: members with their relation to the head, everything that names them under seal."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from BTrees.OOBTree import OOBTree

from content import role
from content.acl import Capacities
from content.document import Document, Duty
from content.ident import new_id
from content.personal import SealedFields
from content.workflow import Workflow, may, step

READ = may("household:view household:contact")
HOUSEHOLD = Workflow(
    name="household",
    initial="registered",
    steps=(step("merge", "registered", "merged", "household:merge", "into"),),
    grants={
        "registered": {
            "window": READ | may("household:edit household:account household:merge"),
            "village": READ,
            "worker": READ,
            "bureau": READ | may("household:account household:merge"),
            "supervision": READ | may("household:account"),
        },
        # The old address still leads to the household that it became part of.
        "merged": {
            "window": may("household:view"),
            "village": may("household:view"),
            "worker": may("household:view"),
            "bureau": READ,
            "supervision": READ,
        },
    },
)


OUTSIDE = "outside"
"""Where a household is registered that no town of the district has in its register."""


class Member(SealedFields):
    """One person of a household. Open are only codes and the month of birth; names and numbers are sealed."""

    kind = "member"
    personal_fields = ("name", "id_number", "phone", "school", "diagnosis")

    def __init__(
        self,
        *,
        household_id: str,
        relation: str,
        born: str = "",
        gender: str = "",
        disability: str = "",
        id_unknown: str = "",
        id: str | None = None,
    ) -> None:
        """*born* is ``YYYY-MM`` or empty, *disability* a grade code, *id_unknown* why there is no ID number."""
        super().__init__()
        self.id = id or new_id()
        self.household_id = household_id
        self.relation = relation
        self.born = born
        self.gender = gender
        self.disability = disability
        self.id_unknown = id_unknown

    def age(self, on: date) -> int | None:
        """Full years on a day, None where unknown; in the month of birth the birthday counts as reached."""
        if not self.born:
            return None
        year, month = (int(part) for part in self.born.split("-"))
        return on.year - year - (on.month < month)

    def _context(self, name: str) -> str:
        return f"household:{self.household_id}/{self.id}/{name}"


class Household(Document):
    """A family: where it lives, who belongs to it, which cases it has had (一户一档)."""

    kind = "household"
    workflow = HOUSEHOLD
    personal_fields = (
        "address",
        "phone",
        "account_holder",
        "account_number",
        "account_bank",
        "registered_place",
    )

    suspects: tuple[tuple[str, str, str], ...] = ()
    """Households that may be this one, until somebody has looked: (id, town, why: ``id``, ``phone`` or ``address``)."""
    told_apart: tuple[str, ...] = ()
    """Households that were looked at and are not this one."""
    merged_into = ""
    registered_in = ""
    """Where it is registered, if not where it lives: a town's code, or OUTSIDE, and ``registered_place`` in words."""

    def __init__(
        self,
        *,
        town: str,
        village: str = "",
        actor: str,
        at: datetime,
        id: str | None = None,
    ) -> None:
        self.town = town
        self.village = village
        self.case_ids: tuple[str, ...] = ()
        self.workers: tuple[str, ...] = ()
        self._members = OOBTree()
        super().__init__(actor=actor, at=at, id=id)

    @property
    def members(self) -> list[Member]:
        """The head first, then in the order in which they were entered."""
        everybody = sorted(self._members.values(), key=lambda pair: pair[0])
        return sorted((member for _, member in everybody), key=lambda member: member.relation != "head")

    def member(self, member_id: str) -> Member | None:
        pair = self._members.get(member_id)
        return pair[1] if pair else None

    def add_member(self, member: Member) -> Member:
        self._members[member.id] = (len(self._members), member)
        return member

    @property
    def head_member(self) -> Member | None:
        return next(iter(self.members), None)

    @property
    def size(self) -> int:
        return len(self._members)

    def suspect(self, other: Household, why: str) -> None:
        """Flag *other* as perhaps the same; nothing where somebody has said that it is not, or it is flagged."""
        known = {id for id, _town, _why in self.suspects} | set(self.told_apart)
        if other.id != self.id and other.id not in known:
            self.suspects = (*self.suspects, (other.id, other.town, why))

    def clear(self, other_id: str) -> None:
        """*other* is looked at."""
        self.suspects = tuple(row for row in self.suspects if row[0] != other_id)

    def tell_apart(self, other_id: str, *, actor: str, at: datetime, reason: object) -> None:
        """Not the same family, though it looks like it."""
        self.told_apart = (*self.told_apart, other_id)
        self.clear(other_id)
        self.record("told_apart", actor=actor, at=at, other=other_id, reason=reason)

    @property
    def is_registered_elsewhere(self) -> bool:
        """人户分离: it lives in one town, and another has it in its register."""
        return self.registered_in not in ("", self.town)

    def register_in(self, where: str, *, actor: str, at: datetime) -> None:
        """Said at the window: *where* as in ``registered_in``, "" where it is registered where it lives."""
        self.registered_in = where
        self.record("registration_said", actor=actor, at=at, where=where)

    def duties(self) -> tuple[Duty, ...]:
        """Somebody looks at what may be one family twice: its window, or the bureau where two towns are in it."""
        if not self.suspects or self.state != "registered":
            return ()
        is_here = all(town == self.town for _id, town, _why in self.suspects)
        owner = role.at("window_clerk", self.town) if is_here else role.at("bureau")
        return (Duty(owner, "household:merge", None),)

    def attributes(self, on: date) -> frozenset[str]:
        """What matching may ask for, from who lives here on that day (DOMAIN, needs)."""
        return frozenset(self._attributes(on))

    def _attributes(self, on: date) -> Iterator[str]:
        ages = [age for member in self.members if (age := member.age(on)) is not None]
        if any(age < 18 for age in ages):
            yield "child"
        if any(age >= 60 for age in ages):
            yield "elderly"
        if any(member.has_personal("school") for member in self.members):
            yield "student"
        if any(member.disability for member in self.members):
            yield "disabled"
        if self._has_single_parent(on):
            yield "single_parent"

    def _has_single_parent(self, on: date) -> bool:
        """A minor child of the head without the head's spouse, or a head who is a minor with one parent here."""
        relations = {member.relation for member in self.members}
        minors = {m.relation for m in self.members if (age := m.age(on)) is not None and age < 18}
        if minors & {"son", "daughter"}:
            return "spouse" not in relations
        return "head" in minors and len(relations & {"father", "mother"}) == 1

    def capacities(self) -> Capacities:
        return {
            "window": (role.at("window_clerk", self.town),),
            "village": (role.at("village_worker", self.village),) if self.village else (),
            "worker": tuple(role.person(worker) for worker in self.workers),
            "bureau": role.BUREAU,
            "supervision": role.SUPERVISION,
        }


def size_band(size: int) -> str:
    """The coarse size that the public may see: 1, 2–3, 4 and more."""
    if size <= 1:
        return "1"
    return "2-3" if size <= 3 else "4+"

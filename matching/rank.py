"""One need, online: what could help it now, best first."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from matching.eligibility import broken_rules
from matching.offers import Offers
from matching.problem import BadInput, Group, Instance, Need, Resource, groups
from matching.reason import Shortfalls, why
from matching.result import Reason
from matching.room import Room


@dataclass(frozen=True, slots=True)
class Candidate:
    """A resource that could give the need *amount* now, pins counted and nothing else."""

    resource: str
    amount: int
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ranking:
    """What a need lacks beyond its pins, what could meet it, and what binds where nothing can."""

    need: str
    missing: int
    candidates: tuple[Candidate, ...]
    because: tuple[Reason, ...]


def find_need(instance: Instance, need_id: str) -> tuple[Group, int]:
    """The group of a need and its position there; raises BadInput where the instance has no such need."""
    for group in groups(instance):
        for position, need in enumerate(group.needs):
            if need.id == need_id:
                return group, position
    raise BadInput(f"need {need_id[:60]!r}", "id", "is not in the file")


def preference(group: Group, need: Need, resource: Resource) -> tuple[bool, int, int]:
    """The order of O3, O4 and O5 for one need: the fund last, work in progress first, then what expires first."""
    kept = group.previous.get((need.id, resource.id), 0)
    return resource.is_fund, -min(kept, need.amount), resource.days_left(group.as_of)


def rank(instance: Instance, need_id: str) -> Ranking:
    """What could help this need now, best first; other needs' proposals are not counted as taken."""
    group, position = find_need(instance, need_id)
    need = group.needs[position]
    eligible = (r for r in group.resources if not broken_rules(need, r, group.as_of))
    return ranking(group, need, Room(group), eligible)


def ranking(
    group: Group, need: Need, room: Room, eligible: Iterable[Resource], offers: Offers | None = None
) -> Ranking:
    """The same for a need that need not be among the group's; *room* counts the pins."""
    free = ((resource, room.free(need, resource)) for resource in eligible)
    order = sorted(
        ((resource, amount) for resource, amount in free if amount > 0),
        key=lambda row: (*preference(group, need, row[0]), -row[1], row[0].id),
    )
    candidates = tuple(Candidate(r.id, amount, why(group, need, r, amount, False)) for r, amount in order)
    missing = room.missing(need)
    because: tuple[Reason, ...] = ()
    if missing > 0 and not candidates:
        because = Shortfalls(replace(group, needs=(need,)), room, offers).of(0)
    return Ranking(need.id, missing, candidates, because)

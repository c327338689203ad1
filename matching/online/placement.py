"""What placing a need changes, as frozen values."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from matching.objective import unfairness
from matching.online.residual import Residual
from matching.reason import why
from matching.result import Reason


@dataclass(frozen=True, slots=True)
class Change:
    """One pair whose proposal changes: *before* 0, it is new; *after* 0, it is gone; *why* of what it then is."""

    need: str
    resource: str
    before: int
    after: int
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Placement:
    """What an arriving need gets, what moves for it, and what that does to O1–O5 of its group.

    *objective* has the differences of the plan's figures. *optimal*: the group's plan was the best without the
    need and is the best with it.
    """

    need: str
    amount: int
    missing: int
    given: tuple[Change, ...]
    moved: tuple[Change, ...]
    because: tuple[Reason, ...]
    objective: dict[str, int | list[int]]
    optimal: bool


def change_of(s: Residual, n: int, r: int, before: int) -> Change:
    """What has become of one pair."""
    need, resource, after = s.needs[n], s.resources[r], s.sources[n].get(r, 0)
    return Change(
        need.id, resource.id, before, after, why(s.group, need, resource, after, False) if after else ()
    )


def difference(s: Residual, before: Mapping[tuple[int, int], int]) -> dict[str, int | list[int]]:
    """How the figures of O1 to O5 have changed since the pairs were given what *before* says."""
    covered, unfair = [0, 0, 0], [0, 0, 0]
    fund = kept = expiry = 0
    more: Counter[int] = Counter()
    for (n, r), amount in before.items():
        resource, after = s.resources[r], s.sources[n].get(r, 0)
        earlier = s.previous.get(n, {}).get(r, 0)
        more[n] += after - amount
        fund += (after - amount) * resource.is_fund
        kept += min(after, earlier) - min(amount, earlier)
        expiry += (after - amount) * resource.days_left(s.group.as_of)
    for n, amount in more.items():
        need, met = s.needs[n], s.room.met(s.needs[n])
        covered[need.urgency] += amount
        unfair[need.urgency] += unfairness(need.amount, met) - unfairness(need.amount, met - amount)
    return {"covered": covered, "unfairness": unfair, "fund": fund, "kept": kept, "expiry": expiry}

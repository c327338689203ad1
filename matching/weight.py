"""The small weights that make one solve exact in O1 to O5; docs/matching.md proves them."""

from datetime import date

from matching.objective import SLICES
from matching.problem import Resource

KEPT_WEIGHT = 366  # One kept unit beats any change of days along one cycle.


def fund_weight(kept_needs: int) -> int:
    """One unit spared in the fund beats whatever one cycle changes in O4 and O5."""
    return KEPT_WEIGHT * (kept_needs + 1)


def slice_weight(urgency: int, k: int, kept_needs: int) -> int:
    """What one unit met in slice k (1…10) of a need earns: O1 and O2 above all else."""
    return (3 * SLICES - SLICES * urgency - k + 1) * 2 * fund_weight(kept_needs)


def source_cost(resource: Resource, as_of: date, kept_needs: int) -> int:
    """What one unit from the resource costs: O5's days, and O3's weight where it is the fund.

    What is over costs nothing: it serves no eligible pair, so nothing beyond its pins ever leaves it.
    """
    return max(0, resource.days_left(as_of)) + (fund_weight(kept_needs) if resource.is_fund else 0)

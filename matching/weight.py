"""The small weights that make one solve exact in O1 to O5; docs/matching.md proves them."""

from matching.objective import SLICES

KEPT_WEIGHT = 366  # One kept unit beats any change of days along one cycle.


def fund_weight(kept_needs: int) -> int:
    """One unit spared in the fund beats whatever one cycle changes in O4 and O5."""
    return KEPT_WEIGHT * (kept_needs + 1)


def slice_weight(urgency: int, k: int, kept_needs: int) -> int:
    """What one unit met in slice k (1…10) of a need earns: O1 and O2 above all else."""
    return (3 * SLICES - SLICES * urgency - k + 1) * 2 * fund_weight(kept_needs)

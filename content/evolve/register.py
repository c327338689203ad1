"""The register of cases, for a district that is older than it: one row for every case there is."""

from __future__ import annotations

from importlib import import_module
from typing import Any

NO_WORK = ("rejected", "cancelled")


def run(root: Any) -> None:
    """Rows as the register writes them today, read off the stored attributes."""
    site = root["site"]
    register = import_module("content.register").Register()
    register._rows = import_module("content.tree").WideOOBTree()
    for case in site._folders["cases"]._items.values():
        register._rows[case.id] = _row(case)
    site.register = register


def _row(case: Any) -> Any:
    referrals = case.referrals._items.values()
    kinds = {referral.assistance for referral in referrals if referral.state not in NO_WORK}
    row = import_module("content.register").CaseRow
    return row(
        case.state, case.town, case.village, tuple(sorted(kinds)), case.urgency, case.worker, case.number,
        case.created_at, case.due,
    )  # fmt: skip

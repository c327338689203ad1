"""A fund from before the payment files gets their folder, and those of budgets and closed months."""

from __future__ import annotations

from typing import Any

from persistent.mapping import PersistentMapping

from content.evolve.folder import empty_folder


def run(root: Any) -> None:
    """All are empty; towns may have budgets of their own from now on."""
    fund = root["site"].fund
    for name in ("batches", "changes", "closings"):
        setattr(fund, name, empty_folder(root, fund, name))
    fund.town_budgets = PersistentMapping()

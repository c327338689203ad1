"""A step that gives every department the list of what was sent to it."""

from __future__ import annotations

from typing import Any


def run(root: Any) -> None:
    """Walk the cases once; a unit's list holds (time, id) → path."""
    folders = root["site"]._folders
    units = folders["units"]._items
    kind = type(units)
    for case_id, case in folders["cases"]._items.items():
        for referral in case.referrals._items.values():
            unit = units.get(referral.unit)
            if unit is None:
                continue
            if getattr(unit, "_referred", None) is None:
                unit._referred = kind()
            path = f"/cases/{case_id}/referrals/{referral.id}"
            unit._referred[(referral.created_at, referral.id)] = path

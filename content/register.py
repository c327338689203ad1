"""The register of cases: one short row each, from which lists and the overview are drawn without opening a case.

Kept by the command door alone. Rows of different cases merge when two people write at once; ten thousand rows are
read in a moment, where ten thousand cases would not be.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from persistent import Persistent

from content.tree import WideOOBTree

if TYPE_CHECKING:
    from content.case import Case

NO_WORK = frozenset({"rejected", "cancelled"})
"""A referral in one of these states has put no unit to work."""


class CaseRow(NamedTuple):
    """What lists ask of a case; *kinds* are those of assistance that a unit was asked for, in order."""

    state: str
    town: str
    village: str
    kinds: tuple[str, ...]
    urgency: int
    worker: str
    number: str
    opened_at: datetime
    due: datetime | None

    def is_late(self, now: datetime, open_states: frozenset[str]) -> bool:
        return self.state in open_states and self.due is not None and self.due < now


class Register(Persistent):
    """Case id → its row."""

    def __init__(self) -> None:
        self._rows = WideOOBTree()

    def update(self, case: Case) -> None:
        """Make the row say what the case says; nothing is written where it does already."""
        row = row_of(case)
        if self._rows.get(case.id) != row:
            self._rows[case.id] = row

    def get(self, case_id: str) -> CaseRow | None:
        row: CaseRow | None = self._rows.get(case_id)
        return row

    def __iter__(self) -> Iterator[tuple[str, CaseRow]]:
        return iter(self._rows.items())

    def rebuild(self, cases: Iterable[Case]) -> int:
        """Compute every row anew; how many were not right."""
        before = dict(self._rows)
        after = {case.id: row_of(case) for case in cases}
        for id in before.keys() - after.keys():
            del self._rows[id]
        wrong = {id for id, row in after.items() if before.get(id) != row}
        for id in wrong:
            self._rows[id] = after[id]
        return len(wrong | (before.keys() - after.keys()))


def row_of(case: Case) -> CaseRow:
    kinds = {referral.assistance for referral in case.referrals if referral.state not in NO_WORK}
    return CaseRow(
        state=case.state,
        town=case.town,
        village=case.village,
        kinds=tuple(sorted(kinds)),
        urgency=case.urgency,
        worker=case.worker,
        number=case.number,
        opened_at=case.created_at,
        due=case.due,
    )

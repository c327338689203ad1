"""How the tables of this folder are written, and read: rows of text with | between the columns."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from content.document import Document

Cells = tuple[str, ...]


class StepRow(NamedTuple):
    """One row of DOMAIN's workflow table; an empty target keeps the state."""

    name: str
    sources: frozenset[str]
    target: str
    permission: str
    requires: Cells


@dataclass(frozen=True)
class Table:
    """What one workflow allows, by hand. Permissions are written without their ``kind:``.

    *people* names for each capacity the principals that have it, of the document that *build* makes.
    *steps* has the columns step | sources | target | permission | required details.
    *grants* has state | capacity | permissions; what is not written is denied.
    *same_hand* has state | two capacities of one person | the permissions that this person loses by the second.
    """

    build: Callable[[], Document]
    people: dict[str, Cells]
    grants: str
    steps: str = ""
    same_hand: str = ""
    parts: dict[str, Cells] = field(default_factory=dict)
    """Words that stand for several permissions."""

    @property
    def kind(self) -> str:
        return self.build().kind

    @property
    def step_rows(self) -> list[StepRow]:
        found = []
        for name, sources, target, permission, requires in _rows(self.steps, 5):
            full = f"{self.kind}:{permission}"
            found.append(StepRow(name, frozenset(sources.split()), target, full, tuple(requires.split())))
        return found

    @property
    def states(self) -> list[str]:
        """Every state that the table of grants names, in its order."""
        return list(
            dict.fromkeys(state for states, _, _ in _rows(self.grants, 3) for state in states.split())
        )

    def granted(self, state: str, capacity: str) -> frozenset[str]:
        rows = _rows(self.grants, 3)
        found = [words for states, who, words in rows if state in states.split() and capacity in who.split()]
        assert len(found) <= 1, f"{state} | {capacity} is written twice"
        return self._permissions(found[0]) if found else frozenset()

    @property
    def denials(self) -> Iterator[tuple[str, str, str, frozenset[str]]]:
        """state, capacity, second capacity of the same person, what that person may not do."""
        for states, hands, words in _rows(self.same_hand, 3):
            one, other = hands.split()
            for state in states.split():
                yield state, one, other, self._permissions(words)

    @property
    def permissions(self) -> frozenset[str]:
        granted = (self._permissions(words) for _, _, words in _rows(self.grants, 3))
        return frozenset().union(*granted, (row.permission for row in self.step_rows))

    def _permissions(self, words: str) -> frozenset[str]:
        plain = [part for word in words.split() for part in self.parts.get(word, (word,))]
        return frozenset(f"{self.kind}:{word}" for word in plain)


def _rows(text: str, columns: int) -> list[Cells]:
    rows = [
        tuple(cell.strip() for cell in line.split("|")) for line in text.strip().splitlines() if line.strip()
    ]
    for row in rows:
        assert len(row) == columns, row
    return rows

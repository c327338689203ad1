"""Workflows as tables, and the one function that moves a document along them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from content.error import DomainError, Missing, WrongState

if TYPE_CHECKING:
    from content.document import Document
    from content.history import Event

NOTHING: Mapping[str, frozenset[str]] = {}


@dataclass(frozen=True)
class Step:
    """``sources –name→ target``; a target of None keeps the state (a note, a claim, a look)."""

    name: str
    sources: frozenset[str]
    target: str | None
    permission: str
    requires: tuple[str, ...] = ()


@dataclass(frozen=True)
class Workflow:
    """One document's table: its steps, and state × capacity → permissions."""

    name: str
    initial: str
    steps: tuple[Step, ...]
    grants: Mapping[str, Mapping[str, frozenset[str]]]
    denials: Mapping[str, Mapping[str, frozenset[str]]] = field(default_factory=dict)
    open_states: frozenset[str] = frozenset()

    def step(self, name: str) -> Step:
        for step in self.steps:
            if step.name == name:
                return step
        raise DomainError("no_such_step", step=name)

    def steps_from(self, state: str) -> tuple[Step, ...]:
        return tuple(step for step in self.steps if state in step.sources)

    @property
    def states(self) -> tuple[str, ...]:
        """Every state, in the order in which the table names them."""
        seen = dict.fromkeys([self.initial])
        for step in self.steps:
            seen |= dict.fromkeys(sorted(step.sources))
            if step.target:
                seen[step.target] = None
        return tuple(seen)


def step(name: str, sources: str, target: str | None, permission: str, *requires: str) -> Step:
    """A row of a table: sources are written as words with spaces between."""
    return Step(name, frozenset(sources.split()), target, permission, requires)


def may(permissions: str) -> frozenset[str]:
    """Permissions written as words with spaces between."""
    return frozenset(permissions.split())


def same_in(
    states: Iterable[str], grants: Mapping[str, frozenset[str]]
) -> dict[str, Mapping[str, frozenset[str]]]:
    """The same grants in several states."""
    return dict.fromkeys(states, grants)


def fire(document: Document, name: str, *, actor: str, at: datetime, **details: object) -> Event:
    """Take *document* along its workflow and write the event; raises WrongState or Missing and changes nothing then."""
    step = document.workflow.step(name)
    if document.state not in step.sources:
        raise WrongState(step=name, state=document.state)
    for detail in step.requires:
        if details.get(detail) in (None, ""):
            raise Missing(detail=detail, step=name)
    before = document.state
    if step.target is not None:
        document.state = step.target
    return document.record(name, actor=actor, at=at, before=before, after=document.state, **details)

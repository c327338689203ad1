"""What every stored document has: id, state, history, access list, personal fields under seal."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any, ClassVar, NamedTuple

from BTrees.LOBTree import LOBTree

from content import role
from content.acl import Ace, Capacities, allowed_principals, computed_acl
from content.history import GENESIS, Event, History
from content.ident import new_id
from content.personal import SealedFields
from content.term import Term
from content.workflow import NOTHING, Workflow


class Duty(NamedTuple):
    """One open thing on one work list: whose, what is asked (a stable code), until when."""

    owner: str
    what: str
    due: datetime | None


class Document(SealedFields):
    """A document of the tree. Steps move it, events record it, capacities say who may do what."""

    kind: ClassVar[str]
    workflow: ClassVar[Workflow]

    __parent__: Any = None
    __name__: str | None = None
    listed: tuple[Duty, ...] = ()
    """What is owed as it stands on the work lists now; kept by the command door alone."""
    terms: tuple[Term, ...] = ()
    """What stands behind its dates: the limit of each, when it began, whether it is provisional."""
    found_late: Duty | None = None
    """The duty that was long overdue when the clock's work last looked."""

    def __init__(self, *, actor: str, at: datetime, title: str = "", id: str | None = None) -> None:
        super().__init__()
        self.id = id or new_id()
        self.title = title
        self.state = self.workflow.initial
        self.created_at = self.modified_at = at
        self.created_by = actor
        self.count = 0
        self.head = GENESIS
        self._events = LOBTree()
        self.record("created", actor=actor, at=at)

    # History

    @property
    def history(self) -> History:
        return History(f"{self.kind}:{self.id}", self._events)

    def record(self, name: str, *, actor: str, at: datetime, **details: object) -> Event:
        """Append an event to the chain; the document's own row changes with it, so rivals conflict."""
        event = self.history.append(self.count, self.head, name, actor, at, details)
        self.count, self.head, self.modified_at = event.n + 1, event.digest, at
        return event

    def broken_chain(self) -> str | None:
        return self.history.broken(self.count, self.head)

    # Access

    def capacities(self) -> Capacities:
        """Who stands in which relation to this document: capacity → principals."""
        raise NotImplementedError

    def __acl__(self) -> list[Ace]:
        grants = self.workflow.grants.get(self.state, NOTHING)
        denials = self.workflow.denials.get(self.state, NOTHING)
        return computed_acl(grants, denials, self.capacities(), self.aside())

    def concerns(self) -> Any:
        """The case that this is or is about, None where there is none."""
        return next((found for found in lineage(self) if getattr(found, "kind", "") == "case"), None)

    def aside(self) -> tuple[str, ...]:
        """Who is close to the applicant and stands aside (回避): they may look, and decide nothing."""
        case = self.concerns()
        return tuple(role.person(id) for id in case.recused) if case is not None else ()

    @property
    def viewers(self) -> frozenset[str]:
        return allowed_principals(self.__acl__(), f"{self.kind}:view")

    def duties(self) -> tuple[Duty, ...]:
        """What somebody owes this document now; nothing where it is nobody's turn."""
        return ()

    def owed(self) -> tuple[Duty, ...]:
        """The duties; and while one stands that was found late, the bureau's look at why (REQUIREMENTS R3).

        The work stays with whom it belongs to, who alone can do it: the look is another thing, on the
        bureau's list, and goes from there by itself when the late one is done.
        """
        duties = self.duties()
        late = self.found_late
        if late is None or late not in duties or late.owner == self.overseer:
            return duties
        return (*duties, Duty(self.overseer, f"{self.kind}:view", late.due))

    @property
    def overseer(self) -> str:
        """Who looks after what others leave lying."""
        return role.at("bureau")

    def heard_by(self) -> tuple[str, ...]:
        """Whom to tell what became of it once nobody owes it anything any more."""
        return ()

    @property
    def version(self) -> str:
        """What a form carries to notice that somebody else changed the document meanwhile."""
        return self.head[:12]

    @property
    def is_open(self) -> bool:
        return self.state in self.workflow.open_states


def case_of(document: Document, case_id: str) -> Any:
    """The case of that id in the district of the document, None where either is not there."""
    *_others, root = lineage(document)
    return (
        root["cases"].get(case_id) if root is not document and getattr(root, "__name__", None) == "" else None
    )


def lineage(document: Any) -> Iterator[Any]:
    """The document, then what contains it, up to the root."""
    while document is not None:
        yield document
        document = document.__parent__

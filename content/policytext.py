"""Texts of law and policy as the public reads them: editions cut into articles, each with an anchor of its own."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from hashlib import sha256
from typing import Any, NamedTuple

from persistent import Persistent

from content import role
from content.acl import PUBLIC, Capacities
from content.document import Document
from content.error import DomainError
from content.workflow import Workflow, fire, may, step

SEE = may("policy_text:view")
POLICY_TEXT = Workflow(
    name="policy_text",
    initial="in_force",
    steps=(
        step("renew", "in_force", None, "policy_text:renew", "dated"),
        step("repeal", "in_force", "repealed", "policy_text:repeal"),
    ),
    grants={
        "in_force": {"public": SEE, "bureau": SEE | may("policy_text:renew policy_text:repeal")},
        "repealed": {"public": SEE, "bureau": SEE},
    },
    open_states=frozenset({"in_force"}),
)


class Section(NamedTuple):
    """One article, clause or heading. ``level`` 1 is a chapter, 2 a part of one, 3 an article; ``text`` is Markdown
    as it came in, with HTML perhaps: whoever shows it cleans it. ``also`` is what people call it beside."""

    anchor: str
    level: int
    heading: str
    text: str
    also: str = ""


class Edition(Persistent):
    """The text as it stood from one day on; it never changes."""

    __parent__: Any = None
    __name__ = ""

    def __init__(self, *, dated: str, intro: str, sections: Iterable[Section], at: datetime) -> None:
        """*dated* is the day of its issue (ISO); raises ValueError where it is no day or two anchors are equal."""
        date.fromisoformat(dated)
        self.dated = dated
        self.intro = intro
        self.sections = tuple(sections)
        self.added_at = at
        anchors = [section.anchor for section in self.sections]
        if len(anchors) != len(set(anchors)):
            raise ValueError("An anchor stands once in a text")

    @property
    def digest(self) -> str:
        """The SHA-256 of all of it, which the history vouches for."""
        whole = "\n".join([self.dated, self.intro, *("\t".join(map(str, row)) for row in self.sections)])
        return sha256(whole.encode()).hexdigest()

    def section(self, anchor: str) -> Section | None:
        return next((section for section in self.sections if section.anchor == anchor), None)

    def chapter_of(self, anchor: str) -> str:
        """The heading under which an article stands, "" where it stands under none."""
        above = ""
        for section in self.sections:
            if section.anchor == anchor:
                return "" if section.level == 1 else above
            above = section.heading if section.level == 1 else above
        return ""


class PolicyText(Document):
    """One law, plan or guide, in all the editions that are known; ``sort`` is a vocabulary.TextSort.

    ``source`` says where the text was taken from. ``/policies/<id>`` shows the newest edition, an older one has
    its day as its name.
    """

    kind = "policy_text"
    workflow = POLICY_TEXT

    def __init__(
        self,
        *,
        title: str,
        sort: str,
        source: str = "",
        edition: Edition,
        actor: str,
        at: datetime,
        id: str | None = None,
    ) -> None:
        self.sort = sort
        self.source = source
        self.editions: tuple[Edition, ...] = ()
        super().__init__(actor=actor, at=at, title=title, id=id)
        self._take(edition)
        self.record("edition", actor=actor, at=at, dated=edition.dated, digest=edition.digest)

    @property
    def current(self) -> Edition:
        return self.editions[-1]

    def renew(self, edition: Edition, *, actor: str, at: datetime) -> None:
        """A newer edition takes the place of the current one, which stays; ``not_newer`` where it is no newer."""
        if edition.dated <= self.current.dated:
            raise DomainError("not_newer", dated=self.current.dated)
        fire(self, "renew", actor=actor, at=at, dated=edition.dated, digest=edition.digest)
        self._take(edition)

    def _take(self, edition: Edition) -> None:
        edition.__parent__, edition.__name__ = self, edition.dated
        self.editions = (*self.editions, edition)

    def __getitem__(self, name: str) -> Edition:
        for edition in self.editions:
            if edition.dated == name:
                return edition
        raise KeyError(name)

    def __bool__(self) -> bool:
        return True

    def capacities(self) -> Capacities:
        return {"public": (PUBLIC,), "bureau": role.BUREAU}

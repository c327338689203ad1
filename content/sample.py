"""Random samples for audit: drawn by a rule that anybody can follow again, recorded before a file is opened.

The seed is SHA-256 over the head of a published seal and a value that nobody here could choose (a lottery number, the
day's share index). Each id is ranked by SHA-256 of ``seed:id``, and the lowest *size* are drawn: whoever has the seal,
the value and the list of ids gets the same sample with any tool (docs/audit-sample.md).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256
from typing import NamedTuple

from persistent.mapping import PersistentMapping

from content import role
from content.acl import Capacities
from content.document import Document, Duty
from content.error import DomainError
from content.vocabulary import AuditResult
from content.workflow import Workflow, fire, may, step

SEE = may("sample:view")
SAMPLE = Workflow(
    name="sample",
    initial="drawn",
    steps=(
        step("check", "drawn", None, "sample:check", "case", "result"),
        step("finish", "drawn", "finished", "sample:finish"),
    ),
    grants={
        "drawn": {"drawer": SEE | may("sample:check sample:finish"), "overseer": SEE},
        "finished": {"drawer": SEE, "overseer": SEE},
    },
    open_states=frozenset({"drawn"}),
)
POPULATION_HASHED = "\n"


class Check(NamedTuple):
    """What was found in one file: a code of AuditResult, by whom, when."""

    result: str
    actor: str
    at: datetime


class Sample(Document):
    """*point* is the one of R4 that the cases are looked at for; *ids* are those drawn, in order of rank."""

    kind = "sample"
    workflow = SAMPLE

    def __init__(
        self,
        *,
        side: str,
        point: str,
        seal_n: int,
        seal_digest: str,
        public_value: str,
        population: Iterable[str],
        size: int,
        actor: str,
        at: datetime,
        id: str | None = None,
        title: str = "",
    ) -> None:
        """*population* are the ids that are drawn from, in any order; their list's digest is on record."""
        everybody = tuple(sorted(population))
        self.side = side
        self.point = point
        self.seal_n = seal_n
        self.seal_digest = seal_digest
        self.public_value = public_value
        self.seed = seed_of(seal_digest, public_value)
        self.population = len(everybody)
        self.population_digest = sha256(POPULATION_HASHED.join(everybody).encode()).hexdigest()
        self.ids = draw(self.seed, everybody, size)
        self.checks = PersistentMapping()
        super().__init__(actor=actor, at=at, title=title, id=id)
        self.record(
            "drawn",
            actor=actor,
            at=at,
            seed=self.seed,
            seal=seal_n,
            value=public_value,
            population=self.population,
            population_digest=self.population_digest,
            ids=self.ids,
        )

    def capacities(self) -> Capacities:
        overseers = (*role.BUREAU, *role.SUPERVISION)
        return {"drawer": (self.side,), "overseer": tuple(who for who in overseers if who != self.side)}

    def duties(self) -> tuple[Duty, ...]:
        return (Duty(self.side, "sample:finish", None),) if self.is_open else ()

    @property
    def left(self) -> tuple[str, ...]:
        """What has not been looked at yet."""
        return tuple(id for id in self.ids if id not in self.checks)

    def check(self, case_id: str, result: str, *, actor: str, at: datetime) -> None:
        """What one file was found to be; looked at again, it may be put right until the sample is finished."""
        if case_id not in self.ids or not AuditResult.has_word(result):
            raise DomainError("not_in_sample")
        fire(self, "check", actor=actor, at=at, case=case_id, result=result)
        self.checks[case_id] = Check(result, actor, at)

    def finish(self, *, actor: str, at: datetime) -> None:
        """All of it has been looked at; ``sample_left`` where it has not: files left out make it no sample."""
        if self.left:
            raise DomainError("sample_left")
        fire(self, "finish", actor=actor, at=at)


def seed_of(seal_digest: str, public_value: str) -> str:
    """SHA-256 of ``<digest of the seal>:<public value>`` in UTF-8, in hex."""
    return sha256(f"{seal_digest}:{public_value}".encode()).hexdigest()


def draw(seed: str, population: Iterable[str], size: int) -> tuple[str, ...]:
    """The *size* ids whose SHA-256 of ``<seed>:<id>`` is lowest, lowest first, however *population* is ordered."""
    ranked = sorted((sha256(f"{seed}:{id}".encode()).hexdigest(), id) for id in set(population))
    return tuple(id for _rank, id in ranked[:size])

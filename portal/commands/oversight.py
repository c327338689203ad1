"""Orders of supervision, audit's questions and samples: asked, answered, weighed; they never touch a case."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from pyramid.httpexceptions import HTTPForbidden
from pyramid.request import Request

from content import role
from content.asking import Asking
from content.calendar import end_of
from content.inquiry import Inquiry
from content.sample import Sample
from content.seal import Seal
from content.supervision import SupervisionOrder
from portal.commands import door

ASKERS = (*role.BUREAU, *role.SUPERVISION)


def side_of(request: Request, sides: tuple[str, ...] = ASKERS) -> str:
    """On whose behalf this person asks; HTTPForbidden for who oversees nothing."""
    for side in sides:
        if side in request.identify.principals:
            return side
    raise HTTPForbidden()


def order(request: Request, values: Mapping[str, Any], about: str, once: str) -> SupervisionOrder:
    """督办: *values*: unit (a principal), sort, due, demand."""
    door.require(request, "supervision:add", request.site)
    made = SupervisionOrder(
        id=once,
        side=side_of(request),
        unit=values["unit"],
        about=about,
        sort=values["sort"],
        due=end_of(values["due"]),
        actor=request.actor,
        at=request.now,
    )
    made.keep(request.vault, {"demand": values["demand"]})
    return door.added(request, request.site["supervisions"], made)


def note(request: Request, values: Mapping[str, Any], about: str, sample_id: str, once: str) -> Inquiry:
    """A finding, noted; the unit hears of it when it is asked. *values* as for an order."""
    door.require(request, "inquiry:add", request.site)
    found = Inquiry(
        id=once,
        side=side_of(request, role.SUPERVISION),
        unit=values["unit"],
        about=about,
        sort=values["sort"],
        due=end_of(values["due"]),
        actor=request.actor,
        at=request.now,
    )
    found.sample_id = sample_id
    found.keep(request.vault, {"demand": values["demand"]})
    return door.added(request, request.site["inquiries"], found)


def answer(request: Request, asking: Asking, text: str) -> None:
    """The unit answers in writing."""
    door.require_step(request, asking, "answer")
    asking.keep(request.vault, {"answer": text.strip()})
    door.transition(request, asking, "answer", answer=door.words(request, asking, text))


def ask_again(request: Request, asking: Asking, reason: str, day: date) -> None:
    """The answer is not enough: what is still wanted, and by when."""
    door.require_step(request, asking, "ask_again")
    said = door.words(request, asking, reason)
    asking.ask_again(actor=request.actor, at=request.now, due=end_of(day), reason=said)
    asking.keep(request.vault, {"demand": reason.strip()})
    door.touched(request, asking)


def hold(request: Request, asking: Asking, ground: str, responsible: str) -> None:
    """责任追究: the ground, and who is answerable, by name or unit."""
    door.require_step(request, asking, "hold")
    asking.keep(request.vault, {"responsible": responsible.strip()})
    words = door.words(request, asking, responsible)
    asking.hold(actor=request.actor, at=request.now, ground=ground, words=words)
    door.touched(request, asking)


def conclude(request: Request, asking: Asking, name: str, text: str) -> None:
    """The last word: ``close`` or, by discipline, ``settle``."""
    door.require_step(request, asking, name)
    asking.keep(request.vault, {"conclusion": text.strip()})
    door.transition(request, asking, name, conclusion=door.words(request, asking, text))


# Samples


def draw(request: Request, values: Mapping[str, Any], seal: Seal, population: list[str], once: str) -> Sample:
    """*values*: point, size, public_value. Who is in it is on record before any file is opened."""
    door.require(request, "sample:add", request.site)
    sample = Sample(
        id=once,
        side=side_of(request),
        point=values["point"],
        seal_n=seal.n,
        seal_digest=seal.digest,
        public_value=values["public_value"],
        population=population,
        size=values["size"],
        actor=request.actor,
        at=request.now,
    )
    return door.added(request, request.site["samples"], sample)


def check(request: Request, sample: Sample, case_id: str, result: str) -> None:
    """What one file was found to be."""
    door.require_step(request, sample, "check")
    sample.check(case_id, result, actor=request.actor, at=request.now)
    door.touched(request, sample)


def finish(request: Request, sample: Sample) -> None:
    door.require_step(request, sample, "finish")
    sample.finish(actor=request.actor, at=request.now)
    door.touched(request, sample)

"""Named steps that bring an older database to today's shape; each runs once, in a transaction of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from content.evolve import fund, inboxes, referred, register
from content.evolve.folder import adds_folder


@dataclass(frozen=True)
class EvolveStep:
    """``expand`` steps leave the old code running beside them, ``contract`` steps do not.

    ``run`` works on the raw root with stand-in classes: a step imports no living model (STYLE, habit 11).
    """

    name: str
    phase: str
    run: Callable[[Any], None]


STEPS: tuple[EvolveStep, ...] = (
    EvolveStep("inboxes", "expand", inboxes.run),
    EvolveStep("walkins", "expand", adds_folder("walkins")),
    EvolveStep("policies", "expand", adds_folder("policies")),
    EvolveStep("tips", "expand", adds_folder("tips")),
    EvolveStep("fund folders", "expand", fund.run),
    EvolveStep("appeals", "expand", adds_folder("appeals")),
    EvolveStep("objections", "expand", adds_folder("objections")),
    EvolveStep("register", "expand", register.run),
    EvolveStep("supervisions", "expand", adds_folder("supervisions")),
    EvolveStep("inquiries", "expand", adds_folder("inquiries")),
    EvolveStep("rules", "expand", adds_folder("rules")),
    EvolveStep("samples", "expand", adds_folder("samples")),
    EvolveStep("volunteers", "expand", adds_folder("volunteers")),
    EvolveStep("pledges", "expand", adds_folder("pledges")),
    EvolveStep("referred", "expand", referred.run),
    EvolveStep("publications", "expand", adds_folder("publications")),
    EvolveStep("closings", "expand", adds_folder("closings")),
    EvolveStep("recusals", "expand", adds_folder("recusals")),
    EvolveStep("bulletins", "expand", adds_folder("bulletins")),
    EvolveStep("meetings", "expand", adds_folder("meetings")),
    EvolveStep("drafts", "expand", adds_folder("drafts")),
)
"""In the order in which they run; a name is never reused."""


def born_with() -> tuple[str, ...]:
    """What a new database need not run: it is born current."""
    return tuple(step.name for step in STEPS)


def missing(applied: Iterable[str], phase: str = "") -> tuple[EvolveStep, ...]:
    """The steps that have not run yet, of one phase or of both."""
    done = set(applied)
    return tuple(step for step in STEPS if step.name not in done and phase in ("", step.phase))

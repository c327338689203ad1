"""Builds the demo district: people and sources, families at the window, what the public sees, what became of it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from portal import main as make_app
from portal.demo import beijiao, desk, earlier, plainwords, publishing, sources, wangcun
from portal.demo.casework import Casework
from portal.demo.family import Family
from portal.demo.hours import Hours
from portal.demo.stage import Stage
from portal.root import policy_of

OPENED = timedelta(days=330)
"""How long the demo district and its accounts have been at work."""


def families() -> tuple[Family, ...]:
    """Everybody, in the order in which they came to a window."""
    everybody = (*earlier.FAMILIES, *beijiao.FAMILIES, *wangcun.FAMILIES)
    return tuple(sorted(everybody, key=lambda family: -family.days))


def build(raw: dict[str, str]) -> None:
    """Play the demo cases in a district that has its people; *raw* are the settings of its ini file."""
    app = make_app({}, **raw | {"portal.index_in_process": "false"})
    registry = app.registry
    try:
        play(registry, registry.clock())
        registry.indexer.catch_up()
    finally:
        close(registry)


def play(registry: Any, now: datetime) -> None:
    """Everything that happened in the demo district up to *now*."""
    stage = Stage(registry)
    with stage.acting("bureau", now) as request:
        hours = Hours(now, policy_of(request.site).calendar())
    sources.add_sources(stage, hours)
    plainwords.publish(stage, hours)
    casework = Casework(stage, hours)
    everybody = families()
    cases = [casework.begin(family, number) for number, family in enumerate(everybody, 1)]
    publishing.publish(stage, hours, everybody, cases)
    for family, case_id in zip(everybody, cases, strict=True):
        casework.carry_on(family, case_id)
    desk.play(stage, hours)
    sources.add_applicant(stage, hours)


def close(registry: Any) -> None:
    """Let go of everything that a portal holds, in the order that loses nothing."""
    registry.indexer.stop()
    registry.engine.close()
    registry.readlog.close()
    registry._zodb_databases[""].close()

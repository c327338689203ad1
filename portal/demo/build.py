"""Builds the demo district: people and sources, families at the window, what the public sees, what became of it."""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from typing import Any

from ZODB import DB

from content.policy import Policy
from portal import main as make_app
from portal.demo import beijiao, desk, earlier, people, plainwords, sources, staff, wangcun
from portal.demo.agenda import Agenda
from portal.demo.books import Books
from portal.demo.casework import Casework
from portal.demo.elsewhere import plan_elsewhere
from portal.demo.family import Family
from portal.demo.generator import SEED, Generator, taken_names
from portal.demo.hours import Hours
from portal.demo.organisations import plan_income, plan_organisations
from portal.demo.partners import Partners
from portal.demo.promised import Promised
from portal.demo.reports import Reports
from portal.demo.sampling import Sampling
from portal.demo.stage import Stage
from portal.demo.townwork import Townwork
from portal.demo.watching import Watching
from portal.demo.written import write_down
from portal.district import build_district
from portal.root import policy_of

OPENED = timedelta(days=800)
"""How long the demo district and its accounts have been at work."""
FULL, SOME, NONE = 172, 40, 0
"""How many cases the generator adds to those written by hand; with none, there are two towns and no other partners."""


def families() -> tuple[Family, ...]:
    """The families written by hand, in the order in which they came to a window."""
    everybody = (*earlier.FAMILIES, *beijiao.FAMILIES, *wangcun.FAMILIES)
    return tuple(sorted(everybody, key=lambda family: -family.days))


def add_people(database: DB, policy: Policy, now: datetime, size: int = FULL) -> None:
    """Everybody's accounts, as of the day on which the district opened."""
    people.add_people(database, now - OPENED)
    if size:
        staff.add_staff(database, policy, now - OPENED)


def build(
    raw: dict[str, str],
    policy: Policy,
    *,
    now: datetime | None = None,
    size: int = FULL,
    seed: int = SEED,
) -> None:
    """Write a demo district, its index and its read log into the files that *raw*, the settings of an ini file, names.

    The key ring is there already. It is played in memory: thousands of commits that wait for the disk take minutes.
    """
    app = make_app({}, **raw | {"zodbconn.uri": "memory://", "portal.index_in_process": "false"})
    registry = app.registry
    database = registry._zodb_databases[""]
    now = now or registry.clock()
    try:
        build_district(database, policy, now - OPENED)
        add_people(database, policy, now, size)
        play(registry, now, size, seed)
        registry.indexer.catch_up()
        write_down(database, raw["zodbconn.uri"])
    finally:
        close(registry)


def play(registry: Any, now: datetime, size: int = FULL, seed: int = SEED) -> None:
    """Everything that happened in the demo district up to *now*; the same again for the same day and *seed*."""
    stage = Stage(registry)
    with stage.acting("bureau", now) as request:
        policy = policy_of(request.site)
    hours = Hours(now, policy.calendar())
    agenda = Agenda()
    sources.plan_sources(agenda, hours)
    plainwords.plan(agenda, hours)
    casework = Casework(agenda, hours)
    for number, family in enumerate(families(), 1):
        casework.plan(family, number)
    if size:
        _plan_district(agenda, hours, policy, casework, random.Random(seed), size)
    desk.Desk(agenda, hours).plan(desk.RUNS if size else ())
    agenda.play(stage)
    stage.leave()


def _plan_district(
    agenda: Agenda, hours: Hours, policy: Policy, casework: Casework, chance: random.Random, size: int
) -> None:
    """All towns, two years, every state: what the generator adds to the families written by hand."""
    plan_organisations(agenda, hours)
    plan_income(agenda, hours, chance)
    partners = Partners(agenda, hours, chance, tuple(town.code for town in policy.towns))
    partners.plan()
    by_hand = families()
    taken = taken_names(by_hand, staff.staff(policy))
    generator = Generator(chance, hours, policy, partners, taken)
    for number, family in enumerate(generator.families(size), len(by_hand) + 1):
        casework.plan(family, number)
    Reports(agenda, hours, generator, policy).plan()
    Townwork(agenda, hours, policy).plan()
    Watching(agenda, hours).plan()
    Sampling(agenda, hours).plan()
    Promised(agenda, hours).plan()
    Books(agenda, hours).plan()
    plan_elsewhere(agenda, hours)


def close(registry: Any) -> None:
    """Let go of everything that a portal holds, in the order that loses nothing."""
    registry.postman.close()
    registry.indexer.stop()
    registry.engine.close()
    registry.readlog.close()
    registry._zodb_databases[""].close()

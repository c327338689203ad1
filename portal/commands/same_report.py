"""Two reports of one household: which may be the same, merging them on record, and one step back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import NamedTuple

from pyramid.request import Request
from pyramid.traversal import find_resource, resource_path

from content import role, term
from content.discovery import INTO, Discovery, survivor, together
from content.inbox import Message
from content.lookup import sound
from content.workflow import fire
from portal import inbox
from portal.commands import door

NEAR = timedelta(days=30)
"""Reports of one household come within so many days of one another, where nothing else is equal."""
MOST = 8
PHONE, NAME = "report_phone", "report_name"
"""Under which names the look-up keeps reports, apart from households."""
PERMISSION = "discovery:contact"


class Alike(NamedTuple):
    """A report that may be of the same household; *why* are codes (``phone``, ``name``), none where only time and
    place are near."""

    report: Discovery
    why: tuple[str, ...]


def remember(request: Request, discovery: Discovery) -> None:
    """A report is found again by the telephone and the sound of the name, both as keyed hashes."""
    told = request.reveal(discovery, "household_phone", "household_name")
    lookup, vault = request.site.lookup, request.vault
    lookup.put(vault, PHONE, told["household_phone"], discovery.id)
    lookup.put(vault, NAME, sound(told["household_name"]), discovery.id)


def candidates(request: Request, discovery: Discovery) -> list[Alike]:
    """Reports of perhaps the same household that this person may read: first what is equal, then what is near."""
    told = request.reveal(discovery, "household_phone", "household_name")
    lookup, vault = request.site.lookup, request.vault
    equal: dict[str, set[str]] = {}
    phone = told["household_phone"]
    for why, ids in (
        (
            "phone",
            (*lookup.find(vault, PHONE, phone), *_of_households(request, lookup.find(vault, "phone", phone))),
        ),
        ("name", lookup.find(vault, NAME, sound(told["household_name"]))),
    ):
        for report in _speaking(request, ids):
            equal.setdefault(report.id, set()).add(why)
    nearby = (
        one for one in _nearby(request, discovery.town) if abs(one.created_at - discovery.created_at) < NEAR
    )
    ids = dict.fromkeys([*equal, *(one.id for one in nearby)])
    found = [Alike(one, tuple(sorted(equal.get(one.id, ())))) for one in _speaking(request, ids)]
    mine = [alike for alike in found if _may_be(request, alike.report, discovery)]
    return sorted(mine, key=lambda a: (-len(a.why), abs(a.report.created_at - discovery.created_at)))[:MOST]


def _may_be(request: Request, other: Discovery, discovery: Discovery) -> bool:
    is_other = other.id != discovery.id and other.state in INTO
    return is_other and bool(request.has_permission(PERMISSION, other))


def _speaking(request: Request, ids: Iterable[str]) -> Iterator[Discovery]:
    """The reports themselves, or those that speak for them."""
    for id in ids:
        report = request.site["discoveries"].get(id)
        if report is not None:
            yield survivor(report)


def _of_households(request: Request, ids: Iterable[str]) -> Iterator[str]:
    for id in ids:
        household = request.site["households"].get(id)
        for case_id in household.case_ids if household is not None else ():
            yield request.site["cases"][case_id].discovery_id


def _nearby(request: Request, town: str) -> Iterator[Discovery]:
    """What waits in this town, by the work lists; and what a case came of lately, by the register."""
    site = request.site
    owners = [role.at("bureau"), *(role.at("village_worker", v.code) for v in request.policy.villages(town))]
    for owner in owners:
        for duty, path in site.worklists.of(owner) or ():
            if duty.what in ("discovery:assign", "discovery:verify"):
                report: Discovery = find_resource(site, path)
                if report.town == town:
                    yield report
    for case_id, row in site.register:
        if row.town == town and request.now - row.opened_at < 2 * NEAR:
            yield from _speaking(request, (site["cases"][case_id].discovery_id,))


def mark_same(request: Request, discovery: Discovery, other: Discovery, reason: str) -> None:
    """*other* speaks for both from now on; it is due by the earlier of the two dates."""
    door.require_step(request, discovery, "mark_same")
    door.require(request, PERMISSION, other)
    said = door.words(request, discovery, reason)
    discovery.mark_same(other, actor=request.actor, at=request.now, reason=said)
    _hasten(request, other, discovery)
    door.touched(request, discovery, other)
    if not other.is_open:
        tell_reporters(request, other, together(discovery))


def _hasten(request: Request, report: Discovery, merged: Discovery) -> None:
    behind = term.behind(merged, "due")
    if behind is not None and report.is_open and merged.due and report.due and merged.due < report.due:
        term.promise(report, behind, request.policy.calendar())


def tell_apart(request: Request, discovery: Discovery, reason: str) -> None:
    """Not the same household after all: it stands where it stood, with its own date."""
    door.require_step(request, discovery, "tell_apart")
    other = request.site["discoveries"].get(discovery.same_as or "")
    said = door.words(request, discovery, reason)
    discovery.tell_apart(actor=request.actor, at=request.now, reason=said)
    if discovery.village:
        fire(discovery, "assign", actor=role.SYSTEM, at=request.now, village=discovery.village)
    door.touched(request, discovery, *([other] if other is not None else []))


def tell_reporters(request: Request, discovery: Discovery, merged: Iterable[Discovery] | None = None) -> None:
    """Who reported what was merged hears what became of it at their own report, and nothing of one another."""
    others = list(together(discovery))[1:] if merged is None else merged
    for report in others:
        news = Message("answer", f"discovery.{discovery.state}", resource_path(report), request.now)
        if report.reporter:
            inbox.tell(request, news, report, inbox.holders(request, report.reporter))

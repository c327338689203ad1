"""People at the window today: giving a number, calling it, and what became of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pyramid.httpexceptions import HTTPForbidden
from pyramid.request import Request

from content import role
from content.calendar import day_of, end_of
from content.case import Case
from content.walkin import WalkIn
from portal.commands import door


def arrive(request: Request, town: str, values: Mapping[str, Any], once: str) -> WalkIn:
    """Somebody has come: the next number of this window today."""
    door.require(request, "case:register", request.site)
    if town not in request.identify.scopes("window_clerk"):
        raise HTTPForbidden()
    today = day_of(request.now)
    walkin = WalkIn(
        id=once,
        town=town,
        day=today.isoformat(),
        number=request.site.counter("walkin", town, today.toordinal()).next(),
        matter=values["matter"],
        first=bool(values.get("first")),
        due=end_of(today),
        actor=request.actor,
        at=request.now,
    )
    walkin.keep(request.vault, {"name": values.get("name") or ""})
    added: WalkIn = door.added(request, request.site["walkins"], walkin)
    return added


def call(request: Request, walkin: WalkIn) -> None:
    """Who calls the number is the first who is asked, from this moment on."""
    door.require_step(request, walkin, "call")
    walkin.call(actor=request.actor, at=request.now)
    door.touched(request, walkin)


def serve(request: Request, walkin: WalkIn, case: Case | None = None) -> None:
    door.require_step(request, walkin, "serve")
    walkin.serve(actor=request.actor, at=request.now, case_id=case.id if case is not None else "")
    door.touched(request, walkin)


def lead(request: Request, walkin: WalkIn, where: str) -> None:
    """首问负责: not our matter, so we bring them to where it is, and say where."""
    door.transition(request, walkin, "lead", where=door.words(request, walkin, where))


def called(request: Request, walkin_id: str) -> WalkIn | None:
    """Who sits before this clerk: a number of theirs that was called and is not done."""
    walkin: WalkIn | None = request.site["walkins"].get(walkin_id) if walkin_id else None
    is_mine = walkin is not None and request.has_permission("walkin:serve", walkin)
    return walkin if is_mine else None


def today(request: Request) -> list[WalkIn]:
    """All who wait or are being helped at this clerk's windows, in their turn; earlier days' forgotten ones first."""
    found = []
    for town in sorted(request.identify.scopes("window_clerk")):
        waiting = request.site.worklists.of(role.at("window_clerk", town))
        paths = [path for duty, path in waiting or () if duty.what.startswith("walkin:")]
        found += [request.site["walkins"][path.rpartition("/")[2]] for path in paths]
    return sorted(found, key=lambda walkin: (walkin.day, walkin.state == "waiting", *walkin.turn))

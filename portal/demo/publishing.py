"""Publishes the demo families' needs: their window drafts, the bureau releases, as coarsely as k-anonymity asks."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime

from content.error import DomainError
from content.ident import new_id
from content.need import Need
from portal.commands import publicity
from portal.demo.casework import WINDOWS
from portal.demo.family import Family, Lack
from portal.demo.hours import Hours
from portal.demo.stage import Stage

KEPT_BACK = 2
"""The newest drafts stay with the bureau, so that there is something to release by hand."""


def publish(stage: Stage, hours: Hours, families: tuple[Family, ...], case_ids: list[str]) -> None:
    """Draft every need that has a text, once all families are in the register; release all but the newest."""
    drafted: list[tuple[str, datetime]] = []
    for family, case_id in sorted(zip(families, case_ids, strict=True), key=lambda pair: -pair[0].days):
        shown = [lack for lack in family.lacks if lack.title]
        if not shown:
            continue
        with stage.acting(WINDOWS[family.town], hours.ago(family.days, 330)) as request:
            case = request.site["cases"][case_id]
            for need in list(case.needs):
                lack = _of(need, shown)
                if lack is not None and not need.public_id:
                    made = publicity.draft(request, need, title=lack.title, text=lack.text, once=new_id())
                    drafted.append((made.id, hours.ago(max(0, family.days - 1), 60)))
    for public_id, at in drafted[:-KEPT_BACK]:
        # Around the turn of a month fewer households look alike; what is too rare stays a draft, as in real work.
        with suppress(DomainError), stage.acting("bureau", at) as request:
            publicity.release(request, request.site["needs"][public_id])


def _of(need: Need, lacks: list[Lack]) -> Lack | None:
    for lack in lacks:
        if (lack.category, lack.item) == (need.category, need.item):
            return lack
    return None

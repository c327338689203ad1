"""Finding a household by what is sealed: an exact ID number, phone, name, receipt or case number."""

from __future__ import annotations

from collections.abc import Iterator

from pyramid.request import Request

from content.household import Household
from content.ident import normal_receipt
from portal.commands import door

CASE = "case:"


def find_households(request: Request, words: str) -> list[Household]:
    """The households that *words* name exactly and that this person may open; each look opens names on record later."""
    door.require(request, "household:find", request.site)
    found = dict.fromkeys(_ids(request, words.strip()))
    households = (request.site["households"].get(household_id) for household_id in found)
    return [h for h in households if h is not None and request.has_permission("household:view", h)]


def _ids(request: Request, words: str) -> Iterator[str]:
    if not words:
        return
    lookup, vault = request.site.lookup, request.vault
    digits = "".join(c for c in words if c.isalnum()).upper()
    yield from lookup.find(vault, "id", digits)
    yield from lookup.find(vault, "phone", digits)
    yield from lookup.find_name(vault, words)
    receipt = normal_receipt(words)
    cases = [
        *request.site.receipts.find(vault, "receipt", receipt or ""),
        *lookup.find(vault, "number", words),
    ]
    for name in cases:
        case = request.site["cases"].get(name.removeprefix(CASE)) if name.startswith(CASE) else None
        if case is not None:
            yield case.household_id

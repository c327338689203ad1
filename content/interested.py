"""Interested persons (利害关系人): whom a source may not help, because its giver or manager is close to them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from content.lookup import Lookup
from content.site import Site
from content.vault import Vault

KINDS = ("id", "name")
"""Under which of the look-up's names somebody may be declared: an ID number, else a name."""


def hashes_of(vault: Vault, people: Iterable[str]) -> tuple[str, ...]:
    """Keyed hashes of ID numbers or names, each on its own; nothing that was declared can be read back."""
    return tuple(sorted({vault.fingerprint("id" if one[-4:-1].isdigit() else "name", one) for one in people}))


def declare(document: Any, hashes: Iterable[str], *, replace: bool, actor: str, at: datetime) -> None:
    """Whom a giver, or an organisation's managers, are close to; what was declared before stays unless replaced."""
    kept = () if replace else document.interested
    document.interested = tuple(sorted({*kept, *hashes}))
    document.record("declared", actor=actor, at=at, count=len(document.interested))


def barred_households(site: Site, source: Any) -> frozenset[str]:
    """Ids of the households of whoever was declared for *source* or for its organisation (慈善法 40, 59)."""
    lookup: Lookup = site.lookup
    owner = getattr(source, "organisation_id", None) or getattr(source, "owner", "")
    organisation = site["organisations"].get(owner)
    declared = {
        *getattr(source, "interested", ()),
        *(organisation.interested if organisation is not None else ()),
    }
    return frozenset(id for key in declared for id in lookup.at(key))

"""Charities and agencies: an application on paper is entered, and the organisation keeps its own particulars."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pyramid.request import Request

from content import interested
from content.donation import Donation
from content.ident import new_receipt, normal_receipt
from content.organisation import Organisation
from portal.commands import door

DECLARES = {"organisation": "organisation:edit", "donation": "donation:declare"}
"""Who declares interested persons, by the document's kind."""
CODE = "credit_code"
"""Under which name the look-up keeps credit codes: an organisation is registered once."""


def apply_by_itself(request: Request, values: Mapping[str, Any], once: str) -> tuple[Organisation, str]:
    """An organisation applies from outside; *values* also hold whom to ring. Gives the receipt number as well.

    It may do nothing before the bureau has approved it; then the administrator makes its people's accounts.
    """
    door.require(request, "site:view", request.site)
    organisation, receipt = _made(request, values, once), new_receipt()
    contact = {name: values.get(name) for name in ("contact_name", "contact_phone")}
    organisation.keep(request.vault, contact | {"receipt": receipt})
    number = normal_receipt(receipt) or ""
    request.site.receipts.put(request.vault, "receipt", number, f"organisation:{organisation.id}")
    return door.added(request, request.site["organisations"], organisation), receipt


def apply(request: Request, values: Mapping[str, Any], once: str) -> Organisation:
    """*values*: title, sort (charity, agency), credit_code, permit, phone. It may do nothing before it is approved."""
    door.require(request, "organisation:add", request.site)
    return door.added(request, request.site["organisations"], _made(request, values, once))


def _made(request: Request, values: Mapping[str, Any], once: str) -> Organisation:
    organisation = Organisation(
        id=once,
        title=values["title"],
        sort=values["sort"],
        credit_code=values["credit_code"],
        permit=values.get("permit") or "",
        phone=values.get("phone") or "",
        actor=request.actor,
        at=request.now,
    )
    request.site.lookup.put(request.vault, CODE, organisation.credit_code, organisation.id)
    return organisation


def same_code(request: Request, code: str) -> tuple[str, ...]:
    """Ids of organisations that are registered under this credit code."""
    return tuple(request.site.lookup.find(request.vault, CODE, code))


def declare(request: Request, document: Organisation | Donation, people: list[str], replace: bool) -> None:
    """Whom the managers, or a giver, are close to: kept as keyed hashes alone, and matched with nobody's knowledge."""
    door.require(request, DECLARES[document.kind], document)
    hashes = interested.hashes_of(request.vault, people)
    interested.declare(document, hashes, replace=replace, actor=request.actor, at=request.now)
    door.touched(request, document)


def revise(request: Request, organisation: Organisation, values: Mapping[str, Any]) -> None:
    """*values*: permit, phone. What identifies it, its name and code, is the bureau's to check and stays."""
    door.require(request, "organisation:edit", organisation)
    organisation.permit = values.get("permit") or ""
    organisation.phone = values.get("phone") or ""
    organisation.record("revised", actor=request.actor, at=request.now)
    door.touched(request, organisation)

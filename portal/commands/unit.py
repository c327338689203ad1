"""Institutions whose duty it is to find, each with a named contact; and who takes urgent calls."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pyramid.request import Request

from content.account import Account
from content.unit import Unit
from content.workflow import fire
from portal.commands import door

CALLERS = ("bureau", "window_clerk", "social_worker")
"""Roles of which somebody can be named to call where there are signs of suicide or violence."""


def enter(request: Request, values: Mapping[str, Any], once: str) -> Unit:
    """*values*: title, institution, town, contact_name, contact_phone."""
    door.require(request, "institution:keep", request.site)
    unit = Unit(
        id=once,
        title=values["title"],
        sort="institution",
        institution=values["institution"],
        parent=values["town"],
        actor=request.actor,
        at=request.now,
    )
    door.added(request, request.site["units"], unit)
    name_contact(request, unit, values)
    return unit


def name_contact(request: Request, unit: Unit, values: Mapping[str, Any]) -> None:
    """Who answers for finding there; a new contact takes the old one's place."""
    door.require_step(request, unit, "name_contact")
    unit.keep(request.vault, {name: values.get(name) or "" for name in Unit.personal_fields})
    fire(unit, "name_contact", actor=request.actor, at=request.now)
    door.touched(request, unit)


def name_caller(request: Request, account_id: str) -> None:
    """Who calls within the hour from now on; "" leaves it to whoever of the bureau is first."""
    door.require(request, "institution:keep", request.site)
    request.site.urgent_caller = account_id


def caller(request: Request) -> Account | None:
    """The named person, while their account is in use."""
    found: Account | None = request.site["accounts"].get(request.site.urgent_caller)
    return found if found is not None and found.state == "active" else None


def possible_callers(request: Request) -> list[Account]:
    accounts = [a for a in request.site["accounts"] if a.state == "active" and any(map(a.has_role, CALLERS))]
    return sorted(accounts, key=lambda account: account.display_name)

"""The household's own record: the account that money goes to, and a member entered later."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pyramid.request import Request

from content.household import Household
from portal.commands import door
from portal.commands.intake import fill_member

ACCOUNT = ("account_holder", "account_number", "account_bank")


def set_account(request: Request, household: Household, values: Mapping[str, Any]) -> None:
    """Where money goes. Another payee than the household only with the reason, which the history keeps sealed."""
    door.require(request, "household:edit", household)
    digits = "".join(filter(str.isdigit, values["account_number"]))
    household.keep(request.vault, {name: values[name] for name in ACCOUNT} | {"account_number": digits})
    reason = door.words(request, household, values.get("reason") or "")
    household.record("account_set", actor=request.actor, at=request.now, reason=reason)
    door.touched(request, household)


def add_member(request: Request, household: Household, values: Mapping[str, Any]) -> None:
    """Somebody who belongs to the family and was not entered at first."""
    door.require(request, "household:edit", household)
    fill_member(request, household, values)
    household.record("members", actor=request.actor, at=request.now, count=household.size)
    door.touched(request, household)


def is_member(request: Request, household: Household, name: str) -> bool:
    """Whether somebody of this name belongs to the household; each name opened for it is on record."""
    return any(request.reveal(member, "name")["name"] == name.strip() for member in household.members)

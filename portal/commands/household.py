"""The household's own record: the account that money goes to, and a member entered later."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pyramid.request import Request

from content.household import Household, Member
from content.workflow import fire
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


def tell_apart(request: Request, household: Household, other: Household, reason: str) -> None:
    """Looked at: two families, though something is equal."""
    door.require(request, "household:merge", household)
    said = door.words(request, household, reason)
    household.tell_apart(other.id, actor=request.actor, at=request.now, reason=said)
    theirs = door.words(request, other, reason)
    other.tell_apart(household.id, actor=request.actor, at=request.now, reason=theirs)
    door.touched(request, household, other)


def merge(request: Request, household: Household, into: Household, reason: str) -> None:
    """One family that was entered twice: people, cases and telephone numbers go to *into*; both histories stay.

    What *into* knows already is kept; the old id leads to the new one.
    """
    door.require_step(request, household, "merge")
    door.require(request, "household:merge", into)
    said = door.words(request, household, reason)
    _bring_people(request, household, into)
    _bring_cases(request, household, into)
    fire(household, "merge", actor=request.actor, at=request.now, into=into.id, reason=said)
    household.merged_into, household.suspects = into.id, ()
    into.clear(household.id)
    into.record("merged_with", actor=request.actor, at=request.now, other=household.id)
    door.touched(request, household, into)


def _bring_people(request: Request, household: Household, into: Household) -> None:
    known = {_who(request, member) for member in into.members}
    lookup, vault = request.site.lookup, request.vault
    for member in household.members:
        told = request.reveal(member, *member.personal_fields)
        if told["id_number"] not in {i for i, _n in known if i} and told["name"] not in {
            n for _i, n in known
        }:
            relation = "other_relative" if member.relation == "head" else member.relation
            copy = into.add_member(
                Member(
                    household_id=into.id,
                    relation=relation,
                    born=member.born,
                    gender=member.gender,
                    disability=member.disability,
                    id_unknown=member.id_unknown,
                )
            )
            copy.keep(vault, told)
        lookup.put(vault, "id", told["id_number"], into.id)
        lookup.put_name(vault, told["name"], into.id)
    home = request.reveal(household, *household.personal_fields)
    if into.registered_in or not household.registered_in:
        home.pop("registered_place")
    else:
        into.registered_in = household.registered_in
    into.keep(vault, {name: value for name, value in home.items() if value and not into.has_personal(name)})
    lookup.put(vault, "phone", home["phone"], into.id)


def _who(request: Request, member: Member) -> tuple[str, str]:
    told = request.reveal(member, "id_number", "name")
    return told["id_number"], told["name"]


def _bring_cases(request: Request, household: Household, into: Household) -> None:
    for case_id in household.case_ids:
        case = request.site["cases"][case_id]
        case.household_id = into.id
        case.record("household_merged", actor=request.actor, at=request.now, into=into.id)
        door.touched(request, case)
    into.case_ids = (*into.case_ids, *household.case_ids)
    into.workers = tuple(dict.fromkeys((*into.workers, *household.workers)))


def is_member(request: Request, household: Household, name: str) -> bool:
    """Whether somebody of this name belongs to the household; each name opened for it is on record."""
    return any(request.reveal(member, "name")["name"] == name.strip() for member in household.members)

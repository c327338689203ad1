"""The household's own page: members, where money goes, its cases."""

from __future__ import annotations

from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.i18n import TranslationStringFactory
from pyramid.request import Request
from pyramid.view import view_config

from content.calendar import day_of
from content.household import Household
from content.vocabulary import DisabilityGrade, NoIdReason, Relation
from portal.commands import household as commands
from portal.forms.household import account_form, member_form
from portal.present import last_four

_ = TranslationStringFactory("portal")


@view_config(context=Household, permission="household:view", renderer="portal:templates/household/show.pt")
def show(household: Household, request: Request) -> dict[str, Any]:
    cases = [request.site["cases"][case_id] for case_id in household.case_ids]
    return {
        "household": household,
        "people": [_person(request, member) for member in household.members],
        "home": request.reveal(household, "address", "phone"),
        "account": _account(request, household),
        "cases": [case for case in cases if request.has_permission("case:view", case)],
        "may_edit": request.has_permission("household:edit", household),
    }


@view_config(
    context=Household,
    name="account",
    permission="household:edit",
    renderer="portal:templates/household/account.pt",
)
def account(household: Household, request: Request) -> Any:
    known = None if request.method == "POST" else dict(request.reveal(household, *commands.ACCOUNT))
    form = account_form(request, household.version, known)
    if request.method == "POST":
        values = form.validate(request, household.version)
        if values is not None and not _is_answered(request, household, values):
            form.fail(_("户名不是家里人的，要写明原因，比如“监护人代收”。"), "reason")
        elif values is not None:
            commands.set_account(request, household, values)
            return HTTPSeeOther(request.resource_path(household))
    return {"form": form, "household": household}


@view_config(
    context=Household,
    name="member",
    permission="household:edit",
    renderer="portal:templates/household/member.pt",
)
def member(household: Household, request: Request) -> Any:
    form = member_form(request, household.version)
    if request.method == "POST":
        values = form.validate(request, household.version)
        if values is not None:
            commands.add_member(request, household, values)
            return HTTPSeeOther(request.resource_path(household))
    return {"form": form, "household": household}


def _is_answered(request: Request, household: Household, values: dict[str, Any]) -> bool:
    return bool(values.get("reason")) or commands.is_member(request, household, values["account_holder"])


def _account(request: Request, household: Household) -> dict[str, str]:
    """Name, bank and the last four digits, for those who may; the whole number stands on the form alone."""
    if not request.has_permission("household:account", household) or not household.has_personal(
        "account_number"
    ):
        return {}
    known = request.reveal(household, *commands.ACCOUNT)
    return {**known, "account_number": last_four(known["account_number"])}


def _person(request: Request, member: Any) -> dict[str, Any]:
    known = request.reveal(member, "name", "id_number", "school")
    return {
        "name": known["name"],
        "id_tail": last_four(known["id_number"]),
        "school": known["school"],
        "relation": _label(Relation, member.relation),
        "age": member.age(day_of(request.now)),
        "disability": _label(DisabilityGrade, member.disability),
        "id_unknown": _label(NoIdReason, member.id_unknown),
    }


def _label(words: Any, value: str) -> Any:
    return _(words(value).label) if value and words.has_word(value) else ""

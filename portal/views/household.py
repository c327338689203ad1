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
from portal import casefile
from portal.commands import household as commands
from portal.forms.household import account_form, member_form, same_form
from portal.present import last_four

_ = TranslationStringFactory("portal")
WHY = {
    "id": _("身份证号码相同"),
    "phone": _("电话和姓名相同"),
    "address": _("住址相同"),
}
"""Why two households may be one."""


@view_config(context=Household, permission="household:view", renderer="portal:templates/household/show.pt")
def show(household: Household, request: Request) -> Any:
    if household.state == "merged":
        return HTTPSeeOther(request.resource_path(request.site["households"][household.merged_into]))
    cases = [request.site["cases"][case_id] for case_id in household.case_ids]
    return {
        "household": household,
        "people": [_person(request, member) for member in household.members],
        "home": request.reveal(household, "address", "phone", "registered_place"),
        "registered_at": casefile.registered_at(request, household),
        "account": _account(request, household),
        "cases": [case for case in cases if request.has_permission("case:view", case)],
        "suspects": [WHY[why] for _id, _town, why in household.suspects],
        "may_merge": bool(household.suspects) and request.has_permission("household:merge", household),
        "may_edit": request.has_permission("household:edit", household),
    }


@view_config(
    context=Household,
    name="same",
    permission="household:merge",
    renderer="portal:templates/household/same.pt",
)
def same(household: Household, request: Request) -> Any:
    """Two files side by side: one family, or two."""
    found = [(other, why) for other, why in _suspects(request, household)]
    if not found:
        return HTTPSeeOther(request.resource_path(household))
    rows = [_side(request, other, why) for other, why in found]
    form = same_form(request, household.version, [(row["id"], row["name"]) for row in rows])
    if request.method == "POST":
        values = form.validate(request, household.version)
        if values is not None:
            other = request.site["households"][values["other"]]
            decide = commands.tell_apart if values["decision"] == "different" else _merged
            decide(request, household, other, values["reason"])
            return HTTPSeeOther(request.resource_path(household))
    return {"form": form, "household": household, "mine": _side(request, household, ""), "rows": rows}


def _merged(request: Request, household: Household, other: Household, reason: str) -> None:
    commands.merge(request, other, household, reason)


def _suspects(request: Request, household: Household) -> list[tuple[Household, str]]:
    """Those that this person may look at and decide about."""
    found = ((request.site["households"].get(id), why) for id, _town, why in household.suspects)
    return [
        (other, why)
        for other, why in found
        if other is not None and request.has_permission("household:merge", other)
    ]


def _side(request: Request, household: Household, why: str) -> dict[str, Any]:
    people = [_person(request, member) for member in household.members]
    home = request.reveal(household, "address", "phone")
    return {
        "id": household.id,
        "name": people[0]["name"] if people else household.id,
        "people": people,
        "place": household.village or household.town,
        "why": WHY.get(why, ""),
        "since": household.created_at,
        "cases": [request.site["cases"][case_id].number for case_id in household.case_ids],
        **home,
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

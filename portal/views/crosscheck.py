"""Pages of 人户分离: where a household is registered, asking that place to assist, and its answer."""

from __future__ import annotations

from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.i18n import TranslationStringFactory
from pyramid.request import Request
from pyramid.view import view_config

from content.case import Case
from content.crosscheck import Crosscheck
from content.household import Household
from content.vocabulary import NoIdReason
from portal.casefile import asked_of
from portal.commands import crosscheck as commands
from portal.commands import door
from portal.forms.base import Form
from portal.forms.crosscheck import CHANNELS, RESULTS, answer_form, ask_form, registered_form, wrong_in
from portal.words.event import told

_ = TranslationStringFactory("portal")
PAGE = "portal:templates/crosscheck/show.pt"


@view_config(
    context=Household,
    name="registered",
    permission="household:edit",
    renderer="portal:templates/household/registered.pt",
)
def registered(household: Household, request: Request) -> Any:
    known = None if request.method == "POST" else _known(request, household)
    form = registered_form(request, household.version, known)
    if request.method == "POST":
        values = form.validate(request, household.version)
        if values is not None and _is_right(form, values, household.town):
            commands.say_registered(request, household, values)
            return HTTPSeeOther(request.resource_path(household))
    return {"form": form, "household": household}


@view_config(
    context=Case, name="crosscheck", permission="case:view", renderer="portal:templates/fieldwork/form.pt"
)
def ask(case: Case, request: Request) -> Any:
    household = request.site["households"][case.household_id]
    known = None if request.method == "POST" else _known(request, household)
    form = ask_form(request, known)
    door.require_now(request, "case:crosscheck", case)
    if request.method == "POST":
        made = case.inside("crosschecks", form.once)
        values = form.validate(request) if made is None else None
        if values is not None and _is_right(form, values, case.town):
            made = commands.ask(request, case, values, form.once)
        if made is not None:
            return HTTPSeeOther(request.resource_path(case))
    return {
        "form": form,
        "case": case,
        "title": _("请户籍地协助核查"),
        "lead": _(
            "人住在这里，就由这里办。户口在本区别的镇、街道的，这里一请就到那边的工作列表；"
            "在本区以外的，由您写信或打电话问，回来记下答复。没有答复以前，可以受理，可以先行救助，"
            "不能不予受理。"
        ),
        "link": None,
    }


@view_config(context=Crosscheck, permission="crosscheck:view", renderer=PAGE)
def show(check: Crosscheck, request: Request) -> dict[str, Any]:
    return _page(request, check, None)


@view_config(context=Crosscheck, name="answer", permission="crosscheck:view", renderer=PAGE)
def answer(check: Crosscheck, request: Request) -> Any:
    form = answer_form(request, check)
    door.require_now(request, f"crosscheck:{check.answering}", check)
    if request.method == "POST":
        values = form.validate(request, check.version)
        if values is not None:
            commands.answer(request, check, values)
            return HTTPSeeOther(request.resource_path(check))
    return _page(request, check, form)


def _known(request: Request, household: Household) -> dict[str, str]:
    """What the household's file says."""
    place = request.reveal(household, "registered_place")["registered_place"]
    return {"registered_in": household.registered_in, "registered_place": place}


def _is_right(form: Form, values: dict[str, Any], town: str) -> bool:
    wrongs = list(wrong_in(values, town))
    for name, words in wrongs:
        form.fail(words, name)
    return not wrongs


def _page(request: Request, check: Crosscheck, form: Form | None) -> dict[str, Any]:
    case = check.case
    photos = [a for a in case.attachments if a.visit_id == check.id and a.state == "kept"]
    return {
        "check": check,
        "case": case,
        "form": form,
        "asked": asked_of(request, check),
        "window": request.policy.unit(case.town),
        "told": request.reveal(check, *Crosscheck.personal_fields),
        "person": _person(request, check),
        "result": dict(RESULTS).get(check.result, ""),
        "channel": dict(CHANNELS).get(check.channel, ""),
        "photos": [photo for photo in photos if request.has_permission("attachment:view", photo)],
        "may_answer": request.has_permission(f"crosscheck:{check.answering}", check),
        "may_open_case": request.has_permission("case:view", case),
        "entries": [(e.at, told(request, e, "crosscheck"), e.actor) for e in check.history][::-1],
    }


def _person(request: Request, check: Crosscheck) -> dict[str, Any]:
    """Name and ID number of the head, each read on record, for the town that looks them up and for nobody else."""
    head = request.site["households"][check.case.household_id].head_member
    if head is None or not request.has_permission("crosscheck:contact", check):
        return {}
    known = request.reveal(head, "name", "id_number")
    unknown = _(NoIdReason(head.id_unknown).label) if head.id_unknown else ""
    return {**known, "unknown": unknown}

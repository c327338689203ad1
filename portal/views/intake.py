"""Registering a household at the window, and the receipt that is printed for it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.i18n import TranslationStringFactory
from pyramid.request import Request
from pyramid.view import view_config

from content.calendar import SHANGHAI, day_of
from content.case import Case
from content.draft import Draft
from content.error import DomainError
from content.household import Household
from content.site import Site
from portal import paper
from portal.commands import door
from portal.commands import draft as drafts
from portal.commands import intake as commands
from portal.commands.status import printed_code
from portal.forms.base import TOO_MUCH, Form, flat
from portal.forms.intake import intake_form, lodged_at, missing_in, need_form, papers_of, split_what
from portal.forms.place import check_village

_ = TranslationStringFactory("portal")
TEMPLATE = "portal:templates/intake/form.pt"


@view_config(context=Site, name="intake", permission="case:register", renderer=TEMPLATE)
def intake(site: Site, request: Request) -> Any:
    """A household that has come to the window."""
    return _fill_in(request, intake_form(request, values=_own_town(request)))


@view_config(context=Draft, permission="draft:view", renderer=TEMPLATE)
def resume(draft: Draft, request: Request) -> Any:
    """What was kept, in the form again, where the clerk was interrupted."""
    door.require(request, "case:register", request.site)
    form = intake_form(request)
    if draft.is_open:
        form.once = draft.id
        if request.method == "GET":
            form.resume(_with_late(request, draft, drafts.typed(request, draft)))
    elif request.method == "GET":
        return HTTPSeeOther(f"/cases/{draft.id}")
    return _fill_in(request, form)


def _fill_in(request: Request, form: Form) -> Any:
    """A case comes of it, or what was typed is kept by the button."""
    known: list[Household] = []
    if request.method == "POST":
        existing = request.site["cases"].get(form.once)
        if existing is not None:
            return HTTPSeeOther(request.resource_path(existing, "@@receipt"))
        if "save" in request.POST:
            if _keep(request, form):
                return HTTPSeeOther("/me#todo")
        else:
            typed = _typed(request, form)
            known = _unanswered(request, typed) if typed is not None else []
            if typed is not None and not known:
                registered = commands.register(request, typed, form.once)
                return _onward(request, registered.case)
    return _page(request, form, known)


def _keep(request: Request, form: Form) -> bool:
    """Whether it could be kept."""
    typed = form.typed(request)
    if typed is None:
        return False
    try:
        draft = drafts.keep(request, form.once, typed, str(typed.get("walkin") or ""))
    except drafts.TooLong:
        form.fail(TOO_MUCH)
        return False
    form.once = draft.id
    return True


def _with_late(request: Request, draft: Draft, typed: dict[str, Any]) -> dict[str, Any]:
    """Begun on another day: when the household was first here is offered as the time of lodging (补录)."""
    late = typed.get("late") or {}
    if day_of(draft.first_at) == day_of(request.now) or late.get("late_day"):
        return typed
    first = draft.first_at.astimezone(SHANGHAI)
    why = request.localizer.translate(_("那天来的时候没有填完，先存着了。"))
    offered = {"late_day": f"{first:%Y-%m-%d}", "late_time": f"{first:%H:%M}", "late_reason": why}
    return {**typed, "late": {**late, **offered}}


@view_config(context=Case, name="intake", permission="case:view", renderer=TEMPLATE)
def complete(case: Case, request: Request) -> Any:
    """A case that a village has verified: what is known stands in the form already."""
    values = None if request.method == "POST" else _known_values(request, case)
    form = intake_form(request, values=values, version=case.version)
    door.require_now(request, "case:edit", case)
    if case.receipt_hash:
        return _registered_already(request, case)
    if request.method == "POST":
        typed = _typed(request, form, case.version)
        if typed is not None:
            commands.register_known(request, case, typed)
            return _onward(request, case)
    return _page(request, form, [])


def _onward(request: Request, case: Case) -> HTTPSeeOther:
    """To the receipt; first to the filing where the applicant is close to one of the staff."""
    return HTTPSeeOther(request.resource_path(case, "@@aside" if case.is_kin_said else "@@receipt"))


def _registered_already(request: Request, case: Case) -> HTTPSeeOther:
    """Once is enough: sent again, every need would stand there twice and be paid for twice."""
    if request.method == "POST":
        raise DomainError("registered_already")
    return HTTPSeeOther(request.resource_path(case))


@view_config(context=Case, name="need", permission="case:view", renderer="portal:templates/intake/need.pt")
def add_need(case: Case, request: Request) -> Any:
    form = need_form(request)
    door.require_now(request, "case:need", case)
    if request.method == "POST":
        values = form.validate(request)
        if values is not None:
            if form.once not in case.needs:
                commands.add_need(request, case, _need(values) | {"urgency": case.urgency, "once": form.once})
            return HTTPSeeOther(request.resource_path(case))
    return {"form": form, "case": case}


@view_config(
    context=Case, name="receipt", permission="case:print", renderer="portal:templates/intake/receipt.pt"
)
def receipt(case: Case, request: Request) -> dict[str, Any]:
    """The paper that the applicant takes home: what was asked for, what to bring, by when, and how to ask."""
    number = request.reveal(case, "receipt")["receipt"]
    return paper.for_applicant(request, case) | {
        "receipt": number,
        # A family without a telephone asks with this code in the place of its last digits.
        "code": "" if case.phone_tail_hash else printed_code(request.vault, number),
        "missing": [_(p.name) for p in papers_of(request) if case.papers.get(p.id, ("",))[0] != "have"],
    }


def _page(request: Request, form: Form, known: list[Household]) -> dict[str, Any]:
    # Of what was sent and refused, the draft knows nothing: only what was read from it is kept.
    draft = drafts.mine(request, form.once) if request.method == "GET" else None
    return {
        "form": form,
        "known": [_known_row(request, household) for household in known],
        "draft": draft,
        "kept_until": draft and draft.modified_at + timedelta(days=request.policy.clock.keep_drafts_days),
    }


def _known_row(request: Request, household: Household) -> dict[str, Any]:
    head = household.head_member
    name = request.reveal(head, "name")["name"] if head else ""
    numbers = [request.site["cases"][case_id].number or case_id for case_id in household.case_ids]
    return {
        "id": household.id,
        "name": name,
        "place": household.village or household.town,
        "numbers": numbers,
    }


def _typed(request: Request, form: Form, version: str = "") -> dict[str, Any] | None:
    """What was typed, ready for the command; None where something has to be mended first."""
    values = form.validate(request, version)
    if values is None:
        return None
    typed = flat(values)
    wrong = check_village(typed, request.policy)
    if wrong is not None:
        form.fail(wrong, "village")
        return None
    if not typed.get("id_number") and not typed.get("no_id_reason"):
        form.fail(_("没有身份证号码的，请选一个原因。"), "no_id_reason")
        return None
    wrongs = list(missing_in(typed, day_of(request.now)))
    for name, words in wrongs:
        form.fail(words, name)
    try:
        typed["lodged_at"] = lodged_at(typed, request.now)
    except ValueError:
        wrongs.append(("late_time", ""))
        form.fail(_("请写成 23:40 这样的时间，不能晚于现在。"), "late_time")
    if wrongs:
        return None
    typed["needs"] = [_need(row) for row in typed["needs"]]
    typed["papers"] = typed.get("have") or ()
    return typed


def _need(row: Mapping[str, Any]) -> dict[str, Any]:
    category, item = split_what(row["what"])
    return {**row, "category": category, "item": item}


def _unanswered(request: Request, typed: dict[str, Any]) -> list[Household]:
    """Households that may be the same, until the clerk has said which it is."""
    answer = request.POST.get("household", "")
    if answer == "new":
        typed["told_apart"] = [household.id for household in commands.known_households(request, typed)]
        return []
    known = commands.known_households(request, typed)
    chosen = next((household for household in known if household.id == answer), None)
    if chosen is not None:
        if not request.has_permission("household:edit", chosen):
            raise DomainError("household_elsewhere")
        typed["household"] = chosen.id
        return []
    return known


def _own_town(request: Request) -> dict[str, Any] | None:
    """Most who come to a window live in its town: it is chosen already, where the clerk has only one."""
    towns = request.identify.scopes("window_clerk")
    return {"applicant": {"town": towns[0]}} if len(towns) == 1 else None


def _known_values(request: Request, case: Case) -> dict[str, Any]:
    door.require(request, "case:edit", case)
    household = request.site["households"][case.household_id]
    home = request.reveal(household, "address", "phone", "registered_place")
    head = household.head_member
    name = request.reveal(head, "name")["name"] if head else ""
    where = {"town": case.town, "village": case.village, "registered_in": household.registered_in}
    applicant = {"name": name, **where, **home}
    events = {"urgency": str(case.urgency), "causes": set(case.causes), "channel": "village"}
    events["story"] = request.reveal(case, "story")["story"]
    return {"applicant": applicant, "events": events}

"""Objecting to a decision with the receipt's pass, and the bureau's answer, on the screen and on paper."""

from __future__ import annotations

from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.i18n import TranslationStringFactory
from pyramid.request import Request
from pyramid.view import view_config

from content.case import Case
from content.error import WrongState
from content.objection import Objection
from content.site import Site
from content.tree import Folder
from content.vocabulary import ObjectionTo
from portal import paper
from portal.commands import door
from portal.commands import objection as commands
from portal.forms.objection import answer_form, objection_form
from portal.security import applicants_case

_ = TranslationStringFactory("portal")
SHOWN = 100
PAPER_LACKS = _("请填公示纸上的编号，窗口和区民政局好找到那一张。")


@view_config(
    context=Site,
    name="status",
    path_info=r"^/status/object$",
    renderer="portal:templates/objection/object.pt",
)
def object_to(site: Site, request: Request) -> Any:
    """For who has shown the receipt number and the telephone's last digits."""
    case: Case | None = site["cases"].get(applicants_case(request))
    if case is None:
        return HTTPSeeOther("/status?again=1")
    form = objection_form(request, case)
    if not request.has_permission("case:object", case):
        if request.method == "POST":
            raise WrongState(step="object", state=case.state)
        return HTTPSeeOther("/status/case")
    if request.method == "POST":
        values = form.validate(request)
        if values is not None:
            if values["about"] == ObjectionTo.PUBLIC_NOTICE and not values["paper_number"]:
                form.fail(PAPER_LACKS, "paper_number")
            else:
                if form.once not in case.objection_ids:
                    commands.object_to(request, case, values, form.once)
                return HTTPSeeOther("/status/case")
    request.response.cache_control = "no-store"
    return {"form": form}


@view_config(
    context=Folder,
    physical_path="/objections",
    renderer="portal:templates/objection/list.pt",
)
def objections(folder: Folder[Objection], request: Request) -> dict[str, Any]:
    """The open ones first."""
    door.require(request, "overview:view", request.site)
    found = sorted(folder, key=lambda one: (not one.is_open, one.due or one.created_at))
    return {"rows": [(one, _(ObjectionTo(one.about).label)) for one in found[:SHOWN]]}


@view_config(context=Objection, permission="objection:view", renderer="portal:templates/objection/show.pt")
def show(objection: Objection, request: Request) -> dict[str, Any]:
    return _page(objection, request) | {
        "told": request.reveal(objection, "story", "answer"),
    }


@view_config(
    context=Objection,
    name="answer",
    permission="objection:view",
    renderer="portal:templates/objection/answer.pt",
)
def answer(objection: Objection, request: Request) -> Any:
    form = answer_form(request, objection.version)
    door.require_now(request, "objection:answer", objection)
    if request.method == "POST":
        values = form.validate(request, objection.version)
        if values is not None:
            commands.answer(request, objection, values["result"], values["said"])
            return HTTPSeeOther(request.resource_path(objection))
    return _page(objection, request) | {"form": form, "told": request.reveal(objection, "story")}


@view_config(
    context=Objection,
    name="paper",
    permission="objection:print",
    renderer="portal:templates/objection/paper.pt",
)
def on_paper(objection: Objection, request: Request) -> dict[str, Any]:
    """异议答复书: the answer, and the way to 行政复议 (社会救助暂行办法 65)."""
    case = request.site["cases"][objection.case_id]
    return (
        paper.for_applicant(request, case)
        | _page(objection, request)
        | {"told": request.reveal(objection, "story", "answer")}
    )


def _page(objection: Objection, request: Request) -> dict[str, Any]:
    case: Case = request.site["cases"][objection.case_id]
    referral = case.referrals.get(objection.referral_id) if objection.referral_id else None
    return {
        "objection": objection,
        "about": _(ObjectionTo(objection.about).label),
        "referral": referral,
        "case": case,
        "may_open": request.has_permission("case:view", case),
    }

"""Samples of audit, and the facts of one case for the three points of R4; read here, changed nowhere."""

from __future__ import annotations

from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.i18n import TranslationStringFactory
from pyramid.request import Request
from pyramid.view import view_config

from content.case import Case
from content.sample import Sample
from content.seal import NotASeal
from content.tree import Folder
from content.vocabulary import AuditPoint, AuditResult
from portal.commands import door
from portal.commands import oversight as commands
from portal.forms.clean import sent
from portal.forms.oversight import sample_form
from portal.oversight import carried_out, filed_cases, known_cases, payments, recognised
from portal.readlog import look
from portal.sealing import SealStore
from portal.words.event import SENTENCES

_ = TranslationStringFactory("portal")
NO_SEAL = _("抽样从一次封存开始，现在还没有封存过。请审计人员先核对并封存记录。")
TOO_FEW = _("能抽的案件没有这么多。请少抽一些，或换一个范围。")


@view_config(context=Folder, physical_path="/samples", renderer="portal:templates/sample/list.pt")
def samples(folder: Folder[Sample], request: Request) -> dict[str, Any]:
    door.require(request, "sample:add", request.site)
    found = sorted(folder, key=lambda one: (not one.is_open, -one.created_at.timestamp()))
    return {"rows": [(one, _(AuditPoint(one.point).label)) for one in found]}


@view_config(context=Folder, physical_path="/samples", name="new", renderer="portal:templates/sample/new.pt")
def new(folder: Folder[Sample], request: Request) -> Any:
    door.require(request, "sample:add", request.site)
    form = sample_form(request, of_kin=request.GET.get("from") == "recusals")
    if request.method == "POST":
        known = folder.get(form.once)
        values = form.validate(request) if known is None else None
        if values is not None:
            seal = _newest_seal(request)
            population = known_cases(request.site, values["town"] or "", values["of_kin"])
            if seal is None:
                form.fail(NO_SEAL)
            elif len(population) < values["size"]:
                form.fail(TOO_FEW, "size")
            else:
                known = commands.draw(request, values, seal, population, form.once)
        if known is not None:
            return HTTPSeeOther(request.resource_path(known))
    return {"form": form, "seal": _newest_seal(request)}


@view_config(context=Sample, permission="sample:view", renderer="portal:templates/sample/show.pt")
def show(sample: Sample, request: Request) -> dict[str, Any]:
    cases = [request.site["cases"][id] for id in sample.ids if id in request.site["cases"]]
    inquiries = [one for one in request.site["inquiries"] if one.sample_id == sample.id]
    may_audit = request.has_permission("audit:view", request.site)
    return {
        "sample": sample,
        "filed": filed_cases(request.site),
        "view": "@@points" if may_audit else "",
        "may_note": request.has_permission("inquiry:add", request.site),
        "point": _(AuditPoint(sample.point).label),
        "rows": [(case, sample.checks.get(case.id)) for case in cases],
        "results": [(word.value, _(word.label)) for word in AuditResult],
        "may_check": request.has_permission("sample:check", sample),
        "inquiries": [one for one in inquiries if request.has_permission("inquiry:view", one)],
    }


@view_config(context=Sample, name="check", permission="sample:view", request_method="POST")
def check(sample: Sample, request: Request) -> HTTPSeeOther:
    case_id = sent(request.POST, "case")
    commands.check(request, sample, case_id, sent(request.POST, "result"))
    return HTTPSeeOther(request.resource_path(sample, anchor=f"case-{case_id}"))


@view_config(
    context=Case, name="points", permission="case:history", renderer="portal:templates/sample/points.pt"
)
def points(case: Case, request: Request) -> dict[str, Any]:
    """对象认定, 资金发放, 救助实施 of one case; the look is on record, and no name is opened."""
    door.require(request, "audit:view", request.site)
    look(request, case, "history")
    found = recognised(case)
    return {
        "case": case,
        "recognised": found,
        "edition": next((v for v in request.site.policies if v.version == found.policy_version), None),
        "payments": list(payments(request.site, case)),
        "helps": list(carried_out(case, request.now)),
        "said": lambda kind, name: SENTENCES[kind][name],
    }


def _newest_seal(request: Request) -> Any:
    try:
        return SealStore(request.registry.portal.seals_folder).newest()
    except NotASeal:
        return None

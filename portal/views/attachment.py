"""Photos and papers of a case: sending them, looking at one, and the file itself."""

from __future__ import annotations

from typing import Any

from pyramid.httpexceptions import HTTPNotFound, HTTPSeeOther
from pyramid.i18n import TranslationStringFactory
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from content.attachment import Attachment
from content.case import Case
from portal.commands import attachment as commands
from portal.commands import door
from portal.forms.attachment import attach_form
from portal.forms.intake import papers_of

_ = TranslationStringFactory("portal")
FILE_CSP = "default-src 'none'; sandbox; frame-ancestors 'none'"


@view_config(
    context=Case, name="attach", permission="case:view", renderer="portal:templates/attachment/form.pt"
)
def attach(case: Case, request: Request) -> Any:
    papers = [(paper.id, _(paper.name)) for paper in papers_of(request)]
    chosen = request.GET.get("paper", "")
    form = attach_form(request, papers, chosen if chosen in dict(papers) else "")
    door.require_now(request, "case:attach", case)
    if request.method == "POST":
        if case.inside("attachments", form.once):
            return HTTPSeeOther(request.resource_path(case, anchor="papers"))
        values = form.validate(request)
        if values is not None:
            commands.attach(request, case, values["files"], paper=values["paper"] or "", once=form.once)
            return HTTPSeeOther(request.resource_path(case, anchor="papers"))
    return {"form": form, "case": case}


@view_config(context=Attachment, permission="attachment:view", renderer="portal:templates/attachment/show.pt")
def show(attachment: Attachment, request: Request) -> dict[str, Any]:
    names = {paper.id: _(paper.name) for paper in papers_of(request)}
    case = attachment.case
    return {
        "attachment": attachment,
        "case": case,
        "title": names.get(attachment.paper) or _title(attachment),
        "visit": _visit_of(attachment),
        "may_open_case": request.has_permission("case:view", case),
        "removal": next((e for e in attachment.history.newest() if e.name == "remove"), None),
        **request.reveal(attachment, "filename"),
    }


def _title(attachment: Attachment) -> Any:
    if attachment.case.inside("crosschecks", attachment.visit_id):
        return _("户籍地的证明材料")
    return _("走访照片") if attachment.visit_id else _("照片和文件")


def _visit_of(attachment: Attachment) -> Any:
    """The visit or the investigation that the photo was taken on, None where it was neither."""
    case, id = attachment.case, attachment.visit_id
    return (case.inside("visits", id) or case.inside("investigations", id)) if id else None


@view_config(context=Attachment, name="file", permission="attachment:view")
def file(attachment: Attachment, request: Request) -> Response:
    """The bytes. A photo of ours may be shown; a PDF, made by anybody, is only given out to be saved."""
    content = commands.content_of(request, attachment)
    if not content:
        raise HTTPNotFound()
    response = Response(content, content_type=attachment.media_type)
    how, ending = ("inline", "jpg") if attachment.is_image else ("attachment", "pdf")
    # A name of ours: the one it came with may say whose paper it is, and stays under seal.
    response.headers["Content-Disposition"] = f'{how}; filename="{attachment.id}.{ending}"'
    response.headers["Content-Security-Policy"] = FILE_CSP
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response

"""The written notices of a case on paper: admitted, what is missing, not admitted; each print is a read on record."""

from __future__ import annotations

from typing import Any

from pyramid.httpexceptions import HTTPNotFound
from pyramid.i18n import TranslationStringFactory
from pyramid.request import Request
from pyramid.view import view_config

from content import role
from content.case import Case
from content.notice import ADMITTED, MISSING, REFUSED, Notice
from portal import paper
from portal.forms.intake import papers_of

_ = TranslationStringFactory("portal")


@view_config(
    context=Case,
    name="admitted-notice",
    permission="case:print",
    renderer="portal:templates/notice/admitted.pt",
)
def admitted(case: Case, request: Request) -> dict[str, Any]:
    """受理通知书: until when the window answers, and who has the application now."""
    return _paper(request, case, ADMITTED)


@view_config(
    context=Case,
    name="missing-notice",
    permission="case:print",
    renderer="portal:templates/notice/missing.pt",
)
def missing(case: Case, request: Request) -> dict[str, Any]:
    """一次性补正告知书: everything that is missing, once."""
    page = _paper(request, case, MISSING)
    names = {known.id: _(known.name) for known in papers_of(request)}
    return page | {"papers": [names.get(code, code) for code in page["notice"].papers]}


@view_config(
    context=Case,
    name="refused-notice",
    permission="case:print",
    renderer="portal:templates/notice/refused.pt",
)
def refused(case: Case, request: Request) -> dict[str, Any]:
    """不予受理通知书: the reason, and where to object (社会救助暂行办法 65)."""
    return _paper(request, case, REFUSED) | {"reason": request.reveal(case, "ending")["ending"]}


def _paper(request: Request, case: Case, sort: str) -> dict[str, Any]:
    """The newest notice of this sort; a page of its own only where one was given."""
    notice: Notice | None = case.notice(sort)
    if notice is None:
        raise HTTPNotFound()
    return paper.for_applicant(request, case) | {"notice": notice, "official": role.person(notice.by)}

"""What stands in a case beside needs, referrals and papers: investigations, notices, aid first, service plans."""

from __future__ import annotations

from typing import Any, NamedTuple

from pyramid.i18n import TranslationStringFactory
from pyramid.request import Request

from content.case import Case
from content.document import Document
from portal import present

_ = TranslationStringFactory("portal")


class Entry(NamedTuple):
    """One document of the case: what it is, in words, and where it is read."""

    what: Any
    about: str
    document: Document


class Action(NamedTuple):
    """Something that may be begun on the case: its words and the name of its page."""

    words: Any
    page: str


ACTIONS = (
    ("case:investigate", _("记一次入户调查"), "investigate"),
    ("case:assess", _("记一次民主评议"), "assess"),
    ("case:notice", _("拟一份公示"), "notice"),
    ("case:aid", _("先行救助"), "aid"),
    ("case:plan", _("写服务计划"), "plan"),
)


def entries(request: Request, case: Case) -> list[Entry]:
    """The newest first."""
    write = present.for_request(request)
    found = [Entry(_("先行救助"), write.money(aid.amount_fen), aid) for aid in case.aids]
    found += [
        Entry(_("入户调查"), str(write.written_day(look.visited_on)), look) for look in case.investigations
    ]
    found += [Entry(_("民主评议"), str(write.written_day(vote.held_on)), vote) for vote in case.assessments]
    found += [
        Entry(_("公示"), f"{write.kind(notice.assistance)} {notice.number}", notice)
        for notice in case.public_notices
    ]
    found += [
        Entry(_("服务计划"), str(write.written_day(plan.review_on)), plan) for plan in case.service_plans
    ]
    return sorted(found, key=lambda entry: entry.document.created_at, reverse=True)


def actions(request: Request, case: Case) -> list[Action]:
    """What this person may begin; in emergencies neither a vote nor a notice comes before help."""
    barred = ["case:assess", "case:notice"] if case.urgency == 0 else []
    if any(plan.is_open for plan in case.service_plans):
        barred.append("case:plan")
    return [
        Action(words, page)
        for permission, words, page in ACTIONS
        if permission not in barred and request.has_permission(permission, case)
    ]

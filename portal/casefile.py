"""What stands in a case beside needs, referrals and papers: investigations, notices, aid first, service plans."""

from __future__ import annotations

from typing import Any, NamedTuple

from pyramid.i18n import TranslationStringFactory
from pyramid.request import Request

from content.case import Case
from content.crosscheck import Crosscheck
from content.document import Document
from content.household import OUTSIDE, Household
from portal import present

_ = TranslationStringFactory("portal")
OUTSIDE_WORDS = _("本区以外")


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
    ("case:crosscheck", _("户口在别处，请户籍地核查"), "crosscheck"),
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
    found += [Entry(_("核查协助"), asked_of(request, check), check) for check in case.crosschecks]
    return sorted(found, key=lambda entry: entry.document.created_at, reverse=True)


def asked_of(request: Request, check: Crosscheck) -> str:
    """The town that is asked, by name; a place outside the district is personal and not named here."""
    return _town(request, check.asked_town)


def registered_at(request: Request, household: Household) -> str:
    """The same of where a household is registered; "" where that is where it lives."""
    if not household.is_registered_elsewhere:
        return ""
    return _town(request, "" if household.registered_in == OUTSIDE else household.registered_in)


def _town(request: Request, code: str) -> str:
    return str(request.policy.place_name(code) if code else request.localizer.translate(OUTSIDE_WORDS))


def actions(request: Request, case: Case) -> list[Action]:
    """What this person may begin; in emergencies neither a vote nor a notice comes before help."""
    barred = ["case:assess", "case:notice"] if case.urgency == 0 else []
    if any(plan.is_open for plan in case.service_plans):
        barred.append("case:plan")
    if case.asked_after is not None or is_to_ask(request, case):
        # One question at a time; and to the first a button of the page leads.
        barred.append("case:crosscheck")
    return [
        Action(words, page)
        for permission, words, page in ACTIONS
        if permission not in barred and request.has_permission(permission, case)
    ]


def is_to_ask(request: Request, case: Case) -> bool:
    """Whether the family of an open case is registered elsewhere, and nobody there has been asked yet."""
    household: Household = request.site["households"][case.household_id]
    return case.is_open and household.is_registered_elsewhere and not any(case.crosschecks)

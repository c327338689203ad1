"""The case's own page: where it stands, the next step, needs, referrals, papers, what happened, and the family."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.i18n import TranslationStringFactory
from pyramid.request import Request
from pyramid.view import view_config

from content.calendar import day_of
from content.case import PARTS, Case
from content.household import Household, Member
from content.vocabulary import Agent, AgentPaper, Cause, InstitutionType, Relation
from portal import casefile, dossier, present
from portal.commands import case as commands
from portal.commands import door
from portal.commands.intake import SPEAKERS
from portal.forms.base import sent
from portal.forms.intake import papers_of
from portal.forms.referral import ask_papers_form, hand_over_form
from portal.present import masked_phone
from portal.words import progress
from portal.words.event import told

_ = TranslationStringFactory("portal")


@view_config(context=Case, permission="case:view", renderer="portal:templates/case/show.pt")
def show(case: Case, request: Request) -> dict[str, Any]:
    household = request.site["households"][case.household_id]
    return {
        "case": case,
        "steps": progress.case_steps(case),
        "needs": list(case.needs),
        "referrals": sorted(case.referrals, key=lambda r: r.due),
        "fieldwork": casefile.entries(request, case),
        "actions": casefile.actions(request, case) if case.receipt_hash or case.state != "lodged" else [],
        "visits": sorted(case.visits, key=lambda v: v.visited_on, reverse=True),
        "papers": _papers(request, case),
        "other_photos": [a for a in case.attachments if not a.paper and a.state == "kept"],
        "family": _family(request, household),
        "headline": _headline(request, case, household),
        **request.reveal(case, "story", "ending", "agreed", *SPEAKERS),
        "speaks": _speaks(case),
        "may_be_twice": bool(household.suspects)
        and bool(request.has_permission("household:contact", household)),
        "details": {need.id: request.reveal(need, "detail")["detail"] for need in case.needs},
        "entries": _entries(request, case),
        "reports": _reports(request, case),
        "is_registered": bool(case.receipt_hash),
        "received": _received(case),
        "solid": {"lodged": "admit", "to_complete": "papers_in"}.get(case.state, ""),
        "asked_after": case.asked_after,
        "to_ask": casefile.is_to_ask(request, case),
        "registered_at": casefile.registered_at(request, household),
    }


@view_config(context=Case, name="papers", permission="case:view", renderer="portal:templates/case/papers.pt")
def ask_papers(case: Case, request: Request) -> Any:
    here = {code for code, (status, _at) in case.papers.items() if status == "have"}
    missing = [(paper.id, _(paper.name)) for paper in papers_of(request) if paper.id not in here]
    form = ask_papers_form(request, missing)
    door.require_now(request, "case:ask_papers", case)
    if request.method == "POST":
        values = form.validate(request)
        if values is not None:
            commands.ask_papers(request, case, tuple(sorted(values["papers"])), values["until"])
            return HTTPSeeOther(request.resource_path(case, "@@missing-notice"))
    return {"form": form, "case": case}


@view_config(context=Case, name="move", renderer="portal:templates/case/move.pt")
def hand_over(case: Case, request: Request) -> Any:
    """首问负责: answerable until the household stands at the right window, which is another one."""
    newest = next(case.history.newest())
    if request.method == "POST" and (newest.name, newest.actor) == ("hand_over", request.actor):
        return HTTPSeeOther("/me")
    form = hand_over_form(request, case)
    door.require_now(request, "case:hand_over", case)
    if request.method == "POST":
        values = form.validate(request, case.version)
        if values is not None:
            commands.hand_over(request, case, values["town"])
            may_look = request.has_permission("case:view", case)
            return HTTPSeeOther(request.resource_path(case) if may_look else "/me")
    return {"form": form, "case": case}


@view_config(context=Case, name="paper", permission="case:paper", request_method="POST")
def set_paper(case: Case, request: Request) -> HTTPSeeOther:
    """Tick one paper: seen, still missing, or to follow later."""
    code, status = sent(request.POST, "code"), sent(request.POST, "status")
    may_follow = {paper.id: paper.may_follow for paper in papers_of(request)}
    if code in may_follow and (status in ("have", "lack") or (status == "later" and may_follow[code])):
        commands.set_paper(request, case, code, status)
    return HTTPSeeOther(request.resource_path(case, anchor="papers"))


def _papers(request: Request, case: Case) -> list[dict[str, Any]]:
    rows = []
    photos = sorted(case.attachments, key=lambda attachment: attachment.created_at)
    for paper in papers_of(request):
        status, at = case.papers.get(paper.id, ("later" if paper.may_follow else "lack", ""))
        rows.append(
            {
                "code": paper.id,
                "name": _(paper.name),
                "status": status,
                "at": at and datetime.fromisoformat(at),
                "may_follow": paper.may_follow,
                "photos": [photo for photo in photos if photo.paper == paper.id and photo.state == "kept"],
            }
        )
    return rows


def _reports(request: Request, case: Case) -> list[tuple[Any, Any, str]]:
    """Who reported the household: each report, what kind of place it comes from, and a name where it may be read."""
    return [
        (
            report,
            _(InstitutionType(report.source).label),
            request.reveal(report, "reporter_name")["reporter_name"]
            if request.has_permission("discovery:contact", report)
            else "",
        )
        for report in dossier.reports_of(request.site, case)
        if request.has_permission("discovery:view", report)
    ]


def _speaks(case: Case) -> dict[str, Any]:
    """Who speaks for the applicant and with which paper, in words; empty where they speak for themselves."""
    said = case.arrangement
    if not said.has_agent:
        return {}
    paper = _(AgentPaper(said.paper).label) if said.paper else _("没有看证明")
    return {"relation": _(Agent(said.relation).label), "paper": paper}


def _headline(request: Request, case: Case, household: Household) -> str:
    head = household.head_member
    name = request.reveal(head, "name")["name"] if head is not None else ""
    write = present.for_request(request)
    causes = write.listed(_(Cause(cause).label) for cause in case.causes)
    family = request.localizer.translate(_("${name}一家", mapping={"name": name}))
    return f"{family}{write.colon}{causes}" if causes else family


def _family(request: Request, household: Household) -> dict[str, Any]:
    """What this person may see of the household, each read on record; accounts are not among it."""
    if not request.has_permission("household:contact", household):
        return {}
    home = request.reveal(household, "address", "phone", "registered_place")
    today = day_of(request.now)
    people = [_member(request, member, today) for member in household.members]
    return {
        "people": people,
        "phone": masked_phone(home["phone"]) if home["phone"] else "",
        "address": home["address"],
        "registered_place": home["registered_place"],
    }


def _member(request: Request, member: Member, today: Any) -> dict[str, Any]:
    age = member.age(today)
    return {
        "name": request.reveal(member, "name")["name"],
        "relation": _(Relation(member.relation).label) if Relation.has_word(member.relation) else "",
        "age": age,
    }


def _received(case: Case) -> list[tuple[Any, int]]:
    """Money that has come to the family, by where it came from."""
    rows = [
        (cover.source, cover.amount)
        for n in case.needs
        if n.unit == "fen"
        for cover in n.covers().values()
        if cover.status == "met"
    ]
    totals: dict[str, int] = {}
    for source, fen in rows:
        totals[source] = totals.get(source, 0) + fen
    return [(SOURCES.get(source, source), fen) for source, fen in totals.items()]


SOURCES = {
    "public": _("政府救助"),
    "fund": _("“救急难”公益基金"),
    "donation": _("定向捐赠"),
    "project": _("慈善项目"),
    "contract": _("购买服务"),
    "volunteer": _("志愿服务"),
}


def _entries(request: Request, case: Case) -> list[tuple[datetime, Any, str, str]]:
    """What happened, newest first: when, what, by whom, and the class of its mark."""
    events = [(event, case.kind) for event in case.history]
    for part in PARTS:
        folder = getattr(case, part)
        for document in folder:
            events += [(event, document.kind) for event in document.history if event.name != "created"]
    events.sort(key=lambda pair: (pair[0].at, pair[0].n), reverse=True)
    return [
        (e.at, told(request, e, kind), e.actor, "late" if e.name in BAD else "") for e, kind in events[:SHOWN]
    ]


SHOWN = 60
BAD = frozenset({"reject", "fail", "refuse", "decline", "return", "escalated"})

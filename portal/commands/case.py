"""The window's steps of a case: admit, ask for papers, refuse, number, claim, hand over, close."""

from __future__ import annotations

from datetime import date

from pyramid.request import Request

from content.calendar import day_of, end_of
from content.case import PARTS, Case
from content.document import Document
from content.notice import ADMITTED, MISSING, REFUSED, Notice
from content.vocabulary import Urgency
from portal.commands import clock, door
from portal.commands.publicity import unpublish_case


def admit(request: Request, case: Case) -> None:
    """受理: the clock starts; the case is due by the shortest limit that its needs give, each referral by its own."""
    door.require_step(request, case, "admit")
    case.admit(actor=request.actor, at=request.now, due=None)
    clock.promise(request, case, _limit_of(request, case))
    number(request, case, "case", case.town)
    _give_notice(request, case, ADMITTED)
    door.touched(request, case)


def _limit_of(request: Request, case: Case) -> str:
    """What the town has to be done by: the shortest limit of its needs; temporary assistance is open to all."""
    kinds = request.policy.kinds_for(need.category for need in case.needs)
    limits = ["temporary.complete", *(f"{kind.id}.complete" for kind in kinds if kind.refer_to)]
    if case.urgency == Urgency.LIFE.value:
        limits.append("temporary.urgent")
    return clock.shortest(request, *limits)


def ask_papers(request: Request, case: Case, papers: tuple[str, ...], until: date) -> None:
    """一次性补正告知: told once, in full, on paper, what is missing and until which day; the clock rests."""
    door.require_step(request, case, "ask_papers")
    case.ask_papers(papers, actor=request.actor, at=request.now, by=end_of(until))
    _give_notice(request, case, MISSING, papers, until.isoformat())
    clock.rest(request, "case.ask_papers", case)
    door.touched(request, case)


def papers_in(request: Request, case: Case) -> None:
    """材料已补齐: the clock that rested runs on, and the window decides within what is left of its days."""
    door.require_step(request, case, "papers_in")
    case.papers_in(actor=request.actor, at=request.now)
    clock.go_on(request, "case.ask_papers", case)
    door.touched(request, case)


def set_paper(request: Request, case: Case, code: str, status: str) -> None:
    """Tick one paper of the check-list."""
    door.require(request, "case:paper", case)
    case.set_paper(code, status, actor=request.actor, at=request.now)
    door.touched(request, case)


def refuse(request: Request, case: Case, reason: str) -> None:
    """不予受理, always in writing with the reason."""
    door.require_step(request, case, "refuse")
    said = door.words(request, case, reason)
    if said is not None:
        _give_notice(request, case, REFUSED)
    door.transition(request, case, "refuse", reason=said)
    case.keep(request.vault, {"ending": reason.strip()})


def hand_over(request: Request, case: Case, town: str) -> None:
    """首问负责: answerable until the household stands at the right window; what is owed inside the case goes along."""
    door.require_step(request, case, "hand_over")
    case.hand_over(actor=request.actor, at=request.now, town=town)
    household = request.site["households"][case.household_id]
    household.town = town
    inside = (document for part in PARTS for document in getattr(case, part))
    door.touched(request, case, household, *inside)


def close(request: Request, case: Case, reason: str) -> None:
    """结案; the case says itself what still stands against it."""
    door.require_step(request, case, "close")
    door.rests_on(*case.needs)
    case.close(actor=request.actor, at=request.now, reason=door.words(request, case, reason) or "")
    case.keep(request.vault, {"ending": reason.strip()})
    unpublish_case(request, case, "case_closed", only_unmet=True)
    clock.promise(request, case, "case.first_visit", date="visit_due")
    door.touched(request, case)


def reopen(request: Request, case: Case, reason: str) -> None:
    """重新办理: within the limit of its needs, counted anew."""
    door.require_step(request, case, "reopen")
    clock.promise(request, case, _limit_of(request, case))
    case.reopen(actor=request.actor, at=request.now, reason=door.words(request, case, reason))
    door.touched(request, case)


def withdraw(request: Request, case: Case) -> None:
    """The applicant takes the application back."""
    door.transition(request, case, "withdraw")
    unpublish_case(request, case, "case_withdrawn")


def _give_notice(
    request: Request, case: Case, sort: str, papers: tuple[str, ...] = (), until: str = ""
) -> None:
    """The applicant's paper about a decision, with a number of its own: 周救告〔2026〕北郊0001号."""
    notice = Notice(
        sort, _next_number(request, "notice", case.town), request.now, _official(request), papers, until
    )
    case.give_notice(notice, actor=request.actor, at=request.now)


def _official(request: Request) -> str:
    return request.identify.account.id if request.identify.account is not None else ""


def number(request: Request, document: Document, paper: str, town: str) -> str:
    """The printed number, given out once: 周救字〔2026〕北郊0147号."""
    if not document.number:
        printed = _next_number(request, paper, town)
        document.number = printed
        if document.kind == "case":
            request.site.lookup.put(request.vault, "number", printed, f"case:{document.id}")
        document.record("numbered", actor=request.actor, at=request.now, number=printed)
    return str(document.number)


def _next_number(request: Request, paper: str, town: str) -> str:
    """The next of a window's numbers of this year; a number that was given out never comes again."""
    year = day_of(request.now).year
    value = request.site.counter(paper, town, year).next()
    window = request.policy.place(town).short
    return request.policy.numbering.printed(paper, year=year, window=window, number=value)

"""The matching desk: what the last plan proposes and why, what stays unmet, and the decision on each proposal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.i18n import TranslationStringFactory
from pyramid.request import Request
from pyramid.traversal import find_resource
from pyramid.view import view_config

from content import role
from content.document import Document
from content.need import Need
from content.plan import PlanReport, Share
from content.proposal import Proposal
from content.site import Site
from content.vocabulary import Urgency
from portal import present
from portal.commands import cover, door
from portal.commands import matching as commands
from portal.forms.fund import accept_form
from portal.matchmaking import plan as planning
from portal.matchmaking.instance import holder_of
from portal.present import money
from portal.words.match import Block, Words, item_name

_ = TranslationStringFactory("portal")
SHOWN = 50
UNDER_WAY = ("accepted", "confirmed", "delivered")
"""States of a proposal that was accepted and is not settled."""


class Row(NamedTuple):
    """One proposal to decide on, in words."""

    proposal: Proposal
    need: Need
    title: str
    urgency: Any
    source: str
    left: str
    why: list[str]
    next_best: str
    needs_reasons: bool


class UnmetRow(NamedTuple):
    """One need that stays short, and what would clear it."""

    need: Need
    title: str
    amount: int
    blocks: list[Block]


class Lowest(NamedTuple):
    """In per cent of what the tenth of the needs that gets least asks for."""

    before: float
    after: float


class Bar(NamedTuple):
    """One line of the comparison, in per cent of what is wanted."""

    label: Any
    wanted: int
    queue: float
    best: float


@view_config(
    context=Site,
    name="desk",
    permission="desk:view",
    request_method="GET",
    renderer="portal:templates/desk/show.pt",
)
def desk(site: Site, request: Request) -> dict[str, Any]:
    words = Words(request)
    rows = sorted(
        _rows(request, words), key=lambda row: (row.need.urgency, -row.proposal.amount, row.proposal.id)
    )
    unmet = list(_unmet(request, words, site.plan))
    return {
        "report": site.plan,
        "rows": rows[:SHOWN],
        "count": len(rows),
        "unmet": unmet[:SHOWN],
        "unmet_count": len(unmet),
        "comparison": [_bar(_(Urgency(int(share.key)).label), share) for share in _shares(site.plan)],
        "towns": _towns(request, site.plan),
        "lowest": _lowest(site.plan),
        "may_run": request.has_permission("desk:run", site),
    }


@view_config(context=Site, name="desk", permission="desk:run", request_method="POST")
def run(site: Site, request: Request) -> HTTPSeeOther:
    """重新计算: the plan is computed anew and put on the desk."""
    commands.run(request)
    return HTTPSeeOther("/desk")


@view_config(
    context=Site,
    name="desk",
    permission="desk:run",
    request_method="GET",
    request_param="preview",
    renderer="portal:templates/desk/preview.pt",
)
def preview(site: Site, request: Request) -> dict[str, Any]:
    """What a new plan would change, before anything is written."""
    words = Words(request)
    made = planning.compute(site, request.policy, request.now)
    gone = [
        (proposal, _name(request, need), words.source(proposal.source.lstrip("/")))
        for proposal in made.outdated
        if (need := cover.need_of(request, proposal)) is not None
    ]
    new = [(draft, _name(request, draft.need), words.source(draft.source.lstrip("/"))) for draft in made.new]
    return {"changes": made.changes, "gone": gone[:SHOWN], "new": new[:SHOWN]}


class Pair(NamedTuple):
    """A proposal that was decided on, with its need in words."""

    proposal: Proposal
    title: str
    source: str
    shown: Document
    """Whose state is told: of the fund's, the allocation that takes the place of an answer."""


@view_config(
    context=Site,
    name="desk",
    permission="desk:view",
    request_method="GET",
    request_param="under_way",
    renderer="portal:templates/desk/under-way.pt",
)
def under_way(site: Site, request: Request) -> dict[str, Any]:
    """What was accepted and is not settled, the late ones first; and the pairs that are not proposed any more."""
    going = [p for p in site["proposals"] if p.state in UNDER_WAY]
    going.sort(key=lambda p: (p.due is None, p.due or p.created_at, p.id))
    barred = [p for p in site["proposals"] if p.state == "declined" and _is_barred(request, p)]
    barred.sort(key=lambda p: p.modified_at, reverse=True)
    return {
        "going": [_pair(request, p) for p in going[:SHOWN]],
        "going_count": len(going),
        "barred": [_pair(request, p) for p in barred[:SHOWN]],
        "barred_count": len(barred),
    }


def _is_barred(request: Request, proposal: Proposal) -> bool:
    need = cover.need_of(request, proposal)
    return need is not None and need.is_open and proposal.source_id in need.barred


def _pair(request: Request, proposal: Proposal) -> Pair:
    return Pair(
        proposal,
        item_name(request, proposal.category, proposal.item),
        Words(request).source(proposal.source.lstrip("/")),
        request.site.fund.allocations.get(proposal.allocation_id) or proposal,
    )


@view_config(
    context=Proposal, name="accept", permission="proposal:view", renderer="portal:templates/desk/accept.pt"
)
def accept(proposal: Proposal, request: Request) -> Any:
    """接受: at once, or with the reasons that the fund asks for above its limit."""
    form = accept_form(request, proposal)
    door.require_now(request, "proposal:accept", proposal)
    if request.method == "POST":
        values = form.validate(request)
        if values is not None:
            commands.accept(request, proposal, values.get("reasons") or "")
            return HTTPSeeOther(_after(request, proposal))
    need = cover.need_of(request, proposal)
    return {
        "form": form,
        "proposal": proposal,
        "title": item_name(request, proposal.category, proposal.item),
        "need": need,
        "source": Words(request).source(proposal.source.lstrip("/")),
        "limit": request.policy.fund.reasons_above_fen,
    }


def _after(request: Request, proposal: Proposal) -> str:
    """To the allocation that was drafted, else back to the list."""
    if proposal.allocation_id:
        return f"/fund/allocations/{proposal.allocation_id}"
    return "/desk#proposals"


# Rows


def _rows(request: Request, words: Words) -> Iterator[Row]:
    for proposal in _waiting(request):
        need = cover.need_of(request, proposal)
        if need is not None:
            yield _row(request, words, proposal, need)


def _waiting(request: Request) -> Iterator[Proposal]:
    """Proposals that wait for the desk, from its work list: the folder holds every one there ever was."""
    found = request.site.worklists.of(role.at("fund_clerk"))
    for duty, path in found or ():
        if duty.what == "proposal:accept":
            yield find_resource(request.site, path)


def _row(request: Request, words: Words, proposal: Proposal, need: Need) -> Row:
    return Row(
        proposal=proposal,
        need=need,
        title=_name(request, need),
        urgency=_(Urgency(need.urgency).label),
        source=words.source(proposal.source.lstrip("/")),
        left=_left(request, proposal, words),
        why=words.why(proposal.why, need.urgency),
        next_best=words.next_best(proposal.next_best, need),
        needs_reasons=_needs_reasons(request, proposal),
    )


def _needs_reasons(request: Request, proposal: Proposal) -> bool:
    limit: int = request.policy.fund.reasons_above_fen
    return proposal.source_kind == "fund" and proposal.amount > limit


def _left(request: Request, proposal: Proposal, words: Words) -> str:
    """What the source still has; of the fund, what its town still may have this year."""
    if proposal.source_kind == "fund":
        rules, fund = request.policy.fund, request.site.fund
        left = max(0, fund.town_limit(rules, proposal.town) - fund.used_by_town(proposal.town, request.now))
        room = _(
            "${place}今年额度余 ${left}", mapping={"place": words.place(proposal.town), "left": money(left)}
        )
        return str(request.localizer.translate(room))
    source = commands.source_of(request, proposal)
    amount = present.for_request(request).amount(source.available, proposal.unit, proposal.item)
    return str(request.localizer.translate(_("余 ${left}", mapping={"left": amount})))


def _unmet(request: Request, words: Words, report: PlanReport | None) -> Iterator[UnmetRow]:
    for row in report.unmet if report is not None else ():
        case = holder_of(request.site, row.case_id)
        need = case.needs.get(row.need_id) if case is not None else None
        if need is not None and need.is_open and need.missing:
            yield UnmetRow(need, _name(request, need), row.amount, words.blocks(row.because, need))


def _name(request: Request, need: Need) -> str:
    return item_name(request, need.category, need.item)


# The comparison with a simple queue


def _shares(report: PlanReport | None) -> tuple[Share, ...]:
    return report.by_urgency if report is not None else ()


def _bar(label: Any, share: Share) -> Bar:
    return Bar(label, share.wanted, _percent(share.queue, share.wanted), _percent(share.met, share.wanted))


def _towns(request: Request, report: PlanReport | None) -> list[Bar]:
    """Best met first."""
    shares = report.by_town if report is not None else ()
    bars = [_bar(request.policy.place_name(share.key), share) for share in shares if share.wanted]
    return sorted(bars, key=lambda bar: -bar.best)


def _lowest(report: PlanReport | None) -> Lowest | None:
    """Of all urgencies together; None where the run kept no such figures."""
    for even in report.evenness if report is not None else ():
        if even.urgency == "all":
            before, after = even.before, even.after
            return Lowest(_percent(before.met, before.wanted), _percent(after.met, after.wanted))
    return None


def _percent(part: int, whole: int) -> float:
    return round(100 * part / whole, 1) if whole else 0.0

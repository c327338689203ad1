"""Allocations of the fund: their list, one with what is next, and the form for a corrected payee."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.i18n import TranslationStringFactory
from pyramid.request import Request
from pyramid.view import view_config

from content.allocation import Allocation
from content.calendar import day_of
from content.history import Event
from content.tree import Folder
from content.vault import Sealed
from content.vocabulary import Category, Urgency
from portal import present
from portal.commands import door
from portal.commands import fund as commands
from portal.forms.fund import payee_form
from portal.page import Page
from portal.readlog import look
from portal.words import event as eventwords

_ = TranslationStringFactory("portal")
SHOWN = 100
STOPPED = ("refuse", "return", "cancel")

NEXT = {
    "sign_first": _("等第一位签批人核对用途、数额和理由，然后签字。"),
    "sign_second": _("第一位已经签字，等另一位签批人核对后签字；签了就批准。"),
    "disburse": _("两个人都签了字，请把钱拨给发放的银行。"),
    "pay_out": _("已经拨付。银行发到家庭账户以后，登记已发放；银行退回的，登记被退回。"),
    "acknowledge": _("钱已经发到家庭账户，等这家人签收。窗口拿到签字或手印以后登记。"),
    "correct_payee": _("银行退回了这笔钱。请核对收款账户：改好以后，要两个人重新签字才能再拨。"),
    "resign_first": _("收款账户已经改好，等第一位签批人重新签字。"),
    "resign_second": _("第一位已经重新签字，等另一位签批人签字。"),
    "pay_again": _("两个人都重新签了字，可以再次拨付。"),
    "": _("这笔拨付已经办完，没有下一步。"),
}
"""What is next, by the allocation's own next step; "" where it has come to an end."""

NOT_YOURS = _("您起草过或已经签过这一笔，这一步要由另一个人签。")


class Filter(NamedTuple):
    """A part of the list: its words, and the states in it."""

    words: str
    states: frozenset[str]


FILTERS = {
    "signing": Filter(_("等签字"), frozenset({"drafted", "signed"})),
    "paying": Filter(_("等付款"), frozenset({"approved", "disbursed"})),
    "returned": Filter(_("被退回"), frozenset({"returned"})),
    "paid_out": Filter(_("等签收"), frozenset({"paid_out"})),
}


class Entry(NamedTuple):
    """One line of what happened, for the timeline."""

    at: datetime
    words: str
    css: str


@view_config(
    context=Folder, physical_path="/fund/allocations", renderer="portal:templates/allocation/list.pt"
)
def listing(folder: Folder[Allocation], request: Request) -> dict[str, Any]:
    """All allocations of this year and what is still open of earlier ones, the newest first; or those of one state."""
    door.require(request, "fund:view", folder.__parent__)
    year = day_of(request.now).year
    every = [
        allocation
        for allocation in folder
        if allocation.is_open or day_of(allocation.created_at).year == year
    ]
    chosen = request.GET.get("state", "")
    shown = FILTERS.get(chosen)
    found = [allocation for allocation in every if shown is None or allocation.state in shown.states]
    found.sort(key=lambda allocation: (not allocation.is_open, -allocation.created_at.timestamp()))
    return {
        "filters": [
            (name, one.words, sum(a.state in one.states for a in every)) for name, one in FILTERS.items()
        ],
        "chosen": chosen if chosen in FILTERS else "",
        "said": {a.id: _why_returned(request, a) for a in found[:SHOWN] if a.state == "returned"},
        "rows": [(allocation, _(Category(allocation.category).label)) for allocation in found[:SHOWN]],
        "count": len(found),
        "year": year,
    }


@view_config(context=Allocation, permission="allocation:view", renderer="portal:templates/allocation/show.pt")
def show(allocation: Allocation, request: Request) -> dict[str, Any]:
    owed = allocation.next_step
    return {
        "allocation": allocation,
        "category": _(Category(allocation.category).label),
        "urgency": _(Urgency(allocation.urgency).label),
        "next": NEXT[owed],
        "not_yours": NOT_YOURS if _has_signed(request, allocation, owed) else "",
        "solid": owed,
        "batch": allocation.fund.batches.get(allocation.batch_id) if allocation.batch_id else None,
        "payee": _payee(request, allocation),
        "reasons": _reasons(request, allocation),
        "entries": list(_timeline(request, allocation)),
        "may_correct": request.has_permission("allocation:correct_payee", allocation),
        "may_list": request.has_permission("fund:view", allocation.fund),
    }


@view_config(
    context=Allocation,
    name="payee",
    permission="allocation:view",
    renderer="portal:templates/allocation/payee.pt",
)
def payee(allocation: Allocation, request: Request) -> Any:
    """The account as it should have been; a form that somebody else overtook is not taken."""
    form = payee_form(request, allocation)
    door.require_now(request, "allocation:correct_payee", allocation)
    if request.method == "POST":
        values = form.validate(request)
        if values is not None:
            commands.correct_payee(request, allocation, values)
            return HTTPSeeOther(request.resource_path(allocation))
    return {"form": form, "allocation": allocation, "payee": _payee(request, allocation)}


def _has_signed(request: Request, allocation: Allocation, owed: str) -> bool:
    """A signer who may not sign this time, because the same hand was in it before."""
    if "sign" not in owed or not request.identify.has_role("fund_signer"):
        return False
    return not request.has_permission(f"allocation:{owed}", allocation)


def _payee(request: Request, allocation: Allocation) -> dict[str, str]:
    """Name, and for those who pay account and bank; read on record, and nothing for anybody else."""
    if request.has_permission("allocation:payee", allocation):
        return dict(request.reveal(allocation, "payee_name", "payee_account", "payee_bank"))
    if request.has_permission("allocation:payee_name", allocation):
        return dict(request.reveal(allocation, "payee_name"))
    return {}


def _reasons(request: Request, allocation: Allocation) -> str:
    if not request.has_permission("allocation:reasons", allocation):
        return ""
    return str(request.reveal(allocation, "reasons")["reasons"])


def _timeline(request: Request, allocation: Allocation) -> Iterator[Entry]:
    """What happened, newest first, with the reasons of those who refused or returned for those who may read them."""
    may_read = request.has_permission("allocation:reasons", allocation)
    person, write = Page(request).person, present.for_request(request)
    for event in allocation.history.newest():
        said = _said(request, allocation, event) if may_read else ""
        sentence = eventwords.told(request, event, "allocation")
        css = "late" if event.name in STOPPED else ""
        yield Entry(event.at, f"{sentence}{write.opening}{person(event.actor)}{write.closing}{said}", css)


def _why_returned(request: Request, allocation: Allocation) -> str:
    """What the bank said when the money came back, for those who may read it."""
    event = next((e for e in allocation.history.newest() if e.name == "return"), None)
    if event is None or not request.has_permission("allocation:reasons", allocation):
        return ""
    return _said(request, allocation, event)


def _said(request: Request, allocation: Allocation, event: Event) -> str:
    reason = event.detail("reason")
    if not isinstance(reason, Sealed):
        return ""
    look(request, allocation, "reason")
    return f"{present.for_request(request).colon}{allocation.open_detail(request.vault, reason)}"

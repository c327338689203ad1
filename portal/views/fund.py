"""The fund: its public page at /fund, and the staff's page with its accounts, its income and its book."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from markupsafe import Markup
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.i18n import TranslationStringFactory
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from content.calendar import SHANGHAI
from content.fund import Fund
from content.site import Site
from content.statement import as_beancount
from portal import charts, present
from portal.commands import door
from portal.commands import fund as commands
from portal.forms.base import translated
from portal.forms.fund import income_form
from portal.fundfigures import INCOME, Account, account
from portal.words.money import ACCOUNTS, STAGES

_ = TranslationStringFactory("portal")


class Balance(NamedTuple):
    """One account of the fund's book, in words, with its balance in fen."""

    words: Any
    fen: int


class Received(NamedTuple):
    """One income as the staff's page lists it."""

    at: Any
    words: Any
    reference: str
    fen: int


@view_config(context=Fund, permission="fund:figures", renderer="portal:templates/fund/public.pt")
def public(fund: Fund, request: Request) -> dict[str, Any]:
    """善款从哪来、到哪去: for everybody."""
    shown = account(fund, request.policy, request.now)
    charity = request.site["organisations"].get(fund.owner)
    return {
        "fund": fund,
        "account": shown,
        "charity": charity,
        "flow": _flow(request, shown),
        "bars": _bars(request, shown),
        "has_money": bool(fund.ledger.count),
    }


def _flow(request: Request, shown: Account) -> Markup:
    """The year's money as a picture; none where money that came back makes a row negative."""
    if any(line.fen < 0 for line in (*shown.sources, *shown.uses)):
        return Markup("")
    title = translated(
        request, _("${year}年资金流向：左边是来源，右边是用途，数字见表", mapping={"year": shown.year})
    )
    sources = [charts.Part(translated(request, line.words), line.fen) for line in shown.sources]
    write = present.for_request(request)
    uses = [charts.Part(translated(request, line.words), line.fen) for line in shown.uses if line.fen]
    return charts.flow(title, sources, translated(request, _("基金")), uses, write)


def _bars(request: Request, shown: Account) -> Markup:
    write = present.for_request(request)
    title = translated(request, _("${year}年每月发放，数字见表", mapping={"year": shown.year}))
    labels = [write.month_name(month) for month in range(1, len(shown.months) + 1)]
    return charts.bars(title, shown.months, labels, translated(request, _("月")), write)


# For staff


@view_config(context=Site, name="money", renderer="portal:templates/fund/staff.pt")
def staff(site: Site, request: Request) -> Any:
    """The fund's accounts, its limits, what came in; and the form for what has come in."""
    fund = site.fund
    door.require(request, "fund:view", fund)
    may_receive = request.has_permission("fund:receive", fund)
    form = income_form(request) if may_receive else None
    if request.method == "POST":
        door.require(request, "fund:receive", fund)
        values = form.validate(request) if form is not None else None
        if form is not None and values is not None and commands.is_booked(request, values["reference"]):
            form.fail(_("这个号码的收入已经登记过。请核对；是另一笔的，写它自己的号码。"), "reference")
        elif values is not None:
            commands.receive(request, values)
            return HTTPSeeOther("/money")
    return {
        "fund": fund,
        "balances": [Balance(ACCOUNTS[name], fund.ledger.account(name).balance) for name in STAGES],
        "held": fund.ledger.account("bank").held,
        "rules": request.policy.fund,
        "usable": max(0, fund.free_fen - request.policy.fund.reserve_fen),
        "received": list(_received(fund)),
        "form": form,
        "may_export": request.has_permission("fund:export", fund),
    }


def _received(fund: Fund, most: int = 20) -> Iterator[Received]:
    """The newest income, with the number that the auditors look for."""
    for posting in fund.ledger.newest():
        if most and posting.memo.startswith("receive:"):
            most -= 1
            words = INCOME.get(posting.code, posting.code)
            yield Received(posting.at, words, posting.reference, posting.amount("bank"))


@view_config(context=Fund, name="book", permission="fund:export")
def book(fund: Fund, request: Request) -> Response:
    """The fund's whole book as text that bean-check accepts."""
    text = as_beancount(fund.ledger, SHANGHAI, fund.title)
    answer = Response(text, content_type="text/plain", charset="utf-8")
    answer.content_disposition = "attachment; filename=fund.beancount"
    answer.cache_control = "no-store"
    return answer

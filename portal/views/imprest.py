"""Pages of a town's imprest: balance and vouchers, refills, the monthly count."""

from __future__ import annotations

from typing import Any, NamedTuple

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.i18n import TranslationStringFactory
from pyramid.request import Request
from pyramid.view import view_config

from content.imprest import Imprest
from content.site import Site
from content.unit import Unit
from portal.commands import door
from portal.commands import imprest as commands
from portal.forms.aid import advance_form, ask_refill_form, count_form

_ = TranslationStringFactory("portal")
FORM = "portal:templates/fieldwork/imprest-form.pt"
SHOWN = 50


class Line(NamedTuple):
    """One posting of the town's book: money in (from the treasury) or out (to a household)."""

    at: Any
    is_advance: bool
    reference: str
    fen: int


@view_config(context=Imprest, permission="imprest:view", renderer="portal:templates/fieldwork/imprest.pt")
def show(imprest: Imprest, request: Request) -> dict[str, Any]:
    balances = imprest.ledger.balances()
    return {
        "imprest": imprest,
        "lines": list(_lines(imprest)),
        "balances": balances,
        "held": imprest.ledger.account("cash").held,
        "difference": request.reveal(imprest, "difference")["difference"] if imprest.counted else "",
    }


def _lines(imprest: Imprest) -> list[Line]:
    newest = zip(imprest.ledger.newest(), range(SHOWN), strict=False)
    return [
        Line(posting.at, posting.memo.startswith("advance"), posting.reference, abs(posting.amount("cash")))
        for posting, _n in newest
    ]


@view_config(
    context=Site,
    name="imprests",
    permission="overview:view",
    renderer="portal:templates/fieldwork/imprests.pt",
)
def overview(site: Site, request: Request) -> dict[str, Any]:
    """All towns, with what each holds: the bureau advances from here."""
    towns = [site["units"][town.code] for town in request.policy.towns if town.code in site["units"]]
    return {"towns": towns}


@view_config(context=Unit, name="advance", permission="unit:advance", renderer=FORM)
def advance(unit: Unit, request: Request) -> Any:
    imprest = unit.imprest
    version = imprest.version if imprest is not None else unit.version
    form = advance_form(request, version, imprest.wanted_fen if imprest is not None else 0)
    if request.method == "POST":
        values = form.validate(request, version)
        if values is not None:
            opened = commands.advance(request, unit, values["amount"], values["reference"])
            return HTTPSeeOther(request.resource_path(opened))
    return _page(request, form, _("拨备用金"), unit.title, "/imprests")


@view_config(context=Imprest, name="ask-refill", permission="imprest:view", renderer=FORM)
def ask_refill(imprest: Imprest, request: Request) -> Any:
    form = ask_refill_form(request, imprest)
    door.require_now(request, "imprest:ask_refill", imprest)
    if request.method == "POST":
        values = form.validate(request, imprest.version)
        if values is not None:
            commands.ask_refill(request, imprest, values["amount"])
            return HTTPSeeOther(request.resource_path(imprest))
    return _page(
        request, form, _("请区里补足备用金"), imprest.__parent__.title, request.resource_path(imprest)
    )


@view_config(context=Imprest, name="count", permission="imprest:view", renderer=FORM)
def count(imprest: Imprest, request: Request) -> Any:
    form = count_form(request, imprest)
    door.require_now(request, "imprest:count", imprest)
    if request.method == "POST":
        values = form.validate(request, imprest.version)
        if values is not None:
            booked = imprest.ledger.account("cash").balance
            if values["counted"] == booked or values.get("note"):
                commands.count(request, imprest, values["counted"], values.get("note") or "")
                return HTTPSeeOther(request.resource_path(imprest))
            form.fail(_("和账上的数不一样。请再数一遍；还不一样，写明为什么。"), "note")
    return _page(request, form, _("每月盘点备用金"), imprest.__parent__.title, request.resource_path(imprest))


def _page(request: Request, form: Any, title: Any, lead: str, back: str) -> dict[str, Any]:
    return {"form": form, "title": title, "lead": lead, "back": back}

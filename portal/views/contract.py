"""Service contracts and their orders: signing one, what is left of it, and what each household was given."""

from __future__ import annotations

from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.i18n import TranslationStringFactory
from pyramid.request import Request
from pyramid.traversal import resource_path
from pyramid.view import view_config

from content.contract import Contract, Order
from content.tree import Folder
from portal.commands import contract as commands
from portal.commands import door
from portal.forms.base import Form
from portal.forms.contract import contract_form, purchase_form
from portal.forms.whom import refuse_days, restrictions_of
from portal.words import event as eventwords

_ = TranslationStringFactory("portal")
SHOWN = 50
FORM = "portal:templates/contract/form.pt"


@view_config(context=Folder, physical_path="/contracts", name="new", renderer=FORM)
def new(folder: Folder[Contract], request: Request) -> Any:
    door.require(request, "contract:add", request.site)
    form = contract_form(request)
    if request.method == "POST":
        known = folder.get(form.once)
        if known is not None:
            return HTTPSeeOther(request.resource_path(known))
        values = form.validate(request)
        if values is not None and not refuse_days(form, values):
            contract = commands.sign(request, values, restrictions_of(values), form.once)
            return HTTPSeeOther(request.resource_path(contract))
    return _form(form, _("登记服务合同"), (_("伙伴"), "/organisations"))


@view_config(context=Contract, permission="contract:view", renderer="portal:templates/contract/show.pt")
def show(contract: Contract, request: Request) -> dict[str, Any]:
    hours = contract.ledger.account("hours")
    rule = contract.restrictions
    orders = sorted(contract.orders, key=lambda order: order.created_at, reverse=True)
    return {
        "contract": contract,
        "bought": -contract.ledger.account("purchased").balance,
        "reserved": hours.held,
        "served": contract.ledger.account("served").balance,
        "places": [request.policy.place_name(place) for place in rule.places or ()],
        "orders": sorted(orders, key=lambda order: not order.is_open)[:SHOWN],
        "more": len(orders) > SHOWN,
        "entries": [(e.at, eventwords.told(request, e, "contract"), e.actor) for e in contract.history][::-1],
    }


@view_config(context=Contract, name="purchase", permission="contract:view", renderer=FORM)
def purchase(contract: Contract, request: Request) -> Any:
    form = purchase_form(request, contract)
    door.require_now(request, "contract:purchase", contract)
    if request.method == "POST":
        if commands.is_purchased(contract, form.once):
            return HTTPSeeOther(request.resource_path(contract))
        values = form.validate(request, contract.version)
        if values is not None:
            commands.purchase(request, contract, values["hours"], form.once)
            return HTTPSeeOther(request.resource_path(contract))
    return _form(form, _("再买一些小时"), (contract.title, request.resource_path(contract)))


@view_config(context=Order, permission="order:view", renderer="portal:templates/contract/order.pt")
def order(order: Order, request: Request) -> dict[str, Any]:
    """What was ordered for one household, and the visits that used it; whose it is only the case says."""
    case = request.site["cases"].get(order.case_id)
    proposal = request.site["proposals"].get(order.proposal_id)
    may_open = case is not None and request.has_permission("case:view", case)
    return {
        "order": order,
        "contract": order.contract,
        "case": case if may_open else None,
        "is_unclaimed": case is not None and request.has_permission("case:glance", case),
        "case_path": resource_path(case) if case is not None else "",
        "town": proposal.town if proposal is not None else "",
        "proposal": proposal,
        "may_visit": may_open and request.has_permission("case:visit", case) and _may_charge(request, order),
        "charges": [
            (event, _visit(request, case, str(event.detail("visit"))))
            for event in order.history.newest()
            if event.name == "charge"
        ],
    }


def _may_charge(request: Request, order: Order) -> bool:
    return bool(order.left and request.has_permission("order:charge", order))


def _visit(request: Request, case: Any, visit_id: str) -> Any:
    """The visit, None where it is gone or not the asker's to read: the hours were charged all the same."""
    visit = case.visits.get(visit_id) if case is not None else None
    return visit if visit is not None and request.has_permission("visit:view", visit) else None


def _form(form: Form, heading: str, back: tuple[str, str]) -> dict[str, Any]:
    return {"form": form, "heading": heading, "back": back}

"""Who of an agency has how much to do: cases, hours of the month charged to orders, plan steps that are late."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from pyramid.request import Request
from pyramid.traversal import find_resource

from content import role
from content.account import Account
from content.calendar import day_of
from content.case import Case
from content.contract import Contract
from content.ledger import month_of


class Load(NamedTuple):
    """One social worker: cases taken on, the urgent ones among them, hours this month, late steps, asked to take on."""

    account: Account
    cases: int
    urgent: int
    hours: int
    late_steps: int
    asked: int


def loads(request: Request, agency: str) -> list[Load]:
    """The agency's social workers, the one with most cases first."""
    hours = _hours_by_person(request, agency)
    found = [_load(request, account, hours[account.id]) for account in _workers(request, agency)]
    return sorted(found, key=lambda load: (-load.cases, load.account.display_name))


def contracts(request: Request, agency: str) -> list[Contract]:
    """What the agency was hired for and may still work on."""
    found = [one for one in request.site["contracts"] if one.organisation_id == agency and one.is_open]
    return sorted(found, key=lambda one: str(one.title))


def _workers(request: Request, agency: str) -> Iterator[Account]:
    for account in request.site["accounts"]:
        if account.state == "active" and ("social_worker", agency) in account.roles:
            yield account


def _load(request: Request, account: Account, hours: int) -> Load:
    today = day_of(request.now)
    entries = list(request.site.worklists.of(role.person(account.id)) or ())
    cases: list[Case] = [
        find_resource(request.site, path) for duty, path in entries if duty.what == "case:visit"
    ]
    return Load(
        account=account,
        cases=len(cases),
        urgent=sum(case.urgency < 2 for case in cases),
        hours=hours,
        late_steps=sum(plan.late_steps(today) for case in cases for plan in case.service_plans),
        asked=sum(duty.what == "case:accept_claim" for duty, _path in entries),
    )


def _hours_by_person(request: Request, agency: str) -> Counter[str]:
    """What each has charged to the agency's orders this month, whoever has the case by now."""
    month = month_of(request.now)
    hours: Counter[str] = Counter()
    for contract in request.site["contracts"]:
        if contract.organisation_id != agency:
            continue
        for order in contract.orders:
            if month_of(order.modified_at) < month:
                continue
            for event in order.history:
                if event.name == "charge" and month_of(event.at) == month:
                    hours[event.actor.removeprefix("user:")] += int(str(event.detail("hours")))
    return hours

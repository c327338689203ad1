"""Reports: taking one in, asking the village, and what the village found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pyramid.request import Request

from content import role
from content.case import Case
from content.discovery import Discovery, together
from content.household import Household, Member
from content.ident import new_receipt, normal_receipt
from content.workflow import fire
from portal.commands import clock, door, same_report
from portal.commands.unit import caller

TOLD = (
    "household_name",
    "household_phone",
    "address",
    "story",
    "reporter_name",
    "reporter_phone",
    "call_note",
)

HOME = ("household_name", "household_phone", "address")

REPORTER = "reporter"
"""Under which name the look-up keeps who reported: everybody finds their own."""


@dataclass(frozen=True)
class Reported:
    """A report that was taken in, and the receipt number for who reported."""

    discovery: Discovery
    receipt: str


def report(request: Request, values: Mapping[str, Any], once: str) -> Reported:
    """Take in a report; with a village named, the village is asked at once, else the bureau says who is."""
    site, now = request.site, request.now
    door.require(request, "site:report", site)
    receipt = new_receipt()
    discovery = Discovery(
        id=once,
        source=values["source"],
        institution=values.get("institution") or "",
        town=values["town"],
        village=values.get("village") or "",
        causes=tuple(sorted(values.get("causes") or ())),
        life_at_risk=bool(values.get("life_at_risk")),
        violence=bool(values.get("violence")),
        caller=_caller(request, values),
        happened_on=str(values.get("happened_on") or ""),
        reporter=request.actor if request.identify.account else "",
        receipt_hash=request.vault.fingerprint("receipt", normal_receipt(receipt) or ""),
        actor=request.actor,
        at=now,
    )
    clock.promise(request, discovery, _limit_of(discovery))
    if discovery.is_urgent:
        # Within the hour at signs of suicide or violence, else within two; whatever the day.
        limit = "discovery.violence" if discovery.violence else "discovery.call"
        clock.promise(request, discovery, limit, date="call_due")
    discovery.keep(request.vault, {name: values.get(name) or "" for name in TOLD} | {"receipt": receipt})
    if discovery.village:
        fire(discovery, "assign", actor=role.SYSTEM, at=now, village=discovery.village)
    same_report.remember(request, discovery)
    if discovery.reporter:
        site.lookup.put(request.vault, REPORTER, discovery.reporter, discovery.id)
    unit = site["units"].get(discovery.institution) if discovery.institution else None
    if unit is not None:
        unit.last_report_at = now
    site.receipts.put(request.vault, "receipt", normal_receipt(receipt) or "", f"discovery:{discovery.id}")
    door.added(request, site["discoveries"], discovery)
    return Reported(discovery, receipt)


def reports_of(request: Request, most: int = 50) -> list[Discovery]:
    """What the asker has reported, newest first."""
    site = request.site
    found = (
        site["discoveries"].get(name) for name in site.lookup.find(request.vault, REPORTER, request.actor)
    )
    known = [one for one in found if one is not None]
    return sorted(known, key=lambda one: one.created_at, reverse=True)[:most]


def call(request: Request, discovery: Discovery, outcome: str, said: str) -> None:
    """Who calls is the actor, when is now; what was said is sealed."""
    door.require_step(request, discovery, "call")
    words = door.words(request, discovery, said)
    discovery.call(actor=request.actor, at=request.now, outcome=outcome, said=words)
    door.touched(request, discovery)


def assign(request: Request, discovery: Discovery, village: str) -> None:
    """The bureau says which village looks."""
    door.require_step(request, discovery, "assign")
    discovery.village = village
    discovery.town = request.policy.place(village).town
    if not discovery.is_urgent:
        # Where life is at risk the hours run from the report on, whoever was asked first.
        clock.promise(request, discovery, "discovery.verify")
    fire(discovery, "assign", actor=request.actor, at=request.now, village=village)
    door.touched(request, discovery)


def verify(
    request: Request, discovery: Discovery, found: str, urgency: int, case_id: str | None = None
) -> Case:
    """The village has looked and it is so: the household and its case begin here, and the village follows through."""
    door.require_step(request, discovery, "verify")
    note = door.words(request, discovery, found)
    fire(discovery, "verify", actor=request.actor, at=request.now, found=note)
    discovery.keep(request.vault, {"found": found.strip()})
    household = _household(request, discovery)
    case = _case(request, discovery, household, urgency, case_id)
    discovery.case_id = case.id
    household.case_ids = (*household.case_ids, case.id)
    door.touched(request, discovery)
    same_report.tell_reporters(request, discovery)
    return case


def _limit_of(discovery: Discovery) -> str:
    return "discovery.visit" if discovery.is_urgent else "discovery.verify"


def dismiss(request: Request, discovery: Discovery, reason: str) -> None:
    """The village has looked and nobody is in trouble there."""
    door.transition(request, discovery, "dismiss", reason=door.words(request, discovery, reason))
    discovery.keep(request.vault, {"found": reason.strip()})
    same_report.tell_reporters(request, discovery)


def send_back(request: Request, discovery: Discovery, reason: str) -> None:
    """Not our village: the bureau says whose."""
    door.require_step(request, discovery, "send_back")
    fire(
        discovery,
        "send_back",
        actor=request.actor,
        at=request.now,
        reason=door.words(request, discovery, reason),
    )
    discovery.village = ""
    door.touched(request, discovery)


def _caller(request: Request, values: Mapping[str, Any]) -> str:
    named = caller(request) if values.get("violence") else None
    return named.id if named is not None else ""


def _household(request: Request, discovery: Discovery) -> Household:
    told = _all_told(request, discovery)
    household = Household(town=discovery.town, village=discovery.village, actor=request.actor, at=request.now)
    household.keep(request.vault, {"address": told["address"], "phone": told["household_phone"]})
    head = household.add_member(Member(household_id=household.id, relation="head", id_unknown="not_asked"))
    head.keep(request.vault, {"name": told["household_name"], "phone": told["household_phone"]})
    site = request.site
    site.lookup.put(request.vault, "phone", told["household_phone"], household.id)
    site.lookup.put_name(request.vault, told["household_name"], household.id)
    return door.added(request, site["households"], household)


def _all_told(request: Request, discovery: Discovery) -> dict[str, str]:
    """What was told of the household: where this report says nothing, what one says that was merged into it."""
    told: dict[str, str] = {}
    for report in together(discovery):
        told = {**request.reveal(report, *HOME), **{name: said for name, said in told.items() if said}}
    return told


def _case(
    request: Request, discovery: Discovery, household: Household, urgency: int, case_id: str | None
) -> Case:
    case = Case(
        id=case_id,
        household_id=household.id,
        town=discovery.town,
        village=discovery.village,
        urgency=urgency,
        causes=discovery.causes,
        discovery_id=discovery.id,
        policy_version=request.policy.version,
        actor=request.actor,
        at=request.now,
    )
    clock.promise(request, case, "case.admit")
    case.keep(request.vault, {"story": request.reveal(discovery, "story")["story"]})
    return door.added(request, request.site["cases"], case)

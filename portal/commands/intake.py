"""Registering a household and its needs at the window, and the receipt that the applicant takes home."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pyramid.request import Request
from stdnum.cn import ric

from content.arrangement import Arrangement
from content.case import Case, FirstContact
from content.household import Household, Member
from content.ident import new_id, new_receipt, normal_receipt
from content.need import Need
from content.vocabulary import Category, Item
from portal.commands import clock, crosscheck, door, draft, walkin

SPEAKERS = ("agent_name", "agent_phone", "witness")


@dataclass(frozen=True)
class Registered:
    """A case that was registered, and the receipt number for its applicant."""

    case: Case
    receipt: str


def known_households(request: Request, values: Mapping[str, Any]) -> list[Household]:
    """Households that may be the same: an equal ID number anywhere, an equal phone or name in the clerk's own towns."""
    site, vault = request.site, request.vault
    sure = [i for m in _people(values) for i in site.lookup.find(vault, "id", m.get("id_number") or "")]
    perhaps = list(site.lookup.find(vault, "phone", values.get("phone") or ""))
    perhaps += site.lookup.find_name(vault, values.get("name") or "")
    towns = request.identify.scopes("window_clerk")
    households = [site["households"].get(i) for i in dict.fromkeys([*sure, *perhaps])]
    return [h for h in households if h is not None and (h.id in sure or h.town in towns)]


def register(request: Request, values: Mapping[str, Any], once: str) -> Registered:
    """A household that came to the window: household, case and needs in one go."""
    door.require(request, "case:register", request.site)
    household = _household(request, values)
    case = Case(
        id=once,
        household_id=household.id,
        town=values["town"],
        village=values.get("village") or "",
        policy_version=request.policy.version,
        actor=request.actor,
        at=request.now,
    )
    clock.promise(request, case, "case.admit")
    household.case_ids = (*household.case_ids, case.id)
    request.site["cases"].add(case)
    begun = draft.mine(request, once)
    registered = _complete(request, case, household, values, begun.first_at if begun is not None else None)
    if begun is not None:
        draft.finish(request, begun, case)
    return registered


def register_known(request: Request, case: Case, values: Mapping[str, Any]) -> Registered:
    """A case that a village verified: the window adds who belongs to the household and what it needs."""
    door.require(request, "case:edit", case)
    household = request.site["households"][case.household_id]
    _fill(request, household, values)
    return _complete(request, case, household, values)


def add_need(request: Request, case: Case, values: Mapping[str, Any]) -> Need:
    """One more need of a case."""
    door.require(request, "case:need", case)
    need = _need(request, values)
    case.needs.add(need)
    need.keep(request.vault, {"detail": values.get("detail") or ""})
    case.record("need_added", actor=request.actor, at=request.now, need=need.id, category=need.category)
    return need


def _complete(
    request: Request,
    case: Case,
    household: Household,
    values: Mapping[str, Any],
    since: datetime | None = None,
) -> Registered:
    case.urgency = int(values["urgency"])
    case.causes = tuple(sorted(values.get("causes") or ()))
    case.consent_share, case.consent_public = bool(values.get("consent")), bool(values.get("public"))
    case.keep(request.vault, {"story": values.get("story") or ""})
    case.arrange(_arrangement(values), actor=request.actor, at=request.now)
    case.keep(request.vault, {name: values.get(name) or "" for name in SPEAKERS})
    if values.get("is_kin"):
        case.say_kin(actor=request.actor, at=request.now)
    _enter_late(request, case, values)
    before_me = walkin.called(request, values.get("walkin") or "")
    _first_contact(
        request, case, values.get("channel") or "window", since or (before_me and before_me.called_at)
    )
    if before_me is not None:
        walkin.serve(request, before_me, case)
    for row in values.get("needs") or ():
        add_need(request, case, {**row, "urgency": case.urgency})
    for paper in values.get("papers") or ():
        case.set_paper(paper, "have", actor=request.actor, at=request.now)
    case.record(
        "registered",
        actor=request.actor,
        at=request.now,
        consent_share=case.consent_share,
        consent_public=case.consent_public,
    )
    if values.get("question"):
        crosscheck.ask(request, case, {"question": values["question"]}, new_id())
    receipt = give_receipt(request, case, values.get("phone") or "")
    door.touched(request, case, household)
    return Registered(case, receipt)


def _arrangement(values: Mapping[str, Any]) -> Arrangement:
    return Arrangement(
        reading=values.get("reading") or "self",
        relation=values.get("agent_relation") or "",
        paper=values.get("agent_paper") or "",
        guardian_consents=bool(values.get("guardian_consents")),
    )


def _enter_late(request: Request, case: Case, values: Mapping[str, Any]) -> None:
    """Handed in at night, entered in the morning: both times stay, and the limit runs from the first."""
    lodged_at = values.get("lodged_at")
    if lodged_at is not None:
        reason = door.words(request, case, values.get("late_reason") or "")
        case.enter_late(lodged_at, actor=request.actor, at=request.now, reason=reason)
        if case.state == "lodged":
            clock.promise(request, case, "case.admit", start=lodged_at)


def give_receipt(request: Request, case: Case, phone: str) -> str:
    """A new receipt number; with the phone's last four digits it opens the case's state, and nothing else does."""
    receipt = new_receipt()
    vault, site = request.vault, request.site
    case.receipt_hash = vault.fingerprint("receipt", normal_receipt(receipt) or "")
    case.keep(vault, {"receipt": receipt})
    if phone:
        case.phone_tail_hash = vault.fingerprint("tail", phone[-4:])
    site.receipts.put(vault, "receipt", normal_receipt(receipt) or "", f"case:{case.id}")
    case.record("receipt_given", actor=request.actor, at=request.now)
    return receipt


def _first_contact(request: Request, case: Case, channel: str, since: datetime | None) -> None:
    """The first member of staff who was asked, *since* the number was called; a school never is (DOMAIN, roles)."""
    account = request.identify.account
    if case.first_contact is None and account is not None:
        at = since or request.now
        case.first_contact = FirstContact(account.id, account.display_name, at, channel)
        case.record("first_contact", actor=request.actor, at=request.now, channel=channel)


def _need(request: Request, values: Mapping[str, Any]) -> Need:
    category, item = Category(values["category"]), values.get("item") or ""
    label = Item(item).label if item else category.label
    return Need(
        id=values.get("once"),
        category=category.value,
        unit=Item(item).measure.value if item else "fen",
        item=item,
        amount=int(values["amount"]),
        urgency=int(values["urgency"]),
        due=str(values.get("due") or ""),
        title=label,
        actor=request.actor,
        at=request.now,
    )


def _household(request: Request, values: Mapping[str, Any]) -> Household:
    """The household that the clerk recognised, or a new one."""
    known = values.get("household") or ""
    household: Household | None = request.site["households"].get(known) if known else None
    if household is None:
        household = Household(
            town=values["town"], village=values.get("village") or "", actor=request.actor, at=request.now
        )
        request.site["households"].add(household)
        _tell_apart(request, household, values.get("told_apart") or ())
    else:
        door.require(request, "household:edit", household)
    _fill(request, household, values)
    return household


def _tell_apart(request: Request, household: Household, others: Iterable[str]) -> None:
    """The clerk was shown them, and said that this is another family."""
    for other_id in others:
        other = request.site["households"][other_id]
        household.tell_apart(other_id, actor=request.actor, at=request.now, reason=None)
        other.tell_apart(household.id, actor=request.actor, at=request.now, reason=None)
        door.touched(request, other)


def _fill(request: Request, household: Household, values: Mapping[str, Any]) -> None:
    vault, lookup = request.vault, request.site.lookup
    # What was not said this time is not forgotten.
    household.keep(vault, {name: values[name] for name in ("address", "phone") if values.get(name)})
    if values.get("registered_in"):
        crosscheck.say_registered(request, household, values)
    lookup.put(vault, "phone", values.get("phone") or "", household.id)
    for row in _people(values):
        fill_member(request, household, row)
    household.record("members", actor=request.actor, at=request.now, count=household.size)
    flag_same(request, household, values)


def flag_same(request: Request, household: Household, values: Mapping[str, Any]) -> None:
    """Households with an equal ID number, phone and sound of the name, or address are flagged, on both sides."""
    site, vault, lookup = request.site, request.vault, request.site.lookup
    address = f"{household.town} {values.get('address') or ''}" if values.get("address") else ""
    alike = dict.fromkeys(lookup.find(vault, "address", address), "address") if address else {}
    names = set(lookup.find_name(vault, values.get("name") or ""))
    by_phone = lookup.find(vault, "phone", values.get("phone") or "")
    alike |= {i: "phone" for i in by_phone if i in names}
    numbers = [person.get("id_number") or "" for person in _people(values)]
    alike |= {i: "id" for number in numbers if number for i in lookup.find(vault, "id", number)}
    if address:
        lookup.put(vault, "address", address, household.id)
    for other_id, why in alike.items():
        other = site["households"].get(other_id)
        if other is not None and other.id != household.id and other.state == "registered":
            household.suspect(other, why)
            other.suspect(household, why)
            door.touched(request, other)


def fill_member(request: Request, household: Household, row: Mapping[str, Any]) -> None:
    """One person of the household, new or known; found again by ID number, name and their sound."""
    member = _same_member(request, household, row) or household.add_member(
        Member(household_id=household.id, relation=row["relation"])
    )
    _write_member(request, member, row)
    request.site.lookup.put(request.vault, "id", row.get("id_number") or "", household.id)
    request.site.lookup.put_name(request.vault, row["name"], household.id)


def _write_member(request: Request, member: Member, row: Mapping[str, Any]) -> None:
    id_number = row.get("id_number") or ""
    member.relation = row["relation"]
    member.disability = row.get("disability") or member.disability
    is_known = bool(id_number) or member.has_personal("id_number")
    member.id_unknown = "" if is_known else (row.get("no_id_reason") or "")
    if id_number:
        member.born = f"{ric.get_birth_date(id_number):%Y-%m}"
    elif row.get("born"):
        member.born = f"{row['born']:%Y-%m}"
    personal = ("name", "phone", "school", "diagnosis")
    given = {name: row[name] for name in personal if row.get(name)}
    member.keep(request.vault, given | ({"id_number": id_number} if id_number else {}))


def _same_member(request: Request, household: Household, row: Mapping[str, Any]) -> Member | None:
    """A member who is there already, by ID number, else by name."""
    for member in household.members:
        known = request.reveal(member, "name", "id_number")
        same_id = row.get("id_number") and known["id_number"] == row["id_number"]
        if same_id or (known["name"] == row["name"] and not (known["id_number"] and row.get("id_number"))):
            return member
    return None


def _people(values: Mapping[str, Any]) -> Iterable[Mapping[str, Any]]:
    """The applicant first, as the form has them, then the other members."""
    applicant = {
        "name": values.get("name") or "",
        "id_number": values.get("id_number") or "",
        "no_id_reason": values.get("no_id_reason") or "",
        "relation": values.get("relation") or "head",
        "phone": values.get("phone") or "",
        "born": values.get("born"),
    }
    return [applicant, *(values.get("members") or ())]

"""A register for tests of what is public: households with an admitted case and one need each."""

from __future__ import annotations

from typing import Any

from content.case import Case
from content.disclosure import PublicNeed, Traits
from content.household import Household, Member
from content.ident import normal_receipt
from content.need import Need
from content.offer import Offer
from content.vault import Vault
from content.volunteer import Volunteer
from content.workflow import fire
from portal.demo.people import TOWN, VILLAGE
from tests import factories
from tests.conftest import NOW

CLERK, BUREAU = "user:window", "user:bureau"
TAIL = "0147"


def family(
    site: Any,
    vault: Vault,
    key: str,
    *,
    town: str = TOWN,
    village: str = VILLAGE,
    category: str = "education",
    unit: str = "fen",
    item: str = "",
    amount: int = 360_000,
    consent: bool = True,
    personal: dict[str, str] | None = None,
    born: tuple[str, ...] = ("1980-03", "1982-07", "2013-09"),
) -> Case:
    """The household ``h-<key>`` with the case ``c-<key>`` and the need ``n-<key>``; *personal* by field name."""
    told = {
        "name": f"王{key}明",
        "id_number": "",
        "phone": "13805330147",
        "address": "北郊镇西塘社区8号楼2单元301",
        "school": "",
        "diagnosis": "",
        "story": "家里断了收入。",
        "detail": "住校的伙食费。",
    } | (personal or {})
    by = {"actor": CLERK, "at": NOW}
    household = site["households"].add(Household(town=town, village=village, id=f"h-{key}", **by))
    household.keep(vault, {"address": told["address"], "phone": told["phone"]})
    for relation, month in zip(("head", "spouse", "son"), born):
        member = household.add_member(Member(household_id=household.id, relation=relation, born=month))
        if relation == "head":
            names = ("name", "id_number", "phone", "school", "diagnosis")
            member.keep(vault, {name: told[name] for name in names})
    case = Case(household_id=household.id, town=town, village=village, id=f"c-{key}", **by)
    case.keep(vault, {"story": told["story"]})
    case.consent_public = consent
    household.case_ids = (case.id,)
    site["cases"].add(case)
    case.admit(actor=CLERK, at=NOW, due=None)
    need = case.needs.add(Need(category=category, unit=unit, item=item, amount=amount, id=f"n-{key}", **by))
    need.keep(vault, {"detail": told["detail"]})
    return case


def families(site: Any, vault: Vault, count: int, **values: Any) -> None:
    for number in range(count):
        family(site, vault, f"k{number}", **values)


def published(site: Any, need: Need, *, title: str, text: str, place: str = TOWN, id: str) -> PublicNeed:
    """A public need as two people made it, the short way."""
    traits = Traits(place, need.category, "2-3", True, False, "2026-11")
    public = PublicNeed(
        town=need.case.town,
        traits=traits,
        category=need.category,
        unit=need.unit,
        item=need.item,
        amount=need.amount,
        met=need.met,
        proposed=need.proposed,
        title=title,
        text=text,
        drafter=CLERK,
        actor=CLERK,
        at=NOW,
        id=id,
    )
    need.public_id = public.id
    site["needs"].add(public)
    public.release(traits=traits, actor=BUREAU, at=NOW)
    return public


def with_receipt(site: Any, vault: Vault, case: Case, receipt: str, tail: str = TAIL) -> None:
    """What the window does when it gives the receipt: *tail* "" where the family has no telephone."""
    plain = normal_receipt(receipt)
    assert plain is not None
    case.receipt_hash = vault.fingerprint("receipt", plain)
    case.phone_tail_hash = vault.fingerprint("tail", tail) if tail else ""
    case.keep(vault, {"receipt": receipt})
    site.receipts.put(vault, "receipt", plain, f"case:{case.id}")


def certified_service(site: Any, vault: Vault, lead: Volunteer, offer: Offer, number: str) -> None:
    """Two hours of this offer were served and confirmed, and certified to the volunteer under this number."""
    by = {"actor": CLERK, "at": NOW}
    lead.take(offer_id=offer.id, **by)
    done = factories.proposal(id="done", source=f"/offers/{offer.id}", owner="", amount=2)
    done.state = "delivered"
    fire(site["proposals"].add(done), "acknowledge", **by)
    offer.reserve(2, reference="done", **by)
    offer.spend(2, reference="done", **by)
    fire(lead, "certify", number=number, **by)
    site.receipts.put(vault, "certificate", normal_receipt(number) or "", f"volunteer:{lead.id}")

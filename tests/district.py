"""Builders for tests that match: a family with its needs, and the sources that could help it; all invented."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from content import role
from content.case import Case
from content.contract import Contract
from content.donation import Donation, Receipt
from content.household import Household, Member
from content.need import Need
from content.offer import Offer
from content.project import Project
from content.site import Site
from content.source import NO_RESTRICTIONS, Restrictions
from content.vault import Vault
from content.workflow import fire
from portal.demo.people import AGENCY, CHARITY, TOWN

NOW = datetime(2026, 11, 23, 1, 12, tzinfo=UTC)
BY: dict[str, Any] = {"actor": role.SYSTEM, "at": NOW}
ACCOUNT = {
    "account_holder": "张桂芬",
    "account_number": "6222020200012345678",
    "account_bank": "周村农商银行",
}


def family(
    site: Site,
    vault: Vault,
    *,
    id: str = "case",
    town: str = TOWN,
    urgency: int = 1,
    causes: tuple[str, ...] = ("grave_illness",),
    has_account: bool = True,
    admitted: bool = True,
) -> Case:
    """An admitted case of a household with a pupil; its household has the id ``home-<id>``."""
    household = Household(id=f"home-{id}", town=town, **BY)
    site["households"].add(household)
    if has_account:
        household.keep(vault, ACCOUNT)
    pupil = household.add_member(Member(household_id=household.id, relation="son", born="2013-05"))
    pupil.keep(vault, {"name": "张小明", "school": "北郊镇中学"})
    case = Case(id=id, household_id=household.id, town=town, urgency=urgency, causes=causes, **BY)
    site["cases"].add(case)
    household.case_ids = (case.id,)
    if admitted:
        fire(case, "admit", **BY)
    return case


def need(case: Case, amount: int, category: str = "medical", item: str = "", **more: Any) -> Need:
    """An open need; fen without an item, hours or pieces with one."""
    values: dict[str, Any] = {"urgency": case.urgency, "unit": "hour" if item else "fen"}
    return case.needs.add(Need(category=category, item=item, amount=amount, **(values | BY | more)))


def project(site: Site, amount: int, id: str = "project", rule: Restrictions = NO_RESTRICTIONS) -> Project:
    return site["projects"].add(
        Project(
            id=id,
            organisation_id=CHARITY,
            title="金秋助学",
            filing_number="5137",
            budget_fen=amount,
            restrictions=rule,
            **BY,
        )
    )


def offer(site: Site, hours: int, id: str = "offer", item: str = "care") -> Offer:
    return site["offers"].add(
        Offer(id=id, organisation_id=CHARITY, title="周六陪护队", unit="hour", item=item, amount=hours, **BY)
    )


def donation(
    site: Site, vault: Vault, amount: int, id: str = "gift", rule: Restrictions = NO_RESTRICTIONS
) -> Donation:
    receipt = Receipt(number="鲁财票0001", handler="user:charity", received_on="2026-11-20")
    return site["donations"].add(
        Donation(
            id=id,
            organisation_id=CHARITY,
            receipt=receipt,
            giver="individual",
            giver_name="李先生",
            vault=vault,
            amount=amount,
            restrictions=rule,
            **BY,
        )
    )


def contract(site: Site, hours: int, id: str = "contract", item: str = "care") -> Contract:
    return site["contracts"].add(
        Contract(id=id, agency_id=AGENCY, title="居家陪护", item=item, hours=hours, **BY)
    )


def fill_fund(site: Site, amount_fen: int) -> None:
    """So much in the fund, its reserve included."""
    site.fund.receive(source="unit", amount_fen=amount_fen, reference="R1", **BY)

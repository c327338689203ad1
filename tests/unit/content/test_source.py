"""Projects, offers, donations and contracts: what is there, what is promised, what was given."""

from __future__ import annotations

from typing import Any

import pytest
from pyramid.authorization import ACLHelper

from content.contract import Contract
from content.donation import Donation, Receipt
from content.error import DomainError, Missing, Overdrawn, Taken, WrongState
from content.offer import Offer
from content.project import Project
from content.source import Restrictions
from tests.money import NOW, VAULT

AGENT = "user:agent"
BY: dict[str, Any] = {"actor": AGENT, "at": NOW}
RECEIPT = Receipt(number="鲁财票0001", handler="user:agent", received_on="2026-11-20")


def project(**changes: Any) -> Project:
    values: dict[str, Any] = {
        "organisation_id": "org",
        "title": "金秋助学",
        "filing_number": "5137",
        "budget_fen": 1_000_000,
    }
    return Project(**(values | BY | changes))


def offer(**changes: Any) -> Offer:
    values: dict[str, Any] = {
        "organisation_id": "org",
        "title": "周六陪护队",
        "unit": "hour",
        "item": "care",
        "amount": 20,
    }
    return Offer(**(values | BY | changes))


def donation(**changes: Any) -> Donation:
    values: dict[str, Any] = {
        "organisation_id": "org",
        "receipt": RECEIPT,
        "giver": "individual",
        "giver_name": "李先生",
        "vault": VAULT,
        "amount": 500_000,
        "restrictions": Restrictions(categories=("medical",), places=("370306102",)),
    }
    return Donation(**(values | BY | changes))


def contract(hours: int = 40) -> Contract:
    return Contract(agency_id="agency", title="居家陪护", item="care", hours=hours, **BY)


def may(document: Any, permission: str, *principals: str) -> bool:
    return bool(ACLHelper().permits(document, ("system.Everyone", *principals), permission))


def test_what_is_reserved_released_and_spent() -> None:
    source = offer()
    source.reserve(12, reference="p1", **BY)
    assert (source.available, source.reserved, source.used) == (8, 12, 0)
    source.spend(10, reference="p1", **BY)
    source.release(2, reference="p1", **BY)
    assert (source.available, source.reserved, source.used) == (10, 0, 10)
    assert [event.name for event in source.history] == ["created", "reserved", "spent", "released"]
    assert source.broken_chain() is None


@pytest.mark.parametrize(("step", "amount"), [("reserve", 21), ("release", 1), ("spend", 1)])
def test_nothing_goes_below_zero(step: str, amount: int) -> None:
    source = offer()
    with pytest.raises(Overdrawn):
        getattr(source, step)(amount, reference="p1", **BY)
    assert (source.available, source.count) == (20, 1)


@pytest.mark.parametrize("amount", [0, -1, True, 0.5])
def test_amounts_are_whole_and_above_zero(amount: Any) -> None:
    with pytest.raises(ValueError):
        offer(amount=amount)
    with pytest.raises(ValueError):
        offer().reserve(amount, reference="p1", **BY)


def test_a_closed_source_promises_nothing_more_but_keeps_its_word() -> None:
    source = offer()
    source.reserve(5, reference="p1", **BY)
    source.state = "closed"
    with pytest.raises(WrongState):
        source.reserve(1, reference="p2", **BY)
    source.spend(5, reference="p1", **BY)
    assert source.used == 5


def test_an_offer_shrinks_no_further_than_its_promises() -> None:
    source = offer()
    source.reserve(12, reference="p1", **BY)
    with pytest.raises(Overdrawn):
        source.revise(amount=11, **BY)
    source.revise(amount=12, **BY)
    assert source.available == 0


def test_a_changed_project_is_filed_again() -> None:
    source = project()
    source.revise(amount_fen=2_000_000, filing_number="5138", restrictions=Restrictions(), **BY)
    assert (source.available, source.filing_number) == (2_000_000, "5138")
    source.report_use(until="2026-11-30", **BY)
    assert source.reported_until == "2026-11-30"


@pytest.mark.parametrize(
    "wrong",
    [
        {"expires": "2026-13-01"},
        {"valid_from": "2026-05-01", "expires": "2026-04-30"},
        {"max_urgency": 3},
        {"caps": (("house", 1, None),)},
        {"caps": (("case", -1, None),)},
    ],
)
def test_restrictions_the_contract_would_refuse(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError):
        Restrictions(**wrong)


def test_only_posted_projects_and_offers_are_public() -> None:
    for source in (project(), offer()):
        assert may(source, f"{source.kind}:view")
        source.state = "closed"
        assert not may(source, f"{source.kind}:view")
    assert not may(donation(), "donation:view")
    assert not may(contract(), "contract:view")


def test_a_donation_has_its_receipt_and_hides_its_giver() -> None:
    gift = donation()
    assert gift.receipt_number == "鲁财票0001"
    assert gift.reveal(VAULT, "giver_name") == "李先生"
    assert gift.value_fen == 500_000
    assert (gift.categories, gift.places) == (("medical",), ("370306102",))
    assert may(gift, "donation:giver", "charity_agent@org")
    assert not may(gift, "donation:giver", "charity_agent@other")
    assert not may(gift, "donation:giver", "fund_clerk@district")


def test_a_receipt_is_numbered_or_waived() -> None:
    with pytest.raises(Missing):
        Receipt(number="", handler="user:agent", received_on="2026-11-20")
    assert Receipt(number="", handler="user:agent", received_on="2026-11-20", is_waived=True).is_waived
    with pytest.raises(ValueError):
        Receipt(number="1", handler="user:agent", received_on="2026-02-30")


def test_a_giver_is_named_or_anonymous() -> None:
    with pytest.raises(Missing):
        donation(giver_name="")
    assert not donation(giver_name="", is_anonymous=True).has_personal("giver_name")


def test_goods_are_valued_and_say_by_what() -> None:
    with pytest.raises(Missing):
        donation(unit="piece", item="quilt", amount=30)
    goods = donation(unit="piece", item="quilt", amount=30, value_fen=360_000, value_basis="papers")
    assert (goods.amount, goods.value_fen) == (30, 360_000)


def test_a_donation_in_use_is_not_voided() -> None:
    gift = donation()
    gift.reserve(1, reference="p1", **BY)
    with pytest.raises(DomainError) as caught:
        gift.void(reason="x", **BY)
    assert caught.value.code == "donation_in_use"
    gift.release(1, reference="p1", **BY)
    gift.void(reason="x", **BY)
    assert gift.available == 500_000
    with pytest.raises(WrongState):
        gift.reserve(1, reference="p2", **BY)


def test_hours_are_ordered_charged_by_visits_and_what_is_left_goes_back() -> None:
    agreement = contract(40)
    order = agreement.order(hours=12, proposal_id="p1", case_id="c1", **BY)
    assert (agreement.available, order.left) == (28, 12)
    order.charge(3, "v1", **BY)
    order.charge(2, "v2", **BY)
    assert (order.charged, order.left, agreement.available) == (5, 7, 28)
    order.finish(**BY)
    assert (order.left, agreement.available) == (0, 35)
    assert agreement.ledger.balances() == {"purchased": -40, "hours": 35, "served": 5}
    assert agreement.ledger.broken_chain() is None
    assert agreement.ledger.account("hours").held == 0


def test_a_visit_is_charged_once_and_never_beyond_the_order() -> None:
    order = contract(40).order(hours=3, proposal_id="p1", case_id="c1", **BY)
    order.charge(2, "v1", **BY)
    with pytest.raises(Taken):
        order.charge(1, "v1", **BY)
    with pytest.raises(Overdrawn):
        order.charge(2, "v2", **BY)
    with pytest.raises(ValueError):
        order.charge(0, "v2", **BY)
    assert (order.charged, order.visits) == (2, ("v1",))


def test_a_finished_order_is_charged_no_more() -> None:
    order = contract().order(hours=3, proposal_id="p1", case_id="c1", **BY)
    order.finish(**BY)
    with pytest.raises(WrongState):
        order.charge(1, "v1", **BY)


def test_an_order_that_was_worked_in_full_can_still_be_finished() -> None:
    order = contract().order(hours=3, proposal_id="p1", case_id="c1", **BY)
    order.charge(3, "v1", **BY)
    assert order.duties()[0].what == "order:finish"
    order.finish(**BY)
    assert order.state == "finished"


def test_more_hours_than_were_bought_cannot_be_ordered() -> None:
    agreement = contract(5)
    with pytest.raises(Overdrawn):
        agreement.order(hours=6, proposal_id="p1", case_id="c1", **BY)
    agreement.purchase(1, **BY)
    agreement.order(hours=6, proposal_id="p1", case_id="c1", **BY)
    assert agreement.available == 0


def test_an_ended_contract_takes_no_order() -> None:
    agreement = contract()
    agreement.state = "ended"
    with pytest.raises(WrongState):
        agreement.order(hours=1, proposal_id="p1", case_id="c1", **BY)


def test_only_the_agencys_social_workers_charge() -> None:
    order = contract().order(hours=3, proposal_id="p1", case_id="c1", **BY)
    assert may(order, "order:charge", "social_worker@agency")
    for other in ("social_worker@other", "charity_agent@agency", "fund_clerk@district", "bureau@district"):
        assert not may(order, "order:charge", other)

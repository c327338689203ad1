"""How help ends that is half on its way: nothing stays held, nobody is paid who withdrew, and everybody is told."""

from __future__ import annotations

from typing import Any

import pytest
from webtest import TestApp

from content.policy import SHIPPED, load
from portal.audit import faults
from tests import district
from tests.conftest import NOW, World
from tests.functional.test_allocation import press
from tests.functional.test_status import RECEIPT, TAIL, ask
from tests.registered import with_receipt

BY: dict[str, Any] = {"actor": "user:window", "at": NOW}


@pytest.fixture
def stage(world: World) -> World:
    """A family that asks for money, hours and a service, with a receipt; and a source for each."""

    def build(site: Any) -> None:
        case = district.family(site, world.vault)
        district.need(case, 200_000, id="money")
        district.need(case, 8, category="care", item="care", id="hours")
        with_receipt(site, world.vault, case, RECEIPT, TAIL)
        district.fill_fund(site, 6_500_000)
        site.worklists.update(case, "/cases/case")

    world.commit(build)
    return world


def plan(world: World) -> list[str]:
    """Run the matcher; the ids of what is proposed."""
    world.client("fund").get("/desk").forms[0].submit(status=303)
    return [p.id for p in world.site()["proposals"] if p.state == "proposed"]


def accept(world: World, proposal: str, status: int = 303) -> Any:
    return (
        world.client("fund")
        .get(f"/proposals/{proposal}/@@accept")
        .forms["accept"]
        .submit("accept", status=status)
    )


def accept_all(world: World) -> None:
    for proposal in plan(world):
        accept(world, proposal)


def of_kind(world: World, kind: str) -> Any:
    (found,) = (p for p in world.site()["proposals"] if p.source_kind == kind)
    return found


def withdraw(world: World, status: int = 303) -> Any:
    client = world.client()
    ask(client, status=303)
    return client.get("/status/withdraw", status=200).forms["withdraw"].submit("withdraw", status=status)


def duties(world: World) -> set[str]:
    """What stands on anybody's work list."""
    lists = world.site().worklists
    return {duty.what for owner in lists.owners() for duty, _path in lists.of(owner)}


def sound(world: World) -> None:
    assert [fault for fault in faults(world.site()) if fault is not None] == []


def held(world: World) -> dict[str, int]:
    site = world.site()
    found = {"fund": site.fund.ledger.account("bank").held}
    for folder in ("offers", "projects", "donations"):
        found |= {source.id: source.reserved for source in site[folder]}
    return found | {one.id: one.ledger.account("hours").held for one in site["contracts"]}


def test_who_withdraws_frees_what_was_only_promised(stage: World) -> None:
    stage.commit(lambda site: district.offer(site, 20) and None)
    accept_all(stage)
    assert held(stage) == {"fund": 200_000, "offer": 8}
    withdraw(stage)
    site = stage.site()
    assert site["cases"]["case"].state == "withdrawn"
    assert held(stage) == {"fund": 0, "offer": 0}
    assert {p.state for p in site["proposals"]} <= {"declined", "lapsed"}
    assert [a.state for a in site.fund.allocations] == ["refused"]
    assert site.fund.used_by_case(load(SHIPPED).fund, "case", NOW) == 0
    assert duties(stage) == set()
    assert all(need.proposed == 0 for need in site["cases"]["case"].needs)
    sound(stage)


def test_who_withdraws_takes_back_what_departments_were_asked(stage: World) -> None:
    form = stage.client("window").get("/cases/case/@@refer").forms["refer"]
    form["assistance"], form["unit"] = "medical", "medical"
    form.submit("refer", status=303)
    withdraw(stage)
    (referral,) = stage.site()["cases"]["case"].referrals
    assert referral.state == "cancelled"
    assert duties(stage) == set()
    sound(stage)


def test_nobody_hears_of_a_family_that_withdrew(stage: World) -> None:
    """The charity's form was open already; to confirm would give it name and telephone."""
    stage.commit(lambda site: district.offer(site, 20) and None)
    accept_all(stage)
    path = f"/proposals/{of_kind(stage, 'volunteer').id}"
    form = stage.client("charity").get(f"{path}/@@step?do=confirm").forms["step"]
    withdraw(stage)
    assert form.submit("go", status=409)


def test_with_money_approved_a_family_is_told_whom_to_ring(stage: World) -> None:
    accept_all(stage)
    (allocation,) = stage.site().fund.allocations
    path = f"/fund/allocations/{allocation.id}"
    press(stage.client("signer1"), path, "sign_first")
    press(stage.client("signer2"), path, "sign_second")
    answer = withdraw(stage, status=409)
    assert "已经" in answer.text
    assert "窗口" in answer.text
    assert stage.site()["cases"]["case"].state == "admitted"
    sound(stage)


def test_hours_that_were_confirmed_and_hours_that_were_worked(stage: World) -> None:
    stage.commit(lambda site: district.contract(site, 30) and None)
    accept_all(stage)
    path = f"/proposals/{of_kind(stage, 'contract').id}"
    worker = stage.client("worker")
    press(worker, path, "confirm")
    withdraw(stage, status=409)
    sound(stage)


# A promise that cannot be kept after all


def confirmed(world: World, kind: str) -> tuple[TestApp, str]:
    accept_all(world)
    path = f"/proposals/{of_kind(world, kind).id}"
    client = world.client({"contract": "worker"}.get(kind, "charity"))
    press(client, path, "confirm")
    return client, path


def test_an_offer_that_was_confirmed_and_fell_through_is_free_again(stage: World) -> None:
    stage.commit(lambda site: district.offer(site, 20) and None)
    charity, path = confirmed(stage, "volunteer")
    press(charity, path, "decline", "志愿者生病了")
    assert held(stage)["offer"] == 0
    assert stage.site()["cases"]["case"].needs["hours"].missing == 8
    assert of_kind(stage, "volunteer").state == "declined"
    sound(stage)


def test_an_order_that_nobody_worked_on_is_cancelled_with_its_proposal(stage: World) -> None:
    stage.commit(lambda site: district.contract(site, 30) and None)
    worker, path = confirmed(stage, "contract")
    press(worker, path, "decline", "家里说不用来了")
    (order,) = stage.site()["contracts"]["contract"].orders
    assert order.state == "cancelled"
    assert (held(stage)["contract"], stage.site()["contracts"]["contract"].available) == (0, 30)
    assert not any(what.startswith("order") for what in duties(stage))
    sound(stage)


def test_an_order_that_was_worked_on_is_delivered_and_not_declined(stage: World) -> None:
    stage.commit(lambda site: district.contract(site, 30) and None)
    worker, path = confirmed(stage, "contract")
    stage.commit(lambda site: next(iter(site["contracts"]["contract"].orders)).charge(3, "v", **BY))
    answer = press(worker, path, "decline", "不去了", status=409)
    assert "登记送到" in answer.text
    press(worker, path, "deliver")
    press(stage.client("window"), path, "acknowledge")
    assert (held(stage)["contract"], stage.site()["contracts"]["contract"].available) == (0, 27)
    sound(stage)


def test_a_contract_that_ended_before_its_agency_answered(stage: World) -> None:
    stage.commit(lambda site: district.contract(site, 30) and None)
    accept_all(stage)
    press(stage.client("bureau"), "/contracts/contract", "end")
    path = f"/proposals/{of_kind(stage, 'contract').id}"
    answer = press(stage.client("worker"), path, "confirm", status=409)
    assert "合同" in answer.text
    press(stage.client("worker"), path, "decline", "合同到期了")
    assert held(stage)["contract"] == 0
    sound(stage)


def test_an_organisation_that_was_suspended_finishes_or_gives_back(stage: World) -> None:
    stage.commit(lambda site: district.offer(site, 20) and None)
    accept_all(stage)
    press(stage.client("bureau"), "/organisations/charity-federation", "suspend", "证书过期")
    path = f"/proposals/{of_kind(stage, 'volunteer').id}"
    press(stage.client("charity"), path, "decline", "暂停期间不能去")
    assert held(stage)["offer"] == 0


# A need that ends


def test_a_need_with_help_on_its_way_is_not_withdrawn_silently(stage: World) -> None:
    accept_all(stage)
    (allocation,) = stage.site().fund.allocations
    press(stage.client("signer1"), f"/fund/allocations/{allocation.id}", "sign_first")
    window = stage.client("window")
    answer = press(window, "/cases/case/needs/money", "withdraw", "亲戚帮了", status=409)
    assert "已经有人答应帮" in answer.text
    press(stage.client("signer2"), f"/fund/allocations/{allocation.id}", "refuse", "家里说不用了")
    done = press(window, "/cases/case/needs/money", "withdraw", "亲戚帮了")
    done.follow(status=200)
    assert held(stage)["fund"] == 0
    sound(stage)


def test_a_department_can_finish_what_it_paid_for_a_need_that_was_withdrawn(stage: World) -> None:
    form = stage.client("window").get("/cases/case/@@refer").forms["refer"]
    form["assistance"], form["unit"], form["need"] = "medical", "medical", "money"
    path = form.submit("refer", status=303).location.replace("http://localhost", "").rstrip("/")
    handler = stage.client("medical")
    for name in ("receive", "accept", "start"):
        press(handler, path, name)
    press(stage.client("window"), "/cases/case/needs/money", "withdraw", "亲戚帮了")
    form = handler.get(f"{path}/@@complete").forms["complete"]
    form["result"], form["granted"] = "已经报销。", "500"
    form.submit("complete", status=303)
    press(stage.client("window"), path, "see")
    sound(stage)


# Closing


def test_a_case_is_not_closed_over_help_and_its_desk_is_told(stage: World) -> None:
    (proposal,) = plan(stage)
    window = stage.client("window")
    press(window, "/cases/case", "close", "办完了")
    assert accept(stage, proposal, status=409).html.find("main")
    assert plan(stage) == []
    assert {p.state for p in stage.site()["proposals"]} == {"superseded"}
    press(window, "/cases/case", "reopen", "又有困难")
    accept_all(stage)
    press(window, "/cases/case", "close", "办完了", status=409)
    sound(stage)


def test_a_donation_that_is_promised_is_not_voided(stage: World) -> None:
    stage.commit(lambda site: district.donation(site, stage.vault, 500_000) and None)
    accept_all(stage)
    of_kind(stage, "donation")
    press(stage.client("charity"), "/donations/gift", "void", "录错了", status=409)
    assert held(stage)["gift"] == 200_000

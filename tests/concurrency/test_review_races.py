"""Two people press at the same moment, over HTTP: one is done, the other is told kindly, and every book balances."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from pyramid.interfaces import IContextFound
from ZODB.POSException import ConflictError

from content.proposal import Proposal
from portal.audit import faults
from portal.demo.people import AGENCY, CHARITY, TOWN, VILLAGE
from tests import district
from tests.concurrency.test_races_http import press, together
from tests.conftest import World
from tests.district import BY
from tests.functional.test_family import STORY, made_up_id
from tests.functional.test_status import RECEIPT, TAIL, ask
from tests.registered import with_receipt

__all__ = ["together"]
Together = Callable[..., list[Any]]
HOW_MUCH = {"offers": 15, "contracts": 15, "donations": 300_000, "fund": 300_000}


def propose(site: Any, vault: Any, number: int, folder: str) -> None:
    """A family of its own with a need, and the proposal that the whole of one source goes to it."""
    key, amount = f"case{number}", HOW_MUCH[folder]
    case = district.family(site, vault, id=key)
    is_money = folder in ("donations", "fund")
    item = "" if is_money else "care"
    need = district.need(
        case, amount, category="medical" if is_money else "care", item=item, id=f"need{number}"
    )
    sources = {"offers": "offer", "contracts": "contract", "donations": "gift"}
    source = "/fund" if folder == "fund" else f"/{folder}/{sources[folder]}"
    owner = {"contracts": f"social_worker@{AGENCY}", "fund": ""}.get(folder, f"charity_agent@{CHARITY}")
    proposal = Proposal(
        id=f"p{number}",
        case_id=key,
        need_id=need.id,
        source=source,
        source_kind={"offers": "volunteer", "contracts": "contract", "donations": "donation"}.get(
            folder, "fund"
        ),
        source_id=source.rpartition("/")[2],
        owner=owner,
        town=TOWN,
        category=need.category,
        unit=need.unit,
        item=item,
        amount=amount,
        **BY,
    )
    site["proposals"].add(proposal)
    site.worklists.update(proposal, f"/proposals/p{number}")


@pytest.fixture
def stage(world: World) -> Callable[[str], World]:
    """Two families and a source that has enough for one of them."""

    def build(folder: str) -> World:
        def change(site: Any) -> None:
            district.offer(site, 20)
            district.contract(site, 20)
            district.donation(site, world.vault, 400_000)
            # The reserve is not touched for these two: 4,000 yuan are free above it.
            district.fill_fund(site, 6_000_000 + 400_000)
            for number in (1, 2):
                propose(site, world.vault, number, folder)

        world.commit(change)
        return world

    return build


def accepting(world: World, proposal: str) -> Callable[[], Any]:
    form = world.client("fund").get(f"/proposals/{proposal}/@@accept").forms["accept"]
    return lambda: form.submit("accept", status="*")


def one_won(answers: list[Any]) -> Any:
    """The answer of who lost: 409, in words, and never a fault of ours."""
    assert sorted(answer.status_int for answer in answers) == [303, 409]
    (lost,) = (answer for answer in answers if answer.status_int == 409)
    assert "这一步现在办不了" in lost.text
    return lost


def sound(world: World) -> None:
    assert [fault for fault in faults(world.site()) if fault is not None] == []


@pytest.mark.parametrize("folder", list(HOW_MUCH))
def test_the_last_of_a_source_goes_to_one(stage: Any, together: Together, folder: str) -> None:
    world = stage(folder)
    lost = one_won(together(accepting(world, "p1"), accepting(world, "p2")))
    assert "不够" in lost.text
    site = world.site()
    held = {
        "offers": lambda: site["offers"]["offer"].reserved,
        "contracts": lambda: site["contracts"]["contract"].ledger.account("hours").held,
        "donations": lambda: site["donations"]["gift"].reserved,
        "fund": lambda: site.fund.ledger.account("bank").held,
    }[folder]()
    assert held == HOW_MUCH[folder]
    assert sorted(p.state for p in site["proposals"]) == ["accepted", "proposed"]
    proposed = sorted(case.needs[f"need{case.id[-1]}"].proposed for case in site["cases"])
    assert proposed == [0, HOW_MUCH[folder]]
    sound(world)


def test_one_proposal_is_accepted_once(stage: Any, together: Together) -> None:
    world = stage("offers")
    one_won(together(accepting(world, "p1"), accepting(world, "p1")))
    assert world.site()["offers"]["offer"].reserved == 15
    sound(world)


def test_the_last_hours_of_an_order_are_worked_once(stage: Any, together: Together) -> None:
    world = stage("contracts")
    assert accepting(world, "p1")().status_int == 303
    assert press(world, "worker", "/proposals/p1", "confirm")().status_int == 303
    assert press(world, "worker", "/cases/case1", "claim")().status_int == 303

    def visit(hours: int) -> Callable[[], Any]:
        form = world.client("worker").get("/cases/case1/@@visit").forms["visit"]
        form["hours"], form["note"] = str(hours), "看望了老人。"
        return lambda: form.submit("record", status="*")

    answers = together(visit(9), visit(10))
    assert sorted(answer.status_int for answer in answers) == [303, 400]
    assert len(list(world.site()["cases"]["case1"].visits)) == 1
    sound(world)


# The fund's hands


def allocation(world: World) -> str:
    (found,) = world.site().fund.allocations
    return f"/fund/allocations/{found.id}"


def test_two_signers_at_once_are_two_hands_in_two_steps(stage: Any, together: Together) -> None:
    world = stage("fund")
    assert accepting(world, "p1")().status_int == 303
    path = allocation(world)
    one_won(
        together(press(world, "signer1", path, "sign_first"), press(world, "signer2", path, "sign_first"))
    )
    first = world.site().fund.allocations[path.rpartition("/")[2]].first_signer
    other = {"user:signer1": "signer2", "user:signer2": "signer1"}[first]
    one_won(together(press(world, other, path, "sign_second"), press(world, other, path, "sign_second")))
    found = world.site().fund.allocations[path.rpartition("/")[2]]
    assert found.state == "approved"
    assert len({found.first_signer, found.second_signer}) == 2
    sound(world)


def test_signing_against_refusing(stage: Any, together: Together) -> None:
    world = stage("fund")
    assert accepting(world, "p1")().status_int == 303
    path = allocation(world)
    assert press(world, "signer1", path, "sign_first")().status_int == 303
    one_won(
        together(
            press(world, "signer2", path, "sign_second"),
            press(world, "signer2", path, "refuse", "用途不清楚"),
        )
    )
    sound(world)


def test_money_is_paid_and_acknowledged_once(stage: Any, together: Together) -> None:
    world = stage("fund")
    assert accepting(world, "p1")().status_int == 303
    path = allocation(world)
    for login, step in (("signer1", "sign_first"), ("signer2", "sign_second"), ("fund", "disburse")):
        assert press(world, login, path, step)().status_int == 303
    one_won(together(press(world, "fund", path, "pay_out"), press(world, "fund", path, "pay_out")))
    assert world.site().fund.ledger.balances()["paid"] == 300_000
    sound(world)

    def receipt(site: Any) -> None:
        with_receipt(site, world.vault, site["cases"]["case1"], RECEIPT, TAIL)

    world.commit(receipt)
    family = world.client()
    page = ask(family, status=303).follow()
    form = next(form for form in page.forms.values() if "id" in form.fields)
    answers = together(lambda: form.submit(status="*"), press(world, "window", path, "acknowledge"))
    assert answers[0].status_int in (303, 409)
    assert answers[1].status_int in (303, 409)
    found = world.site().fund.allocations[path.rpartition("/")[2]]
    assert [event.name for event in found.history].count("acknowledge") == 1
    assert world.site()["proposals"]["p1"].state == "settled"
    sound(world)


# What a decision rests on


def test_a_case_is_not_closed_while_help_is_being_accepted(stage: Any, together: Together) -> None:
    world = stage("offers")
    one_won(together(accepting(world, "p1"), press(world, "window", "/cases/case1", "close", "家里说不用了")))
    case = world.site()["cases"]["case1"]
    assert (case.state, case.needs["need1"].proposed) in [("closed", 0), ("admitted", 15)]
    assert world.site()["offers"]["offer"].reserved == case.needs["need1"].proposed
    sound(world)


def test_nothing_is_accepted_for_who_withdraws_at_that_moment(stage: Any, together: Together) -> None:
    world = stage("fund")

    def receipt(site: Any) -> None:
        with_receipt(site, world.vault, site["cases"]["case1"], RECEIPT, TAIL)

    world.commit(receipt)
    family = world.client()
    ask(family, status=303)
    form = family.get("/status/withdraw").forms["withdraw"]
    accepted, withdrawn = together(accepting(world, "p1"), lambda: form.submit("withdraw", status="*"))
    assert withdrawn.status_int == 303
    assert accepted.status_int in (303, 409)
    site = world.site()
    assert site["cases"]["case1"].state == "withdrawn"
    assert site.fund.ledger.account("bank").held == 0
    assert all(a.state == "refused" for a in site.fund.allocations)
    sound(world)


def _conflict() -> None:
    raise ConflictError


# One household, two windows


def test_a_household_that_two_clerks_register_at_once_is_one(world: World, together: Together) -> None:
    def registering() -> Callable[[], Any]:
        form = world.client("window").get("/intake").forms["intake"]
        form["name"], form["id_number"] = "李守田", made_up_id("37030619800101009")
        form["phone"], form["address"] = "13805330147", "3 号楼"
        form["town"], form["village"], form["urgency"], form["story"] = TOWN, VILLAGE, "1", STORY
        form["consent"], form["what"], form["amount"] = True, "medical", "12,000"
        return lambda: form.submit("register", status="*")

    answers = together(registering(), registering())
    assert sorted(answer.status_int for answer in answers) == [200, 303]
    (asked,) = (answer for answer in answers if answer.status_int == 200)
    assert "可能已经登记过" in asked.text
    assert len(list(world.site()["households"])) == 1
    assert len(list(world.site()["cases"])) == 1
    sound(world)


def test_who_loses_every_try_is_asked_to_come_again(stage: Any) -> None:
    """Not a fault of ours with a number: a 503 that says that nothing was kept."""
    world = stage("offers")
    button = accepting(world, "p1")

    def lose(event: Any) -> None:
        if event.request.method == "POST":
            event.request.tm.get().addBeforeCommitHook(_conflict)

    world.registry.registerHandler(lose, (IContextFound,))
    answer = button()
    world.registry.unregisterHandler(lose, (IContextFound,))
    assert answer.status_int == 503
    assert "没有保存" in answer.text
    assert answer.headers["Retry-After"]
    sound(world)

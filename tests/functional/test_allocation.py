"""An allocation over HTTP: two hands, payment, the household's word, and everything that goes wrong on the way."""

from __future__ import annotations

from typing import Any

import pytest
from webtest import TestApp

from tests import district

CASE_NEED = "money"


@pytest.fixture
def stage(world: Any) -> Any:
    """A family with an account, 4,500 yuan of medical need, and a fund that could pay it."""

    def build(site: Any) -> None:
        district.need(district.family(site, world.vault), 450_000, id=CASE_NEED)
        district.fill_fund(site, 6_000_000 + 500_000)

    world.commit(build)
    return world


def drafted(world: Any, reasons: str = "手术自付部分，家里没有收入") -> str:
    """The path of an allocation that the clerk drafted from the desk."""
    clerk = world.client("fund")
    clerk.get("/desk").forms[0].submit(status=303)
    (proposal,) = (p for p in world.site()["proposals"] if p.state == "proposed")
    form = clerk.get(f"/proposals/{proposal.id}/@@accept").forms["accept"]
    form["reasons"] = reasons
    form.submit("accept", status=303)
    (allocation,) = world.site().fund.allocations
    return f"/fund/allocations/{allocation.id}"


def press(client: TestApp, path: str, step: str, text: str = "", status: int = 303) -> Any:
    """The step's button, on its page where it has one."""
    csrf = client.cookies.get("csrf_token") or client.get("/me").html.find("input")["value"]
    return client.post(f"{path}/@@step", {"csrf_token": csrf, "do": step, "text": text}, status=status)


def allocation(world: Any) -> Any:
    (found,) = world.site().fund.allocations
    return found


def need(world: Any) -> Any:
    return world.site()["cases"]["case"].needs[CASE_NEED]


def paid_out(world: Any) -> str:
    path = drafted(world)
    press(world.client("signer1"), path, "sign_first")
    press(world.client("signer2"), path, "sign_second")
    clerk = world.client("fund")
    press(clerk, path, "disburse")
    press(clerk, path, "pay_out")
    return path


def test_from_the_draft_to_the_households_word(stage: Any) -> None:
    path = drafted(stage)
    assert (need(stage).proposed, stage.site().fund.free_fen) == (450_000, 6_050_000)
    press(stage.client("signer1"), path, "sign_first")
    press(stage.client("signer2"), path, "sign_second")
    clerk = stage.client("fund")
    press(clerk, path, "disburse")
    press(clerk, path, "pay_out")
    assert (need(stage).met, need(stage).proposed) == (450_000, 0)
    press(stage.client("window"), path, "acknowledge")
    assert allocation(stage).state == "acknowledged"
    assert [p.state for p in stage.site()["proposals"]] == ["settled"]
    ledger = stage.site().fund.ledger
    assert (ledger.balances()["paid"], ledger.trial_balance(), ledger.broken_chain()) == (450_000, 0, None)
    assert "这笔拨付已经办完" in clerk.get(path)


def test_reasons_are_asked_for_above_the_limit(stage: Any) -> None:
    clerk = stage.client("fund")
    clerk.get("/desk").forms[0].submit(status=303)
    (proposal,) = stage.site()["proposals"]
    page = clerk.get(f"/proposals/{proposal.id}/@@accept")
    answer = page.forms["accept"].submit("accept", status=400)
    assert "请填写“为什么要这么多”" in answer
    assert not list(stage.site().fund.allocations)


def test_a_family_without_an_account_is_asked_for_one_first(world: Any) -> None:
    def build(site: Any) -> None:
        district.need(district.family(site, world.vault, has_account=False), 100_000, id=CASE_NEED)
        district.fill_fund(site, 6_000_000 + 500_000)

    world.commit(build)
    clerk = world.client("fund")
    clerk.get("/desk").forms[0].submit(status=303)
    (proposal,) = world.site()["proposals"]
    answer = clerk.get(f"/proposals/{proposal.id}/@@accept").forms["accept"].submit("accept", status=409)
    assert "还没有登记收款账户" in answer
    assert need(world).proposed == 0


def test_one_hand_does_not_sign_twice(stage: Any) -> None:
    path, signer = drafted(stage), stage.client("signer1")
    press(signer, path, "sign_first")
    assert "这一步要由另一个人签" in signer.get(path)
    answer = press(signer, path, "sign_second", status=409)
    assert "这一步要由另一个人来办" in answer
    assert allocation(stage).state == "signed"


def test_who_signs_after_another_is_told_kindly(stage: Any) -> None:
    path = drafted(stage)
    press(stage.client("signer1"), path, "sign_first")
    answer = press(stage.client("signer2"), path, "sign_first", status=409)
    assert "别人已经先办了一步" in answer


def test_nobody_else_signs(stage: Any) -> None:
    path = drafted(stage)
    for login in ("fund", "bureau", "auditor", "window", "charity"):
        press(stage.client(login), path, "sign_first", status=404)
    assert allocation(stage).state == "drafted"


def test_a_refusal_frees_everything_and_the_fund_is_not_proposed_again(stage: Any) -> None:
    path, signer = drafted(stage), stage.client("signer1")
    press(signer, path, "refuse", status=400)
    press(signer, path, "refuse", "先用医疗救助")
    assert (need(stage).proposed, need(stage).barred) == (0, ("fund",))
    assert stage.site().fund.free_fen == 6_500_000
    assert [p.state for p in stage.site()["proposals"]] == ["declined"]
    assert "先用医疗救助" in signer.get(path)
    clerk = stage.client("fund")
    clerk.get("/desk").forms[0].submit(status=303)
    assert "没有等您定的方案" in clerk.get("/desk")


def test_the_limits_are_checked_again_at_the_second_signature(stage: Any) -> None:
    path = drafted(stage)
    press(stage.client("signer1"), path, "sign_first")

    def spent(site: Any) -> None:
        bank = site.fund.ledger.account("bank")
        bank.hold(bank.available)

    stage.commit(spent)
    answer = press(stage.client("signer2"), path, "sign_second", status=409)
    assert "基金里能动用的钱不够了" in answer
    assert allocation(stage).state == "signed"


def test_the_fund_is_not_overdrawn_by_two_drafts(world: Any) -> None:
    def build(site: Any) -> None:
        for name in ("one", "two"):
            district.need(district.family(site, world.vault, id=name), 100_000, id=f"need-{name}")
        district.fill_fund(site, 6_000_000 + 200_000)

    world.commit(build)
    clerk = world.client("fund")
    clerk.get("/desk").forms[0].submit(status=303)
    first, second = world.site()["proposals"]
    clerk.get(f"/proposals/{first.id}/@@accept").forms["accept"].submit("accept", status=303)

    def spent(site: Any) -> None:
        site.fund.ledger.account("bank").hold(60_000)

    world.commit(spent)
    answer = clerk.get(f"/proposals/{second.id}/@@accept").forms["accept"].submit("accept", status=409)
    assert "基金里能动用的钱不够了" in answer
    assert len(list(world.site().fund.allocations)) == 1


def test_returned_corrected_signed_anew_and_paid_again(stage: Any) -> None:
    path, clerk = paid_out(stage), stage.client("fund")
    press(clerk, path, "return", "户名和账号不符")
    assert (need(stage).met, need(stage).proposed) == (0, 450_000)
    assert "前面还有一步没有办" in press(clerk, path, "pay_again", status=409)
    form = clerk.get(f"{path}/@@payee").forms["payee"]
    form["payee_name"], form["payee_account"] = "张桂芬", "6222020200087654321"
    assert "请填写“开户银行”" in form.submit("save", status=400)
    form["payee_bank"] = "齐商银行周村支行"
    form.submit("save", status=303)
    press(stage.client("signer1"), path, "resign_first")
    assert "这一步要由另一个人" in press(stage.client("signer1"), path, "resign_second", status=409)
    press(stage.client("signer2"), path, "resign_second")
    press(clerk, path, "pay_again")
    press(clerk, path, "pay_out")
    press(stage.client("window"), path, "acknowledge")
    assert (need(stage).met, allocation(stage).state) == (450_000, "acknowledged")
    assert allocation(stage).reveal(stage.vault, "payee_account") == "6222020200087654321"
    ledger = stage.site().fund.ledger
    assert (ledger.balances()["paid"], ledger.balances()["returned"]) == (450_000, 0)
    assert ledger.broken_chain() is None


def test_a_payee_form_that_was_overtaken_keeps_what_was_typed(stage: Any) -> None:
    path, clerk = paid_out(stage), stage.client("fund")
    press(clerk, path, "return", "账号注销")
    late = clerk.get(f"{path}/@@payee").forms["payee"]
    first = clerk.get(f"{path}/@@payee").forms["payee"]
    for form, number in ((first, "6222020200087654321"), (late, "6222020200011112222")):
        form["payee_name"], form["payee_account"], form["payee_bank"] = "张桂芬", number, "齐商银行"
    first.submit("save", status=303)
    answer = late.submit("save", status=409)
    assert "6222020200011112222" in answer
    assert allocation(stage).reveal(stage.vault, "payee_account") == "6222020200087654321"


def test_what_came_back_may_stay_in_the_fund(stage: Any) -> None:
    path, clerk = paid_out(stage), stage.client("fund")
    press(clerk, path, "return", "账号注销")
    press(clerk, path, "cancel")
    assert (need(stage).proposed, need(stage).met, need(stage).barred) == (0, 0, ())
    assert (stage.site().fund.free_fen, allocation(stage).state) == (6_500_000, "cancelled")
    assert [p.state for p in stage.site()["proposals"]] == ["declined"]


def test_who_sees_the_payee(stage: Any) -> None:
    path = drafted(stage)
    name, number = "张桂芬", "6222020200012345678"
    assert name not in stage.client("fund").get(path)
    signer = stage.client("signer1").get(path)
    assert name in signer
    assert number not in signer
    press(stage.client("signer1"), path, "sign_first")
    press(stage.client("signer2"), path, "sign_second")
    assert number in stage.client("fund").get(path)
    assert number in stage.client("auditor").get(path)
    window = stage.client("window").get(path)
    assert name not in window
    reads = {read.actor for read in stage.registry.readlog.of(f"allocation:{allocation(stage).id}")}
    assert {"user:signer1", "user:fund", "user:auditor"} <= reads


def test_an_allocation_is_not_there_for_others(stage: Any) -> None:
    path = drafted(stage)
    for login in ("window", "charity", "worker", "medical", "admin"):
        stage.client(login).get(path, status=404)
    stage.client().get(path, status=303)
    stage.client("window").get("/fund/allocations", status=404)


def test_the_list_shows_what_is_open(stage: Any) -> None:
    path = drafted(stage)
    page = stage.client("signer1").get("/fund/allocations")
    assert path in page
    assert "待第一人签字" in page

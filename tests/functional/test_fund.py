"""The fund in public and for its staff, and the treasury's book on a page of its own."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from content import relief
from content.allocation import Payee, Purpose
from content.policy import SHIPPED, load
from tests import district

RULES = load(SHIPPED).fund
PAYEE = Payee(name="张桂芬", account="6222020200012345678", bank="周村农商银行")


def pay(world: Any, site: Any, n: int, category: str = "medical", fen: int = 100_000) -> Any:
    """An allocation paid out to the household of the case ``c<n>``."""
    purpose = Purpose(
        proposal_id="",
        case_id=f"c{n}",
        need_id=f"n{n}",
        town=f"37030610{n % 5}",
        category=category,
        urgency=1,
        amount_fen=fen,
    )
    by = {"actor": "user:fund", "at": district.NOW}
    allocation = site.fund.draft(RULES, purpose, payee=PAYEE, vault=world.vault, **by)
    allocation.sign_first(actor="user:signer1", at=district.NOW)
    allocation.sign_second(RULES, actor="user:signer2", at=district.NOW)
    allocation.disburse(**by)
    allocation.pay_out(**by)
    return allocation


def test_an_empty_fund_says_so(world: Any) -> None:
    page = world.client().get("/fund")
    assert "基金还没有收到钱" in page
    assert "本站不收钱" in page
    assert '<svg viewBox="0 0 480' not in page


def test_the_public_page_adds_up(world: Any) -> None:
    def build(site: Any) -> None:
        district.fill_fund(site, 30_000_000)
        for n in range(6):
            pay(world, site, n)
        site.fund.allocations[next(iter(site.fund.allocations)).id].acknowledge(how="paper", **district.BY)

    world.commit(build)
    page = world.client().get("/fund")
    text = page.html.find("main").text
    assert "¥294,000.00" in text
    assert "¥234,000.00" in text
    assert "¥300,000.00" in text
    assert "¥6,000.00" in text
    assert "医疗" in text
    assert "2026年11月下旬" in text
    assert "已签收" in text
    assert "两本账之间不转钱" in text
    assert page.text.count("<figure") == 2
    assert "style=" not in page
    assert "张桂芬" not in page
    assert "11月23日" not in page.html.find_all("table")[-1].text


def test_what_is_too_rare_is_not_named(world: Any) -> None:
    def build(site: Any) -> None:
        district.fill_fund(site, 30_000_000)
        for n in range(6):
            pay(world, site, n)
        pay(world, site, 7, "housing", 260_000)

    world.commit(build)
    text = world.client().get("/fund").html.find("main").text
    assert "住房" not in text
    assert "¥6,000.00" not in text
    assert "帮助家庭" in text


def test_a_payment_that_came_back_counts_no_more(world: Any) -> None:
    def build(site: Any) -> None:
        district.fill_fund(site, 30_000_000)
        pay(world, site, 1).return_money(reason="x", **district.BY)

    world.commit(build)
    text = world.client().get("/fund").html.find("main").text
    assert "退回，正在重新拨付" in text
    assert "¥300,000.00" in text


def test_last_years_money_is_carried_over(world: Any) -> None:
    world.commit(lambda site: district.fill_fund(site, 30_000_000))
    world.clock.now += timedelta(days=60)
    text = world.client().get("/fund").html.find("main").text
    assert "上年结转" in text
    assert "2027 年的钱" in text


def test_staff_see_the_accounts_and_enter_income(world: Any) -> None:
    clerk = world.client("fund")
    page = clerk.get("/money")
    form = page.forms["income"]
    form["amount"], form["reference"] = "-5", "鲁财票0009"
    answer = form.submit("receive", status=400)
    assert "鲁财票0009" in answer
    assert world.site().fund.ledger.count == 0
    form = answer.forms["income"]
    form["source"], form["amount"] = "unit", "80000.50"
    form.submit("receive", status=303)
    assert world.site().fund.free_fen == 8_000_050
    assert "¥20,000.50" in clerk.get("/money")


def test_a_double_click_enters_income_once(world: Any) -> None:
    form = world.client("fund").get("/money").forms["income"]
    form["source"], form["amount"], form["reference"] = "interest", "12", "流水 7"
    form.submit("receive", status=303)
    form.submit("receive", status=409)
    assert world.site().fund.free_fen == 1_200


def test_who_sees_the_staffs_page(world: Any) -> None:
    for login in ("signer1", "bureau", "auditor"):
        assert "income" not in world.client(login).get("/money").forms
    for login in ("window", "charity", "worker"):
        world.client(login).get("/money", status=404)
    world.client().get("/money", status=303)


def test_the_book_is_for_those_who_supervise(world: Any) -> None:
    world.commit(lambda site: district.fill_fund(site, 30_000_000))
    assert "Assets:Bank" in world.client("auditor").get("/fund/@@book")
    world.client("signer1").get("/fund/@@book", status=404)
    world.client().get("/fund/@@book", status=303)


def test_the_treasury_stands_apart(world: Any) -> None:
    def build(site: Any) -> None:
        district.fill_fund(site, 30_012_300)
        relief.pay(site.treasury, kind="medical", amount_fen=120_000, reference="转办7", **district.BY)

    world.commit(build)
    page = world.client("bureau").get("/treasury")
    assert "¥1,200.00" in page
    assert "¥300,123.00" not in page
    assert "Expenses:Paid:Medical" in world.client("finance").get("/treasury?book=1")
    for login in ("fund", "signer1", "window", "charity"):
        world.client(login).get("/treasury", status=404)
    world.client().get("/treasury", status=303)
    assert "¥1,200.00" not in world.client("fund").get("/money")

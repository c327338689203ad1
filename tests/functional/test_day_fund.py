"""A day of the fund's staff: budgets in two hands, one file for the bank, what comes back, and the month's close."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from content.policy import SHIPPED, load
from portal import audit
from portal.demo.people import TOWN
from tests import district
from tests.money import PAYEE, purpose

RULES = load(SHIPPED).fund
OCTOBER = datetime(2026, 10, 12, 2, tzinfo=UTC)


def drafted(world: Any, site: Any, case: str, fen: int, *, signed: bool = True) -> str:
    """An allocation of the fund for the case, approved by both signers where *signed*."""
    by = {"actor": "user:fund", "at": district.NOW}
    made = site.fund.draft(
        RULES, purpose(fen, proposal_id="", case_id=case, town=TOWN), payee=PAYEE, vault=world.vault, **by
    )
    if signed:
        made.sign_first(actor="user:signer1", at=district.NOW)
        made.sign_second(RULES, actor="user:signer2", at=district.NOW)
    site.worklists.update(made, f"/fund/allocations/{made.id}")
    return str(made.id)


@pytest.fixture
def at_work(world: Any) -> Any:
    """A fund with money, and two allocations that wait for payment."""

    def build(site: Any) -> None:
        district.fill_fund(site, 30_000_000)
        drafted(world, site, "c1", 100_000)
        drafted(world, site, "c2", 250_050)

    world.commit(build)
    return world


def make_file(clerk: Any) -> Any:
    return clerk.get("/fund/batches").forms["batch"].submit("make", status=303).follow()


def press(page: Any, client: Any, name: str, **typed: str) -> Any:
    """Take a plain step of the document that *page* shows."""
    step = client.get(f"{page.request.path}/@@step?do={name}").forms["step"]
    for field, value in typed.items():
        step[field] = value
    return step.submit("go", status=303).follow()


# The payment file


def test_everything_that_waits_goes_into_one_file(at_work: Any) -> None:
    clerk = at_work.client("fund")
    page = make_file(clerk)
    assert "2026-001" in page
    assert "¥3,500.50" in page
    assert PAYEE.account not in page
    assert "batch" not in clerk.get("/fund/batches").forms
    (file,) = at_work.site().fund.batches
    assert (
        clerk.get(f"/fund/allocations/{file.lines[0].allocation_id}").html.find("section").find("a").text
        == "2026-001"
    )


def test_the_file_is_the_clerks_alone_and_each_account_is_on_record(at_work: Any) -> None:
    clerk = at_work.client("fund")
    page = make_file(clerk)
    path = f"{page.request.path}/@@file"
    answer = clerk.get(path)
    rows = list(load_workbook(BytesIO(answer.body))["代发明细"].iter_rows(values_only=True))
    assert [row[2] for row in rows[1:]] == [PAYEE.account] * 2
    assert sorted(row[4] for row in rows[1:]) == ["1000.00", "2500.50"]
    assert answer.cache_control.no_store
    assert PAYEE.account in clerk.get(f"{path}?as=csv").body.decode("utf-8-sig")
    clerk.get(f"{path}?as=exe", status=404)
    (file,) = at_work.site().fund.batches
    for line in file.lines:
        reads = list(at_work.registry.readlog.of(f"allocation:{line.allocation_id}"))
        assert any("payee_account" in read.fields[f"allocation:{line.allocation_id}"] for read in reads)
    for login in ("signer1", "bureau", "auditor"):
        at_work.client(login).get(path, status=404)
        assert PAYEE.name not in at_work.client(login).get(page.request.path)


def test_pressed_twice_makes_one_file_and_a_second_clerk_hears_that_nothing_is_left(at_work: Any) -> None:
    first, second = at_work.client("fund"), at_work.client("fund")
    mine, theirs = (one.get("/fund/batches").forms["batch"] for one in (first, second))
    made = mine.submit("make", status=303)
    assert mine.submit("make", status=303).location == made.location
    assert "没有等着付的" in theirs.submit("make", status=409)
    assert len(list(at_work.site().fund.batches)) == 1


def test_the_bank_takes_one_and_sends_one_back(at_work: Any) -> None:
    clerk = at_work.client("fund")
    page = press(make_file(clerk), clerk, "send")
    form = clerk.get(f"{page.request.path}/@@results").forms["results"]
    form["result1"] = "returned"
    answer = form.submit("record", status=400)
    assert "退回原因" in answer
    form = answer.forms["results"]
    assert form["result1"].value == "returned"
    form["reason1"], form["rest_paid"] = "户名不符", True
    page = form.submit("record", status=303).follow()
    assert "回执齐了" in page
    (file,) = at_work.site().fund.batches
    states = [at_work.site().fund.allocations[line.allocation_id].state for line in file.lines]
    assert states == ["returned", "paid_out"]
    queue = clerk.get("/fund/allocations?state=returned")
    assert "户名不符" in queue
    assert [fault for fault in audit.faults(at_work.site()) if fault] == []


def test_a_result_is_never_taken_for_granted(at_work: Any) -> None:
    clerk = at_work.client("fund")
    page = press(make_file(clerk), clerk, "send")
    form = clerk.get(f"{page.request.path}/@@results").forms["results"]
    assert "还没有选任何一笔" in form.submit("record", status=400)
    assert at_work.site().fund.ledger.balances()["paid"] == 0


def test_what_is_in_a_file_is_not_paid_by_hand(at_work: Any) -> None:
    clerk = at_work.client("fund")
    page = make_file(clerk)
    (file,) = at_work.site().fund.batches
    path = f"/fund/allocations/{file.lines[0].allocation_id}"
    assert "代发文件" in clerk.get(f"{path}/@@step?do=disburse", status=409)
    page = press(page, clerk, "discard", text="少了一户")
    assert "少了一户" in page
    assert clerk.get(f"{path}/@@step?do=disburse").forms["step"]


def test_the_second_signature_by_the_same_person_is_refused(world: Any) -> None:
    def build(site: Any) -> str:
        district.fill_fund(site, 30_000_000)
        return drafted(world, site, "c1", 100_000, signed=False)

    path = f"/fund/allocations/{world.commit(build)}"
    signer = world.client("signer1")
    press(signer.get(path), signer, "sign_first")
    assert "由另一个人" in signer.get(f"{path}/@@step?do=sign_second", status=409)
    assert world.site().fund.ledger.balances()["committed"] == 0


# Budgets


def test_a_budget_is_proposed_by_one_and_agreed_to_by_another(at_work: Any) -> None:
    clerk = at_work.client("fund")
    form = clerk.get("/fund/changes").forms["budget"]
    form["what"], form["amount"], form["why"] = f"town/{TOWN}", "1000", "先紧后松"
    answer = form.submit("propose", status=400)
    assert "¥3,500.50" in answer
    form = answer.forms["budget"]
    form["amount"] = "20000"
    page = form.submit("propose", status=303).follow()
    assert "要由另一个人同意" in page
    clerk.get(f"{page.request.path}/@@step?do=agree", status=404)
    signer = at_work.client("signer1")
    assert "预算变更等同意" in signer.get("/me")
    press(signer.get(page.request.path), signer, "agree")
    assert at_work.site().fund.town_limit(RULES, TOWN) == 2_000_000
    table = at_work.client("bureau").get("/fund/changes")
    row = next(row for row in table.html.find_all("tr") if "北郊镇" in row.text)
    money = [cell.text.strip() for cell in row.find_all("td")]
    assert money == ["¥20,000.00", "¥0.00", "¥3,500.50", "¥0.00", "¥16,499.50"]
    assert "<svg" in table


def test_the_bureau_does_not_agree_to_its_own_proposal(at_work: Any) -> None:
    bureau = at_work.client("bureau")
    form = bureau.get("/fund/changes").forms["budget"]
    form["what"], form["amount"], form["why"] = "category/medical", "20000", "今年住院的多"
    page = form.submit("propose", status=303).follow()
    bureau.get(f"{page.request.path}/@@step?do=agree", status=409)
    assert dict(at_work.site().fund.budgets) == {}


# Month's close


@pytest.fixture
def november(world: Any) -> Any:
    """Money came in October; it is November."""

    def build(site: Any) -> None:
        site.fund.receive(source="unit", amount_fen=30_000_000, reference="R1", actor="user:fund", at=OCTOBER)

    world.commit(build)
    return world


def prepare(clerk: Any, bank: str) -> Any:
    form = next(f for f in clerk.get("/fund/closings").forms.values() if "month" in f.fields)
    form = form.submit(status=303).follow().forms["closing"]
    form["bank"] = bank
    return form.submit("prepare", status="*")


def test_a_month_is_closed_by_a_second_hand_and_stays_as_it_was(november: Any) -> None:
    clerk = november.client("fund")
    page = prepare(clerk, "300000").follow()
    assert "等另一个人核对" in page
    clerk.get(f"{page.request.path}/@@step?do=close", status=404)
    signer = november.client("signer1")
    assert "月结等关账" in signer.get("/me")
    press(signer.get(page.request.path), signer, "close")
    paper = november.client("auditor").get(f"{page.request.path}/@@paper")
    assert "周明" in paper
    assert "¥300,000.00" in paper
    clerk.get(f"{page.request.path}/@@paper?n=2", status=404)
    november.clock.now = OCTOBER
    form = clerk.get("/money").forms["income"]
    form["source"], form["amount"], form["reference"] = "interest", "1", "流水 9"
    assert "已经关账" in form.submit("receive", status=409)
    assert november.site().fund.ledger.count == 1


def test_a_difference_has_a_name_or_the_month_stays_open(november: Any) -> None:
    clerk = november.client("fund")
    answer = prepare(clerk, "300012.30")
    assert answer.status_int == 400
    assert "¥12.30" in answer
    form = answer.forms["closing"]
    row = form.submit("add_row", value="differences").forms["closing"]
    row["words"], row["differences-0-side"], row["fen"] = "10 月利息", "more", "12.30"
    assert "10 月利息" in row.submit("prepare", status=303).follow()


def test_a_month_that_may_not_be_closed_is_refused(november: Any) -> None:
    clerk = november.client("fund")
    form = next(f for f in clerk.get("/fund/closings").forms.values() if "month" in f.fields)
    for month in ("2026-11", "2031-01", "x", ""):
        form["month"].force_value(month)
        assert "不能月结" in form.submit(status=409)
    assert list(november.site().fund.closings) == []
    november.client("signer1").post("/fund/closings", {"month": "2026-10"}, status=400)


def test_opening_a_month_again_says_why_and_keeps_what_was_closed(november: Any) -> None:
    clerk, signer = november.client("fund"), november.client("signer1")
    path = prepare(clerk, "300000").follow().request.path
    press(signer.get(path), signer, "close")
    signer.get(f"{path}/@@step?do=reopen").forms["step"].submit("go", status=400)
    page = press(signer.get(path), signer, "reopen", text="漏记一笔利息")
    assert "漏记一笔利息" in page
    assert "第 1 次关账的表" in page
    assert "月结等对账" in clerk.get("/me")
    assert [fault for fault in audit.faults(november.site()) if fault] == []

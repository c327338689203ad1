"""The matching desk over HTTP: computing, deciding, answering, and what happens when two decide at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from webtest import TestApp

from content.source import Restrictions
from content.workflow import fire
from tests import district


@pytest.fixture
def stage(world: Any) -> Any:
    """A family with money, hours and tutoring to be found, and three sources that could help it."""

    def build(site: Any) -> None:
        case = district.family(site, world.vault)
        district.need(case, 1_200_000, id="money")
        district.need(case, 40, "care", "care", id="hours")
        district.need(case, 16, "education", "tutoring", id="tutor")
        district.donation(
            site, world.vault, 500_000, rule=Restrictions(categories=("medical",), places=("370306100",))
        )
        district.contract(site, 30)
        district.offer(site, 20)
        district.fill_fund(site, 6_000_000 + 400_000)

    world.commit(build)
    return world


def compute(world: Any) -> TestApp:
    desk = world.client("fund")
    page = desk.get("/desk")
    page.forms[0].submit(status=303)
    return desk


def proposals(world: Any) -> dict[tuple[str, str], Any]:
    return {(p.need_id, p.source_kind): p for p in world.site()["proposals"] if p.is_open}


def need(world: Any, id: str) -> Any:
    return world.site()["cases"]["case"].needs[id]


def do(client: TestApp, path: str, step: str, text: str = "", status: int = 303) -> Any:
    """Press a step's button, with a reason where one is asked for."""
    token = client.get("/me").html.find("input", {"name": "csrf_token"})
    csrf = token["value"] if token else client.cookies["csrf_token"]
    return client.post(f"{path}/@@step", {"csrf_token": csrf, "do": step, "text": text}, status=status)


def accept(client: TestApp, proposal: Any, reasons: str = "", status: int = 303) -> Any:
    page = client.get(f"/proposals/{proposal.id}/@@accept")
    form = page.forms["accept"]
    if reasons:
        form["reasons"] = reasons
    return form.submit("accept", status=status)


def test_the_plan_says_why_and_what_stands_in_the_way(stage: Any) -> None:
    page = compute(stage).get("/desk")
    assert "等您定的 4 份方案" in page
    assert "定向捐赠“" in page
    assert "¥5,000.00" in page
    assert "限定用于医疗" in page
    assert "服务北郊镇" in page
    assert "没有别的来源适合，基金排在最后" in page
    assert "还没有着落的 2 项" in page
    assert "没有同类的来源" in page
    assert "已证明没有更好的方案" in page
    assert "张" not in page.html.find("main").text


def test_what_stays_short_names_the_rule(stage: Any) -> None:
    page = compute(stage).get("/desk")
    unmet = page.html.find(id="unmet").find_next("table").text
    assert "¥3,000.00" in unmet
    assert "“救急难”公益基金已经用完" in unmet


def test_computing_again_keeps_what_is_equal_and_replaces_what_is_not(stage: Any) -> None:
    desk = compute(stage)
    before = proposals(stage)
    stage.commit(lambda site: district.donation(site, stage.vault, 300_000, id="gift2").id)
    preview = desk.get("/desk?preview=1")
    assert "新增 1 份，改动 0 份，撤回 0 份，不变 4 份" in preview
    assert proposals(stage).keys() == before.keys()
    preview.forms[0].submit(status=303)
    after = list(stage.site()["proposals"])
    assert len(after) == 5
    assert {p.id for p in before.values()} < {p.id for p in after if p.state == "proposed"}
    page = desk.get("/desk")
    assert "新增 1 份，改动 0 份，撤回 0 份，不变 4 份" in page
    assert "还没有着落的 1 项" in page


def test_who_may_see_the_desk(stage: Any) -> None:
    assert stage.client("bureau").get("/desk").status_int == 200
    for login in ("window", "charity", "signer1", "auditor"):
        stage.client(login).get("/desk", status=404)
    stage.client().get("/desk", status=303)


def test_accepting_holds_the_source_and_covers_the_need(stage: Any) -> None:
    desk = compute(stage)
    accept(desk, proposals(stage)["money", "donation"])
    site = stage.site()
    assert (site["donations"]["gift"].reserved, site["donations"]["gift"].available) == (500_000, 0)
    assert (need(stage, "money").proposed, need(stage, "money").missing) == (500_000, 700_000)
    proposal = proposals(stage)["money", "donation"]
    assert (proposal.state, proposal.duties()[0].owner) == ("accepted", "charity_agent@charity-federation")
    assert f"{proposal.due.astimezone():%d}" in ("26", "27")


def test_two_browsers_accept_the_same_proposal(stage: Any) -> None:
    first, second = compute(stage), stage.client("fund")
    proposal = proposals(stage)["money", "donation"]
    late = second.get(f"/proposals/{proposal.id}/@@accept")
    accept(first, proposal)
    answer = late.forms["accept"].submit("accept", status=409)
    assert "别人已经先办了一步" in answer
    assert stage.site()["donations"]["gift"].reserved == 500_000


def test_two_press_at_the_same_moment(stage: Any) -> None:
    compute(stage)
    proposal = proposals(stage)["money", "donation"]
    forms = [stage.client("fund").get(f"/proposals/{proposal.id}/@@accept").forms["accept"] for _ in "ab"]
    with ThreadPoolExecutor() as pool:
        answers = list(pool.map(lambda form: form.submit("accept", expect_errors=True), forms))
    assert sorted(answer.status_int for answer in answers) == [303, 409]
    assert stage.site()["donations"]["gift"].reserved == 500_000


def test_a_proposal_of_a_case_that_ended_lapses(stage: Any) -> None:
    desk = compute(stage)
    accept(desk, proposals(stage)["money", "donation"])

    def withdrawn(site: Any) -> None:
        fire(site["cases"]["case"], "withdraw", **district.BY)

    stage.commit(withdrawn)
    compute(stage)
    assert stage.site()["donations"]["gift"].available == 500_000
    assert not proposals(stage)


def test_a_proposal_that_circumstances_overtook_is_not_accepted(stage: Any) -> None:
    desk = compute(stage)

    def paid_elsewhere(site: Any) -> None:
        site["cases"]["case"].needs["money"].cover("referral:r", "met", 1_000_000, "public")

    stage.commit(paid_elsewhere)
    answer = accept(desk, proposals(stage)["money", "donation"], status=409)
    assert "重新计算" in answer
    assert stage.site()["donations"]["gift"].reserved == 0


def test_the_last_of_a_source_goes_once(stage: Any) -> None:
    desk = compute(stage)

    def taken(site: Any) -> None:
        site["donations"]["gift"].reserve(400_000, reference="other", **district.BY)

    stage.commit(taken)
    answer = accept(desk, proposals(stage)["money", "donation"], status=409)
    assert "余额不够了" in answer
    assert need(stage, "money").proposed == 0


def test_the_owner_confirms_delivers_and_the_household_acknowledges(stage: Any) -> None:
    desk = compute(stage)
    proposal = proposals(stage)["money", "donation"]
    accept(desk, proposal)
    charity, path = stage.client("charity"), f"/proposals/{proposal.id}"
    do(charity, path, "confirm")
    do(charity, path, "deliver")
    assert (stage.site()["donations"]["gift"].used, need(stage, "money").met) == (500_000, 0)
    do(stage.client("window2"), path, "acknowledge", status=404)
    do(stage.client("window"), path, "acknowledge")
    assert (need(stage, "money").met, need(stage, "money").proposed) == (500_000, 0)
    assert stage.site()["proposals"][proposal.id].state == "settled"


def test_declining_frees_both_and_bars_the_pair(stage: Any) -> None:
    desk = compute(stage)
    proposal = proposals(stage)["money", "donation"]
    accept(desk, proposal)
    charity, path = stage.client("charity"), f"/proposals/{proposal.id}"
    do(charity, path, "decline", status=400)
    do(charity, path, "decline", "这笔捐赠的捐款人改了主意")
    assert stage.site()["donations"]["gift"].available == 500_000
    assert (need(stage, "money").proposed, need(stage, "money").barred) == (0, ("gift",))
    compute(stage)
    assert ("money", "donation") not in proposals(stage)
    kept = stage.site()["proposals"][proposal.id]
    assert kept.reveal(stage.vault, "reason") == "这笔捐赠的捐款人改了主意"


def test_dismissing_needs_a_reason_and_bars_the_pair(stage: Any) -> None:
    desk = compute(stage)
    proposal = proposals(stage)["hours", "contract"]
    page = desk.get(f"/proposals/{proposal.id}/@@step?do=dismiss")
    page.form["text"] = "另有安排"
    page.form.submit("go", status=303)
    assert need(stage, "hours").barred == ("contract",)
    assert stage.site()["proposals"][proposal.id].state == "declined"


def test_nobody_answers_in_time(stage: Any) -> None:
    desk = compute(stage)
    accept(desk, proposals(stage)["money", "donation"])
    stage.clock.now += timedelta(days=4)
    compute(stage)
    states = sorted(p.state for p in stage.site()["proposals"] if p.source_kind == "donation")
    assert states == ["lapsed", "proposed"]
    assert stage.site()["donations"]["gift"].available == 500_000


def test_hours_of_a_contract_become_an_order_and_what_was_not_worked_goes_back(stage: Any) -> None:
    desk = compute(stage)
    proposal = proposals(stage)["hours", "contract"]
    accept(desk, proposal)
    hours = proposal.amount
    assert stage.site()["contracts"]["contract"].available == 30 - hours
    worker, path = stage.client("worker"), f"/proposals/{proposal.id}"
    do(worker, path, "confirm")
    contract = stage.site()["contracts"]["contract"]
    (order,) = contract.orders
    assert (order.hours, contract.available) == (hours, 30 - hours)
    answer = do(worker, path, "deliver", status=409)
    assert "先登记走访" in answer

    def visited(site: Any) -> None:
        next(iter(site["contracts"]["contract"].orders)).charge(6, "visit", **district.BY)

    stage.commit(visited)
    do(worker, path, "deliver")
    do(stage.client("window"), path, "acknowledge")
    contract = stage.site()["contracts"]["contract"]
    assert (need(stage, "hours").met, contract.available) == (6, 24)
    assert contract.ledger.balances() == {"purchased": -30, "hours": 24, "served": 6}


def test_the_public_need_follows(stage: Any) -> None:
    from content.disclosure import PublicNeed, Traits

    def publish(site: Any) -> None:
        traits = Traits("370306100", "medical", "2-3", True, False, "2026-11")
        public = PublicNeed(
            id="shown",
            town="370306100",
            traits=traits,
            category="medical",
            unit="fen",
            item="",
            amount=1_200_000,
            met=0,
            proposed=0,
            title="手术自付",
            text="还缺一部分。",
            drafter="user:window",
            **district.BY,
        )
        site["needs"].add(public)
        site["cases"]["case"].needs["money"].public_id = "shown"

    stage.commit(publish)
    accept(compute(stage), proposals(stage)["money", "donation"])
    shown = stage.site()["needs"]["shown"]
    assert (shown.met, shown.proposed, shown.missing) == (0, 500_000, 700_000)


def test_what_was_accepted_stays_in_sight_until_it_is_settled(stage: Any) -> None:
    desk = compute(stage)
    assert "没有还在办的方案" in desk.get("/desk?under_way=1")
    volunteer = proposals(stage)["hours", "volunteer"]
    accept(desk, volunteer)
    page = desk.get("/desk?under_way=1")
    assert f"/proposals/{volunteer.id}/" in page
    assert "等对方答复" in page
    stage.client("bureau").get("/desk?under_way=1")
    stage.client("charity").get("/desk?under_way=1", status=404)


def test_a_bar_is_lifted_with_a_reason_and_the_pair_may_come_again(stage: Any) -> None:
    desk = compute(stage)
    volunteer = proposals(stage)["hours", "volunteer"]
    path = f"/proposals/{volunteer.id}"
    do(desk, path, "dismiss", "这一周没有人手。")
    compute(stage)
    assert ("hours", "volunteer") not in proposals(stage)
    assert path in desk.get("/desk?under_way=1")
    do(desk, path, "lift_bar", status=400)
    stage.client("bureau").get(f"{path}/@@step?do=lift_bar", status=404)
    do(desk, path, "lift_bar", "又有人手了。")
    assert path not in desk.get("/desk?under_way=1")
    assert "这一对可以再配" not in desk.get(path).html.find("section").text
    do(desk, path, "lift_bar", "再按一次", status=409)
    compute(stage)
    assert ("hours", "volunteer") in proposals(stage)


def test_how_evenly_needs_are_met_before_and_after(stage: Any) -> None:
    desk = compute(stage)
    before = desk.get("/evenness").html.find("main")
    assert "0.0% 到 75.0%" in before.find("table").text
    rows = {row.th.text: row.text for table in before.find_all("table") for row in table.tbody.find_all("tr")}
    assert {"北郊镇", "医疗", "有在校学生", "单亲家庭"} <= rows.keys()
    page = desk.get("/desk")
    assert "得到帮助的 2 项需求，平均每项由 2.0 个来源来帮，最多的一项 2 个" in page
    desk.get("/desk").forms[0].submit(status=303)
    assert "75.0%" in desk.get("/evenness").html.find("main").find_all("table")[1].text


def test_evenness_before_any_plan(stage: Any) -> None:
    assert "还没有算过" in stage.client("bureau").get("/evenness")


def ask_what_if(client: TestApp, source: str, how: str, number: str = "", status: int = 200) -> Any:
    form = client.get("/what-if").forms["what-if"]
    form["source"], form["how"], form["number"] = source, how, number
    return form.submit("look", status=status)


def test_what_if_a_source_had_less_or_were_not_there(stage: Any) -> None:
    desk = compute(stage)
    before = stage.database.storage.lastTransaction()
    page = ask_what_if(desk, "donations/gift", "less_percent", "40")
    assert "0 项需求得到的多了，1 项少了，2 项一样多" in page
    heading = next(h2 for h2 in page.html.find_all("h2") if "少了的 1 项" in h2.text)
    cells = [cell.text for cell in heading.find_next("tbody").find_all("td")]
    assert cells == ["case", "¥9,000.00", "¥7,000.00", "−¥2,000.00"]
    gone = ask_what_if(desk, "contracts/contract", "out")
    assert "−20 小时" in gone
    more = ask_what_if(desk, "fund", "more", "3000")
    assert "+¥1,000.00" in more, "the fund still gives no family more than 5,000"
    assert stage.database.storage.lastTransaction() == before


def test_what_if_promises_stand(stage: Any) -> None:
    desk = compute(stage)
    accept(desk, proposals(stage)["money", "donation"])
    page = ask_what_if(desk, "donations/gift", "out")
    assert "0 项需求得到的多了，0 项少了，3 项一样多" in page


def test_what_if_without_a_number_says_so(stage: Any) -> None:
    page = ask_what_if(stage.client("fund"), "fund", "less", status=400)
    assert "请填写多多少或少多少" in page


def test_the_plan_as_a_picture_with_its_table(stage: Any) -> None:
    desk = compute(stage)
    assert "/plan-picture" in desk.get("/desk")
    page = desk.get("/plan-picture").html.find("main")
    assert [h2.text for h2 in page.find_all("h2")] == ["钱", "服务"]
    money, hours = page.find_all("svg")
    assert "医疗" in money.text
    assert "北郊镇" in money.text
    assert "40 小时" in hours.find("desc").text
    cells = [cell.text for cell in page.find("tbody").find("tr").find_all(["th", "td"])]
    assert cells[1:] == ["医疗", "北郊镇", "¥5,000.00"]


def test_a_picture_before_any_plan(stage: Any) -> None:
    assert "还没有可以画的方案" in stage.client("bureau").get("/plan-picture")


def test_why_a_need_stays_short_and_the_one_change_that_would_help(stage: Any) -> None:
    desk = compute(stage)
    page = desk.get("/desk").click("改哪一处最有用", href="need=money")
    main = page.html.find("main").text
    assert "¥3,000.00" in main, "what is missing"
    assert "如果定向捐赠“鲁财票0001”再有 ¥3,000.00" in main
    assert "能多落实 ¥3,000.00" in main
    assert "保留金" not in main, "the fund's reserve is kept for lives at risk"
    english = desk.get("/language?to=en&next=/shortfall?need=money").follow().html.find("main").text
    assert "had ¥3,000.00 more" in english
    desk.get("/shortfall?need=nobody", status=404)


def test_a_need_that_nothing_helps_and_one_that_is_met(stage: Any) -> None:
    desk = compute(stage)
    assert "改哪一处都帮不上" in desk.get("/shortfall?need=tutor")
    page = desk.get("/shortfall?need=hours").html.find("main").text
    assert "够这一项用了" in page
    assert "改一处" not in page

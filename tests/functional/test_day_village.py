"""A day of village and town: two look at a home, neighbours vote, a notice hangs, and help comes before the papers."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from webtest import Upload

from content import relief, term
from content.calendar import day_of
from content.policy import SHIPPED, load
from content.site import Site
from portal import audit
from portal.demo.people import OTHER_TOWN, TOWN, VILLAGE
from tests import district
from tests.conftest import NOW, World
from tests.functional.test_family import step
from tests.photos import photo


@pytest.fixture
def case(world: World) -> str:
    """An admitted case that its village follows, and a treasury with money; gives the case's path."""

    def build(site: Site) -> str:
        made = district.family(site, world.vault)
        made.village = VILLAGE
        district.need(made, 400_000, "living")
        by = district.BY
        relief.appropriate(
            site.treasury, kind="temporary", amount_fen=5_000_000, reference="周财〔2026〕1号", **by
        )
        return f"/cases/{made.id}"

    return str(world.commit(build))


def fill(page: Any, name: str, **values: Any) -> Any:
    form = page.forms[name]
    for field, value in values.items():
        form[field] = value
    return form


LOOKED = {
    "neighbours_asked": "3",
    "neighbours": "邻居都说是这样。",
    "dwelling": "两间平房，屋顶漏雨。",
    "income": "打零工，现在没有收入，欠亲戚两万元。",
    "conclusion": "情况属实，确实困难。",
}


def path_of(answer: Any) -> str:
    return str(answer.location).replace("http://localhost", "").rstrip("/")


def investigate(world: World, case: str, second: str = "window") -> str:
    page = world.client("village").get(f"{case}/@@investigate", status=200)
    form = fill(page, "investigation", second=second, **LOOKED)
    return path_of(form.submit("record", status=303))


def test_two_people_stand_by_an_investigation(world: World, case: str) -> None:
    look = investigate(world, case)
    world.client("village").get(look, status=200).mustcontain("等另一位确认", "屋顶漏雨")
    second = world.client("window")
    second.get("/me").mustcontain("入户调查等您确认")
    # Who wrote it down cannot stand by it a second time.
    world.client("village").get(f"{look}/@@step?do=countersign", status=404)
    step(second, look, "countersign")
    second.get(look).mustcontain("两人已确认")
    assert "入户调查等您确认" not in second.get("/me").text
    world.client("window2").get(look, status=404)


def test_what_the_second_person_disputes_is_written_anew(world: World, case: str) -> None:
    look = investigate(world, case)
    step(world.client("window"), look, "dispute", "没有欠债。")
    author = world.client("village")
    author.get("/me").mustcontain("入户调查有人说不对")
    step(author, look, "withdraw", "重新问过，再记一份。")
    author.get(look).mustcontain("已撤下")
    world.client("window").get(case).mustcontain("入户调查")


def test_nobody_investigates_with_themselves_or_with_a_stranger(world: World, case: str) -> None:
    page = world.client("village").get(f"{case}/@@investigate")
    assert {value for value, _s, _t in page.forms["investigation"]["second"].options} == {"", "window"}
    form = fill(page, "investigation", **LOOKED)
    form["second"].force_value("village")
    answer = form.submit("record", status=400)
    answer.mustcontain("屋顶漏雨")
    assert not list(world.site()["cases"]["case"].investigations)


def test_the_blank_form_is_printed_and_the_read_is_on_record(world: World, case: str) -> None:
    world.client("village").get(f"{case}/@@investigation-paper", status=200).mustcontain(
        "入户调查表", "调查人（二）"
    )


def test_neighbours_vote_but_not_in_an_emergency(world: World, case: str) -> None:
    votes = {
        "place": "村委会",
        "agreed": "9",
        "against": "2",
        "abstained": "1",
        "people": "王一、王二",
        "minutes": "同意。",
    }
    form = fill(
        world.client("village").get(f"{case}/@@assess"),
        "assessment",
        **votes | {"agreed": "0", "against": "0", "abstained": "0"},
    )
    form.submit("record", status=400).mustcontain("三项加起来是 0 票")
    form = fill(world.client("village").get(f"{case}/@@assess"), "assessment", **votes)
    vote = path_of(form.submit("record", status=303))
    world.client("window").get(vote, status=200).mustcontain("超过一半的人同意", "9 票", "王一、王二")
    world.commit(lambda site: setattr(site["cases"]["case"], "urgency", 0))
    form = fill(world.client("village").get(f"{case}/@@assess"), "assessment", **votes)
    form.submit("record", status=409).mustcontain("先救助，不评议", "王一、王二")


def noticed(world: World, case: str) -> str:
    page = world.client("window").get(f"{case}/@@notice", status=200)
    form = fill(page, "notice", assistance="temporary", amount="3,000")
    return path_of(form.submit("draft", status=303))


def test_a_notice_hangs_its_days_and_is_never_online(world: World, case: str) -> None:
    notice = noticed(world, case)
    village = world.client("village")
    village.get("/me").mustcontain("公示等张贴")
    paper = village.get(f"{notice}/@@paper", status=200)
    paper.mustcontain("社会救助公示", "周救示〔2026〕北郊0001号", "临时救助", "¥3,000.00")
    form = fill(village.get(f"{notice}/@@put-up"), "put-up", place="西塘社区公示栏", hour="23")
    form.submit("put_up", status=400).mustcontain("这个时间还没有到", "西塘社区公示栏")
    form = fill(village.get(f"{notice}/@@put-up"), "put-up", place="西塘社区公示栏", hour="8")
    form.submit("put_up", status=303)
    step(village, notice, "take_down", status=409)
    step(village, notice, "object", "有人说他家有辆车。")
    village.get(notice).mustcontain("有人说他家有辆车", "1 次")
    world.clock.now = NOW + timedelta(days=4)
    step(world.client("village"), notice, "take_down")
    world.client("window").get(notice).mustcontain("公示期满")
    world.client().get(notice, status=303)


def test_an_emergency_is_not_noticed_before_it_is_helped(world: World, case: str) -> None:
    world.commit(lambda site: setattr(site["cases"]["case"], "urgency", 0))
    page = world.client("window").get(f"{case}/@@notice")
    fill(page, "notice", assistance="temporary", amount="3,000").submit("draft", status=409).mustcontain(
        "事后公布"
    )


def advance(world: World, amount: str, town: str = TOWN) -> str:
    page = world.client("bureau").get(f"/units/{town}/@@advance", status=200)
    return path_of(
        fill(page, "advance", amount=amount, reference="周民〔2026〕9号").submit("advance", status=303)
    )


def decide(world: World, case: str, amount: str, status: int = 303, **more: str) -> Any:
    page = world.client("window").get(f"{case}/@@aid", status=200)
    return fill(page, "aid", amount=amount, **more).submit("decide", status=status)


def deliver(world: World, aid: str, **more: str) -> None:
    page = world.client("window").get(f"{aid}/@@deliver", status=200)
    form = fill(page, "deliver", **{"hour": "8", "second": "village", "receipt": "signature"} | more)
    form.submit("deliver", status=303)


def test_the_town_helps_first_two_hand_it_over_and_papers_follow(world: World, case: str) -> None:
    imprest = advance(world, "10,000")
    need = next(iter(world.site()["cases"]["case"].needs)).id
    aid = path_of(decide(world, case, "2,000", need=need))
    clerk = world.client("window")
    clerk.get("/me").mustcontain("先行救助等送到")
    clerk.get(f"{aid}/@@receipt", status=200).mustcontain("先行救助收条", "¥2,000.00", "送的人（二）")
    page = clerk.get(f"{aid}/@@deliver")
    form = fill(page, "deliver", hour="8", second="village", receipt="fingerprint", recipient="张桂芬")
    form.submit("deliver", status=400).mustcontain("见证人", "张桂芬")
    deliver(world, aid, recipient="张桂芬")
    step(world.client("village"), aid, "countersign")
    step(clerk, aid, "papers_in")
    clerk.get(aid).mustcontain("手续已补齐", "张桂芬")
    clerk.get(imprest).mustcontain("¥8,000.00", "¥2,000.00")
    site = world.site()
    assert next(iter(site["cases"]["case"].needs)).met == 200_000
    assert [fault for fault in audit.faults(site) if fault] == []


def test_a_town_gives_no_more_than_its_limit_and_says_why_it_gives_again(world: World, case: str) -> None:
    advance(world, "10,000")
    decide(world, case, "3,000.01", status=400).mustcontain("超过了镇（街道）自己能定的数", "3,000.01")
    aid = path_of(decide(world, case, "1,000"))
    decide(world, case, "500", status=400).mustcontain("再给要写明理由")
    step(world.client("window"), aid, "cancel", "家里说不用了。")
    decide(world, case, "3,000")
    assert world.site()["units"][TOWN].imprest.cash_fen == 700_000


def test_where_the_second_person_says_no_the_bureau_finds_out(world: World, case: str) -> None:
    advance(world, "10,000")
    aid = path_of(decide(world, case, "2,000"))
    deliver(world, aid, recipient="张桂芬")
    step(world.client("village"), aid, "dispute", "我没有去。")
    bureau = world.client("bureau")
    bureau.get("/me").mustcontain("先行救助有人说不对")
    step(bureau, aid, "resolve", "已到家里核实，钱收到了；以后必须两人同去。")
    world.client("window").get("/me").mustcontain("先行救助等补手续")


def test_without_an_imprest_or_without_money_in_it_nothing_is_promised(world: World, case: str) -> None:
    decide(world, case, "1,000", status=409).mustcontain("还没有备用金")
    advance(world, "800")
    decide(world, case, "1,000", status=409).mustcontain("备用金不够了")
    assert world.site()["units"][TOWN].imprest.cash_fen == 80_000


def test_the_imprest_is_counted_and_taken_over_every_month(world: World, case: str) -> None:
    imprest = advance(world, "10,000")
    deliver(world, path_of(decide(world, case, "2,000")), recipient="张桂芬")
    clerk, bureau = world.client("window"), world.client("bureau")
    form = fill(clerk.get(f"{imprest}/@@count"), "count", counted="7,900")
    form.submit("count", status=400).mustcontain("和账上的数不一样", "7,900")
    fill(clerk.get(f"{imprest}/@@count"), "count", counted="8,000").submit("count", status=303)
    bureau.get("/me").mustcontain("备用金盘点等核对")
    step(bureau, imprest, "accept_count")
    fill(clerk.get(f"{imprest}/@@ask-refill"), "ask-refill", amount="2,000").submit("ask", status=303)
    bureau.get("/me").mustcontain("备用金等补足")
    advance(world, "2,000")
    site = world.site()
    kept = site["units"][TOWN].imprest
    assert (kept.cash_fen, kept.unsettled_fen, kept.wanted_fen) == (1_000_000, 0, 0)
    assert day_of(kept.count_by).isoformat() == "2026-12-31"
    balances = site.treasury.balances()
    assert (balances["paid:temporary"], balances["advance:temporary"]) == (200_000, 1_000_000)
    assert [fault for fault in audit.faults(site) if fault] == []
    bureau.get("/treasury").mustcontain("拨作备用金", "¥10,000.00")
    bureau.get("/imprests").mustcontain("北郊镇", "王村镇")
    clerk.get(f"/units/{OTHER_TOWN}/imprest", status=404)
    world.client("window2").get(imprest, status=404)


def test_a_case_is_not_closed_over_what_is_still_under_way(world: World, case: str) -> None:
    noticed(world, case)
    step(world.client("window"), case, "close", "办完了。", status=409).mustcontain("还有没办完的")


def test_while_a_notice_hangs_the_clock_rests(world: World, case: str) -> None:
    """办理时限 stops for 公示 (PROCEDURES, words of procedure): the date moves by the working days it hung."""
    world.commit(lambda site: clock_of(site, world))
    promised = world.site()["cases"]["case"].due
    assert day_of(promised).isoformat() == "2026-12-14"
    notice = noticed(world, case)
    village = world.client("village")
    form = fill(village.get(f"{notice}/@@put-up"), "put-up", place="西塘社区公示栏", hour="8")
    form.submit("put_up", status=303)
    world.clock.now = NOW + timedelta(days=4)
    step(world.client("village"), notice, "take_down")
    # Monday to Friday: four working days.
    assert day_of(world.site()["cases"]["case"].due).isoformat() == "2026-12-18"


def clock_of(site: Site, world: World) -> None:
    """What admitting the case at the window would have promised."""
    rule = load(SHIPPED).limit("temporary.complete")
    began = term.Term("due", "temporary.complete", rule.value, rule.unit, NOW, rule.pauses)
    term.promise(site["cases"]["case"], began, load(SHIPPED).calendar())


def test_photos_of_an_investigation_stand_with_it_and_in_the_case(world: World, case: str) -> None:
    page = world.client("village").get(f"{case}/@@investigate")
    form = fill(page, "investigation", second="window", **LOOKED)
    form["photos"] = [Upload("IMG_1.jpg", photo())]
    look = path_of(form.submit("record", status=303))
    clerk = world.client("window")
    clerk.get(look).click("看照片 1").mustcontain("哪次走访", look)
    world.client("medical").get(path_of_photo(world), status=404)


def path_of_photo(world: World) -> str:
    (kept,) = world.site()["cases"]["case"].attachments
    return f"/cases/case/attachments/{kept.id}"


def test_where_the_second_person_cannot_answer_any_more_the_bureau_does(world: World, case: str) -> None:
    advance(world, "10,000")
    aid = path_of(decide(world, case, "2,000"))
    deliver(world, aid, recipient="张桂芬")
    world.commit(lambda site: setattr(site["accounts"]["village"], "state", "disabled"))
    step(world.client("bureau"), aid, "resolve", "陪同的人已调走，家里说收到了。")
    world.client("window").get(aid).mustcontain("等补手续")


def test_aid_that_is_not_handed_over_yet_goes_along_to_the_other_window(world: World, case: str) -> None:
    imprest = advance(world, "10,000")
    aid = path_of(decide(world, case, "2,000"))
    form = fill(world.client("window").get(f"{case}/@@move"), "hand-over", town=OTHER_TOWN, told=True)
    form.submit("hand_over", status=303)
    assert "先行救助等送到" not in world.client("window").get("/me").text
    clerk = world.client("window2")
    clerk.get("/me").mustcontain("先行救助等送到")
    page = clerk.get(f"{aid}/@@deliver", status=200)
    given = {"hour": "8", "second": "village2", "receipt": "signature", "recipient": "张桂芬"}
    fill(page, "deliver", **given).submit("deliver", status=303)
    # The money was of the town that had promised it.
    world.client("bureau").get(imprest).mustcontain("¥8,000.00")

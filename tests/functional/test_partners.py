"""Charities and agencies over HTTP: posting, recording, changing, contracts, and their answers to proposals."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from stdnum.cn import uscc
from webtest import TestApp

from content.account import Account
from content.donation import Donation, Receipt
from content.organisation import Organisation
from content.project import Project
from content.source import Restrictions
from content.workflow import fire
from portal.demo.people import AGENCY, CHARITY, TOWN, password_hash
from tests import district

SCRIPT = "<script>alert(1)</script>"
PROJECT = {
    "title": "金秋助学",
    "filing_number": "5137030600000000A26001",
    "filed_on": "2026-11-01",
    "begins_on": "2026-11-11",
    "ends_on": "2027-11-10",
    "amount": "80,000",
    "text": "帮助突然遇到困难的家庭。",
    "giving": "腾讯公益 https://gongyi.example/1",
    "cap": "4,000.50",
}
OFFER = {"title": "周末辅导功课", "item": "tutoring", "amount": "48", "text": "每周六上午。"}
GIFT = {
    "title": "定向北郊镇医疗",
    "amount": "10,000",
    "received_on": "2026-11-20",
    "receipt_number": "鲁财公益0026512",
    "handler": "刘建军",
    "giver_name": "隋先生",
}


def fill(form: Any, values: dict[str, Any]) -> Any:
    for name, value in values.items():
        form[name] = value
    return form


def tick(form: Any, name: str, *values: str) -> None:
    for box in form.fields[name]:
        box.checked = box._value in values


def post(client: TestApp, folder: str, values: dict[str, Any], status: int = 303, **ticks: Any) -> Any:
    page = client.get(f"/{folder}/@@new", status=200)
    form = fill(page.forms[folder[:-1]], values)
    for name, chosen in ticks.items():
        tick(form, name, *chosen)
    return form.submit(status=status)


def path_of(answer: Any) -> str:
    return str(answer.location.replace("http://localhost", ""))


def step(client: TestApp, path: str, name: str, text: str = "", status: int = 303) -> Any:
    form = client.get(f"{path}/@@step", {"do": name}).forms["step"]
    if text:
        form["text"] = text
    return form.submit("go", status=status)


def only(world: Any, folder: str) -> Any:
    (found,) = list(world.site()[folder])
    return found


@pytest.fixture
def other_charity(world: Any) -> Callable[[], TestApp]:
    """An agent of another approved charity, signed in."""

    def build(site: Any) -> None:
        other = Organisation(id="charity-other", title="暖阳公益", sort="charity", **district.BY)
        site["organisations"].add(other)
        fire(other, "approve", **district.BY)
        site["accounts"].add(
            Account(
                id="charity2",
                login="charity2",
                display_name="崔静",
                roles=(("charity_agent", "charity-other"),),
                password_hash=password_hash(),
                **district.BY,
            )
        )

    world.commit(build)
    return lambda: world.client("charity2")


# Projects


def test_a_project_is_posted_with_its_restrictions(world: Any) -> None:
    client = world.client("charity")
    answer = post(
        client, "projects", PROJECT, categories=["education"], places=[TOWN], requires=["student", "fire"]
    )
    page = answer.follow(status=200)
    page.mustcontain("金秋助学", "¥80,000.00", "教育", "北郊镇", "火灾、有在校学生", "¥4,000.50", "腾讯公益")
    project = only(world, "projects")
    assert project.organisation_id == CHARITY
    assert project.restrictions == Restrictions(
        categories=("education",),
        places=(TOWN,),
        requires=("fire", "student"),
        caps=(("case", 400_050, None),),
    )
    client.get("/mine", status=200).mustcontain("金秋助学", "进行中", "¥80,000.00")


def test_a_double_click_posts_once(world: Any) -> None:
    client = world.client("charity")
    form = fill(client.get("/projects/@@new").forms["project"], PROJECT)
    assert form.submit(status=303).location == form.submit(status=303).location
    only(world, "projects")


@pytest.mark.parametrize(
    ("field", "typed", "message"),
    [
        ("amount", "-5", "金额不能小于 0"),
        ("amount", "12.345", "最多写到分"),
        ("amount", "0", "金额要大于 0"),
        ("amount", "很多", "金额要写成数字"),
        ("amount", "", "请填写“预算（元）”"),
        ("title", "长" * 41, "请删去 1 个字"),
        ("text", "长" * 1001, "请删去 1 个字"),
        ("filing_number", "", "请填写“备案编号”"),
        ("cap", "0.001", "最多写到分"),
        ("expires", "2026-11-22", "日期不能早于"),
        ("expires", "2026-02-30", "这一天不存在"),
    ],
)
def test_what_is_wrong_with_a_project_stands_at_its_field(
    world: Any, field: str, typed: str, message: str
) -> None:
    answer = post(world.client("charity"), "projects", PROJECT | {field: typed}, status=400)
    answer.mustcontain(message, 'role="alert"', "帮助突然遇到困难的家庭" if field != "text" else "长长")
    assert answer.html.find(id=field)["aria-invalid"] == "true"
    assert not list(world.site()["projects"])


def test_days_that_exclude_each_other_are_told_at_the_second(world: Any) -> None:
    typed = PROJECT | {"valid_from": "2027-01-05", "expires": "2027-01-04"}
    answer = post(world.client("charity"), "projects", typed, status=400)
    answer.mustcontain("结束的日子早于开始的日子")
    assert answer.html.find(id="expires")["value"] == "2027-01-04"


def test_an_unknown_category_and_an_unknown_town_are_refused(world: Any) -> None:
    client = world.client("charity")
    form = fill(client.get("/projects/@@new").forms["project"], PROJECT)
    for name, unknown in (("categories", "yachts"), ("places", "110101")):
        form.fields[name][0]._value = unknown
        form.fields[name][0].checked = True
    answer = form.submit(status=400)
    answer.mustcontain("有 2 处要改")
    assert not list(world.site()["projects"])


def test_html_is_text(world: Any) -> None:
    page = post(world.client("charity"), "projects", PROJECT | {"text": SCRIPT, "title": SCRIPT}).follow()
    assert SCRIPT not in page.text
    assert page.html.find("h1").get_text(strip=True) == SCRIPT


def test_a_project_is_changed_reported_and_closed(world: Any) -> None:
    client = world.client("charity")
    path = path_of(post(client, "projects", PROJECT)).rsplit("/", 1)[0]

    def promise(site: Any) -> None:
        site["projects"][path.rsplit("/", 1)[1]].reserve(1_000_000, reference="x", **district.BY)

    world.commit(promise)
    form = client.get(f"{path}/@@revise").forms["project"]
    assert (form["amount"].value, form["cap"].value) == ("80000", "4000.50")
    form["amount"] = "9,999"
    form.submit(status=400).mustcontain("已经答应和用出去的比这个多")
    form["amount"], form["giving"] = "90,000", ""
    form.submit(status=303).follow().mustcontain("¥90,000.00", "¥80,000.00", "改了数额或用途")
    form.submit(status=409).mustcontain("别人改过这份内容")
    report = client.get(f"{path}/@@report").forms["report"]
    report["until"] = "2026-11-24"
    report.submit(status=400).mustcontain("日期不能晚于")
    report["until"] = "2026-11-20"
    report.submit(status=303).follow().mustcontain("使用情况报告到 2026年11月20日（周五）")
    assert step(client, path, "close").location.endswith("/@@manage")
    client.get(f"{path}/@@manage", status=200).mustcontain("已结束")
    client.get(f"{path}/@@revise", status=404)


def test_the_bureau_suspends_and_resumes_a_project(world: Any) -> None:
    path = path_of(post(world.client("charity"), "projects", PROJECT)).rsplit("/", 1)[0]
    bureau = world.client("bureau")
    bureau.get(f"{path}/@@manage", status=200)
    bureau.get(f"{path}/@@revise", status=404)
    step(bureau, path, "suspend", status=400)
    step(bureau, path, "suspend", "备案过期，补办后恢复。")
    assert only(world, "projects").state == "suspended"
    step(bureau, path, "resume")
    assert only(world, "projects").state == "posted"


def test_what_belongs_to_another_organisation_is_not_there(world: Any, other_charity: Any) -> None:
    own = world.client("charity")
    project = path_of(post(own, "projects", PROJECT)).rsplit("/", 1)[0]
    offer = path_of(post(own, "offers", OFFER)).rsplit("/", 1)[0]
    gift = path_of(post(own, "donations", GIFT))
    other = other_charity()
    for path in (
        f"{project}/@@manage",
        f"{project}/@@revise",
        f"{project}/@@report",
        f"{offer}/@@manage",
        gift,
    ):
        other.get(path, status=404)
    other.get(f"{project}/@@step", {"do": "close"}, status=404)
    assert "金秋助学" not in other.get("/mine", status=200).text


def test_an_id_that_another_charity_took_is_not_opened(world: Any, other_charity: Any) -> None:
    form = fill(world.client("charity").get("/projects/@@new").forms["project"], PROJECT)
    form.submit(status=303)
    other = other_charity()
    mine = fill(other.get("/projects/@@new").forms["project"], PROJECT)
    mine["once"] = form["once"].value
    mine.submit(status=404)
    assert only(world, "projects").organisation_id == CHARITY


def test_strangers_sign_in_and_other_staff_find_nothing(world: Any) -> None:
    for path in (
        "/mine",
        "/projects/@@new",
        "/offers/@@new",
        "/donations/@@new",
        "/contracts/@@new",
        "/claims",
    ):
        assert "/sign-in" in world.client().get(path, status=303).location
    for login in ("window", "worker", "fund", "auditor"):
        for path in ("/projects/@@new", "/donations/@@new", "/mine"):
            world.client(login).get(path, status=404)


def test_a_suspended_organisation_may_not_post(world: Any) -> None:
    charity = world.client("charity")
    path = path_of(post(charity, "projects", PROJECT)).rsplit("/", 1)[0]
    form = fill(charity.get("/projects/@@new").forms["project"], PROJECT)
    revise = charity.get(f"{path}/@@revise").forms["project"]
    step(world.client("bureau"), f"/organisations/{CHARITY}", "suspend", "年检没有通过。")
    form.submit(status=409).mustcontain("没有获得批准，或被暂停了资格")
    revise.submit(status=409)
    for folder in ("projects", "offers", "donations"):
        charity.get(f"/{folder}/@@new", status=409).mustcontain("没有获得批准，或被暂停了资格")
    assert "@@new" not in charity.get("/mine").text
    only(world, "projects")


# Offers and donations


def test_an_offer_keeps_whom_to_ring_under_seal(world: Any) -> None:
    client = world.client("charity")
    typed = OFFER | {"volunteer_name": "辛老师", "volunteer_phone": "13805330001", "cap": "8"}
    answer = post(client, "offers", typed, places=[TOWN])
    answer.follow(status=200).mustcontain("48 小时", "辛老师", "13805330001", "8 小时", "教育")
    offer = only(world, "offers")
    assert (offer.unit, offer.restrictions.categories) == ("hour", ("education",))
    bureau = world.client("bureau").get(path_of(answer), status=200)
    assert "辛老师" not in bureau.text
    assert "辛老师" not in world.client().get(f"/offers/{offer.id}", status=200).text


@pytest.mark.parametrize(
    ("field", "typed", "message"),
    [
        ("amount", "1.5", "不能有小数点"),
        ("amount", "-3", "至少是 1"),
        ("amount", "99999999", "最多是 10000"),
        ("volunteer_phone", "1380533", "11 位"),
    ],
)
def test_what_is_wrong_with_an_offer(world: Any, field: str, typed: str, message: str) -> None:
    post(world.client("charity"), "offers", OFFER | {field: typed}, status=400).mustcontain(
        message, "每周六上午"
    )


def test_an_unknown_item_is_refused(world: Any) -> None:
    client = world.client("charity")
    form = fill(client.get("/offers/@@new").forms["offer"], OFFER)
    form["item"].force_value("yacht")
    form.submit(status=400)


def test_an_offer_grows_and_shrinks_but_not_below_what_is_promised(world: Any) -> None:
    client = world.client("charity")
    path = path_of(post(client, "offers", OFFER)).rsplit("/", 1)[0]
    world.commit(lambda site: next(iter(site["offers"])).reserve(10, reference="x", **district.BY) and None)
    form = client.get(f"{path}/@@revise").forms["amount"]
    form["amount"] = "9"
    form.submit(status=400).mustcontain("已经答应和用出去的比这个多")
    form["amount"] = "10"
    form.submit(status=303)
    assert only(world, "offers").available == 0


def test_a_donation_is_recorded_and_its_giver_sealed(world: Any) -> None:
    client = world.client("charity")
    answer = post(client, "donations", GIFT, categories=["medical"], places=[TOWN])
    answer.follow(status=200).mustcontain("隋先生", "¥10,000.00", "鲁财公益0026512", "医疗", "北郊镇")
    gift = only(world, "donations")
    assert (gift.amount, gift.received_on, gift.giver) == (1_000_000, "2026-11-20", "individual")
    path = path_of(answer)
    assert "隋先生" not in world.client("bureau").get(path, status=200).text
    world.client("auditor").get(path, status=200).mustcontain("隋先生")
    world.client("window").get(path, status=404)


def test_a_receipt_or_a_waiver_and_a_giver_or_none(world: Any) -> None:
    client = world.client("charity")
    bare = GIFT | {"receipt_number": "", "giver_name": ""}
    answer = post(client, "donations", bare, status=400)
    answer.mustcontain("请填票据号；", "请填捐赠人；", "有 2 处要改")
    form = answer.forms["donation"]
    form["is_waived"], form["is_anonymous"] = True, True
    form.submit(status=303).follow().mustcontain("捐赠人不要票据", "不留姓名")


def test_a_receipt_is_recorded_once_until_it_is_voided(world: Any) -> None:
    client = world.client("charity")
    path = path_of(post(client, "donations", GIFT))
    post(client, "donations", GIFT, status=400).mustcontain("这个票据号已经登记过")
    step(client, path, "void", status=400)
    step(client, path, "void", "金额多写了一个 0。")
    client.get(path).mustcontain("已作废")
    post(client, "donations", GIFT | {"amount": "1,000"})


def test_a_donation_in_use_cannot_be_voided(world: Any) -> None:
    client = world.client("charity")
    path = path_of(post(client, "donations", GIFT))
    world.commit(
        lambda site: next(iter(site["donations"])).reserve(100, reference="x", **district.BY) and None
    )
    step(client, path, "void", "登记错了。", status=409).mustcontain("不能作废")


def test_a_donation_of_tomorrow_is_refused(world: Any) -> None:
    post(world.client("charity"), "donations", GIFT | {"received_on": "2026-11-24"}, status=400).mustcontain(
        "日期不能晚于"
    )


# Organisations


def test_an_organisation_applies_is_approved_and_keeps_its_particulars(world: Any) -> None:
    bureau = world.client("bureau")
    form = bureau.get("/organisations/@@new").forms["organisation"]
    code = "51370306MJE123456"
    form["title"], form["sort"], form["phone"] = "暖阳公益服务中心", "charity", "0533-6412345"
    form["credit_code"] = code + "Z"
    form.submit(status=400)
    form["credit_code"] = code + uscc.calc_check_digit(code)
    path = path_of(form.submit(status=303))
    world.client().get(path, status=404)
    bureau.get("/me").mustcontain("慈善组织等批准")
    step(bureau, path, "approve")
    world.client().get(path, status=200).mustcontain("暖阳公益服务中心")
    again = bureau.get("/organisations/@@new").forms["organisation"]
    again["title"], again["sort"], again["credit_code"] = "另一个", "agency", form["credit_code"].value
    again.submit(status=400).mustcontain("已经登记过")
    bureau.get("/organisations", status=200).mustcontain("暖阳公益服务中心", "同心社会工作服务中心")
    world.client("charity").get("/organisations", status=404)
    world.client("charity").get(f"{path}/@@edit", status=404)


def test_a_charity_changes_its_telephone(world: Any) -> None:
    client, path = world.client("charity"), f"/organisations/{CHARITY}"
    form = client.get(f"{path}/@@edit").forms["particulars"]
    form["phone"] = "0533-6412345"
    form.submit(status=303).follow(status=200).mustcontain("6412345")
    form.submit(status=409)


# Contracts


def sign(world: Any, status: int = 303, **typed: Any) -> Any:
    form = world.client("bureau").get("/contracts/@@new").forms["contract"]
    values = {"title": "居家陪护", "number": "周民购011", "agency": AGENCY, "item": "care", "hours": "200"}
    return fill(form, values | {"expires": "2027-11-30"} | typed).submit(status=status)


def test_the_bureau_signs_a_contract_and_buys_more(world: Any) -> None:
    answer = sign(world)
    path, bureau = path_of(answer), world.client("bureau")
    bureau.get(path, status=200).mustcontain("居家陪护", "200 小时", "2027年11月30日（周二）")
    form = bureau.get(f"{path}/@@purchase").forms["purchase"]
    form["hours"] = "-1"
    form.submit(status=400)
    form["hours"] = "50"
    form.submit(status=303)
    # Pressed twice: it leads to what the first press did.
    form.submit(status=303)
    contract = only(world, "contracts")
    assert (contract.available, contract.ledger.balances()["purchased"]) == (250, -250)
    worker = world.client("worker")
    worker.get(path, status=200).mustcontain("250 小时")
    worker.get(f"{path}/@@purchase", status=404)
    world.client("charity").get(path, status=404)
    step(bureau, path, "end")
    assert only(world, "contracts").state == "ended"


@pytest.mark.parametrize(
    "typed",
    [{"hours": "0"}, {"hours": "1.5"}, {"expires": "2026-11-01"}, {"title": ""}, {"number": "长" * 41}],
)
def test_what_is_wrong_with_a_contract(world: Any, typed: dict[str, str]) -> None:
    sign(world, status=400, **typed)
    assert not list(world.site()["contracts"])


def test_no_contract_with_an_agency_that_is_suspended(world: Any) -> None:
    form = world.client("bureau").get("/contracts/@@new").forms["contract"]
    step(world.client("bureau"), f"/organisations/{AGENCY}", "suspend", "年检没有通过。")
    fill(form, {"title": "陪护", "number": "1", "agency": AGENCY, "item": "care", "hours": "9"})
    fill(form, {"expires": "2027-11-30"}).submit(status=400)


# Proposals


@pytest.fixture
def asked(world: Any) -> str:
    """The path of an accepted proposal of a donation, whose household has a name and a phone."""

    def build(site: Any) -> None:
        case = district.family(site, world.vault)
        household = site["households"][case.household_id]
        household.keep(world.vault, {"phone": "13805330147"})
        head = household.members[0]
        head.relation = "head"
        district.need(case, 1_200_000, id="money")
        district.donation(site, world.vault, 500_000, rule=Restrictions(categories=("medical",)))

    world.commit(build)
    desk = world.client("fund")
    desk.get("/desk").forms[0].submit(status=303)
    proposal = next(p for p in world.site()["proposals"] if p.source_kind == "donation")
    desk.get(f"/proposals/{proposal.id}/@@accept").forms["accept"].submit("accept", status=303)
    return f"/proposals/{proposal.id}"


def consent(world: Any, given: bool) -> None:
    world.commit(lambda site: setattr(site["cases"]["case"], "consent_share", given))


def test_the_owner_is_asked_in_words_and_sees_no_name(world: Any, asked: str) -> None:
    consent(world, True)
    page = world.client("charity").get(asked, status=200)
    page.mustcontain("请您答复", "¥5,000.00", "北郊镇", "限定用于医疗", "确认可以帮", "这次帮不了", "还剩")
    assert "张小明" not in page.text
    assert "13805330147" not in page.text


def test_name_and_phone_come_with_confirmation_and_consent_and_go_with_the_end(
    world: Any, asked: str
) -> None:
    charity = world.client("charity")
    step(charity, asked, "confirm")
    consent(world, False)
    page = charity.get(asked, status=200)
    page.mustcontain("没有同意把姓名和电话告诉您", "北郊镇")
    assert "张小明" not in page.text
    consent(world, True)
    charity.get(asked).mustcontain("张小明", "13805330147")
    reads = list(world.registry.readlog.of("household:home-case"))
    assert [(read.actor, read.page) for read in reads] == [("user:charity", f"GET {asked}")]
    for login in ("fund", "bureau"):
        assert "张小明" not in world.client(login).get(asked, status=200).text
    step(charity, asked, "deliver")
    step(world.client("window"), asked, "acknowledge")
    assert "张小明" not in charity.get(asked, status=200).text


def test_declining_says_why_and_frees(world: Any, asked: str) -> None:
    charity = world.client("charity")
    step(charity, asked, "decline", status=400)
    step(charity, asked, "decline", f"捐款人改了主意{SCRIPT}")
    page = charity.get(asked, status=200)
    page.mustcontain("捐款人改了主意", "没有配成")
    assert SCRIPT not in page.text
    assert world.site()["donations"]["gift"].available == 500_000
    charity.get(f"{asked}/@@step", {"do": "confirm"}, status=409)


def test_two_answers_at_once_only_the_first_counts(world: Any, asked: str) -> None:
    form = world.client("charity").get(f"{asked}/@@step", {"do": "confirm"}).forms["step"]
    form.submit("go", status=303)
    form.submit("go", status=409).mustcontain("先办了一步")


def test_others_do_not_see_a_proposal(world: Any, asked: str, other_charity: Any) -> None:
    other_charity().get(asked, status=404)
    for login in ("worker", "window", "education", "signer1"):
        world.client(login).get(asked, status=404)


def test_an_expired_source_is_not_proposed(world: Any) -> None:
    def build(site: Any) -> None:
        case = district.family(site, world.vault)
        district.need(case, 1_200_000, id="money")
        receipt = Receipt(number="1", handler="刘", received_on="2026-01-01")
        rule = Restrictions(expires="2026-11-22")
        gift = Donation(
            organisation_id=CHARITY,
            receipt=receipt,
            giver="unit",
            giver_name="某厂",
            vault=world.vault,
            amount=100_000,
            restrictions=rule,
            **district.BY,
        )
        site["donations"].add(gift)
        site["projects"].add(
            Project(
                organisation_id=CHARITY,
                title="旧项目",
                filing_number="1",
                budget_fen=1,
                restrictions=rule,
                **district.BY,
            )
        )

    world.commit(build)
    world.clock.now += timedelta(hours=1)
    world.client("fund").get("/desk").forms[0].submit(status=303)
    assert not list(world.site()["proposals"])

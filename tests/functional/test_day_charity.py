"""A day of a charity: whom it may not help, what it has to report, and who is not approved."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from content import role
from content.interested import barred_households, hashes_of
from portal.demo.people import CHARITY
from tests import district
from tests.functional.bad_input.table_giving import CREDIT_CODE, DONATION, GOODS
from tests.functional.test_family import made_up_id

ID = made_up_id("37030619700101009")


@pytest.fixture
def at_work(world: Any) -> Any:
    """Two families that the charity's gift could help; the head of one is known by name and number."""

    def build(site: Any) -> None:
        for id in ("near", "far"):
            case = district.family(site, world.vault, id=id)
            district.need(case, 100_000, id=f"money-{id}")
        site.lookup.put(world.vault, "id", ID, "home-near")
        site.lookup.put_name(world.vault, "王秀兰", "home-near")
        district.donation(site, world.vault, 500_000)

    world.commit(build)
    return world


def run(world: Any) -> dict[str, str]:
    """What the matcher proposes: case → source."""
    world.client("fund").get("/desk").forms[0].submit(status=303)
    return {p.case_id: p.source for p in world.site()["proposals"] if p.state == "proposed"}


def declare(world: Any, path: str, people: str, *, replace: bool = False, status: int = 303) -> Any:
    form = world.client("charity").get(f"{path}/@@interested").forms["interested"]
    form["people"], form["replace"] = people, replace
    return form.submit("declare", status=status)


@pytest.mark.parametrize("who", ["王秀兰", "王 秀兰", ID, f"{ID[:6]} {ID[6:14]} {ID[14:]}"])
@pytest.mark.parametrize("path", ["/donations/gift", f"/organisations/{CHARITY}"])
def test_a_gift_does_not_go_to_whom_its_giver_or_the_managers_are_close_to(
    at_work: Any, who: str, path: str
) -> None:
    assert run(at_work) == {"near": "/donations/gift", "far": "/donations/gift"}
    declare(at_work, path, f"赵某某\n{who}")
    assert run(at_work) == {"far": "/donations/gift"}


def test_what_was_declared_is_kept_as_hashes_and_shown_to_nobody(at_work: Any) -> None:
    page = declare(at_work, "/donations/gift", f"王秀兰\n{ID}").follow()
    assert "共 2 人" in page
    assert "王秀兰" not in page
    again = at_work.client("charity").get("/donations/gift/@@interested")
    assert "现在登记了 2 人" in again
    assert "王秀兰" not in again
    gift = at_work.site()["donations"]["gift"]
    assert set(gift.interested) == set(hashes_of(at_work.vault, ["王秀兰", ID]))
    assert "王秀兰" not in repr([event.details for event in gift.history])
    declare(at_work, "/donations/gift", "赵某某", replace=True)
    assert barred_households(at_work.site(), at_work.site()["donations"]["gift"]) == frozenset()


def test_declared_after_the_plan_it_is_refused_when_it_is_accepted(at_work: Any) -> None:
    run(at_work)
    (near,) = (p for p in at_work.site()["proposals"] if p.case_id == "near")
    declare(at_work, "/donations/gift", "王秀兰")
    page = at_work.client("fund").get("/desk")
    form = next(f for f in page.forms.values() if f.action.endswith(f"{near.id}/@@accept"))
    assert "情况变了" in form.submit(status=409)
    assert at_work.site()["donations"]["gift"].reserved == 0


def test_a_wrong_number_is_told_by_its_line_and_nothing_is_kept(at_work: Any) -> None:
    answer = declare(at_work, "/donations/gift", "王秀兰\n370306197001011234", status=400)
    assert "第 2 行不是身份证号码" in answer
    assert "王秀兰" in answer
    assert at_work.site()["donations"]["gift"].interested == ()
    for login in ("fund", "bureau", "auditor"):
        at_work.client(login).get("/donations/gift/@@interested", status=404)


def test_a_project_owes_a_report_every_three_months(world: Any) -> None:
    def build(site: Any) -> None:
        made = district.project(site, 1_000_000)
        site.worklists.update(made, "/projects/project")

    world.commit(build)
    charity = world.client("charity")
    assert "报告使用情况" in charity.get("/me")
    world.clock.now += timedelta(days=95)
    charity = world.client("charity")
    assert "due-late" in charity.get("/me")
    form = charity.get("/projects/project/@@report").forms["report"]
    form["until"] = f"{world.clock.now:%Y-%m-%d}"
    form.submit("report", status=303)
    assert "due-late" not in charity.get("/me")
    assert world.site().worklists.of(role.at("charity_agent", CHARITY)).up_to(9) == 1


def test_an_application_that_is_refused_may_post_nothing(world: Any) -> None:
    bureau = world.client("bureau")
    form = bureau.get("/organisations/@@new").forms["organisation"]
    form["title"], form["sort"], form["credit_code"] = "周村区爱心协会", "charity", CREDIT_CODE
    path = form.submit("apply", status=303).follow().request.path
    step = bureau.get(f"{path}/@@step?do=refuse").forms["step"]
    step.submit("go", status=400)
    step["text"] = "没有慈善组织登记证书。"
    step.submit("go", status=303)
    (refused,) = (o for o in world.site()["organisations"] if o.title == "周村区爱心协会")
    assert refused.state == "refused"
    world.client("charity").get(path, status=404)


# Applying from outside


def apply_from_outside(world: Any) -> tuple[Any, str]:
    """A stranger's browser and the receipt number it was given."""
    stranger = world.client()
    form = stranger.get("/organisations/apply").forms["joining"]
    form["title"], form["sort"] = "周村区爱心协会", "charity"
    form["credit_code"], form["contact_name"], form["contact_phone"] = CREDIT_CODE, "孙丽", "13805330147"
    page = form.submit("join")
    assert form.submit("join").html.find(class_="num").text == page.html.find(class_="num").text
    assert len([o for o in world.site()["organisations"] if o.state == "applied"]) == 1
    return stranger, page.html.find(class_="num").text


def ask(stranger: Any, receipt: str, tail: str = "0147") -> Any:
    form = stranger.get("/status").forms["status"]
    form["receipt"], form["tail"] = receipt, tail
    return form.submit("ask", status="*")


def test_an_organisation_applies_and_hears_why_it_is_refused(world: Any) -> None:
    stranger, receipt = apply_from_outside(world)
    assert "没有查到" in ask(stranger, receipt, "9999")
    assert "正在核对" in ask(stranger, receipt).follow()
    bureau = world.client("bureau")
    (made,) = (o for o in world.site()["organisations"] if o.state == "applied")
    path = f"/organisations/{made.id}"
    assert "13805330147" in bureau.get(path)
    assert "13805330147" not in world.client("auditor").get(path)
    step = bureau.get(f"{path}/@@step?do=refuse").forms["step"]
    step["text"] = "没有慈善组织登记证书。"
    step.submit("go", status=303)
    assert "没有慈善组织登记证书" in ask(stranger, receipt).follow()
    stranger.get(path, status=404)


def test_an_organisation_applies_once(world: Any) -> None:
    apply_from_outside(world)
    form = world.client().get("/organisations/apply").forms["joining"]
    form["title"], form["sort"] = "周村区爱心协会", "charity"
    form["credit_code"], form["contact_name"], form["contact_phone"] = CREDIT_CODE, "孙丽", "13805330147"
    assert "已经登记过" in form.submit("join", status=400)


def test_approved_it_is_told_how_to_get_in_and_posts_nothing_before(world: Any) -> None:
    stranger, receipt = apply_from_outside(world)
    (made,) = (o for o in world.site()["organisations"] if o.state == "applied")
    bureau = world.client("bureau")
    page = bureau.get(f"/organisations/{made.id}")
    assert "孙丽" in page
    button = next(f for f in page.forms.values() if "do" in f.fields and f["do"].value == "approve")
    button.submit(status=303)
    assert "领一次性登录码" in ask(stranger, receipt).follow()
    assert "13805330147" not in world.client().get(f"/organisations/{made.id}")


# Goods


def test_goods_come_in_by_their_papers_and_go_to_who_lacks_them(world: Any) -> None:
    def build(site: Any) -> None:
        case = district.family(site, world.vault)
        district.need(case, 2, "living", "quilt", id="quilts", unit="piece")

    world.commit(build)
    charity = world.client("charity")
    form = charity.get("/donations/@@goods").forms["goods"]
    typed = DONATION | GOODS
    for name in (
        "title",
        "item",
        "amount",
        "value",
        "basis",
        "batch",
        "received_on",
        "handler",
        "giver_name",
    ):
        form[name] = typed[name]
    answer = form.submit("record", status=400)
    assert "请填票据号" in answer
    form = answer.forms["goods"]
    form["receipt_number"] = "鲁财票0009"
    page = form.submit("record", status=303).follow()
    for words in ("¥3,200.00", "入2026-07", "按捐赠人的凭证", "棉被"):
        assert words in page
    (gift,) = world.site()["donations"]
    assert (gift.unit, gift.item, gift.available, gift.value_fen) == ("piece", "quilt", 40, 320_000)
    assert run(world) == {"case": f"/donations/{gift.id}"}

"""Anybody on a phone: tells of abuse and follows it by the code, offers to volunteer, pledges, objects."""

from __future__ import annotations

from typing import Any

import pytest

from content.workflow import fire
from tests import district
from tests.browser.words import LANGUAGES
from tests.conftest import NOW, World
from tests.functional.test_status import RECEIPT
from tests.registered import CLERK, TAIL, family, with_receipt

pytestmark = pytest.mark.browser
PHONE = 390
UNPAID = "我知道：志愿服务没有报酬，路上和服务中可能有风险；组织会安排培训和保险，我听从安排"


@pytest.fixture
def helped(world: World) -> None:
    """A filed project, and a family that was not admitted."""

    def build(site: Any) -> None:
        district.project(site, 5_000_000)
        case = family(site, world.vault, "a")
        with_receipt(site, world.vault, case, RECEIPT, TAIL)
        case.state = "lodged"
        fire(case, "refuse", reason="x", actor=CLERK, at=NOW)

    world.commit(build)


def code(person: Any) -> str:
    return str(person.page.locator(".panel-warm .num").inner_text())


def follow(person: Any, receipt: str, tail: str = "") -> None:
    person.go("/status")
    person.fill("回执号", receipt)
    person.fill("手机号后四位", tail)
    person.press("查进度")


def test_abuse_is_told_without_a_name_and_answered(someone: Any, helped: None) -> None:
    visitor, office = someone(width=PHONE), someone("discipline", width=PHONE)
    visitor.go("/")
    visitor.press("监督举报")
    visitor.choose("哪一类", "克扣、挪用、冒领钱物")
    visitor.choose("是哪个单位的事", "北郊镇")
    visitor.press("反映，拿查询码")
    visitor.sees("处要改")
    visitor.fill("是怎么回事", "发的棉被少了两床。")
    visitor.press("反映，拿查询码")
    receipt = code(visitor)

    office.go("/me")
    office.press("举报等受理")
    office.sees("发的棉被少了两床。")
    office.press("受理，告诉反映人")
    office.fill("告诉反映人", "已经受理，下周去核对发放单。")
    office.press("受理，告诉反映人")
    office.press("给反映人留言")
    office.fill("想问什么", "是哪一天发的？")
    office.press("给反映人留言")

    follow(visitor, receipt[:-1] + ("A" if receipt[-1] != "A" else "B"))
    visitor.sees("抄错了一个字")
    follow(visitor, receipt)
    visitor.sees("是哪一天发的？")
    visitor.fill("再说几句", "十一月二十日。")
    visitor.press("送给办理的人")
    visitor.sees("十一月二十日。")


@pytest.mark.parametrize("language", LANGUAGES)
def test_somebody_helps_and_no_money_is_taken(someone: Any, helped: None) -> None:
    visitor, charity = someone(width=PHONE), someone("charity", width=PHONE)
    visitor.go("/projects/project")
    visitor.press("答应捐给这个项目")
    visitor.sees("本站不收钱。这里只是告诉慈善组织您打算捐，钱和物品由他们收，开捐赠票据。")
    visitor.fill("您或单位的名称", "周爱华")
    visitor.fill("您的电话", "13805330147")
    visitor.press("答应捐，拿回执号")
    visitor.sees("请填打算捐多少，或捐什么物品。")
    visitor.fill("打算捐多少（元）", "500")
    visitor.press("答应捐，拿回执号")
    receipt = code(visitor)
    charity.go("/me")
    charity.press("答应的捐赠等联系")
    charity.sees("周爱华")
    follow(visitor, receipt, "0147")
    visitor.press("改变主意了，收回")
    visitor.sees("已收回")

    visitor.go("/")
    visitor.press("报名做志愿者", exact=True)
    visitor.tick("陪护照料")
    visitor.fill("一共能出多少小时", "20")
    visitor.fill("什么时候有空，会什么", "每周六下午。")
    visitor.choose("想跟哪个慈善组织一起做", "周村区慈善总会")
    visitor.fill("您的姓名", "周爱华")
    visitor.fill("您的电话", "13805330147")
    visitor.tick("满 18 岁")
    visitor.press("报名，拿回执号")
    visitor.sees("有 ${count} 处要改")
    visitor.tick(UNPAID)
    visitor.press("报名，拿回执号")
    visitor.sees("您的回执号")
    charity.go("/me")
    charity.press("志愿报名等联系")
    charity.press("接受，发布这项服务")
    charity.fill("名称", "周六陪护")
    charity.fill("说明", "每周六下午上门陪护。")
    charity.press("接受，发布这项服务")
    charity.sees("已接受")


def test_an_applicant_objects_and_is_answered(someone: Any, helped: None) -> None:
    family_, bureau, clerk = (someone(who, width=PHONE) for who in ("", "bureau", "window"))
    follow(family_, RECEIPT, TAIL)
    family_.press("对决定有不同意见")
    family_.press("提出异议")
    family_.sees("处要改")
    family_.tick("不予受理")
    family_.fill("为什么不同意", "材料还在医院。")
    family_.press("提出异议")
    family_.sees("您提出的异议")
    bureau.go("/me")
    bureau.press("异议等书面答复")
    bureau.press("书面答复")
    bureau.tick("改变原来的决定")
    bureau.fill("给申请人的答复", "材料可以后补，应当受理。")
    bureau.press("书面答复申请人")
    bureau.sees("已经书面答复")
    bureau.press("打印异议答复书")
    bureau.sees("行政复议")
    follow(family_, RECEIPT, TAIL)
    family_.sees("材料可以后补，应当受理。")
    clerk.go("/me")
    clerk.sees("收件等受理")

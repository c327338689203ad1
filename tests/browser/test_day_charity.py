"""A charity at work: whom its gift may not help, a report that is owed, an application that is refused."""

from __future__ import annotations

from typing import Any

import pytest

from tests import district
from tests.browser import help
from tests.browser.words import CHINESE, ENGLISH
from tests.conftest import World
from tests.functional.bad_input.table_giving import CREDIT_CODE

pytestmark = pytest.mark.browser


@pytest.fixture
def needy(world: World) -> None:
    def build(site: Any) -> None:
        case = district.family(site, world.vault)
        district.need(case, 400_000)
        site.lookup.put_name(world.vault, "王秀兰", "home-case")

    world.commit(build)


@pytest.mark.parametrize(("language", "width"), [(CHINESE, 390), (CHINESE, 1280), (ENGLISH, 390)])
def test_a_gift_with_its_receipt_and_whom_it_may_not_help(someone: Any, needy: None, width: int) -> None:
    charity, desk = someone("charity", width=width), someone("fund", width=width)
    help.post_project(charity)
    help.record_donation(charity)
    charity.press("登记利害关系人")
    charity.fill("一行写一个人", "王秀兰\n37030619700101123")
    charity.press("登记这些人")
    charity.sees(charity.words.say("第 ${number} 行不是身份证号码。请核对，或者只写姓名。", number="2"))
    charity.fill("一行写一个人", "王秀兰")
    charity.press("登记这些人")
    charity.sees(charity.words.say("登记了利害关系人，共 ${count} 人", count="1"))
    desk.go("/desk")
    desk.press("重新计算")
    desk.sees("没有等您定的方案。")
    charity.go("/me")
    charity.press("报告使用情况")
    charity.date("报告到哪一天", "2026-11-23")
    charity.press("报告使用情况")
    charity.sees("使用情况报告到 ${day}。")


def test_an_application_is_refused_in_writing(someone: Any) -> None:
    bureau = someone("bureau", width=390)
    bureau.go("/organisations/@@new")
    bureau.fill("组织名称", "周村区爱心协会")
    bureau.tick("慈善组织")
    bureau.fill("统一社会信用代码", "123")
    bureau.press("登记申请")
    bureau.sees("处要改")
    bureau.fill("统一社会信用代码", CREDIT_CODE)
    bureau.press("登记申请")
    bureau.press("不批准")
    bureau.fill("原因", "没有慈善组织登记证书。")
    bureau.press("不批准")
    bureau.sees("没有批准")

"""The bureau on a phone: what is late, an order to act, an answer that is not enough, and one that is."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests import factories
from tests.browser.words import LANGUAGES
from tests.conftest import World

pytestmark = pytest.mark.browser


@pytest.fixture
def late(world: World) -> None:
    """A referral that the medical insurance office should have received three days ago."""

    def build(site: Any) -> None:
        site["households"].add(factories.household(id="h1"))
        case = factories.case(id="c1", household_id="h1", at=world.clock.now)
        case.admit(due=world.clock.now + timedelta(days=9), actor="user:window", at=world.clock.now)
        site["cases"].add(case)
        past = world.clock.now - timedelta(days=3)
        referral = factories.referral(case, id="r1", receive_by=past, due=past)
        site.register.update(case)
        site.worklists.update(referral, "/cases/c1/referrals/r1")

    world.commit(build)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.usefixtures("late")
def test_a_late_unit_answers_twice(someone: Any) -> None:
    bureau = someone("bureau", width=390, keyboard=True)
    bureau.go("/overview")
    bureau.press(bureau.words.say("${place}的${role}", place="区医疗保障局", role="部门经办人"))
    bureau.press("督办", within=bureau.page.locator("main table"))
    bureau.press("下发督办单")
    bureau.sees(bureau.words.say("有 ${count} 处要改", count="3"))
    bureau.tick("逾期没有办")
    bureau.date("答复期限", "2027-01-15")
    bureau.fill("要求", "过期三天没有接收，请今天办，写明原因。")
    bureau.press("下发督办单")
    bureau.sees("等单位答复")

    handler = someone("medical")
    handler.go("/me")
    handler.press("督办，等您单位答复")
    handler.press("写答复")
    handler.fill("答复", "已经安排。")
    handler.press("交出答复")
    handler.sees("已答复，等核对")

    bureau.go("/me")
    bureau.press("督办有了答复")
    bureau.press("要求再答复")
    bureau.fill("还差什么", "哪天接收、谁上门，都没有写。")
    bureau.date("答复期限", "2027-01-20")
    bureau.press("退回，要再答复")
    handler.go("/me")
    handler.press("督办，等您单位答复")
    handler.press("写答复")
    handler.fill("答复", "今天上午接收，李敏明天上门。")
    handler.press("交出答复")
    bureau.go("/me")
    bureau.press("督办有了答复")
    bureau.press("答复可以，了结")
    bureau.sees("已了结")

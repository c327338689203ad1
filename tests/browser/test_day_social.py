"""Two social workers at work: a plan with the family, a case that changes hands, hours that run out."""

from __future__ import annotations

from typing import Any

import pytest

from portal.demo.people import AGENCY
from tests import district
from tests.browser.words import CHINESE, ENGLISH
from tests.conftest import World
from tests.functional.test_day_social import order

pytestmark = pytest.mark.browser
SAID = "每周二、周四下午陪护，下周带去复查。"


@pytest.fixture
def case(world: World) -> str:
    """A case that Zhao has claimed, with three hours of a contract ordered for it."""

    def build(site: Any) -> None:
        made = district.family(site, world.vault)
        made.receipt_hash = "registered"
        district.need(made, 40, category="care", item="care", id="hours")
        made.claim(actor="user:worker", worker="worker", agency=AGENCY, at=district.NOW)
        site["households"]["home-case"].workers = ("worker",)
        site.worklists.update(made, "/cases/case")
        order(site)

    world.commit(build)
    return "/cases/case"


@pytest.mark.parametrize(("language", "width"), [(CHINESE, 390), (CHINESE, 1280), (ENGLISH, 390)])
def test_a_plan_a_visit_and_another_pair_of_hands(someone: Any, case: str, width: int) -> None:
    first, second = someone("worker", width=width), someone("worker2", width=width)
    first.go("/claims")
    first.sees(first.words.writes.hours(3))

    # A plan, agreed with the family.
    first.go(case)
    first.press("写服务计划")
    first.press("写好计划，去和这家人商量")
    first.sees("有 ${count} 处要改")
    first.fill("要达到什么", "父亲能自己下楼。")
    first.fill("谁做什么", "每周二、周四下午陪护")
    first.date("哪天以前", "2026-12-10")
    first.date("哪天一起看做得怎样", "2026-12-20")
    first.press("写好计划，去和这家人商量")
    first.press("这家人同意了")
    first.press("这家人同意了")
    first.sees("正在做")

    # Hours run out.
    first.go(case)
    first.press("记一次走访")
    first.fill("用了几个小时", "5")
    first.fill("看到了什么，说好了什么", "父亲能坐起来了。")
    first.press("记下这次走访")
    first.sees("这份服务单只剩 ${left} 小时，记不下 ${hours} 小时。请改少，或请窗口再申请服务。")
    first.fill("用了几个小时", "3")
    first.press("记下这次走访")

    # The colleague takes it on, and it is closed to the first.
    first.go(case)
    first.press("请同事接手")
    first.choose("交给谁", "钱立群")
    first.fill("和这家说好了什么", SAID)
    first.press("请同事接手")
    first.sees("已经请${person}接手，等答复。")
    second.go("/me")
    second.press("看是什么情况")
    second.sees(SAID)
    second.press("接手这个案件")
    second.press("接手这个案件")
    second.sees(SAID)
    first.go(case)
    first.sees("没有找到这个页面")
    second.go("/workload")
    second.sees("钱立群")

"""The auditor: seal, draw a sample that nobody chose, look at each file, and ask about what is wrong."""

from __future__ import annotations

from typing import Any

import pytest

from tests import factories
from tests.browser.words import LANGUAGES
from tests.conftest import World

pytestmark = pytest.mark.browser


@pytest.fixture
def cases(world: World) -> None:
    def build(site: Any) -> None:
        for number in range(3):
            case = factories.case(id=f"c{number}", household_id="h1", at=world.clock.now)
            case.admit(due=None, actor="user:window", at=world.clock.now)
            site["cases"].add(case)
            site.register.update(case)

    world.commit(build)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.usefixtures("cases")
def test_a_sample_from_seal_to_finding(someone: Any) -> None:
    auditor = someone("auditor", width=390, keyboard=True)
    auditor.go("/samples/@@new")
    auditor.sees("还没有封存过")
    auditor.go("/audit")
    auditor.press("核对并封存现在的记录")
    auditor.sees("${when} 核对了 ${checked} 份记录：单据、账本、读取记录都和写下时一样，没有改动。")
    auditor.press("抽样")
    auditor.press("抽一次样")
    auditor.tick("救助实施")
    auditor.fill("抽多少件", "9")
    auditor.fill("公开的数", "双色球 03 09 11 18 22 30 07")
    auditor.press("记下种子，抽样")
    auditor.sees("能抽的案件没有这么多。请少抽一些，或换一个范围。")
    auditor.fill("抽多少件", "2")
    auditor.press("记下种子，抽样")
    auditor.sees("怎样抽的")
    rows = auditor.page.locator("main table tbody tr")
    assert rows.count() == 2
    auditor.press("要问清楚", within=rows.nth(0))
    auditor.press("没有问题", within=rows.nth(1))
    auditor.sees("都看过了。")
    auditor.press("记下一个问题")
    auditor.choose(
        "哪个单位来答复", auditor.words.say("${place}的${role}", place="北郊镇", role="窗口工作人员")
    )
    auditor.date("答复期限", "2027-01-15")
    auditor.fill("要求", "受理以后没有转给任何部门，请说明。")
    auditor.press("记下问题")
    auditor.press("发给单位，等答复")
    auditor.sees("等单位答复")
    clerk = someone("window")
    clerk.go("/me")
    clerk.sees("审计问题，等您单位答复")

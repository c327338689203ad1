"""From a child's illness to money in the family's hands: without scripts on a desk, by keyboard on a phone."""

from __future__ import annotations

from typing import Any

import pytest

from tests.browser import family, help
from tests.conftest import World
from tests.registered import families

pytestmark = pytest.mark.browser
WAYS = [pytest.param(1280, False, id="1280-no-script"), pytest.param(390, True, id="390-keyboard")]


@pytest.fixture
def alike(world: World) -> None:
    """Five families that look the same in public, their own cases closed: fewer, and nothing may be published."""

    def fill(site: Any) -> None:
        families(site, world.vault, 5)
        for case in site["cases"]:
            case.close(actor="user:window", at=world.clock.now, reason="得到了帮助")

    world.commit(fill)


@pytest.mark.usefixtures("alike")
@pytest.mark.parametrize(("width", "keyboard"), WAYS)
def test_the_whole_way(someone: Any, width: int, keyboard: bool) -> None:
    def who(login: str = "") -> Any:
        return someone(login, width=width, keyboard=keyboard, script=keyboard)

    if not keyboard:
        stranger = who()
        stranger.page.goto("data:text/html,<title>still</title><script>document.title = 'ran'</script>")
        assert stranger.page.title() == "still"
    school = who("school")
    school.go("/me")
    family.report(school)
    family.verify(who("village"))
    clerk = who("window")
    receipt = family.register(clerk)
    assert len(receipt) == 14
    family.refer(clerk, "医疗救助", "区医疗保障局", "医疗")
    family.refer(clerk, "教育救助", "区教育和体育局", "教育")
    family.complete(who("medical"), "按规定报销，月底前到账。", "3000")
    family.send_back(who("education"), "缺学校的困难认定表，补齐再转。")
    clerk.go("/me")
    clerk.sees("转办有了结果")
    help.account(clerk)

    charity, worker, fund = who("charity"), who("worker"), who("fund")
    help.post_project(charity)
    help.post_offer(charity)
    help.record_donation(charity)
    bureau = who("bureau")
    help.buy_service(bureau)
    help.fill_fund(fund)

    help.publish(clerk, bureau, "一名初中生这个学期的伙食费")

    help.run_matcher(fund)
    fund.sees("定向北郊镇医疗")
    fund.sees("卡在哪里")
    assert help.accept_all(fund) >= 4
    assert help.answer(charity, "请确认能不能帮", "确认可以帮") == 2
    assert help.answer(worker, "请确认能不能帮", "确认可以帮") == 1
    help.claim_and_visit(worker)

    for login, duty, button in (
        ("signer1", "拨付等第一人签字", "签字同意"),
        ("signer2", "拨付等第二人签字", "签字批准"),
        ("fund", "已批准，等拨付", "拨付"),
        ("fund", "已拨付，等发放", "登记已发放"),
        ("charity", "等送到家里", "登记已送到"),
        ("worker", "等送到家里", "登记已送到"),
    ):
        assert help.answer(who(login), duty, button) >= 1, duty

    home = who()
    help.open_status(home, receipt, family.PHONE[-4:])
    assert help.acknowledge_all(home) >= 4

    public = who()
    help.search(public, "初中生")
    public.press("一名初中生这个学期的伙食费")
    public.sees("已落实")
    assert family.HEAD not in public.reads()
    public.go("/fund")
    public.sees("¥80,000.00")

    auditor = who("auditor")
    auditor.go("/audit")
    auditor.press("核对全部记录")
    auditor.sees("核对了")
    auditor.press("周救字〔2026〕北郊0001号")
    auditor.sees("陈玉梅")

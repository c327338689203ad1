"""The fund's staff at their screens: one file for the bank, a payment that comes back, a month that is closed."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from tests.browser.words import CHINESE, ENGLISH
from tests.conftest import World
from tests.functional.test_day_fund import drafted

pytestmark = pytest.mark.browser
OCTOBER = datetime(2026, 10, 12, 2, tzinfo=UTC)


@pytest.fixture
def fund(world: World) -> None:
    """Money since October, one payment that waits for the first signature and one that both have signed."""

    def build(site: Any) -> None:
        site.fund.receive(source="unit", amount_fen=30_000_000, reference="R1", actor="user:fund", at=OCTOBER)
        drafted(world, site, "c1", 100_000)
        drafted(world, site, "c2", 250_050, signed=False)

    world.commit(build)


@pytest.mark.parametrize(("language", "width"), [(CHINESE, 390), (CHINESE, 1280), (ENGLISH, 390)])
def test_signed_sent_and_sent_back(someone: Any, fund: None, width: int) -> None:
    clerk, signer, other = (someone(who, width=width) for who in ("fund", "signer1", "signer2"))

    # Two hands sign; the same hand twice is refused.
    signer.go("/me")
    signer.press("核对签字")
    signer.press("签字同意")
    signer.press("签字同意")
    signer.sees("您起草过或已经签过这一笔，这一步要由另一个人签。")
    other.go("/me")
    other.press("核对签字")
    other.press("签字批准")
    other.press("签字批准")
    other.sees("已批准")

    # One file for the bank; a reason is missing, then it is there.
    clerk.go("/money")
    clerk.press("代发文件", exact=True)
    clerk.press("生成代发文件")
    clerk.sees("¥3,500.50")
    with clerk.page.expect_download() as download:
        clerk.press("下载文件（Excel）")
    assert download.value.suggested_filename == "daifa-2026-001.xlsx"
    clerk.press("登记已送银行")
    clerk.press("登记已送银行")
    clerk.press("记银行的回执")
    # Both were drafted in the same moment, so either may stand first.
    nth = 0 if "1. 张桂芬 5678 ¥1,000.00" in clerk.reads() else 1
    clerk.tick("被退回", nth=nth)
    clerk.press("记下银行的回执")
    clerk.sees("请照银行的回执写退回原因，改账户时要用。")
    clerk.fill("银行写的退回原因", "户名不符", nth=nth)
    clerk.tick("其余没有选的，都已到账")
    clerk.press("记下银行的回执")
    clerk.sees("回执齐了")
    clerk.go("/fund/allocations?state=returned")
    clerk.sees("户名不符")


def test_a_month_is_held_against_the_bank_and_closed(someone: Any, fund: None) -> None:
    clerk, signer = someone("fund", width=390), someone("signer1", width=390)
    clerk.go("/fund/closings")
    clerk.press("做2026年10月的月结")
    clerk.fill("银行余额", "299999")
    clerk.press("交另一个人核对关账")
    clerk.sees("没有说明")
    clerk.fill("银行余额", "300000")
    clerk.press("交另一个人核对关账")
    clerk.sees("等另一个人核对")
    signer.go("/me")
    signer.press("核对关账")
    signer.press("核对无误，关账")
    signer.press("核对无误，关账")
    signer.sees("已经关账")
    signer.press("打印月结表")
    signer.sees("¥300,000.00")

"""A village worker and a town clerk on a phone: a look at the home, help before the papers, and what goes wrong."""

from __future__ import annotations

from typing import Any

import pytest

from content import relief
from portal.demo.people import TOWN, VILLAGE
from tests import district, factories
from tests.browser.words import LANGUAGES
from tests.conftest import World

pytestmark = pytest.mark.browser
PHONE = 390


@pytest.fixture
def case(world: World) -> str:
    def build(site: Any) -> str:
        made = district.family(site, world.vault)
        made.village, made.receipt_hash = VILLAGE, "registered"
        district.need(made, 400_000, "living")
        relief.appropriate(
            site.treasury, kind="temporary", amount_fen=5_000_000, reference="周财〔2026〕1号", **district.BY
        )
        imprest = site["units"][TOWN].open_imprest(factories.imprest())
        imprest.refill(1_000_000, reference="周民〔2026〕9号", **district.BY)
        return f"/cases/{made.id}"

    return str(world.commit(build))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_look_at_the_home_and_help_before_the_papers(someone: Any, case: str) -> None:
    village, clerk = someone("village", width=PHONE), someone("window", width=PHONE)

    # Two people look; the clerk who went along does not agree with what was written.
    village.go(case)
    village.press("记一次入户调查")
    village.press("记下，请另一位确认")
    village.sees("有 ${count} 处要改")
    village.choose("和谁一起去的", "孙丽华")
    village.fill("问了几户邻居", "2")
    for label, words in (
        ("住房和家里的样子", "两间平房，屋顶漏雨。"),
        ("收入、支出和欠债", "没有收入，欠亲戚五万元。"),
        ("调查的结论", "确实困难。"),
    ):
        village.fill(label, words)
    village.press("记下，请另一位确认")
    village.sees("等另一位确认")
    clerk.go("/me")
    clerk.press("核对确认")
    clerk.press("写得不对")
    clerk.fill("哪里不对", "欠的是两万元。")
    clerk.press("写得不对")
    clerk.sees("有一位说不对")
    village.go("/me")
    village.press("撤下重记")
    village.press("撤下这份调查")
    village.fill("原因", "数额写错，重新记。")
    village.press("撤下这份调查")
    village.sees("已撤下")

    # Help first: beyond the town's limit it is refused and stays typed; within it two people hand it over.
    clerk.go(case)
    clerk.press("先行救助")
    clerk.fill("给多少（元）", "5000")
    clerk.press("定下，去送")
    clerk.sees("超过了镇（街道）自己能定的数。请改少，或转给区民政局审批。")
    assert clerk.field("给多少（元）").input_value() == "5000"
    clerk.fill("给多少（元）", "2000")
    clerk.press("定下，去送")
    clerk.sees("等送到")
    clerk.press("登记已送到")
    clerk.fill("几点送到的（0 到 23）", "8")
    clerk.choose("和谁一起送的", "陈玉梅")
    clerk.fill("谁收的", "张桂芬")
    clerk.tick("签字")
    clerk.press("登记已送到")
    clerk.sees("已送到，等另一位确认")
    village.go("/me")
    village.press("核对确认")
    village.press("我一起送的，属实")
    village.press("我一起送的，属实")
    village.sees("已送到，等补手续")
    clerk.go("/me")
    clerk.press("登记手续")
    clerk.press("手续已补齐")
    clerk.sees("手续已补齐")
    clerk.go(case)
    clerk.sees("¥2,000.00")

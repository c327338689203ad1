"""A department's handler on a phone: signs for a referral, forgets the reason, sends it back, and finds it again."""

from __future__ import annotations

from typing import Any

import pytest

from tests.browser.words import LANGUAGES
from tests.conftest import World
from tests.functional.test_family import admitted_case, refer

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("language", LANGUAGES)
def test_signed_for_and_sent_back_with_the_reason(someone: Any, world: World) -> None:
    case = admitted_case(world)
    refer(world, case, "medical", "medical")
    refer(world, case, "education", "education")
    handler = someone("education", width=390)
    page = handler.page
    handler.go("/me")
    handler.press("转办等接收")
    assert "区医疗保障局" in page.get_by_role("table").inner_text()
    handler.press("接收", exact=True)
    handler.press("退回", exact=True)
    handler.press("退回", within=page.locator("#step"))
    handler.sees("请填写“${title}”。", within=page.get_by_role("alert"))
    handler.fill("为什么退回，缺什么", "缺学校的困难认定表，补齐再转。")
    handler.press("退回", within=page.locator("#step"))
    handler.go("/me")
    handler.press("转给我们的，全部")
    handler.press("退回、没办成")
    handler.sees("教育救助", within=page.get_by_role("table"))
    assert page.evaluate("document.documentElement.scrollWidth") <= 390

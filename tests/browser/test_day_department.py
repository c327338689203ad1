"""A department's handler on a phone: signs for a referral, forgets the reason, sends it back, and finds it again."""

from __future__ import annotations

from typing import Any

import pytest

from tests.conftest import World
from tests.functional.test_family import admitted_case, refer

pytestmark = pytest.mark.browser


def test_signed_for_and_sent_back_with_the_reason(someone: Any, world: World) -> None:
    case = admitted_case(world)
    refer(world, case, "medical", "medical")
    refer(world, case, "education", "education")
    page = someone("education", width=390).page
    page.goto("/me")
    page.get_by_role("link", name="转办等接收").first.click()
    assert "区医疗保障局" in page.get_by_role("table").inner_text()
    page.get_by_role("button", name="接收").click()
    page.get_by_role("link", name="退回").click()
    page.locator("#step").get_by_role("button", name="退回").click()
    assert "请填写" in page.get_by_role("alert").inner_text()
    page.get_by_label("为什么退回，缺什么").fill("缺学校的困难认定表，补齐再转。")
    page.locator("#step").get_by_role("button", name="退回").click()
    page.goto("/me")
    page.get_by_role("link", name="转给我们的，全部").click()
    page.get_by_role("link", name="退回、没办成").click()
    assert "教育救助" in page.get_by_role("table").inner_text()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390

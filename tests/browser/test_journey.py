"""From a child's illness to money in the family's hands, in a real browser: by mouse on a desk, by keyboard on a phone."""

from __future__ import annotations

from typing import Any

import pytest

from tests.browser import family

pytestmark = pytest.mark.browser
WAYS = [pytest.param(1280, False, id="1280-mouse"), pytest.param(390, True, id="390-keyboard")]


@pytest.mark.parametrize(("width", "keyboard"), WAYS)
def test_the_whole_way(someone: Any, width: int, keyboard: bool) -> None:
    def who(login: str = "") -> Any:
        return someone(login, width=width, keyboard=keyboard)

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

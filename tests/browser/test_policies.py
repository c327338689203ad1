"""Somebody on a phone, with nothing but the keyboard, looks for what the law says and is led to the article."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT

from portal.acting import Acting
from portal.commands import policytext
from portal.importing.lawtext import cut
from tests.browser import page_check
from tests.conftest import NOW, World

pytestmark = pytest.mark.browser
ARTICLES = "\n".join(f"第{n}条 各部门按照职责分工办理，互相配合。" for n in "一二三四五六七八九")
LAW = f"# 救助办法\n\n{ARTICLES}\n\n第十条 情况紧急的，先行救助，手续后补。\n\n第十一条 自公布之日起施行。\n"


@pytest.fixture
def law(world: World) -> None:
    acting = Acting(world.registry)
    with acting.acting("bureau", NOW) as request:
        values = {"title": "救助办法", "sort": "law", "dated": date(2026, 11, 1)}
        policytext.enter(request, values, cut(LAW), "law2345678")
    world.index()


@pytest.mark.usefixtures("law")
@pytest.mark.parametrize(("width", "keyboard"), [(390, True), (1280, False)], ids=["phone", "desk"])
def test_the_public_finds_an_article(someone: Any, width: int, keyboard: bool) -> None:
    person = someone(width=width, keyboard=keyboard)
    person.page.context.add_init_script(AXE_SCRIPT)
    person.go("/")
    person.press("政策")
    person.fill("找哪一条", "没有这样的词哦")
    person.press("搜索")
    person.sees("没有符合的")
    person.press("看全部政策")
    person.press("救助办法")
    person.fill("在这份文件里找", "先行救助")
    person.press("搜索")
    person.press("救助办法 第十条")
    assert person.page.url.endswith("/policies/law2345678#article-10")
    article = person.page.locator("#article-10")
    assert "手续后补" in article.inner_text()
    assert article.evaluate(
        "one => { const box = one.getBoundingClientRect(); return box.top >= 0 && box.top < 700; }"
    )
    assert person.page.locator("section:target").count() == 1
    assert page_check.faults(person.page) == []


@pytest.mark.usefixtures("law")
def test_a_text_prints_without_the_page_around_it(someone: Any) -> None:
    person = someone(width=1280)
    person.go("/policies/law2345678")
    person.page.emulate_media(media="print")
    assert person.page.get_by_role("heading", name="第十一条").is_visible()
    assert not person.page.get_by_label("在这份文件里找").is_visible()
    assert not person.page.locator(".contents").is_visible()

"""A clerk's morning at the window, on a phone: a number, a case, a photo of a paper, what is missing, and a slip."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from portal.demo.people import VILLAGE
from tests import photos

pytestmark = pytest.mark.browser


def test_from_the_door_to_the_notice(someone: Any, tmp_path: Path) -> None:
    page = someone("window", width=390).page
    page.goto("/me")
    page.get_by_role("link", name="来了一位，给一个号").click()
    page.get_by_label("怎么称呼").fill("李大爷")
    page.get_by_role("button", name="给一个号").click()
    page.locator("#window").get_by_role("button", name="叫号").click()
    page.get_by_role("link", name="登记新求助").click()

    page.get_by_label("姓名").first.fill("李守田")
    page.get_by_label("没有身份证号码的原因").select_option("not_at_hand")
    page.locator("#village").select_option(VILLAGE)
    page.get_by_label("住址").fill("3 号楼 2 单元")
    page.get_by_label("这几天必须解决").check()
    page.get_by_label("用求助人自己的话写下来").fill("突然断了收入。")
    page.get_by_label("缺什么").select_option("living")
    page.get_by_label("多少").fill("800")
    page.get_by_label("念给本人听，按手印").check()
    page.get_by_label("已向求助人说明").check()
    page.get_by_role("button", name="登记并打印回执").click()
    summary = page.get_by_role("alert")
    assert "按手印要有见证人" in summary.inner_text()
    assert page.get_by_label("用求助人自己的话写下来").input_value() == "突然断了收入。"
    page.get_by_label("见证人姓名").fill("赵大爷")
    page.get_by_role("button", name="登记并打印回执").click()
    page.get_by_text("社会救助收件回执").first.wait_for()
    page.get_by_role("link", name="回案件").click()

    photo = tmp_path / "paper.jpg"
    photo.write_bytes(b"this is no photo")
    page.locator("a[href$='paper=identity']").click()
    page.set_input_files("#files", photo)
    page.get_by_role("button", name="存进案件").click()
    assert "不是照片" in page.get_by_role("alert").inner_text()
    photo.write_bytes(photos.photo())
    page.set_input_files("#files", photo)
    page.get_by_role("button", name="存进案件").click()
    page.locator(".paper-link").first.click()
    shown = page.locator("img.paper-photo")
    page.wait_for_load_state()
    assert shown.evaluate("image => image.complete && image.naturalWidth > 0")
    page.get_by_role("link", name="回案件").click()

    page.get_by_role("link", name="材料不够，一次性告知").click()
    page.get_by_label("核对授权书").check()
    page.get_by_role("button", name="一次性告知，等补材料").click()
    page.get_by_text("社会救助一次性补正告知书").first.wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390

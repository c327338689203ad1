"""A clerk's morning at the window, on a phone: a number, a case, a photo of a paper, what is missing, and a slip."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from portal.demo.people import VILLAGE
from tests import photos
from tests.browser.words import LANGUAGES

pytestmark = pytest.mark.browser
OWN_WORDS = "用求助人自己的话写下来"
CONSENT = "已向求助人说明：为了办理救助，需要查看家人的健康和收入情况，只给经办单位看。求助人同意。"


@pytest.mark.parametrize("language", LANGUAGES)
def test_from_the_door_to_the_notice(someone: Any, tmp_path: Path) -> None:
    clerk = someone("window", width=390)
    page = clerk.page
    clerk.go("/me")
    clerk.press("来了一位，给一个号")
    clerk.fill("怎么称呼", "李大爷")
    clerk.press("给一个号")
    clerk.press("叫号", within=page.locator("#window"))
    clerk.press("登记新求助")

    clerk.fill("姓名", "李守田")
    clerk.choose("没有身份证号码的原因", "证件不在手边")
    page.locator("#village").select_option(VILLAGE)
    clerk.fill("住址", "3 号楼 2 单元")
    clerk.tick("这几天必须解决")
    clerk.fill(OWN_WORDS, "突然断了收入。")
    clerk.choose("缺什么", "基本生活")
    clerk.fill("多少", "800")
    clerk.tick("念给本人听，按手印")
    clerk.tick(CONSENT)
    clerk.press("登记并打印回执")
    clerk.sees("按手印要有见证人。请填见证人姓名。", within=page.get_by_role("alert"))
    assert clerk.field(OWN_WORDS).input_value() == "突然断了收入。"
    clerk.fill("见证人姓名", "赵大爷")
    clerk.press("登记并打印回执")
    clerk.sees("社会救助收件回执")
    clerk.press("印好了，回案件")

    photo = tmp_path / "paper.jpg"
    photo.write_bytes(b"this is no photo")
    clerk.follow(page.locator("a[href$='paper=identity']"))
    page.set_input_files("#files", photo)
    clerk.press("存进案件")
    clerk.sees("有一个文件不是照片，也不是 PDF。请拍成照片再传。", within=page.get_by_role("alert"))
    photo.write_bytes(photos.photo())
    page.set_input_files("#files", photo)
    clerk.press("存进案件")
    clerk.follow(page.locator(".paper-link"))
    shown = page.locator("img.paper-photo")
    assert shown.evaluate("image => image.complete && image.naturalWidth > 0")
    clerk.press("回案件")

    clerk.press("材料不够，一次性告知")
    clerk.tick("核对授权书，每位成年家庭成员签字")
    clerk.press("一次性告知，等补材料")
    clerk.sees("社会救助一次性补正告知书")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390

"""The administrator: a new colleague comes in with a code, and what must not be one person's is refused."""

from __future__ import annotations

from typing import Any

import pytest

from tests.browser.words import LANGUAGES

pytestmark = pytest.mark.browser
PASSWORD = "correct-horse-battery-staple"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_new_colleague_from_account_to_work_list(someone: Any) -> None:
    admin = someone("admin", width=390, keyboard=True)
    admin.go("/accounts")
    admin.press("建一个账号")
    admin.fill("用户名", "window")
    admin.fill("姓名", "李小燕")
    admin.choose("角色和范围", "北郊镇")
    admin.press("建账号，给一次性登录码")
    admin.sees("这个用户名已经有了。请换一个，比如加上单位的拼音。")
    admin.fill("用户名", "lixiaoyan")
    admin.press("建账号，给一次性登录码")
    admin.sees("把这个码告诉本人")
    code = admin.page.locator("dd.fw-bold").inner_text()

    colleague = someone()
    colleague.go("/sign-in")
    colleague.press("第一次登录，或忘了密码：有一次性码")
    colleague.fill("用户名", "lixiaoyan")
    colleague.fill("一次性码", code)
    colleague.fill("新密码", "lixiaoyan1")
    colleague.fill("新密码再写一遍", "lixiaoyan1")
    colleague.press("设好新密码")
    colleague.sees("这个密码太容易猜。请用几个不相干的词，或至少 12 位没有规律的字符。")
    form = colleague.page.locator("#new, #again")
    colleague.fill("新密码", PASSWORD, within=form.nth(0).locator(".."))
    colleague.fill("新密码再写一遍", PASSWORD, within=form.nth(1).locator(".."))
    colleague.press("设好新密码")
    colleague.sees("密码设好了")
    colleague.press("去登录")
    colleague.fill("用户名", "lixiaoyan")
    colleague.fill("密码", PASSWORD)
    colleague.press("登录", exact=True, within=colleague.page.locator("main"))
    colleague.sees("李小燕")

    bureau = someone("bureau")
    bureau.go("/me")
    bureau.press("有人的权限改了")
    bureau.press("看过了")
    bureau.go("/accounts")
    bureau.sees("李小燕")

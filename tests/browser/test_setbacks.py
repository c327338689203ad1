"""The same way on a phone where things go wrong, and how it goes on after each."""

from __future__ import annotations

from typing import Any

import pytest

from tests.browser import family, help

pytestmark = pytest.mark.browser
PHONE = 390


def test_where_things_go_wrong(someone: Any) -> None:
    def who(login: str = "") -> Any:
        return someone(login, width=PHONE)

    school, village, clerk = who("school"), who("village"), who("window")

    # A report that turns out to be none; the school sees what became of it, and tells of another family.
    school.go("/me")
    unfounded = family.report(school)
    village.go("/me")
    village.press("记核实结果")
    village.press("核实不成立")
    village.press("核实不成立")
    village.sees("请填写")
    village.fill("看到了什么", "父亲已经出院上班，家里有收入。")
    village.press("核实不成立")
    village.sees("这份报告办完了")
    visitor = who()
    visitor.go("/status")
    visitor.fill("回执号", unfounded)
    visitor.fill("手机号后四位", family.PHONE[-4:])
    visitor.press("查进度")
    visitor.sees("已核实，不成立")
    school.go("/me")
    family.report(school)
    family.verify(village)
    receipt = family.register(clerk)
    help.account(clerk)

    # One duty is sent back twice; the bureau decides and binds a unit, which cannot send it back again.
    education, bureau = who("education"), who("bureau")
    for reason in ("缺学校的困难认定表。", "还是不归我们管。"):
        family.refer(clerk, "教育救助", "区教育和体育局", "教育")
        family.send_back(education, reason)
    bureau.go("/me")
    bureau.press("定下谁来办")
    bureau.press("再转一个部门")
    bureau.choose("办哪一种救助", "教育救助")
    bureau.choose("转给哪个部门", "区教育和体育局")
    bureau.press("转给这个部门")
    bureau.sees("区里指定")
    bureau.go("/me")
    bureau.press("定下谁来办")
    bureau.press("写下处理意见")
    bureau.fill("两次被退回", "由区教体局承办。")
    bureau.press("写下处理意见")
    education.go("/me")
    education.press("接收")
    education.sees("区里指定")
    assert not education.page.get_by_role("link", name="退回").count()

    # The charity declines; the pair is barred, and the next plan finds another source.
    charity, fund = who("charity"), who("fund")
    help.post_project(charity)
    help.fill_fund(fund)
    help.run_matcher(fund)
    help.accept_all(fund)
    charity.go("/me")
    charity.press("请确认能不能帮")
    charity.press("这次帮不了")
    charity.fill("为什么帮不了", "项目今年的名额已经满了。")
    charity.press("这次帮不了")
    fund.go("/desk")
    fund.press("重新计算")
    assert "金秋助学" not in fund.page.locator("main").inner_text().split("卡在哪里")[0]
    help.accept_all(fund)

    # The second signature is refused, which frees the money; a new draft is signed, comes back, and is paid again.
    one, two = who("signer1"), who("signer2")
    assert help.answer(one, "拨付等第一人签字", "签字同意") == 1
    one.go("/me")
    assert "等第二人签字" not in one.reads()
    two.go("/me")
    two.press("拨付等第二人签字")
    two.press("不同意")
    two.fill("为什么不同意", "用途说明不够，请补充。")
    two.press("不同意")
    two.sees("没有批准")
    help.run_matcher(fund)
    assert help.accept_all(fund, "已补充说明：手术自付部分，没有别的来源。") >= 1
    assert help.answer(one, "拨付等第一人签字", "签字同意") == 1
    assert help.answer(two, "拨付等第二人签字", "签字批准") == 1
    help.answer(fund, "已批准，等拨付", "拨付")
    fund.go("/me")
    fund.press("已拨付，等发放")
    fund.press("登记被退回")
    fund.fill("银行为什么退回", "账号少一位。")
    fund.press("登记被退回")
    fund.sees("被退回")
    fund.press("改收款账户")
    fund.fill("户名", family.HEAD)
    fund.fill("账号", "6222001234567890124")
    fund.fill("开户银行", "齐商银行周村支行")
    fund.press("改好账户，请两个人重新签字")
    assert help.answer(one, "改账户后等重签", "重新签字同意") == 1
    assert help.answer(two, "改账户后等第二人重签", "重新签字批准") == 1
    assert help.answer(fund, "重签好了，等再拨", "再次拨付") == 1
    assert help.answer(fund, "已拨付，等发放", "登记已发放") >= 1

    home = who()
    help.open_status(home, receipt, family.PHONE[-4:])
    assert help.acknowledge_all(home) >= 1

"""What those do who help: charity, agency, fund staff, bureau, public, auditor, and the family itself."""

from __future__ import annotations

import re
from typing import Any

from tests.browser.family import HEAD

ACCEPTING = re.compile(r"^接受(，写理由)?\s*：")
"""The buttons of the desk that accept a proposal; a link tells what became of those accepted."""


def account(person: Any) -> None:
    """The window notes where money goes."""
    person.go("/me")
    person.press("打开案件")
    person.press("家庭和发放账户")
    person.press("登记发放账户")
    person.fill("户名", HEAD)
    person.fill("账号", "6222001234567890123")
    person.fill("开户银行", "齐商银行周村支行")
    person.press("记下发放账户")
    person.sees("账号后四位")


def post_project(person: Any) -> None:
    person.go("/mine")
    person.press("发布慈善项目")
    person.fill("项目名称", "金秋助学")
    person.fill("备案编号", "53370306MJ0001")
    person.date("哪天备案的", "2026-11-02")
    person.date("募捐从哪天开始", "2026-11-16")
    person.date("募捐到哪天结束", "2027-11-15")
    person.fill("预算（元）", "50,000")
    person.fill("项目说明", "帮在校学生交住校的伙食费和学习用品费。")
    person.tick("教育")
    person.tick("有在校学生")
    person.fill("每户最多", "2400")
    person.press("发布项目")
    person.sees("金秋助学")


def post_offer(person: Any) -> None:
    person.go("/mine")
    person.press("发布志愿服务")
    person.fill("名称", "周六陪护队")
    person.choose("出什么", "陪护照料")
    person.fill("多少（小时或件）", "10")
    person.fill("说明", "每周六下午，两个人一组，有护理培训。")
    person.tick("北郊镇")
    person.press("发布志愿服务")
    person.sees("周六陪护队")


def record_donation(person: Any) -> None:
    person.go("/mine")
    person.press("登记收到的捐赠")
    person.fill("怎样称呼这笔捐赠", "定向北郊镇医疗")
    person.fill("金额（元）", "4000")
    person.date("哪天收到", "2026-11-20")
    person.fill("捐赠票据号", "鲁财公票2026-0017")
    person.fill("经手人", "刘建军")
    person.fill("捐赠人姓名或单位名称", "宋先生")
    person.tick("医疗")
    person.tick("北郊镇")
    person.press("登记这笔捐赠")
    person.sees("¥4,000.00")


def buy_service(person: Any) -> None:
    """The bureau's contract with a social-work agency."""
    person.go("/contracts/@@new")
    person.fill("合同名称", "居家陪护服务")
    person.fill("合同编号", "周民购〔2026〕3号")
    person.choose("向哪个机构购买", "同心社会工作服务中心")
    person.choose("什么服务", "陪护照料")
    person.fill("多少小时", "60")
    person.date("用到哪天为止", "2027-06-30")
    person.press("登记这份合同")
    person.sees("居家陪护服务")


def fill_fund(person: Any, yuan: str = "80000") -> None:
    person.go("/money")
    person.tick("单位捐赠")
    person.fill("金额（元）", yuan)
    person.fill("票据号或银行流水号", "鲁财公票2026-0101")
    person.press("登记这笔收入")
    person.sees("最近的收入")


def run_matcher(person: Any) -> None:
    person.go("/desk")
    person.press("重新计算")
    person.sees("等您定的")


def accept_all(person: Any, reasons: str = "手术自付部分，别的来源都用完了。") -> int:
    """Accept every proposal, one after the other; gives back how many."""
    accepted = 0
    while True:
        person.go("/desk")
        offered = (
            person.page.locator("main")
            .get_by_role("button", name=ACCEPTING)
            .or_(person.page.locator("main").get_by_role("link", name=ACCEPTING))
        )
        if not offered.count():
            return accepted
        if offered.first.inner_text().startswith("接受，写理由"):
            person.press("接受，写理由")
            person.fill("为什么要这么多", reasons)
            person.press("接受这份方案")
        else:
            person.follow(offered.first)
        accepted += 1
        assert accepted < 20, "The list of proposals does not get shorter"


def answer(person: Any, duty: str, button: str) -> int:
    """Do one step on everything of a sort that stands on this person's list; gives back how many there were."""
    done = 0
    while True:
        person.go("/me")
        row = person.page.locator("tr").filter(has_text=duty)
        if not row.count():
            return done
        person.press(duty, within=row.first)
        person.press(button, exact=True)
        if "@@step" in person.page.url:
            person.press(button, exact=True)
        done += 1
        assert done < 20, f"{duty} stays on the list"


def claim_and_visit(person: Any) -> None:
    """A social worker takes the case on, goes there, and charges the hours to the order."""
    person.go("/claims")
    assert HEAD not in person.reads()
    person.press("认领")
    person.press("认领这个案件")
    person.sees(HEAD)
    person.press("记一次走访")
    person.fill("用了几个小时", "3")
    person.fill("看到了什么", "父亲已出院，约好每周二、周四下午来陪护。")
    person.press("记下这次走访")
    person.sees("3 小时")


def open_status(person: Any, receipt: str, tail: str) -> None:
    person.go("/status")
    person.fill("回执号", receipt)
    person.fill("手机号后四位", tail)
    person.press("查进度")
    person.sees("您的申请办到哪一步")


def acknowledge_all(person: Any) -> int:
    """The family's own word for everything that has come."""
    done = 0
    while person.page.get_by_role("button", name="我收到了，签收").count():
        person.press("我收到了，签收")
        person.sees("已经记下您的签收")
        done += 1
    return done


def publish(clerk: Any, bureau: Any, title: str) -> None:
    clerk.go("/me")
    clerk.press("打开案件")
    clerk.press("写公开内容", within=clerk.page.locator("tr").filter(has_text="教育").first)
    clerk.fill("标题", title)
    clerk.fill("说明", "父亲秋天突发重病，家里断了收入。学费已经免去，冬天的伙食费还差一部分。")
    clerk.press("写好了，交区民政局核对")
    bureau.go("/me")
    bureau.press("核对发布")
    bureau.press("核对后发布")
    bureau.press("公开这项需求")
    bureau.sees("已公开")


def search(person: Any, words: str) -> None:
    person.go("/needs")
    person.fill("想帮什么", words)
    person.press("搜索", exact=True)

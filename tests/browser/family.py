"""What each person does on one family's way, in words that the pages themselves use."""

from __future__ import annotations

from typing import Any

from stdnum.cn import ric

HEAD, PHONE = "李守田", "13805330147"
STORY = "父亲突然重病住院，家里断了收入，孩子这学期的生活费没有着落。"


def made_up_id(body: str) -> str:
    """A checksum for seventeen digits that nobody was ever given."""
    return body + ric.calc_check_digit(body + "0")


def report(person: Any) -> str:
    """A school tells of a pupil's family; gives back the receipt number."""
    person.press("报告一户急难家庭")
    person.fill("当家人姓名", HEAD)
    person.fill("家里的电话", PHONE)
    person.choose("镇、街道", "北郊镇")
    person.choose("村、社区", "西塘社区")
    person.fill("住址", "3 号楼 2 单元")
    person.tick("重大疾病")
    person.tick("失去收入")
    person.fill("现在是什么情况", STORY)
    person.press("报告，拿回执号")
    person.sees("您的回执号")
    return str(person.page.locator(".panel-warm .num").inner_text())


def verify(person: Any) -> None:
    """The village's civil-affairs worker has been there: it is so."""
    person.go("/me")
    person.press("记核实结果")
    person.sees(STORY)
    person.press("核实属实，建案")
    person.tick("紧急")
    person.fill("看到了什么", "和邻居、班主任都核对过，父亲住院，母亲陪护，没有别的收入。")
    person.press("属实，建案")
    person.sees("还没有编号")


def register(person: Any) -> str:
    """The window: who belongs to the family, what it needs; gives back the receipt number."""
    person.go("/me")
    person.press("登记、受理")
    person.press("登记家庭和需求")
    person.fill("身份证号码", made_up_id("37030619800101009"))
    person.fill("手机号码", PHONE)
    person.press("再加一位家人")
    _member(person, 0, "周玉兰", "配偶", made_up_id("37030619820304002"))
    person.press("再加一位家人")
    _member(person, 1, "李小禾", "儿子", made_up_id("37030620120910011"), school="北郊镇中学")
    _need(person, 0, "医疗", "12,000", "手术和住院的自付部分")
    person.press("再加一项需求")
    _need(person, 1, "教育", "3600", "住校生活费")
    person.press("再加一项需求")
    _need(person, 2, "陪护照料", "40", "出院以后每周两个下午")
    person.tick("身份证或户口簿")
    person.tick("已向求助人说明")
    person.tick("求助人愿意把需求匿名公开")
    person.press("登记并打印回执")
    person.sees("社会救助收件回执")
    receipt = str(person.page.locator(".doc-head .num").inner_text())
    person.go("/me")
    person.press("登记、受理")
    person.press("受理", exact=True)
    person.press("受理", exact=True)
    person.sees("周救字〔2026〕北郊0001号")
    return receipt


def refer(person: Any, kind: str, unit: str, need: str) -> None:
    person.go("/me")
    person.press("打开案件")
    person.press("转给部门办")
    person.choose("办哪一种救助", kind)
    person.choose("转给哪个部门", unit)
    person.choose("为了哪一项需求", need)
    person.fill("要对方办什么", "父亲住院，自付部分家里拿不出，请按规定办理。")
    person.press("转给这个部门")
    person.sees("已转出")


def complete(person: Any, result: str, yuan: str) -> None:
    """The department receives, agrees, begins, and reports what it gave."""
    person.go("/me")
    person.press("接收")
    person.press("接收", exact=True)
    person.press("同意办理", exact=True)
    person.press("开始办理", exact=True)
    person.press("办结，报结果")
    person.fill("办理结果", result)
    person.fill("批准金额", yuan)
    person.press("办结，报结果")
    person.sees("已办结")


def send_back(person: Any, reason: str) -> None:
    person.go("/me")
    person.press("接收")
    person.press("退回", exact=True)
    person.fill("为什么退回", reason)
    person.press("退回", exact=True)
    person.sees("已退回")


def _member(person: Any, nth: int, name: str, relation: str, id_number: str, school: str = "") -> None:
    row = person.page.locator("fieldset.one-row").nth(nth)
    person.fill("姓名", name, within=row)
    person.choose("和户主的关系", relation, within=row)
    person.fill("身份证号码", id_number, within=row)
    if school:
        person.fill("在读学校", school, within=row)


def _need(person: Any, nth: int, what: str, amount: str, detail: str) -> None:
    """*nth* counts the needs alone; the members' rows stand before them."""
    row = person.page.locator("fieldset.one-row").filter(has=person.page.get_by_label("缺什么")).nth(nth)
    person.choose("缺什么", what, within=row)
    person.fill("多少", amount, within=row)
    person.fill("用在哪里", detail, within=row)

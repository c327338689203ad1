"""Every form of the portal, one row each: how to reach it, how it is filled in well, what its own rules refuse."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from webtest import TestApp

from portal.demo.people import AGENCY, CHARITY, PASSWORD, TOWN, VILLAGE
from tests.conftest import World
from tests.functional.bad_input import stage
from tests.functional.bad_input.sheet import Sheet
from tests.functional.test_family import made_up_id
from tests.functional.test_status import NOBODYS, RECEIPT, TAIL

CREDIT_CODE = "91370306MA3C0000X9"


@dataclass(frozen=True)
class Row:
    """One form. *covers* is the function that makes it, *good* a filling that is taken."""

    covers: str
    name: str
    button: str
    login: str
    reach: Callable[[World], str]
    good: Mapping[str, Any] = field(default_factory=dict)
    add_rows: tuple[str, ...] = ()
    """Rows to add before filling in, by the button that works without script."""
    odd: tuple[tuple[str, ...], ...] = ()
    """(field, value, part of the message): what this form's own rules refuse, beyond the kind of its fields; a fourth
    word names the field where it is told, if that is another."""
    exact: frozenset[str] = frozenset()
    """Text fields that do not take any words: a login, an account number."""
    rival: Callable[[Any], object] | None = None
    """What somebody else does to the tree meanwhile, so that this form comes too late."""
    behind: str = ""
    """The path of the document that the form changes, where it is not the form's own."""
    repeats: bool = False
    """Whether a second press may do the same again: another sitting, another look."""
    note: str = ""

    @property
    def id(self) -> str:
        return f"{self.covers.rpartition('.')[2]}{self.note and '-'}{self.note}"

    def open(self, world: World) -> tuple[TestApp, Sheet]:
        """Somebody at this form, with a well filled sheet."""
        path = self.reach(world)
        client = world.client(self.login)
        if path.startswith("/status/"):
            ask = Sheet(client.get("/status"), "status").fill({"receipt": RECEIPT, "tail": TAIL})
            assert ask.send(client, "ask").status_int == 303
        page = client.get(path, status=200)
        for rows in self.add_rows:
            page = Sheet(page, self.name).send(client, "add_row", rows)
            assert page.status_int == 200
        return client, Sheet(page, self.name).fill(self.good)


def moved(folder: str, name: str, state: str) -> Callable[[Any], object]:
    """Somebody else takes the document on."""

    def change(site: Any) -> None:
        site[folder][name].state = state

    return change


ID = made_up_id("37030619800101009")
INTAKE = {
    "name": "马立新",
    "id_number": ID,
    "relation": "head",
    "phone": "13805330147",
    "town": TOWN,
    "village": VILLAGE,
    "address": "3 号楼 2 单元",
    "members-0-name": "马晓",
    "members-0-relation": "son",
    "members-0-id_number": "",
    "members-0-born": "2013-09",
    "members-0-school": "北郊镇中学",
    "members-0-disability": "",
    "urgency": "1",
    "causes": ("grave_illness",),
    "story": "父亲突然重病住院，家里断了收入。",
    "channel": "window",
    "needs-0-what": "medical",
    "needs-0-amount": "12,000",
    "needs-0-detail": "住院自付部分",
    "have": (),
    "consent": True,
    "public": True,
}
AMOUNTS = ("-5:不能小于 0", "0.005:最多写到分", "三千:要写成数字", "1e5:要写成数字", "0:要大于 0")
NO_VILLAGE = ("village", "370306102-01", "不在上面选的镇")


def amounts(id: str) -> tuple[tuple[str, str, str], ...]:
    """A sum of money in a field whose unit another field decides."""
    return tuple((id, value, says) for value, _c, says in (text.partition(":") for text in AMOUNTS))


REPORT = {
    "household_name": "李守田",
    "household_phone": "13805330147",
    "town": TOWN,
    "village": VILLAGE,
    "address": "3 号楼",
    "causes": ("fire",),
    "happened_on": "2026-11-20",
    "story": "父亲突然重病住院，家里断了收入。",
}
WHOM = {
    "places": (TOWN,),
    "valid_from": "2026-12-01",
    "expires": "2027-12-31",
}
PROJECT = {
    "filing_number": "53370300MJD5137",
    "amount": "10,000",
    "giving": "区慈善总会一楼捐赠窗口",
    "categories": ("medical",),
    "requires": ("student",),
    "cap": "2000",
    **WHOM,
}
BACKWARDS = ("expires", "2026-11-30", "结束的日子早于")
DONATION = {
    "title": "定向北郊镇医疗",
    "amount": "5000",
    "received_on": "2026-11-20",
    "receipt_number": "鲁财票0009",
    "handler": "刘建军",
    "giver": "individual",
    "giver_name": "李先生",
    "categories": ("medical",),
    "requires": (),
    "cap": "2000",
    **WHOM,
}
ACCOUNT = {
    "account_holder": "王二",
    "account_number": "6222001234567890123",
    "account_bank": "齐商银行周村支行",
    "reason": "孩子的姑姑代收。",
}
MEMBER = {
    "name": "张小红",
    "relation": "daughter",
    "id_number": "",
    "born": "2015-03",
    "school": "北郊镇小学",
    "disability": "",
}
CONTRACT = {
    "title": "居家陪护服务",
    "number": "周民购〔2026〕7号",
    "agency": AGENCY,
    "item": "care",
    "hours": "200",
    **WHOM,
}
PUBLIC = {"title": "一名初中生这个学期的生活费", "text": "住校的伙食费还差一半。"}
DIGITS = "9 到 21 位数字"

ROWS = (
    Row(
        "auth.sign_in_form",
        "sign-in",
        "sign_in",
        "",
        stage.nothing("/sign-in"),
        {"login": "window", "password": PASSWORD},
        odd=(("password", "wrong", "用户名或密码不对"),),
        exact=frozenset({"login", "password"}),
        repeats=True,
    ),
    Row(
        "report.report_form",
        "report",
        "report",
        "school",
        stage.nothing("/report"),
        REPORT,
        odd=(NO_VILLAGE,),
    ),
    Row(
        "report.report_form",
        "report",
        "report",
        "",
        stage.nothing("/report"),
        REPORT | {"source": "school", "reporter_name": "郑老师", "reporter_phone": "0533-6412345"},
        note="stranger",
    ),
    Row(
        "report.verify_form",
        "verify",
        "verify",
        "village",
        stage.reported,
        {"urgency": "1", "found": "上门看过，情况属实。"},
        rival=moved("discoveries", "report", "dismissed"),
    ),
    Row(
        "report.assign_form",
        "assign",
        "assign",
        "bureau",
        stage.unassigned,
        {"village": VILLAGE},
        rival=moved("discoveries", "report", "assigned"),
    ),
    Row(
        "intake.intake_form",
        "intake",
        "register",
        "window",
        stage.nothing("/intake"),
        INTAKE,
        add_rows=("members",),
        odd=(*amounts("needs-0-amount"), NO_VILLAGE, ("id_number", "", "请选一个原因", "no_id_reason")),
        exact=frozenset({"needs-0-amount"}),
    ),
    Row(
        "intake.intake_form",
        "intake",
        "register",
        "window",
        stage.lodged("intake"),
        INTAKE,
        add_rows=("members",),
        odd=(*amounts("needs-0-amount"), NO_VILLAGE),
        exact=frozenset({"needs-0-amount"}),
        rival=moved("cases", "case", "withdrawn"),
        note="verified",
    ),
    Row(
        "intake.need_form",
        "need",
        "add",
        "window",
        stage.admitted("need"),
        {"what": "education", "amount": "3600.50", "detail": "住校的伙食费"},
        odd=amounts("amount"),
        exact=frozenset({"amount"}),
        rival=moved("cases", "case", "closed"),
    ),
    Row(
        "referral.refer_form",
        "refer",
        "refer",
        "window",
        stage.admitted("refer"),
        {"assistance": "medical", "unit": "medical", "need": "money", "request": "请按规定报销。"},
        rival=moved("cases", "case", "closed"),
    ),
    Row(
        "referral.complete_form",
        "complete",
        "complete",
        "medical",
        stage.referred,
        {"result": "按规定报销，月底前到账。", "granted": "3,000"},
        rival=lambda site: setattr(site["cases"]["case"].referrals["ask"], "state", "cancelled"),
    ),
    Row(
        "referral.ask_papers_form",
        "papers",
        "ask",
        "window",
        stage.lodged("papers"),
        {"papers-papers": ("identity",)},
        rival=moved("cases", "case", "admitted"),
    ),
    Row(
        "step._form",
        "step",
        "go",
        "window",
        stage.admitted("step?do=close"),
        {"text": "帮助都到了，家里能过下去。"},
        rival=moved("cases", "case", "closed"),
        note="reason",
    ),
    Row(
        "step._form",
        "step",
        "go",
        "window",
        stage.lodged("step?do=admit"),
        rival=moved("cases", "case", "not_admitted"),
        note="plain",
    ),
    Row(
        "household.account_form",
        "account",
        "keep",
        "window",
        stage.household("account"),
        ACCOUNT,
        odd=(
            ("account_number", "abc", DIGITS),
            ("account_number", "62220012", DIGITS),
            ("reason", "", "不是家里人"),
        ),
        exact=frozenset({"account_number"}),
    ),
    Row(
        "household.member_form",
        "member",
        "add",
        "window",
        stage.household("member"),
        MEMBER,
    ),
    Row(
        "publicity.public_text_form",
        "public-text",
        "draft",
        "window",
        stage.to_publish,
        PUBLIC,
        odd=(("text", "请打 13805330147。", "电话号码"), ("title", "王a明的生活费", "姓名")),
        rival=moved("cases", "c-a", "withdrawn"),
    ),
    Row(
        "publicity.public_text_form",
        "public-text",
        "draft",
        "window",
        stage.drafted("redraft"),
        PUBLIC,
        odd=(("text", "请打 13805330147。", "电话号码"),),
        rival=moved("needs", stage.PUBLIC_ID, "public"),
        note="again",
    ),
    Row(
        "publicity.release_form",
        "release",
        "release",
        "bureau",
        stage.drafted("release"),
        rival=moved("needs", stage.PUBLIC_ID, "retracted"),
    ),
    Row(
        "status.status_form",
        "status",
        "ask",
        "",
        lambda world: stage.with_pass(world) and "/status",
        {"receipt": RECEIPT, "tail": TAIL},
        odd=(("receipt", "7K4M-QX8P", "抄错了一个字"), ("receipt", NOBODYS, "没有查到")),
        exact=frozenset({"receipt", "tail"}),
        repeats=True,
    ),
    Row(
        "status.withdraw_form",
        "withdraw",
        "withdraw",
        "",
        stage.with_pass,
        behind="/cases/c-a",
        rival=moved("cases", "c-a", "closed"),
    ),
    Row(
        "fund.accept_form",
        "accept",
        "accept",
        "fund",
        stage.proposed,
        {"reasons": "手术自付部分，家里没有收入。"},
        rival=moved("proposals", "share", "superseded"),
    ),
    Row(
        "fund.payee_form",
        "payee",
        "save",
        "fund",
        stage.returned,
        {"payee_name": "张桂芬", "payee_account": "6222020200087654321", "payee_bank": "齐商银行"},
        odd=(("payee_account", "abc", DIGITS),),
        exact=frozenset({"payee_account"}),
        rival=lambda site: setattr(next(iter(site.fund.allocations)), "state", "cancelled"),
    ),
    Row(
        "fund.income_form",
        "income",
        "receive",
        "fund",
        stage.nothing("/money"),
        {"source": "unit", "amount": "80000.50", "reference": "鲁财票0001"},
        behind="/fund",
    ),
    Row(
        "source.project_form",
        "project",
        "post",
        "charity",
        stage.nothing("/projects/@@new"),
        PROJECT | {"title": "金秋助学", "text": "帮考上学、交不起学费的孩子。"},
        odd=(BACKWARDS,),
    ),
    Row(
        "source.project_form",
        "project",
        "save",
        "charity",
        stage.project("revise"),
        PROJECT,
        odd=(BACKWARDS,),
        rival=moved("projects", "project", "closed"),
        note="again",
    ),
    Row(
        "source.report_form",
        "report",
        "report",
        "charity",
        stage.project("report"),
        {"until": "2026-11-22"},
    ),
    Row(
        "source.offer_form",
        "offer",
        "post",
        "charity",
        stage.nothing("/offers/@@new"),
        {
            "title": "周末辅导功课",
            "item": "tutoring",
            "amount": "20",
            "text": "每周六上午，两位老师。",
            "volunteer_name": "孙老师",
            "volunteer_phone": "13805330147",
            "cap": "8",
            **WHOM,
        },
        odd=(BACKWARDS,),
    ),
    Row(
        "source.amount_form",
        "amount",
        "save",
        "charity",
        stage.offer,
        {"amount-amount": "30"},
        rival=moved("offers", "offer", "closed"),
    ),
    Row(
        "source.donation_form",
        "donation",
        "record",
        "charity",
        stage.nothing("/donations/@@new"),
        DONATION,
        odd=(BACKWARDS, ("receipt_number", "", "请填票据号"), ("giver_name", "", "请填捐赠人")),
    ),
    Row(
        "organisation.application_form",
        "organisation",
        "apply",
        "bureau",
        stage.nothing("/organisations/@@new"),
        {
            "title": "周村区爱心协会",
            "sort": "charity",
            "credit_code": CREDIT_CODE,
            "permit": "",
            "phone": "0533-6412345",
        },
    ),
    Row(
        "organisation.particulars_form",
        "particulars",
        "save",
        "charity",
        stage.organisation,
        {"permit": "53370306MJD00001", "phone": "0533-6412345"},
        rival=moved("organisations", CHARITY, "suspended"),
    ),
    Row(
        "contract.contract_form",
        "contract",
        "sign",
        "bureau",
        stage.nothing("/contracts/@@new"),
        CONTRACT,
        odd=(BACKWARDS,),
    ),
    Row(
        "contract.purchase_form",
        "purchase",
        "purchase",
        "bureau",
        stage.contract,
        {"hours": "20"},
        rival=moved("contracts", "contract", "ended"),
    ),
    Row(
        "visit.visit_form",
        "visit",
        "record",
        "worker",
        stage.visited,
        {"visited_on": "2026-11-23", "hours": "2", "note": "家里一切都好，约好下周再去。"},
        odd=(("hours", "11", "只剩 10 小时"),),
        rival=moved("cases", "case", "closed"),
    ),
)

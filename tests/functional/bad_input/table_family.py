"""The forms of a family's way: report, case, household, referral, visit, and what the family asks itself."""

from __future__ import annotations

from portal.demo.people import TOWN, VILLAGE
from tests.functional.bad_input import stage
from tests.functional.bad_input.row import Row, moved
from tests.functional.test_family import made_up_id
from tests.functional.test_status import NOBODYS, RECEIPT, TAIL

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
DIGITS = "9 到 21 位数字"

ROWS = (
    Row(
        "finding.find_form",
        "find",
        "find",
        "window",
        stage.nothing("/find"),
        {"words": "李守田"},
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
        seen=("village", "/discoveries/{once}"),
    ),
    Row(
        "report.report_form",
        "report",
        "report",
        "",
        stage.nothing("/report"),
        REPORT | {"source": "school", "reporter_name": "郑老师", "reporter_phone": "0533-6412345"},
        seen=("village", "/discoveries/{once}"),
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
        seen=("village", "/discoveries/report"),
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
        seen=("window", "/cases/case"),
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

"""What was read, in words: which kinds of personal data a row of the read log names."""

from __future__ import annotations

from collections.abc import Iterable

from pyramid.i18n import TranslationStringFactory
from pyramid.request import Request

from portal import present

_ = TranslationStringFactory("portal")

FIELDS = {
    "agreed": _("社工和家庭说好的事"),
    "goal": _("服务计划的目标"),
    "steps": _("服务计划的步骤"),
    "payees": _("代发文件的户名和账号"),
    "why": _("变更预算的理由"),
    "name": _("姓名"),
    "contact_name": _("联系人"),
    "contact_phone": _("联系电话"),
    "id_number": _("身份证号码"),
    "phone": _("电话"),
    "email": _("邮箱"),
    "school": _("学校"),
    "diagnosis": _("病情"),
    "address": _("住址"),
    "account_holder": _("收款人"),
    "account_number": _("收款账号"),
    "account_bank": _("开户银行"),
    "story": _("情况说明"),
    "typed": _("没填完的登记"),
    "receipt": _("回执号、查询号"),
    "found": _("核实结果"),
    "ending": _("结束的说明"),
    "question": _("请户籍地核查什么"),
    "registered_place": _("户籍地"),
    "relief": _("在户籍地享受的救助"),
    "informant": _("户籍地谁答复的"),
    "detail": _("用途说明"),
    "request": _("转办说明"),
    "answer": _("办理答复"),
    "demand": _("督办和审计的要求"),
    "note": _("走访记录"),
    "reason": _("原因"),
    "reasons": _("拨款理由"),
    "payee_name": _("收款人"),
    "payee_account": _("收款账号"),
    "payee_bank": _("开户银行"),
    "household_name": _("姓名"),
    "household_phone": _("电话"),
    "reporter_name": _("报告人姓名"),
    "reporter_phone": _("报告人电话"),
    "volunteer_name": _("志愿者姓名"),
    "volunteer_phone": _("志愿者电话"),
    "giver_name": _("捐赠人姓名"),
    "giver_phone": _("捐赠人电话"),
    "totp_secret": _("第二因素"),
    "call": _("紧急电话说了什么"),
    "guardian_name": _("家长姓名"),
    "guardian_phone": _("家长电话"),
    "able": _("什么时候有空，会什么"),
    "pledger_name": _("答应捐赠的人"),
    "pledger_phone": _("答应捐赠的人的电话"),
    "call_note": _("打电话要注意什么"),
    "accused": _("被反映的人"),
    "teller_name": _("反映人姓名"),
    "teller_phone": _("反映人电话"),
    "responsible": _("责任人"),
    "dealt": _("查处情况"),
    "talk": _("和反映人说过的话"),
    "agent_name": _("代办人姓名"),
    "agent_phone": _("代办人电话"),
    "filename": _("文件名"),
    "content": _("照片和文件"),
    "totp_pending": _("第二因素"),
    "history": _("案件经过"),
    "dwelling": _("住房情况"),
    "income": _("收入和支出"),
    "health": _("身体情况"),
    "conclusion": _("调查结论"),
    "neighbours": _("邻居的话"),
    "people": _("参加评议的人"),
    "minutes": _("评议记录"),
    "objections": _("异议"),
    "recipient": _("收款人"),
    "witness": _("见证人"),
    "kinship": _("经办人和申请人的关系"),
    "explained": _("近亲属关系的说明"),
    "topics": _("会议的议题"),
    "attendance": _("到会的人"),
    "goods": _("送去的物品"),
    "difference": _("盘点差额的说明"),
}
"""Every personal field of every document, and the looks that open none; a test holds it against the classes."""


def fields_in_words(request: Request, fields: Iterable[Iterable[str]]) -> str:
    """姓名、电话, each once."""
    labels = [FIELDS.get(name, name) for names in fields for name in names]
    return present.for_request(request).listed(dict.fromkeys(labels))

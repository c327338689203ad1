"""States in words, and the tag that goes with them."""

from __future__ import annotations

from typing import NamedTuple

from pyramid.i18n import TranslationString


def _(words: str) -> TranslationString:
    """A state: 暂停 is a step on a button and a state here, which other languages tell apart."""
    return TranslationString(words, domain="portal", context="state")


class Tag(NamedTuple):
    """A state's words and the class of its tag: open, done, stopped or plain."""

    words: str
    css: str


PLAIN, OPEN, DONE, STOP = "tag", "tag tag-open", "tag tag-done", "tag tag-stop"

STATES: dict[str, dict[str, Tag]] = {
    "discovery": {
        "reported": Tag(_("已报告，等分派"), PLAIN),
        "assigned": Tag(_("待核实"), PLAIN),
        "verified": Tag(_("已核实"), DONE),
        "dismissed": Tag(_("核实不成立"), STOP),
        "merged": Tag(_("和另一份相同"), PLAIN),
    },
    "appeal": {"admitted": Tag(_("还缺东西"), OPEN), "closed": Tag(_("已结束"), PLAIN)},
    "case": {
        "lodged": Tag(_("已收件"), PLAIN),
        "to_complete": Tag(_("等材料"), PLAIN),
        "admitted": Tag(_("办理中"), OPEN),
        "not_admitted": Tag(_("不予受理"), STOP),
        "closed": Tag(_("已结案"), DONE),
        "withdrawn": Tag(_("已撤回"), PLAIN),
    },
    "investigation": {
        "recorded": Tag(_("等另一位确认"), OPEN),
        "signed": Tag(_("两人已确认"), DONE),
        "disputed": Tag(_("有一位说不对"), STOP),
        "withdrawn": Tag(_("已撤下"), PLAIN),
    },
    "assessment": {"recorded": Tag(_("已评议"), DONE)},
    "public_notice": {
        "drafted": Tag(_("等张贴"), OPEN),
        "up": Tag(_("公示中"), OPEN),
        "down": Tag(_("公示期满"), DONE),
        "cancelled": Tag(_("没有公示"), PLAIN),
    },
    "aid": {
        "decided": Tag(_("等送到"), OPEN),
        "delivered": Tag(_("已送到，等另一位确认"), OPEN),
        "disputed": Tag(_("有一位说不对"), STOP),
        "confirmed": Tag(_("已送到，等补手续"), OPEN),
        "settled": Tag(_("手续已补齐"), DONE),
        "cancelled": Tag(_("没有送"), PLAIN),
    },
    "crosscheck": {
        "asked": Tag(_("等户籍地答复"), OPEN),
        "answered": Tag(_("已答复，等窗口看"), OPEN),
        "seen": Tag(_("已答复"), DONE),
        "dropped": Tag(_("不用再查"), PLAIN),
    },
    "household": {"registered": Tag(_("已登记"), PLAIN), "merged": Tag(_("已并入另一份"), PLAIN)},
    "imprest": {"kept": Tag(_("在用"), OPEN)},
    "draft": {
        "kept": Tag(_("没填完"), OPEN),
        "finished": Tag(_("已登记"), DONE),
        "discarded": Tag(_("不要了"), PLAIN),
        "expired": Tag(_("过期删掉"), PLAIN),
    },
    "walkin": {
        "waiting": Tag(_("在等"), PLAIN),
        "called": Tag(_("正在接待"), OPEN),
        "served": Tag(_("办好了"), DONE),
        "led": Tag(_("带去别处"), PLAIN),
        "left": Tag(_("走了"), PLAIN),
    },
    "need": {"open": Tag(_("在办"), OPEN), "withdrawn": Tag(_("已撤回"), PLAIN)},
    "referral": {
        "requested": Tag(_("已转出"), OPEN),
        "received": Tag(_("已接收"), OPEN),
        "accepted": Tag(_("同意办理"), OPEN),
        "in_progress": Tag(_("办理中"), OPEN),
        "on_hold": Tag(_("暂停"), PLAIN),
        "completed": Tag(_("已办结"), DONE),
        "rejected": Tag(_("已退回"), STOP),
        "failed": Tag(_("没有办成"), STOP),
        "cancelled": Tag(_("已撤回"), PLAIN),
    },
    "proposal": {
        "proposed": Tag(_("待决定"), PLAIN),
        "accepted": Tag(_("等对方答复"), OPEN),
        "confirmed": Tag(_("对方已确认"), OPEN),
        "delivered": Tag(_("已送到，等签收"), OPEN),
        "settled": Tag(_("已签收"), DONE),
        "declined": Tag(_("不采用"), STOP),
        "superseded": Tag(_("已被新方案代替"), PLAIN),
        "lapsed": Tag(_("过期没有答复"), STOP),
    },
    "allocation": {
        "drafted": Tag(_("待第一人签字"), PLAIN),
        "signed": Tag(_("待第二人签字"), PLAIN),
        "approved": Tag(_("已批准"), OPEN),
        "disbursed": Tag(_("已拨付"), OPEN),
        "paid_out": Tag(_("已发放，等签收"), OPEN),
        "acknowledged": Tag(_("已签收"), DONE),
        "returned": Tag(_("被退回"), STOP),
        "refused": Tag(_("没有批准"), STOP),
        "cancelled": Tag(_("已取消"), PLAIN),
    },
    "batch": {
        "made": Tag(_("等送银行"), PLAIN),
        "sent": Tag(_("等银行回执"), OPEN),
        "settled": Tag(_("回执齐了"), DONE),
        "discarded": Tag(_("已作废"), STOP),
    },
    "budget_change": {
        "proposed": Tag(_("等另一个人同意"), PLAIN),
        "agreed": Tag(_("已同意"), DONE),
        "refused": Tag(_("没有同意"), STOP),
    },
    "closing": {
        "open": Tag(_("等对账"), PLAIN),
        "prepared": Tag(_("等关账"), OPEN),
        "closed": Tag(_("已关账"), DONE),
        "reopened": Tag(_("重新打开"), STOP),
    },
    "organisation": {
        "applied": Tag(_("等批准"), PLAIN),
        "approved": Tag(_("已批准"), DONE),
        "suspended": Tag(_("暂停资格"), STOP),
        "refused": Tag(_("没有批准"), STOP),
    },
    "public_need": {
        "drafted": Tag(_("等发布"), PLAIN),
        "public": Tag(_("已公开"), DONE),
        "retracted": Tag(_("已撤下"), STOP),
    },
    "meeting": {
        "planned": Tag(_("定下了，还没开"), OPEN),
        "held": Tag(_("开过了"), DONE),
        "cancelled": Tag(_("没有开"), STOP),
    },
    "bulletin": {
        "drafted": Tag(_("等印发"), PLAIN),
        "issued": Tag(_("已印发"), DONE),
        "replaced": Tag(_("已更正"), STOP),
        "discarded": Tag(_("没有用"), PLAIN),
    },
    "publication": {
        "drafted": Tag(_("等公布"), PLAIN),
        "public": Tag(_("已公布"), DONE),
        "retracted": Tag(_("已撤下"), STOP),
    },
    "project": {
        "posted": Tag(_("进行中"), OPEN),
        "suspended": Tag(_("已暂停"), STOP),
        "closed": Tag(_("已结束"), PLAIN),
    },
    "policy_text": {"in_force": Tag(_("现行有效"), DONE), "repealed": Tag(_("已废止"), STOP)},
    "offer": {"posted": Tag(_("进行中"), OPEN), "closed": Tag(_("已结束"), PLAIN)},
    "donation": {
        "recorded": Tag(_("可以用"), OPEN),
        "closed": Tag(_("已结束"), PLAIN),
        "voided": Tag(_("已作废"), STOP),
    },
    "contract": {"active": Tag(_("执行中"), OPEN), "ended": Tag(_("已结束"), PLAIN)},
    "order": {
        "open": Tag(_("服务中"), OPEN),
        "finished": Tag(_("已办完"), DONE),
        "cancelled": Tag(_("已取消"), STOP),
    },
    "pledge": {
        "promised": Tag(_("等慈善组织联系"), OPEN),
        "received": Tag(_("已收到"), DONE),
        "declined": Tag(_("慈善组织没有接受"), STOP),
        "withdrawn": Tag(_("已收回"), PLAIN),
    },
    "volunteer": {
        "offered": Tag(_("等慈善组织联系"), OPEN),
        "taken": Tag(_("已接受"), DONE),
        "declined": Tag(_("慈善组织没有接受"), STOP),
        "withdrawn": Tag(_("已收回"), PLAIN),
    },
    "objection": {
        "lodged": Tag(_("等答复"), OPEN),
        "to_carry_out": Tag(_("改了决定，等照办"), OPEN),
        "answered": Tag(_("已答复"), DONE),
        "withdrawn": Tag(_("已收回"), PLAIN),
    },
    "tip": {
        "received": Tag(_("等受理"), PLAIN),
        "accepted": Tag(_("在查"), OPEN),
        "not_ours": Tag(_("不归这里办"), STOP),
        "finished": Tag(_("已办结"), DONE),
    },
    "attachment": {"kept": Tag(_("已存好"), DONE), "removed": Tag(_("已拿走"), PLAIN)},
    "service_plan": {
        "drafted": Tag(_("等这家人同意"), PLAIN),
        "agreed": Tag(_("正在做"), OPEN),
        "paused": Tag(_("停着，等社工"), STOP),
        "finished": Tag(_("计划结束"), DONE),
        "discarded": Tag(_("没有用"), PLAIN),
    },
    "recusal": {
        "filed": Tag(_("已备案，等区里看"), OPEN),
        "checked": Tag(_("区里看过"), DONE),
        "lifted": Tag(_("已撤销"), PLAIN),
    },
    "supervision": {
        "asked": Tag(_("等单位答复"), OPEN),
        "answered": Tag(_("已答复，等核对"), OPEN),
        "closed": Tag(_("已了结"), DONE),
        "cancelled": Tag(_("已撤销"), PLAIN),
    },
    "inquiry": {
        "found": Tag(_("记下了，还没发"), PLAIN),
        "asked": Tag(_("等单位答复"), OPEN),
        "answered": Tag(_("已答复，等核对"), OPEN),
        "escalated": Tag(_("已移交纪检"), STOP),
        "closed": Tag(_("已了结"), DONE),
    },
    "ruleset": {
        "proposed": Tag(_("等区里启用"), OPEN),
        "in_force": Tag(_("启用过"), DONE),
        "refused": Tag(_("没有启用"), STOP),
        "withdrawn": Tag(_("已收回"), PLAIN),
    },
    "sample": {"drawn": Tag(_("正在看"), OPEN), "finished": Tag(_("已看完"), DONE)},
    "visit": {"recorded": Tag(_("已登记"), PLAIN)},
    "account": {"active": Tag(_("在用"), DONE), "disabled": Tag(_("停用"), STOP)},
}


def tag(kind: str, state: str) -> Tag:
    """The tag of a state; one that has no words yet shows its code, and a test finds it."""
    return STATES.get(kind, {}).get(state, Tag(state, PLAIN))

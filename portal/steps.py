"""The steps that need no page of their own: what their button says, what they ask for, and the command behind them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pyramid.i18n import TranslationStringFactory
from pyramid.request import Request

from content.document import Document
from portal.commands import (
    account,
    aid,
    appeal,
    attachment,
    budget,
    bulletin,
    case,
    certificate,
    claim,
    closing,
    discovery,
    door,
    draft,
    fund,
    imprest,
    matching,
    objection,
    oversight,
    payment,
    promise,
    public_notice,
    publication,
    publicity,
    recusal,
    referral,
    ruleset,
    same_report,
    source,
    tip,
    walkin,
)

_ = TranslationStringFactory("portal")
Run = Callable[[Request, Any, str], object]


@dataclass(frozen=True)
class StepPage:
    """``button`` names the result; ``asks`` is the label of what has to be written, "" where nothing is."""

    button: str
    run: Run
    asks: str = ""
    warns: str = ""
    required: bool = True


def plain(name: str) -> Run:
    """A step that is nothing but a change of state."""

    def run(request: Request, document: Document, text: str) -> None:
        door.transition(request, document, name)

    return run


def with_reason(name: str) -> Run:
    """A change of state with a reason in people's words."""

    def run(request: Request, document: Document, text: str) -> None:
        door.transition(request, document, name, reason=door.words(request, document, text))

    return run


def concluding(name: str) -> Run:
    """A step that writes down the last word."""
    return lambda request, document, text: oversight.conclude(request, document, name, text)


def alone(command: Callable[[Request, Any], object]) -> Run:
    """A command that takes nothing but the document."""
    return lambda request, document, text: command(request, document)


def signature(name: str) -> Run:
    """One of the signatures of an allocation."""
    return lambda request, document, text: fund.sign(request, document, name)


WHY = _("原因")
SIGNING = _("签字表示您核对过用途、数额和收款人。同一笔钱要两个人分别签，起草的人不能签。")
CLOSING = _("不再参加匹配，公开页也撤下；已经答应的照样办完。结束以后不能恢复。")

STEPS: dict[tuple[str, str], StepPage] = {
    ("supervision", "accept"): StepPage(_("答复可以，了结"), plain("accept")),
    ("supervision", "cancel"): StepPage(_("撤销督办"), with_reason("cancel"), WHY),
    ("inquiry", "ask"): StepPage(_("发给单位，等答复"), plain("ask")),
    ("inquiry", "close"): StepPage(_("了结"), concluding("close"), _("结论")),
    ("inquiry", "escalate"): StepPage(_("移交纪检"), with_reason("escalate"), WHY),
    ("inquiry", "settle"): StepPage(_("写下处理结果"), concluding("settle"), _("怎样处理的")),
    ("ruleset", "confirm"): StepPage(_("启用这一版"), alone(ruleset.confirm)),
    ("ruleset", "refuse"): StepPage(_("不启用"), ruleset.refuse, WHY),
    ("ruleset", "withdraw"): StepPage(_("收回这一版"), ruleset.withdraw, WHY),
    ("sample", "finish"): StepPage(_("全部看完"), alone(oversight.finish)),
    ("account", "see"): StepPage(_("看过了"), alone(account.see)),
    ("account", "end_sessions"): StepPage(_("退出全部登录"), alone(account.end_sessions)),
    ("account", "enable"): StepPage(_("恢复账号"), alone(account.enable)),
    ("account", "disable"): StepPage(
        _("停用账号"), account.disable, WHY, _("马上退出全部登录。记录都留着。")
    ),
    ("draft", "discard"): StepPage(
        _("不要了，删掉"), alone(draft.discard), warns=_("填的内容马上删掉，找不回来。")
    ),
    ("discovery", "dismiss"): StepPage(_("核实不成立"), discovery.dismiss, _("看到了什么，为什么不成立")),
    ("discovery", "send_back"): StepPage(_("不是本村的，退回"), discovery.send_back, _("应该是哪里的")),
    ("discovery", "tell_apart"): StepPage(
        _("不是同一户，分开"), same_report.tell_apart, _("怎样知道不是同一户")
    ),
    ("appeal", "close"): StepPage(
        _("这个单位不再需要"), alone(appeal.close), warns=_("没有落实的不再找来源，公开页也撤下。")
    ),
    ("case", "admit"): StepPage(_("受理"), alone(case.admit), warns=_("从现在起计算办理时限。")),
    ("case", "papers_in"): StepPage(_("材料已补齐"), alone(case.papers_in)),
    ("case", "refuse"): StepPage(_("不予受理"), case.refuse, _("理由，会印在给申请人的通知上")),
    ("case", "close"): StepPage(_("结案"), case.close, _("怎样结束的")),
    ("case", "reopen"): StepPage(_("重新办理"), case.reopen, WHY),
    ("case", "claim"): StepPage(
        _("认领这个案件"), alone(claim.claim), warns=_("认领后由您负责联系这户家庭。")
    ),
    ("case", "release_claim"): StepPage(
        _("交回案件"), claim.release_claim, _("和这家说好了什么，交给下一位社工")
    ),
    ("case", "accept_claim"): StepPage(
        _("接手这个案件"), alone(claim.accept), warns=_("接手后由您负责联系这户家庭。")
    ),
    ("case", "decline_claim"): StepPage(_("现在接不了"), claim.decline, WHY),
    ("service_plan", "agree"): StepPage(
        _("这家人同意了"), plain("agree"), warns=_("他们当面同意，或在打印的计划上签了字，才登记。")
    ),
    ("service_plan", "discard"): StepPage(_("不用这份"), with_reason("discard"), WHY),
    ("service_plan", "resume"): StepPage(
        _("重新商量"), plain("resume"), warns=_("和这家人从头商量一遍；他们同意了，再接着做。")
    ),
    ("service_plan", "finish"): StepPage(_("结束这份计划"), with_reason("finish"), _("目标达到了没有")),
    ("crosscheck", "see"): StepPage(_("看过答复了"), plain("see")),
    ("attachment", "remove"): StepPage(
        _("拿走这个文件"),
        attachment.remove,
        _("为什么拿走"),
        warns=_("拍错了、传错了才拿走。文件删掉，谁拿走的、为什么，会留下记录。"),
    ),
    ("investigation", "countersign"): StepPage(
        _("我一起去的，写得对"), plain("countersign"), warns=_("确认以后，这份调查就算两个人的。")
    ),
    ("investigation", "dispute"): StepPage(_("写得不对"), with_reason("dispute"), _("哪里不对")),
    ("investigation", "withdraw"): StepPage(_("撤下这份调查"), with_reason("withdraw"), WHY),
    ("public_notice", "take_down"): StepPage(
        _("登记已取下"), alone(public_notice.take_down), warns=_("公示期满了才能取下。")
    ),
    ("public_notice", "object"): StepPage(
        _("有人提异议"), public_notice.object_to, _("谁提的，说了什么。加密保存，会替他保密")
    ),
    ("public_notice", "cancel"): StepPage(_("不公示了"), with_reason("cancel"), WHY),
    ("aid", "cancel"): StepPage(_("不送了"), aid.cancel, WHY),
    ("aid", "countersign"): StepPage(
        _("我一起送的，属实"), plain("countersign"), warns=_("确认表示您看着家里收到了。")
    ),
    ("aid", "dispute"): StepPage(_("不是这样"), with_reason("dispute"), _("哪里不对")),
    ("aid", "resolve"): StepPage(_("写下处理意见"), aid.resolve, _("查清了什么，怎样处理")),
    ("aid", "papers_in"): StepPage(_("手续已补齐"), plain("papers_in")),
    ("imprest", "accept_count"): StepPage(
        _("核对无误，记进财政账"),
        alone(imprest.accept_count),
        warns=_("请对过收条的张数和金额。"),
    ),
    ("imprest", "send_back"): StepPage(_("请重新盘点"), imprest.send_back, WHY),
    ("walkin", "call"): StepPage(_("叫号"), alone(walkin.call)),
    ("walkin", "serve"): StepPage(_("办好了"), alone(walkin.serve)),
    ("walkin", "lead"): StepPage(_("带去别的窗口"), walkin.lead, _("带去了哪里，交给了谁")),
    ("walkin", "leave"): StepPage(_("人走了"), plain("leave")),
    ("referral", "receive"): StepPage(_("接收"), plain("receive")),
    ("referral", "accept"): StepPage(_("同意办理"), plain("accept")),
    ("referral", "start"): StepPage(_("开始办理"), plain("start")),
    ("referral", "reject"): StepPage(_("退回"), referral.reject, _("为什么退回，缺什么")),
    ("referral", "hold"): StepPage(_("暂停"), with_reason("hold"), WHY),
    ("referral", "resume"): StepPage(_("继续办理"), plain("resume")),
    ("referral", "fail"): StepPage(_("办不成"), referral.fail, WHY),
    ("referral", "cancel"): StepPage(_("撤回转办"), with_reason("cancel"), WHY),
    ("referral", "see"): StepPage(_("已看过结果"), alone(referral.see)),
    ("referral", "settle"): StepPage(_("写下处理意见"), referral.settle, _("两次被退回，怎样处理")),
    ("recusal", "check"): StepPage(_("看过了，写下结果"), recusal.check, _("看到了什么，有没有不对的")),
    ("recusal", "lift"): StepPage(
        _("不用回避，撤销备案"), recusal.lift, WHY, _("撤销以后，他又可以办这个案件。备案的记录都留着。")
    ),
    ("need", "withdraw"): StepPage(_("撤回这项需求"), publicity.withdraw_need, WHY),
    ("publication", "release"): StepPage(_("公布这次的结果"), alone(publication.release)),
    ("publication", "retract"): StepPage(_("撤下，不再公布"), with_reason("retract"), WHY),
    ("meeting", "cancel"): StepPage(_("不开了"), with_reason("cancel"), WHY),
    ("bulletin", "release"): StepPage(_("印发给各单位"), alone(bulletin.release)),
    ("bulletin", "discard"): StepPage(_("不用这份"), with_reason("discard"), WHY),
    ("public_need", "retract"): StepPage(_("撤下，不再公开"), publicity.retract, WHY),
    ("proposal", "dismiss"): StepPage(_("不采用"), matching.dismiss, _("为什么不配这一对")),
    ("proposal", "confirm"): StepPage(
        _("确认可以帮"), alone(matching.confirm), warns=_("确认后，请在说好的日子送到或办好，再回来登记。")
    ),
    ("proposal", "decline"): StepPage(_("这次帮不了"), matching.decline, _("为什么帮不了")),
    ("proposal", "deliver"): StepPage(_("登记已送到"), alone(matching.deliver)),
    ("proposal", "acknowledge"): StepPage(
        _("登记已签收"), alone(matching.acknowledge), warns=_("签收是收到的人自己的话：他们收到了，才登记。")
    ),
    ("proposal", "lift_bar"): StepPage(
        _("这一对可以再配"), matching.lift_bar, _("为什么现在可以了"), warns=_("下次计算时，可以再提这一对。")
    ),
    ("allocation", "sign_first"): StepPage(_("签字同意"), signature("sign_first"), warns=SIGNING),
    ("allocation", "sign_second"): StepPage(_("签字批准"), signature("sign_second"), warns=SIGNING),
    ("allocation", "refuse"): StepPage(_("不同意"), fund.refuse, _("为什么不同意")),
    ("allocation", "disburse"): StepPage(_("拨付"), alone(fund.disburse)),
    ("allocation", "pay_out"): StepPage(_("登记已发放"), alone(fund.pay_out)),
    ("allocation", "acknowledge"): StepPage(
        _("登记家里签收"),
        lambda request, document, text: fund.acknowledge(request, document, "paper"),
        warns=_("签收是这家人自己的话：他们在收条上签了字或按了手印，才登记。"),
    ),
    ("allocation", "return"): StepPage(_("登记被退回"), fund.return_money, _("银行为什么退回")),
    ("allocation", "resign_first"): StepPage(_("重新签字同意"), signature("resign_first"), warns=SIGNING),
    ("allocation", "resign_second"): StepPage(_("重新签字批准"), signature("resign_second"), warns=SIGNING),
    ("allocation", "pay_again"): StepPage(_("再次拨付"), alone(fund.pay_again)),
    ("allocation", "cancel"): StepPage(
        _("取消这笔拨付"), alone(fund.cancel), warns=_("钱留在基金里，这项需求重新等待帮助。")
    ),
    ("policy_text", "repeal"): StepPage(
        _("登记为废止"), plain("repeal"), warns=_("文件还可以看，页面上写明已经废止，搜索不再列出它。")
    ),
    ("batch", "send"): StepPage(
        _("登记已送银行"), alone(payment.send), warns=_("文件里的每一笔都算拨付。银行收下了，才登记。")
    ),
    ("batch", "discard"): StepPage(_("没有送，作废重做"), payment.discard, WHY),
    ("budget_change", "agree"): StepPage(
        _("同意这个预算"), alone(budget.agree), warns=_("从现在起，按新的数起草和签字。")
    ),
    ("budget_change", "refuse"): StepPage(_("不同意"), budget.refuse, WHY),
    ("closing", "close"): StepPage(
        _("核对无误，关账"), alone(closing.close), warns=_("关了以后，不能再往这个月和以前的月份记账。")
    ),
    ("closing", "send_back"): StepPage(_("有不对的，退回"), closing.send_back, _("哪里不对")),
    ("closing", "reopen"): StepPage(_("重新打开这个月"), closing.reopen, _("为什么要重新打开")),
    ("project", "suspend"): StepPage(_("暂停这个项目"), with_reason("suspend"), WHY),
    ("project", "resume"): StepPage(_("恢复这个项目"), plain("resume")),
    ("project", "close"): StepPage(_("结束这个项目"), plain("close"), warns=CLOSING),
    ("offer", "close"): StepPage(_("结束这项服务"), plain("close"), warns=CLOSING),
    ("donation", "close"): StepPage(_("结束这笔捐赠"), plain("close"), warns=CLOSING),
    ("donation", "void"): StepPage(_("登记有误，作废"), source.void, _("哪里有误")),
    ("contract", "end"): StepPage(
        _("合同到此结束"), plain("end"), warns=_("不再下新的服务单；已经下的照样做完。")
    ),
    ("organisation", "approve"): StepPage(_("批准"), plain("approve")),
    ("organisation", "refuse"): StepPage(_("不批准"), with_reason("refuse"), WHY),
    ("organisation", "suspend"): StepPage(_("暂停资格"), with_reason("suspend"), WHY),
    ("volunteer", "certify"): StepPage(_("开志愿服务记录证明"), alone(certificate.certify)),
    ("volunteer", "decline"): StepPage(_("不接受"), promise.decline, WHY),
    ("pledge", "decline"): StepPage(_("不接受"), promise.decline, WHY),
    ("objection", "carry_out"): StepPage(_("已照答复办好"), objection.carry_out, _("做了什么")),
    ("objection", "withdraw"): StepPage(_("收回异议"), plain("withdraw")),
    ("tip", "accept"): StepPage(
        _("受理，告诉反映人"), tip.accept, _("告诉反映人：由谁办，怎样办，什么时候答复")
    ),
    ("tip", "decline"): StepPage(_("不归这里办"), tip.say("decline"), _("告诉反映人：为什么，找哪里")),
    ("tip", "write"): StepPage(_("给反映人留言"), tip.say("write"), _("想问什么、想说什么")),
    ("tip", "pass_on"): StepPage(_("转给另一个单位"), tip.pass_on, _("为什么转")),
    ("tip", "extend"): StepPage(
        _("延长 30 天"),
        tip.extend,
        _("告诉反映人：为什么延长"),
        warns=_("只能延长一次，要经本单位负责人批准。"),
    ),
    ("organisation", "resume"): StepPage(_("恢复资格"), plain("resume")),
}
"""Keyed by (document kind, step). A step with a page of its own does not stand here."""

DUTY_PAGES = {
    "case:accept_claim": ("@@handover",),
    "crosscheck:answer": ("@@answer",),
    "crosscheck:note": ("@@answer",),
    "project:report_use": ("@@report",),
    "project:revise": ("@@revise",),
}
"""Where a duty is done, where that is not the document's own page."""
HOMES = {"project": ("@@manage",), "offer": ("@@manage",)}
"""Where those who work with a document find it, for kinds whose bare address is the public's page."""


def available(request: Request, document: Document) -> list[tuple[str, StepPage]]:
    """The steps that this person may take now on this document, in the table's order; what asks for a reason last."""
    open_steps = [
        (step.name, STEPS[document.kind, step.name])
        for step in document.workflow.steps_from(document.state)
        if (document.kind, step.name) in STEPS and request.has_permission(step.permission, document)
    ]
    return sorted(open_steps, key=lambda found: bool(found[1].asks))

"""What happened, as a clerk would say it: one sentence for every event that a history can hold."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pyramid.i18n import TranslationString, TranslationStringFactory
from pyramid.request import Request

from content.history import Event
from content.vault import Sealed
from content.vocabulary import Category, Ground, Kind, SourceKind
from portal.i18n import translated
from portal.present import money
from portal.words.rights import figures_of


def _(words: str) -> TranslationString:
    """A sentence of a history: 拨付 is a step on a button and a thing done here, which other languages tell apart."""
    return TranslationString(words, domain="portal", context="event")


LABEL = TranslationStringFactory("portal")

SOURCE = {
    "created": _("登记"),
    "revise": _("改了数额或用途"),
    "reserved": _("答应了一户，先留下"),
    "released": _("留下的不用了，放回去"),
    "spent": _("已经用到家庭"),
    "close": _("结束"),
}
SENTENCES: Mapping[str, Mapping[str, str]] = {
    "account": {
        "created": _("建立账号"),
        "signed_in": _("登录"),
        "password_changed": _("改了密码"),
        "email_set": _("改了邮箱"),
        "totp_changed": _("换了第二因素"),
        "change_roles": _("角色改成：${roles}；原来是：${earlier}"),
        "appoint": _("代理 ${whom}，${since} 到 ${until}"),
        "end_acting": _("不再代理 ${whom}"),
        "totp_offered": _("要换第二因素"),
        "reset": _("给了一次性重设码，退出全部登录"),
        "end_sessions": _("退出全部登录"),
        "session_ended": _("退出一处登录"),
        "see": _("区民政局看过权限的改动"),
        "stood_in": _("以上是代 ${whom} 办的"),
        "disable": _("停用账号"),
        "enable": _("恢复账号"),
    },
    "aid": {
        "created": _("定下先行救助"),
        "deliver": _("两个人一起送到家里"),
        "cancel": _("没有送，说明了原因"),
        "countersign": _("一起送的人确认属实"),
        "dispute": _("一起送的人说不是这样"),
        "resolve": _("区民政局查清，写下处理意见"),
        "papers_in": _("先行救助的手续已补齐"),
    },
    "allocation": {
        "created": _("起草拨款"),
        "sign_first": _("第一人签字"),
        "sign_second": _("第二人签字，批准拨款"),
        "refuse": _("不同意拨款，说明了原因"),
        "disburse": _("拨付"),
        "pay_out": _("发放到家庭账户"),
        "acknowledge": _("家庭签收拨款"),
        "return": _("款被退回"),
        "correct_payee": _("更正收款账户"),
        "resign_first": _("退回后第一人重新签字"),
        "resign_second": _("退回后第二人重新签字"),
        "pay_again": _("重新拨付"),
        "cancel": _("退回的款留在基金，取消拨款"),
        "listed": _("放进代发文件 ${number}"),
    },
    "batch": {
        "created": _("生成代发文件"),
        "send": _("送银行，${count} 笔，${total_fen}"),
        "discard": _("没有送银行，作废"),
        "read_back": _("记下银行的回执，${count} 笔"),
        "settle": _("每一笔都有了回执"),
    },
    "budget_change": {
        "created": _("提出预算变更"),
        "agree": _("同意，一年 ${amount_fen}"),
        "refuse": _("不同意，说明了原因"),
    },
    "assessment": {"created": _("开了民主评议")},
    "attachment": {"created": _("存了一份照片或文件"), "remove": _("拿走一份照片或文件，说明了原因")},
    "appeal": {"created": _("登记单位的需求"), "close": _("单位不再需要，结束")},
    "case": {
        "created": _("建立案件"),
        "late_entry": _("补录，写明了为什么"),
        "arranged": _("登记了代办、监护或念给本人听"),
        "household_merged": _("家庭档案合并"),
        "attached": _("存了一份照片或文件"),
        "registered": _("登记家庭和需求"),
        "first_contact": _("首问负责，第一个接待"),
        "need_added": _("登记一项需求：${category}"),
        "receipt_given": _("给了收件回执"),
        "numbered": _("编号 ${number}"),
        "paper": _("核对了一份材料"),
        "referred": _("转给部门办理：${assistance}"),
        "admit": _("受理，开始计算时限"),
        "ask_papers": _("一次性告知还缺的材料"),
        "notice_given": _("给了书面通知 ${number}"),
        "papers_in": _("材料已补齐"),
        "refuse": _("不予受理，书面说明了理由"),
        "close": _("结案"),
        "reopen": _("重新办理"),
        "visits_ended": _("结案后的回访办完了"),
        "withdraw": _("申请人撤回申请"),
        "claim": _("社工认领"),
        "objected": _("申请人提出异议"),
        "reconsider": _("区民政局改变决定，重新审查"),
        "release_claim": _("社工交回"),
        "offer_claim": _("社工请同事接手"),
        "accept_claim": _("社工接手"),
        "decline_claim": _("同事现在接不了，说明了原因"),
        "hand_over": _("移交给该办的窗口"),
        "stepped_aside": _("${whom} 有近亲属关系，备案回避"),
        "came_back": _("${whom} 的回避备案撤销"),
        "kin_said": _("登记时说，和经办人有近亲属关系"),
    },
    "closing": {
        "created": _("开始月结"),
        "prepare": _("和银行对账，银行余额 ${bank_fen}"),
        "close": _("关账"),
        "send_back": _("退回，说明了原因"),
        "reopen": _("重新打开，说明了原因"),
    },
    "contract": {
        "created": _("登记服务合同"),
        "purchase": _("购买 ${hours} 小时服务"),
        "end": _("合同结束"),
    },
    "discovery": {
        "created": _("收到急难报告"),
        "assign": _("交给村（社区）核实"),
        "verify": _("核实属实，建立案件"),
        "dismiss": _("核实不成立，说明了原因"),
        "send_back": _("不是本村的，退回"),
        "call": _("打了电话，记下结果"),
        "mark_same": _("和另一份报告是同一户，并过去一起办"),
        "joined": _("同一户的另一份报告并了进来"),
        "tell_apart": _("不是同一户，分开，说明了原因"),
        "parted": _("并进来的一份报告又分开了"),
    },
    "donation": SOURCE
    | {
        "created": _("登记捐赠"),
        "void": _("登记有误，作废"),
        "declared": _("登记了利害关系人，共 ${count} 人"),
        "coded": _("给了查询号，捐赠人凭它看用途"),
    },
    "fund": {
        "created": _("设立基金"),
        "receive": _("收入 ${amount_fen}"),
        "set_budget": _("定预算，一年 ${amount_fen}"),
    },
    "household": {
        "created": _("建立家庭档案"),
        "members": _("登记家庭成员，共 ${count} 人"),
        "account_set": _("登记收款账户"),
        "told_apart": _("核对过，和另一份不是同一家"),
        "merged_with": _("并进来一份家庭档案"),
        "merge": _("并入另一份家庭档案"),
    },
    "imprest": {
        "created": _("设立备用金"),
        "ask_refill": _("请区里补 ${amount_fen}"),
        "refill": _("拨来备用金 ${amount_fen}"),
        "count": _("盘点现金 ${counted_fen}，账上 ${booked_fen}"),
        "accept_count": _("区民政局核对无误，记账 ${settled_fen}"),
        "send_back": _("请重新盘点，说明了原因"),
    },
    "investigation": {
        "created": _("记下入户调查"),
        "countersign": _("一起去的人确认调查属实"),
        "dispute": _("一起去的人说写得不对"),
        "withdraw": _("撤下这份调查"),
    },
    "draft": {
        "created": _("先存着一份没填完的登记"),
        "resume": _("存了填的内容"),
        "finish": _("填完，成了案件"),
        "discard": _("不要了，填的内容已删"),
        "expire": _("过期没有再填，填的内容已删"),
    },
    "walkin": {
        "created": _("来到窗口，给了号"),
        "call": _("叫到了，首问负责"),
        "serve": _("办好了"),
        "lead": _("带去别的窗口，写明了交给谁"),
        "leave": _("人走了"),
    },
    "need": {
        "created": _("提出需求"),
        "withdraw": _("撤回需求"),
        "covered": _("需求的落实有变化：${source}"),
        "public_text_drafted": _("写好公开内容，等民政局发布"),
        "public_text_released": _("公开内容已发布"),
    },
    "objection": {
        "created": _("申请人提出异议"),
        "numbered": _("异议答复书编号 ${number}"),
        "answer": _("答复：维持原来的决定"),
        "change": _("答复：改变原来的决定"),
        "carry_out": _("窗口照答复办好"),
        "withdraw": _("申请人收回异议"),
    },
    "offer": SOURCE | {"created": _("登记志愿服务")},
    "order": {
        "created": _("下服务订单"),
        "charge": _("记服务 ${hours} 小时"),
        "finish": _("服务完成，没用完的小时退回合同"),
        "cancel": _("取消服务订单"),
    },
    "organisation": {
        "created": _("组织申请加入"),
        "revised": _("改了电话或证书号"),
        "declared": _("登记了利害关系人，共 ${count} 人"),
        "approve": _("批准组织"),
        "refuse": _("不批准，说明了原因"),
        "suspend": _("暂停资格"),
        "resume": _("恢复资格"),
    },
    "policy_text": {
        "created": _("登记政策文件"),
        "edition": _("收入 ${dated} 的文本"),
        "renew": _("换上 ${dated} 的新文本"),
        "repeal": _("登记为废止"),
    },
    "pledge": {
        "created": _("答应捐赠"),
        "receive": _("收到了，登记了捐赠"),
        "decline": _("不接受，说明了原因"),
        "withdraw": _("本人收回"),
    },
    "project": SOURCE
    | {
        "created": _("登记慈善项目"),
        "report_use": _("报告使用情况"),
        "suspend": _("暂停项目"),
        "resume": _("恢复项目"),
    },
    "proposal": {
        "created": _("提出匹配建议"),
        "accept": _("采用匹配建议"),
        "dismiss": _("不采用，说明了原因"),
        "supersede": _("被新方案代替"),
        "confirm": _("对方确认"),
        "decline": _("对方谢绝，说明了原因"),
        "lapse": _("到期没有答复，作废"),
        "lift_bar": _("这一对可以再配，说明了原因"),
        "deliver": _("帮助已送到"),
        "acknowledge": _("对方签收"),
    },
    "public_need": {
        "created": _("起草公开内容"),
        "redraft": _("改写公开内容"),
        "release": _("公开发布"),
        "announce": _("公开单位的需求"),
        "retract": _("撤下公开内容"),
    },
    "meeting": {
        "created": _("定下协调会议"),
        "hold": _("开过，记下纪要"),
        "cancel": _("不开了，说明了原因"),
        "follow": _("定下了下一次"),
    },
    "bulletin": {
        "created": _("起草通报"),
        "release": _("印发，${year} 年第 ${issue} 期"),
        "discard": _("这份不用，说明了原因"),
        "replace": _("有了更正的一期"),
    },
    "publication": {
        "created": _("起草公布的结果"),
        "release": _("公布"),
        "retract": _("撤下，说明了原因"),
    },
    "public_notice": {
        "created": _("拟好公示"),
        "numbered": _("公示编号 ${number}"),
        "put_up": _("公示贴出：${place}"),
        "take_down": _("公示期满，取下"),
        "object": _("有人对公示提异议"),
        "cancel": _("不公示了，说明了原因"),
    },
    "recusal": {
        "created": _("备案"),
        "check": _("区民政局看过，写下结果"),
        "lift": _("撤销备案，说明了原因"),
    },
    "referral": {
        "created": _("转出"),
        "numbered": _("转办单编号 ${number}"),
        "receive": _("部门接收"),
        "accept": _("部门同意办理"),
        "start": _("部门开始办理"),
        "complete": _("部门办结"),
        "reject": _("部门退回，说明了原因"),
        "hold": _("暂停办理"),
        "resume": _("继续办理"),
        "fail": _("没有办成，说明了原因"),
        "cancel": _("撤回转办"),
        "see": _("窗口看过结果"),
        "escalated": _("第二次被退回，报区民政局"),
        "settle": _("区民政局写下处理意见"),
    },
    "tip": {
        "created": _("收到举报"),
        "accept": _("受理举报，告诉了反映人"),
        "decline": _("不归这里办，告诉了反映人找哪里"),
        "pass_on": _("转给另一个单位办理"),
        "extend": _("延长办理，告诉了理由"),
        "write": _("给反映人留言"),
        "reply": _("反映人补充"),
        "finish": _("办结，答复了反映人"),
    },
    "service_plan": {
        "created": _("写好服务计划"),
        "agree": _("这家人同意了计划"),
        "discard": _("这份计划不用"),
        "mark": _("第 ${number} 步有了结果"),
        "review": _("和这家人一起看计划"),
        "pause": _("没有社工，计划停下"),
        "resume": _("接手的社工重新商量"),
        "finish": _("计划结束"),
    },
    "unit": {"created": _("登记单位"), "name_contact": _("定下发现联系人")},
    "supervision": {
        "created": _("下发督办单"),
        "answer": _("单位书面答复"),
        "ask_again": _("答复不够，要求再答复"),
        "accept": _("答复可以，了结"),
        "cancel": _("撤销督办，说明了原因"),
        "hold": _("责任追究：${ground}"),
    },
    "inquiry": {
        "created": _("记下问题"),
        "ask": _("发给单位，等答复"),
        "answer": _("单位书面答复"),
        "ask_again": _("答复不够，要求再答复"),
        "close": _("了结，写明结论"),
        "escalate": _("移交纪检，说明了原因"),
        "settle": _("纪检处理完，写明结论"),
        "hold": _("责任追究：${ground}"),
    },
    "ruleset": {
        "created": _("提出新的一版规则"),
        "confirm": _("启用"),
        "refuse": _("不启用，说明了原因"),
        "withdraw": _("收回，说明了原因"),
    },
    "sample": {
        "created": _("建立抽样"),
        "drawn": _("从 ${population} 件里抽，种子 ${seed}"),
        "check": _("看过一件"),
        "finish": _("全部看完"),
    },
    "volunteer": {
        "created": _("报名做志愿者"),
        "take": _("接受报名，发布了服务"),
        "decline": _("不接受，说明了原因"),
        "withdraw": _("本人收回"),
        "certify": _("出具志愿服务记录证明，编号 ${number}"),
    },
    "visit": {"created": _("记一次走访")},
}
"""Document kind → event → sentence. A test holds it against every workflow and every record() in the code."""

MORE: Mapping[tuple[str, str], tuple[str, str]] = {
    ("referral", "complete"): ("granted_fen", _("部门办结，救助 ${granted_fen}")),
    ("fund", "set_budget"): ("category", _("定预算：${category} ${amount_fen}")),
}
"""Events that say more where a detail is not 0: (kind, event) → (detail, sentence)."""

OF_THE_CLOCK = {
    "due_moved": _("放假安排公布了，期限重新算过"),
    "found_late": _("超期没有办，报区民政局督办"),
}
"""What the clock's work writes into the history of any kind of document."""

COVERED = {
    "proposed": _("拟由${source}帮助"),
    "met": _("${source}的帮助已落实"),
    "freed": _("${source}不帮了，重新找"),
    "barred": _("不再找这个来源：${source}"),
    "unbarred": _("可以再找这个来源：${source}"),
}
PAPER = {"have": _("收到一份材料"), "lack": _("有一份材料还缺"), "later": _("有一份材料可以后补")}
ALSO_WITHOUT_KIND = ("case", "referral", "need", "visit", "proposal", "allocation")
"""Where a sentence is looked for when the caller does not know the kind."""


def words(event: Event, kind: str = "") -> TranslationString:
    """The sentence of an event of a document of *kind*; an event that has none shows its name, and a test finds it."""
    sentence = _sentence(event, kind)
    return TranslationString(sentence, domain="portal", mapping=_figures(event))


def told(request: Request, event: Event, kind: str = "") -> str:
    """The same in the reader's language; people, roles and days are named as this district knows them."""
    sentence = words(event, kind)
    figures = {**(sentence.mapping or {}), **figures_of(request, event)}
    return translated(request, TranslationString(sentence, domain="portal", mapping=figures))


def has_reason(event: Event) -> bool:
    """Whether somebody's own words are under seal in it."""
    return any(isinstance(value, Sealed) for _name, value in event.details)


def _sentence(event: Event, kind: str) -> str:
    if event.name == "covered":
        return COVERED.get(str(event.detail("status")), SENTENCES["need"]["covered"])
    if event.name == "stood_in":
        return SENTENCES["account"]["stood_in"]
    if event.name == "paper":
        return PAPER.get(str(event.detail("status")), SENTENCES["case"]["paper"])
    detail, longer = MORE.get((kind or "referral", event.name), ("", ""))
    if detail and event.detail(detail):
        return longer
    if event.name in OF_THE_CLOCK:
        return OF_THE_CLOCK[event.name]
    kinds = (kind,) if kind else ALSO_WITHOUT_KIND
    return next((SENTENCES[k][event.name] for k in kinds if event.name in SENTENCES.get(k, {})), event.name)


def _figures(event: Event) -> dict[str, Any]:
    """The details as people read them: sums as money, codes as words."""
    return {name: _figure(name, value) for name, value in event.details if isinstance(value, str | int)}


def _figure(name: str, value: str | int) -> str:
    if name.endswith("_fen"):
        return money(int(value))
    lexicon = {"category": Category, "assistance": Kind, "source": SourceKind, "ground": Ground}.get(name)
    if lexicon is not None and lexicon.has_word(value):
        return LABEL(lexicon(str(value)).label, context="source" if name == "source" else None)
    return str(value)

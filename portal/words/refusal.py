"""The sentences for what the domain forbids: one per code, with its figures."""

from __future__ import annotations

from typing import Any

from pyramid.i18n import TranslationStringFactory
from pyramid.request import Request

from content.error import DomainError
from portal.present import money

_ = TranslationStringFactory("portal")

SENTENCES = {
    "no_such_report": _("那一份报告已经并进别的，或者核实过不成立，不能并过去。请回报告再选一次。"),
    "call_owed": _("这一份报告还欠一个紧急电话。先打电话、记下结果，再并。"),
    "more_urgent": _(
        "这一份报告更急，上门的期限更短，不能并进不急的那一份。请打开那一份，从那边并到这一份来；"
        "那一份已经核实建案的，先上门看过，记下结果。"
    ),
    "built_on": _("并了以后已经核实、建案或者再并过，不能再分开。请打区民政局的电话商量。"),
    "rules_changed": _("提出以后，又启用了别的一版，这一版不能启用。请管理员照现在用的重新提出。"),
    "month_published": _("这段时间（或其中一个月）的结果已经起草或公布过。要改，请先撤下原来的，再起草。"),
    "bulletin_there": _("这段时间已经有通报。要改，请在“更正哪一期”里选它；还没有印发的，请先打开那一份。"),
    "corrects_another": _("更正的那一期说的不是同一段时间，或者已经更正过。请另选一期。"),
    "names_in_text": _("说明里有会让人认出是谁家的词，不能公布。请撤下，改好再起草。"),
    "not_yet_valid": _("还没有到这一版写明的起用日子。到那一天再启用。"),
    "sample_left": _("还有没看的案件。抽中的每一件都看过，才算看完。"),
    "not_in_sample": _("这个案件不在抽样里，或者没有选看到了什么。请在抽中的案件里按一个按钮。"),
    "wrong_together": _(
        "这些角色不能放在一个人身上：管账号的不办案，审计、财政监督和纪检只监督、不经手。请分给不同的人。"
    ),
    "wrong_deputy": _("这样代理不行：不能代理自己，管理员也不能把自己的角色借出去。请另选一个人。"),
    "wrong_state": _("别人已经先办了一步，这一步不用再办。请刷新页面看现在的情况。"),
    "missing_detail": _("这一步要写明原因。请补上再办。"),
    "same_hand": _("这一步要由另一个人来办，一个人不能办两次。"),
    "taken": _("已经有人先认领了。请到工作列表看别的。"),
    "overdrawn": _("余额不够了，可能刚刚被别的需求用掉。请刷新页面看还有多少。"),
    "need_withdrawn": _("这项需求已经撤回，不用再帮。"),
    "open_referrals": _("还有转办没有办完，办完再结案。"),
    "open_cover": _("还有帮助正在路上，到家里签收以后再结案。"),
    "open_fieldwork": _("入户调查、核查协助、公示、先行救助或服务计划还有没办完的，办完再结案。"),
    "denied_case": _(
        "已经请户籍地协助核查，还没有答复，这期间不能不予受理：户口在别处不是推出去的理由。"
        "可以受理，可以先行救助；要拒绝，等有了答复再定。"
    ),
    "asked_to_assist": _(
        "那边是户籍地，已经请他们协助核查。人住在这里，就由这里办，不能移交过去；"
        "这家人真的搬过去了，等有了答复再移交。"
    ),
    "asked_already": _("已经请户籍地核查，还没有答复。等有了答复，再请他们查别的。"),
    "registered_here": _("这家的户口就在住的镇、街道，不用请别处核查。户口在别处的，请先选在哪里。"),
    "no_vote_in_emergency": _("危及生命的先救助，不评议。"),
    "no_notice_in_emergency": _("危及生命的先救助，事后公布，不用先公示。"),
    "no_notice_for_kind": _("这一种救助不用公示。"),
    "hangs_still": _("公示期还没有满，现在不能取下。到期那天以后再登记。"),
    "beyond_town": _("超过了镇（街道）自己能定的数。请改少，或转给区民政局审批。"),
    "aid_repeated": _("一年内同样的原因已经救助过一次。再给要写明理由，请补上。"),
    "no_imprest": _("本镇（街道）还没有备用金。请打区民政局的电话，请他们先拨。"),
    "overdrawn_cash": _("备用金不够了。请先请区里补足，或改少。"),
    "difference_unnamed": _("和账上的数不一样。请再数一遍；还不一样，写明为什么。"),
    "nothing_counted": _("还没有盘点，没有可以核对的。"),
    "asked_once": _("缺什么材料只能告知一次，已经告知过了。请按手里的材料受理，或写明理由不予受理。"),
    "papers_still_missing": _(
        "告知过的材料还有没收到的。请在“材料”里逐项按“收到了”或“以后补”，再按“材料已补齐”。"
    ),
    "no_consent": _("这家人没有同意公开，所以不能公开。愿意公开的，先在登记表里记下同意。"),
    "public_text_exists": _("这项需求已经写过公开内容。请打开那一份来改。"),
    "need_gone": _("找不到这份公开内容对应的需求。请从案件里重新写。"),
    "case_ended": _("这个案件没有在办理中，所以现在不能公开。"),
    "overdrawn_bank": _("基金里能动用的钱不够了，可能刚刚拨给了别的需求。请重新计算，看还能帮多少。"),
    "overdrawn_case": _("这一户在规定期限内从基金得到的帮助已到上限。请找别的来源，或等期限过去。"),
    "overdrawn_town": _("这个镇、街道今年的基金额度不够了。请找别的来源，或先由基金管委会调整额度。"),
    "overdrawn_budget": _("这一类需求今年的基金预算不够了。请找别的来源，或先由区民政局调整预算。"),
    "overdrawn_budget_used": _("今年已经用了和答应了 ${used_fen}，比这个预算多。请重新提出一个大一些的。"),
    "no_colleague": _("请选本机构另一位社工。名单可能刚刚变了，请刷新页面。"),
    "plan_open": _("这一家已经有一份没有结束的服务计划。请打开那一份，或先结束它。"),
    "not_barred": _("这一对没有被挡住，不用再放开。"),
    "nothing_to_pay": _("现在没有等着付的，可能刚刚放进了别的代发文件。请刷新页面看。"),
    "file_changed": _("这个代发文件的内容和做的时候对不上，不能用。请作废重做，并告诉系统管理员。"),
    "denied_allocation": _("这一笔已经放进代发文件。请在那个文件里登记送银行和回执。"),
    "listed": _("这一笔已经放进代发文件。请在那个文件里登记送银行和回执。"),
    "month_closed": _("${month} 已经关账，不能再往里记。要改，请先在月结里重新打开那个月。"),
    "month_not_over": _("${month} 还没有过完，或者不能月结。请刷新页面看可以月结的月份。"),
    "closing_under_way": _("还有一个月的月结没有办完。请先关了那个月。"),
    "earlier_month_open": _("前面有一个月重新打开了，还没有关。请先关前面的月份。"),
    "later_month_closed": _("后面的月份已经关账。请从最后一个月开始，一个一个重新打开。"),
    "books_moved": _("对账以后账有了变动，数字对不上了。请退回，重新对账。"),
    "unexplained": _("银行和账差 ${difference_fen} 没有说明。请查清以后写上。"),
    "missing_detail_reasons": _("这笔钱超过规定的数额，要写明理由。请补上理由再办。"),
    "no_payee": _("这家人还没有登记收款账户。请先请窗口在家庭资料里登记，再接受这份方案。"),
    "plan_outdated": _("算出方案以后情况变了，这一份不能用了。请在匹配台重新计算。"),
    "registered_already": _(
        "这一家已经登记过，没有再登记一遍。要补需求，请在案件里按“再加一项需求”；家庭情况在家庭资料里改。"
    ),
    "household_elsewhere": _(
        "这一家登记在别的镇、街道，只有那边的窗口能接着办。请打那边窗口的电话，由他们登记这次求助。"
    ),
    "help_promised": _(
        "这项需求已经有人答应帮，还没有办完，现在不能撤回。请先告诉答应的人：请他们退回，或办完以后再撤。"
    ),
    "help_on_way": _("已经有人答应来帮，或钱已经批准，所以在这里不能撤回。不想要了，请打受理窗口的电话。"),
    "contract_ended": _("这份服务合同已经结束，不能再下服务单。请按“这次帮不了”，这项需求会另找来源。"),
    "hours_charged": _("这份服务单已经记了走访的工时，不能退。请按“登记送到”，没有用完的小时自动退回合同。"),
    "nothing_charged": _("这份服务单还没有记下一次走访的工时。请先登记走访，再登记送到。"),
    "out_of_turn": _("前面还有一步没有办。请先改好收款账户，再由两个人重新签字。"),
    "too_rare": _("全区情况相同的家庭太少，公开会被认出来，所以不能公开。"),
    "not_approved": _("您的组织还没有获得批准，或被暂停了资格，所以现在不能办。请和区民政局联系。"),
    "nothing_served": _("还没有对方签收过的服务，开不了证明。服务送到、对方签收以后再开。"),
    "donation_in_use": _("这笔捐赠已经答应或用给了家庭，不能作废。不再用的，请按“结束”。"),
    "visit_charged": _("这次走访的小时数已经扣过了，不会再扣。"),
    "not_newer": _("这份文件已经有 ${dated} 的文本，新的要比它晚。请核对日期。"),
    "project_closed": _("这个项目已经结束，不再接受捐赠。请看其他慈善项目。"),
    "objected_already": _("这个决定您已经提过异议，还没有答复。请等答复，或先收回再提。"),
    "names_them": _("反映的就是那个单位，不能转给他们办。"),
    "extended_already": _("已经延长过一次，不能再延长。请在期限内办结。"),
    "attachments_full": _("这个案件的照片和文件已经存满。请先拿走拍错的、重复的，再传。"),
    "no_place_for_files": _(
        "现在还存不了照片和文件。"
        "请系统管理员在设置里给 zodbconn.uri 写上 blobstorage_dir（放文件的文件夹），再重新启动。"
    ),
    "no_such_step": _("没有这一步。"),
    "denied": _("区里已经定下这件事由您办，这一步现在不能用。有困难，请打电话给区民政局。"),
    "aside": _(
        "您和这家有近亲属关系，已经备案回避：这个案件您只能看，不能办。请同事来办；备案有误的，请区民政局撤销。"
    ),
    "aside_already": _("该回避的人都已经备案，不用再登记。"),
    "domain": _("按规定，这一步现在办不了。"),
}


def sentence(request: Request, error: DomainError) -> str:
    """What a person reads; an unknown code still says that a rule stands in the way."""
    which = error.figures.get("limit") or error.figures.get("detail") or error.figures.get("account")
    text = SENTENCES.get(f"{error.code}_{which}") or SENTENCES.get(error.code, SENTENCES["domain"])
    figures: dict[str, Any] = {
        name: value for name, value in error.figures.items() if isinstance(value, str | int)
    }
    for name, value in list(figures.items()):
        if name.endswith("_fen") and isinstance(value, int):
            figures[name] = money(value)
    localizer = request.localizer
    return str(localizer.translate(text, mapping=figures))

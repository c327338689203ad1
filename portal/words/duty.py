"""What is owed, in words: what a duty is called on a work list, and the button that leads to doing it."""

from __future__ import annotations

from typing import Any

from pyramid.i18n import TranslationStringFactory

_ = TranslationStringFactory("portal")

DUTIES = {
    "discovery:assign": (_("报告等分派"), _("分派给村（社区）")),
    "discovery:call": (_("一小时内要打的电话"), _("打电话")),
    "discovery:verify": (_("报告等核实"), _("记核实结果")),
    "walkin:call": (_("窗口有人在等"), _("叫号")),
    "walkin:serve": (_("正在接待的人"), _("记下结果")),
    "draft:resume": (_("没填完的登记"), _("接着填")),
    "crosscheck:answer": (_("人户分离，请您协助核查"), _("写答复")),
    "crosscheck:note": (_("问外地的户籍，等记答复"), _("记答复")),
    "crosscheck:see": (_("户籍地答复了核查"), _("看答复")),
    "household:merge": (_("可能登记了两次的家庭"), _("核对")),
    "case:admit": (_("收件等受理"), _("登记、受理")),
    "case:papers_in": (_("等补材料"), _("登记材料")),
    "case:follow_up": (_("已结案，到日子回访"), _("打开案件")),
    "case:close": (_("跟进到落实，再结案"), _("打开案件")),
    "investigation:countersign": (_("入户调查等您确认"), _("核对确认")),
    "investigation:withdraw": (_("入户调查有人说不对"), _("撤下重记")),
    "public_notice:put_up": (_("公示等张贴"), _("登记贴出")),
    "public_notice:take_down": (_("公示中，期满取下"), _("登记取下")),
    "aid:deliver": (_("先行救助等送到"), _("登记送到")),
    "aid:countersign": (_("先行救助等您确认"), _("核对确认")),
    "aid:resolve": (_("先行救助有人说不对"), _("查清处理")),
    "aid:papers_in": (_("先行救助等补手续"), _("登记手续")),
    "imprest:count": (_("备用金等盘点"), _("记盘点")),
    "imprest:accept_count": (_("备用金盘点等核对"), _("核对")),
    "imprest:refill": (_("备用金等补足"), _("拨备用金")),
    "referral:receive": (_("转办等接收"), _("接收")),
    "referral:accept": (_("转办等答复"), _("答复")),
    "referral:start": (_("转办等开始"), _("开始办理")),
    "referral:resume": (_("转办暂停中"), _("继续办理")),
    "referral:complete": (_("转办等办结"), _("报结果")),
    "referral:see": (_("转办有了结果"), _("看结果")),
    "referral:settle": (_("两次被退回，等区里定"), _("定下谁来办")),
    "proposal:accept": (_("匹配方案等决定"), _("决定")),
    "proposal:confirm": (_("请确认能不能帮"), _("答复")),
    "proposal:deliver": (_("等送到家里"), _("登记送到")),
    "proposal:acknowledge": (_("等签收"), _("登记签收")),
    "project:revise": (_("募捐方案要补办备案"), _("补办备案")),
    "project:report_use": (_("项目要向社会报告使用情况"), _("报告使用情况")),
    "order:charge": (_("服务单进行中"), _("看服务单")),
    "order:finish": (_("服务单小时用完，等登记送到"), _("看服务单")),
    "account:see": (_("有人的权限改了"), _("看改了什么")),
    "supervision:answer": (_("督办，等您单位答复"), _("写答复")),
    "supervision:accept": (_("督办有了答复"), _("核对答复")),
    "inquiry:ask": (_("记下的问题还没发"), _("发给单位")),
    "inquiry:answer": (_("审计问题，等您单位答复"), _("写答复")),
    "inquiry:close": (_("审计问题有了答复"), _("核对答复")),
    "inquiry:settle": (_("移交来的问题等处理"), _("看问题")),
    "ruleset:confirm": (_("新的规则等启用"), _("核对改动")),
    "sample:finish": (_("抽样还没看完"), _("接着看")),
    "case:visit": (_("您认领的案件"), _("打开案件")),
    "case:accept_claim": (_("同事请您接手"), _("看是什么情况")),
    "service_plan:agree": (_("服务计划等这家人同意"), _("打开计划")),
    "service_plan:mark": (_("服务计划的一步到日子"), _("记这一步")),
    "service_plan:review": (_("到日子和这家人一起看计划"), _("打开计划")),
    "service_plan:resume": (_("服务计划停着，等重新商量"), _("打开计划")),
    "service_plan:finish": (_("服务计划等结束"), _("打开计划")),
    "public_need:release": (_("公开内容等发布"), _("核对发布")),
    "meeting:hold": (_("协调会议，会议开过后记纪要"), _("打开会议")),
    "meeting:follow": (_("该开下一次协调会议"), _("看上一次")),
    "bulletin:release": (_("通报等印发"), _("核对印发")),
    "publication:release": (_("救助结果等公布"), _("核对公布")),
    "organisation:approve": (_("慈善组织等批准"), _("审核")),
    "allocation:sign_first": (_("拨付等第一人签字"), _("核对签字")),
    "allocation:sign_second": (_("拨付等第二人签字"), _("核对签字")),
    "allocation:disburse": (_("已批准，等拨付"), _("拨付")),
    "allocation:pay_out": (_("已拨付，等发放"), _("登记发放")),
    "allocation:acknowledge": (_("已发放，等签收"), _("登记签收")),
    "allocation:correct_payee": (_("被退回，等改账户"), _("改账户")),
    "allocation:resign_first": (_("改账户后等重签"), _("核对签字")),
    "allocation:resign_second": (_("改账户后等第二人重签"), _("核对签字")),
    "volunteer:take": (_("志愿报名等联系"), _("联系")),
    "pledge:receive": (_("答应的捐赠等联系"), _("联系")),
    "recusal:check": (_("近亲属备案等您看"), _("看一看")),
    "objection:answer": (_("异议等书面答复"), _("答复")),
    "objection:carry_out": (_("改了决定，等照办"), _("看一看")),
    "tip:accept": (_("举报等受理"), _("看一看")),
    "tip:finish": (_("举报等办结"), _("看一看")),
    "allocation:pay_again": (_("重签好了，等再拨"), _("再拨付")),
    "batch:send": (_("代发文件等送银行"), _("打开文件")),
    "batch:read_back": (_("代发文件等银行回执"), _("记回执")),
    "budget_change:agree": (_("预算变更等同意"), _("核对")),
    "closing:prepare": (_("月结等对账"), _("对账")),
    "closing:close": (_("月结等关账"), _("核对关账")),
}
"""What a duty is called on the list, and its button; a code without words would show itself, and a test finds it."""

LOOK = (_("超期没有办，请督办"), _("看为什么"))
"""What the bureau owes a document whose work was found late: a look (``<kind>:view``)."""


def duty_words(what: str) -> tuple[Any, Any]:
    """A duty in words, and its button."""
    return DUTIES.get(what) or (LOOK if what.endswith(":view") else (what, _("打开")))

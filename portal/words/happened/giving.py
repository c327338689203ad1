"""What happens to gifts and money: sources, what is proposed from them, and the books."""

from __future__ import annotations

from collections.abc import Mapping

from portal.words.happened.context import _

SOURCE = {
    "created": _("登记"),
    "revise": _("改了数额或用途"),
    "reserved": _("答应了一户，先留下"),
    "released": _("留下的不用了，放回去"),
    "spent": _("已经用到家庭"),
    "close": _("结束"),
}
SENTENCES: Mapping[str, Mapping[str, str]] = {
    "organisation": {
        "created": _("组织申请加入"),
        "revised": _("改了电话或证书号"),
        "declared": _("登记了利害关系人，共 ${count} 人"),
        "approve": _("批准组织"),
        "refuse": _("不批准，说明了原因"),
        "suspend": _("暂停资格"),
        "resume": _("恢复资格"),
    },
    "project": SOURCE
    | {
        "created": _("登记慈善项目"),
        "report_use": _("报告使用情况"),
        "suspend": _("暂停项目"),
        "resume": _("恢复项目"),
    },
    "offer": SOURCE | {"created": _("登记志愿服务")},
    "donation": SOURCE
    | {
        "created": _("登记捐赠"),
        "void": _("登记有误，作废"),
        "declared": _("登记了利害关系人，共 ${count} 人"),
        "coded": _("给了查询号，捐赠人凭它看用途"),
    },
    "pledge": {
        "created": _("答应捐赠"),
        "receive": _("收到了，登记了捐赠"),
        "decline": _("不接受，说明了原因"),
        "withdraw": _("本人收回"),
    },
    "volunteer": {
        "created": _("报名做志愿者"),
        "take": _("接受报名，发布了服务"),
        "decline": _("不接受，说明了原因"),
        "withdraw": _("本人收回"),
        "certify": _("出具志愿服务记录证明，编号 ${number}"),
    },
    "contract": {
        "created": _("登记服务合同"),
        "purchase": _("购买 ${hours} 小时服务"),
        "end": _("合同结束"),
    },
    "order": {
        "created": _("下服务订单"),
        "charge": _("记服务 ${hours} 小时"),
        "finish": _("服务完成，没用完的小时退回合同"),
        "cancel": _("取消服务订单"),
    },
    "appeal": {"created": _("登记单位的需求"), "close": _("单位不再需要，结束")},
    "public_need": {
        "created": _("起草公开内容"),
        "redraft": _("改写公开内容"),
        "release": _("公开发布"),
        "announce": _("公开单位的需求"),
        "retract": _("撤下公开内容"),
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
    "fund": {
        "created": _("设立基金"),
        "receive": _("收入 ${amount_fen}"),
        "set_budget": _("定预算，一年 ${amount_fen}"),
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
    "closing": {
        "created": _("开始月结"),
        "prepare": _("和银行对账，银行余额 ${bank_fen}"),
        "close": _("关账"),
        "send_back": _("退回，说明了原因"),
        "reopen": _("重新打开，说明了原因"),
    },
    "imprest": {
        "created": _("设立备用金"),
        "ask_refill": _("请区里补 ${amount_fen}"),
        "refill": _("拨来备用金 ${amount_fen}"),
        "count": _("盘点现金 ${counted_fen}，账上 ${booked_fen}"),
        "accept_count": _("区民政局核对无误，记账 ${settled_fen}"),
        "send_back": _("请重新盘点，说明了原因"),
    },
}

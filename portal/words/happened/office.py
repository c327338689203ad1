"""What happens in the office: accounts, rules, publishing, meetings, supervision, audit and tips."""

from __future__ import annotations

from collections.abc import Mapping

from portal.words.happened.context import _

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
    "policy_text": {
        "created": _("登记政策文件"),
        "edition": _("收入 ${dated} 的文本"),
        "renew": _("换上 ${dated} 的新文本"),
        "repeal": _("登记为废止"),
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
}

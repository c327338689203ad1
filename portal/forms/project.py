"""The forms of a charity's project: its campaign with its filing, and the report of what was used."""

from __future__ import annotations

from typing import Any

import colander
from pyramid.i18n import TranslationStringFactory
from pyramid.request import Request

from content.filing import Filing
from content.project import Project
from portal.forms import fields
from portal.forms.base import Form
from portal.forms.whom import day, for_whom, money_cap, money_categories, restrictions_as_typed

_ = TranslationStringFactory("portal")
POST = ("post", _("发布项目"))
SAVE = ("save", _("保存修改"))
FILING_WRONG = {
    "not_filed": _("请填写“备案编号”。公开募捐要先把募捐方案备案（慈善法第二十四条）。"),
    "not_filed_in_time": _(
        "补办备案的期限是 ${last}，已经过了（慈善法第七十三条）。请先补办，再填备案编号。"
    ),
    "no_day": _("请填写哪天备案的；期限从这一天核对（慈善法第二十四条、第七十三条）。"),
    "filed_late": _(
        "备案最晚在 ${last}：要在募捐开始十日以前（慈善法第二十四条、山东省慈善条例第二十一条）。"
        "请核对两个日期；突发事件来不及先备案的，勾选下面一项。"
    ),
    "ends_before": _("结束的日子早于开始的日子。募捐方案要写明起止时间（慈善法第二十四条），请改其中一个。"),
}


def project_form(request: Request, project: Project | None = None, *, is_dated: bool = True) -> Form:
    """A new project, or what may be changed of one: budget, filing, where to give, for whom.

    Lists of elsewhere may not know the days; a person who types is asked for them (*is_dated*).
    """
    schema = colander.Schema()
    schema.add(_campaign(request, is_new=project is None, is_dated=is_dated))
    schema.add(for_whom(request, money_categories(), attributes=True, cap=money_cap(), source=project))
    if project is None:
        return Form(request, schema, name="project", buttons=((*POST, "primary"),), once=True)
    values = {
        "about": {
            "amount": project.amount,
            "filing_number": project.filing_number,
            "giving": project.giving,
            **_filing_as_typed(project.filing),
        },
        "whom": restrictions_as_typed(request, project),
    }
    return Form(
        request, schema, name="project", buttons=((*SAVE, "primary"),), values=values, version=project.version
    )


def report_form(request: Request, project: Project) -> Form:
    """Up to which day the use of a project's money is reported."""
    schema = colander.Schema()
    schema.add(
        fields.date(
            "until",
            _("报告到哪一天"),
            until=fields.today(request),
            default=fields.today(request),
            help=_("这一天以前用出去的都算在内；用了多少由系统按签收记录算。"),
        )
    )
    buttons = (("report", _("报告使用情况"), "primary"),)
    return Form(request, schema, name="report", buttons=buttons, version=project.version)


def _campaign(request: Request, *, is_new: bool, is_dated: bool) -> colander.SchemaNode:
    part = fields.part("about", _("1. 项目"))
    if is_new:
        part.add(fields.text("title", _("项目名称"), max=40, help=_("和备案的名称一样。会公开。")))
    part.add(
        fields.text(
            "filing_number",
            _("备案编号"),
            max=40,
            optional=True,
            help=_("募捐方案在民政部门的备案编号。只有突发事件来不及先备案的，可以先空着。"),
        )
    )
    part.add(
        fields.date(
            "filed_on",
            _("哪天备案的"),
            optional=True,
            until=fields.today(request),
            help=_("填了备案编号的，这一天也要填。"),
        )
    )
    part.add(
        fields.yes(
            "in_emergency",
            _("应对重大突发事件，来不及在募捐前备案"),
            help=_("募捐开始后十日内要补办备案（慈善法第七十三条）。"),
        )
    )
    part.add(
        fields.date(
            "begins_on",
            _("募捐从哪天开始"),
            optional=not is_dated,
            help=_("备案要在开始十日以前（慈善法第二十四条、山东省慈善条例第二十一条）。"),
        )
    )
    part.add(fields.date("ends_on", _("募捐到哪天结束"), optional=not is_dated))
    part.add(fields.money("amount", _("预算（元）"), help=_("这个项目一共能帮出去多少。")))
    if is_new:
        part.add(
            fields.long_text(
                "text", _("项目说明"), max=1000, help=_("帮谁、帮什么、怎样给。会公开，不写受助人的姓名。")
            )
        )
    part.add(
        fields.text(
            "giving",
            _("在哪里捐"),
            max=200,
            optional=True,
            help=_("民政部指定的募捐平台上的网址，或您自己的募捐窗口。本站不收钱。"),
        )
    )
    return part


def refuse_filing(form: Form, values: dict[str, Any], filing: Filing) -> bool:
    """Whether the plan's filing cannot stand as typed; the form names the article then."""
    last = filing.file_by.isoformat() if filing.file_by is not None else ""
    for field, code in filing.wrong(values.get("filing_number") or "", fields.today(form.request)):
        form.fail(_(FILING_WRONG[code], mapping={"last": last}), field)
    return bool(form.error_count)


def _filing_as_typed(filing: Filing) -> dict[str, Any]:
    days = {name: day(getattr(filing, name)) for name in ("filed_on", "begins_on", "ends_on")}
    return {**days, "in_emergency": filing.in_emergency}

"""The form by which a family asks where its application stands."""

from __future__ import annotations

import colander
from pyramid.i18n import TranslationStringFactory
from pyramid.request import Request

from portal.forms import fields
from portal.forms.base import Form

_ = TranslationStringFactory("portal")


def status_form(request: Request) -> Form:
    schema = colander.Schema()
    schema.add(
        fields.text(
            "receipt",
            _("回执号"),
            max=40,
            help=_("在回执上，12 位，比如 7K4M-QX8P-2CDE。大小写和短横都不要紧。"),
        )
    )
    schema.add(
        fields.text(
            "tail",
            _("手机号后四位"),
            max=10,
            optional=True,
            help=_("没有手机的，填回执上印的 4 位查询码。报告时没有留电话的、监督举报的，空着。"),
        )
    )
    return Form(request, schema, name="status", buttons=(("ask", _("查进度"), "primary"),), action="/status")


def withdraw_form(request: Request, version: str) -> Form:
    """Nothing to fill in: the family has read what it means, and presses."""
    buttons = (("withdraw", _("撤回申请"), "primary"),)
    return Form(request, colander.Schema(), name="withdraw", buttons=buttons, version=version)

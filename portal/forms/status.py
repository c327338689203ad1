"""The forms by which somebody with a number asks: where an application stands, what became of a gift."""

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


def gift_form(request: Request) -> Form:
    """The slip's code alone, or the receipt's number with the telephone's last digits."""
    schema = colander.Schema()
    schema.add(
        fields.text(
            "number",
            _("查询号或票据号"),
            max=40,
            help=_("查询号在收据附页上，12 位；没有附页的，填捐赠票据上的号码。"),
        )
    )
    schema.add(
        fields.text(
            "tail",
            _("手机号后四位"),
            max=10,
            optional=True,
            help=_("填查询号的，空着。填票据号的，写捐的时候留的手机号。"),
        )
    )
    return Form(request, schema, name="gift", buttons=(("ask", _("看用到哪里了"), "primary"),))


def withdraw_form(request: Request, version: str) -> Form:
    """Nothing to fill in: the family has read what it means, and presses."""
    buttons = (("withdraw", _("撤回申请"), "primary"),)
    return Form(request, colander.Schema(), name="withdraw", buttons=buttons, version=version)

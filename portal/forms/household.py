"""The forms of a household: where money goes, and one more member."""

from __future__ import annotations

import re

import colander
from pyramid.i18n import TranslationStringFactory
from pyramid.request import Request

from portal.forms import fields
from portal.forms.base import Form
from portal.forms.intake import member_nodes

_ = TranslationStringFactory("portal")


def account_form(request: Request, version: str, values: dict[str, str] | None) -> Form:
    schema = colander.Schema()
    schema.add(fields.text("account_holder", _("户名"), max=60, help=_("户主或家里人的名字。")))
    number = fields.text("account_number", _("银行账号"), max=32, width="w-digits-18 num")
    number.validator = is_account_number
    schema.add(number)
    schema.add(
        fields.text("account_bank", _("开户银行"), max=80, help=_("写到支行，比如“齐商银行周村支行”。"))
    )
    schema.add(
        fields.long_text(
            "reason",
            _("不是家里人的账户，写明原因"),
            max=500,
            optional=True,
            rows=2,
            help=_("户名是家里人的，空着。"),
        )
    )
    buttons = (("keep", _("记下发放账户"), "primary"),)
    return Form(request, schema, name="account", buttons=buttons, values=values, version=version)


def same_form(request: Request, version: str, others: list[tuple[str, str]]) -> Form:
    """Whether two files are one family, said by somebody who has looked."""
    schema = colander.Schema()
    schema.add(
        fields.radios("other", _("和哪一份比"), others, default=others[0][0] if len(others) == 1 else "")
    )
    schema.add(
        fields.radios(
            "decision",
            _("核对的结果"),
            [("same", _("是同一家：把那一份并到这一份里")), ("different", _("不是同一家"))],
        )
    )
    schema.add(fields.long_text("reason", _("怎样核对的"), max=500, help=_("看了什么证件，问了谁。")))
    buttons = (("decide", _("记下核对结果"), "primary"),)
    return Form(request, schema, name="same", buttons=buttons, version=version)


def member_form(request: Request, version: str) -> Form:
    schema = colander.Schema()
    for node in member_nodes():
        schema.add(node)
    return Form(
        request, schema, name="member", buttons=(("add", _("登记这位家人"), "primary"),), version=version
    )


def is_account_number(node: colander.SchemaNode, value: str) -> None:
    digits = re.sub(r"[\s-]", "", value)
    if not re.fullmatch(r"[0-9]{9,21}", digits):
        raise colander.Invalid(node, _("账号是 9 到 21 位数字。请对照存折或银行卡再输一遍。"))

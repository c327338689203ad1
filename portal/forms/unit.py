"""The forms around those who find: a new institution, its contact, and who takes urgent calls."""

from __future__ import annotations

from collections.abc import Iterable

import colander
from pyramid.i18n import TranslationStringFactory
from pyramid.request import Request

from content.account import Account
from content.vocabulary import InstitutionType
from portal.forms import fields
from portal.forms.base import Form

_ = TranslationStringFactory("portal")
NO_INSTITUTIONS = (InstitutionType.VILLAGE, InstitutionType.CHARITY, InstitutionType.SOCIAL_WORK)
"""These stand elsewhere: villages in the policy file, the others among the organisations."""


def institution_form(request: Request) -> Form:
    schema = colander.Schema()
    schema.add(fields.text("title", _("单位名称"), max=80))
    sorts = [word for word in InstitutionType if word not in NO_INSTITUTIONS]
    schema.add(fields.choice("institution", _("是什么单位"), fields.named(sorts)))
    schema.add(
        fields.choice("town", _("在哪个镇、街道"), [(town.code, town.name) for town in request.policy.towns])
    )
    for node in _contact():
        schema.add(node)
    return Form(request, schema, name="finder", buttons=(("enter", _("登记单位"), "primary"),), once=True)


def contact_form(request: Request, version: str, values: dict[str, str]) -> Form:
    schema = colander.Schema()
    for node in _contact():
        schema.add(node)
    buttons = (("keep", _("记下联系人"), "primary"),)
    return Form(request, schema, name="contact", buttons=buttons, values=values, version=version)


def caller_form(request: Request, accounts: Iterable[Account], chosen: str) -> Form:
    schema = colander.Schema()
    names = [(account.id, account.display_name) for account in accounts]
    schema.add(
        fields.choice(
            "caller",
            _("谁打这个电话"),
            names,
            optional=True,
            default=chosen,
            help=_("空着的，由区民政局先看到的人打。"),
        )
    )
    return Form(request, schema, name="urgent", buttons=(("name", _("定下这个人"), "primary"),))


def _contact() -> list[colander.SchemaNode]:
    return [
        fields.text("contact_name", _("联系人姓名"), max=60),
        fields.phone("contact_phone", _("联系人电话")),
    ]

"""The form that finds a household; it is posted, so that no name stands in an address."""

from __future__ import annotations

import colander
from pyramid.i18n import TranslationStringFactory
from pyramid.request import Request

from portal.forms import fields
from portal.forms.base import Form

_ = TranslationStringFactory("portal")


def find_form(request: Request) -> Form:
    schema = colander.Schema()
    schema.add(
        fields.text(
            "words",
            _("身份证号码、手机号码、姓名、回执号或案件编号"),
            max=60,
            help=_("要写全。姓名写错同音字也能找到。每次查看都有记录。"),
        )
    )
    return Form(request, schema, name="find", buttons=(("find", _("查找"), "primary"),), action="/find")

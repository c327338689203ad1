"""The form for signing in."""

from __future__ import annotations

import colander
from pyramid.i18n import TranslationStringFactory
from pyramid.request import Request

from portal.forms import fields
from portal.forms.base import Form

_ = TranslationStringFactory("portal")


def sign_in_form(request: Request) -> Form:
    schema = colander.Schema()
    schema.add(fields.text("login", _("用户名"), max=60, autocomplete="username"))
    schema.add(fields.password("password", _("密码")))
    if request.registry.portal.totp:
        help = _("手机验证器上现在的 6 位数字。")
        schema.add(fields.text("code", _("动态验证码"), max=6, help=help))
    return Form(request, schema, name="sign-in", buttons=(("sign_in", _("登录"), "primary"),))

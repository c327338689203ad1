"""Signing in and out."""

from __future__ import annotations

from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.i18n import TranslationStringFactory
from pyramid.request import Request
from pyramid.view import view_config

from content.site import Site
from content.vocabulary import Role
from portal.address import own_path
from portal.commands import auth
from portal.demo.people import PEOPLE
from portal.forms.auth import sign_in_form

_ = TranslationStringFactory("portal")
ROLES = {role.value: _(role.label) for role in Role}
REFUSED = {
    "wrong": _("用户名或密码不对。请再输一遍；忘了密码，请找本单位管理员重设。"),
    "second_factor": _("动态验证码不对或已过期。请看手机上现在的 6 位数字。"),
    "too_many": _("试的次数太多了。请过五分钟再试。"),
}


@view_config(context=Site, name="sign-in", renderer="portal:templates/sign-in.pt")
def sign_in(site: Site, request: Request) -> Any:
    form = sign_in_form(request)
    if request.method == "POST":
        values = form.validate(request)
        if values is not None:
            try:
                headers = auth.sign_in(request, values["login"], values["password"], values.get("code") or "")
            except auth.SignInRefused as refused:
                form.fail(REFUSED[refused.code], "code" if refused.code == "second_factor" else "password")
            else:
                return HTTPSeeOther(_next(request), headers=headers)
    demo = request.registry.portal.demo
    return {"form": form, "demo": demo, "people": PEOPLE if demo else (), "roles": ROLES}


@view_config(context=Site, name="sign-out", permission="site:work", renderer="portal:templates/sign-out.pt")
def sign_out(site: Site, request: Request) -> Any:
    if request.method == "POST":
        return HTTPSeeOther("/", headers=auth.sign_out(request))
    return {}


def _next(request: Request) -> str:
    """Back to where they were going."""
    return own_path(request.params.get("next", ""), "/me")

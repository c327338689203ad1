"""The forms of accounts: the administrator's, one's own, and getting in by a one-time code."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

import colander
from pyramid.i18n import TranslationStringFactory
from pyramid.request import Request

from content.account import Account
from content.vocabulary import Role
from portal.commands.account import ADDRESS, is_weak
from portal.forms import fields
from portal.forms.base import Form
from portal.words.rights import scopes_of

_ = TranslationStringFactory("portal")
LOGIN = colander.Regex(
    r"[a-z][a-z0-9._-]{1,29}\Z", _("用户名用小写字母开头，只用小写字母、数字和 . _ -，2 到 30 个。")
)
WEAK = _("这个密码太容易猜。请用几个不相干的词，或至少 12 位没有规律的字符。")
TWO = _("两次写的密码不一样。请把两个都再写一遍。")
MOST_ROLES = 6
LONGEST = timedelta(days=366)


def new_account_form(request: Request) -> Form:
    schema = colander.Schema()
    login = fields.text("login", _("用户名"), max=30, help=_("登录时用，以后不能改。如 lixiaoyan。"))
    login.validator = LOGIN
    schema.add(login)
    schema.add(fields.text("name", _("姓名"), max=30, help=_("会印在文书上。")))
    schema.add(_roles(request))
    buttons = (("add", _("建账号，给一次性登录码"), "primary"),)
    return Form(request, schema, name="account", buttons=buttons, once=True)


def roles_form(request: Request, account: Account) -> Form:
    schema = colander.Schema()
    schema.add(_roles(request))
    held = [{"held": f"{name}@{scope}"} for name, scope in account.roles]
    return Form(
        request,
        schema,
        name="held-roles",
        buttons=(("save", _("改成这些角色"), "primary"),),
        values={"roles": held},
        version=account.version,
    )


def roles_of(values: Iterable[dict[str, Any]]) -> tuple[tuple[str, str], ...]:
    """(role, scope) of each row, each once."""
    pairs = [row["held"].partition("@")[::2] for row in values]
    return tuple(dict.fromkeys((name, scope) for name, scope in pairs))


def deputy_form(request: Request, account: Account) -> Form:
    """In whose place *account* acts, from the first day to the last."""
    today = fields.today(request)
    others = [
        (other.id, f"{other.display_name} {other.login}")
        for other in sorted(request.site["accounts"], key=lambda one: str(one.display_name))
        if other.id not in (account.id, request.identify.account.id) and other.is_open
    ]
    schema = colander.Schema(validator=_in_order)
    schema.add(fields.choice("whom", _("代理谁"), others))
    schema.add(fields.date("since", _("从哪一天"), since=today, until=today + LONGEST))
    schema.add(
        fields.date("until", _("到哪一天"), since=today, until=today + LONGEST, help=_("这一天也算在内。"))
    )
    return Form(
        request,
        schema,
        name="deputy",
        buttons=(("appoint", _("设为代理人"), "primary"),),
        version=account.version,
    )


def reset_form(request: Request, account: Account) -> Form:
    schema = colander.Schema()
    schema.add(fields.yes("factor", _("第二因素也重设"), help=_("换了手机、验证器打不开的，勾上。")))
    buttons = (("reset", _("给一次性重设码"), "primary"),)
    return Form(request, schema, name="reset", buttons=buttons)


def password_form(request: Request, account: Account) -> Form:
    schema = _new_password(lambda values: (account.login, account.display_name))
    schema.children.insert(0, fields.password("current", _("现在的密码")))
    return Form(request, schema, name="password", buttons=(("change", _("改密码"), "primary"),))


def email_form(request: Request, account: Account, address: str) -> Form:
    schema = colander.Schema()
    email = fields.text(
        "email",
        _("邮箱"),
        max=120,
        optional=True,
        autocomplete="email",
        help=_("有新的工作就寄邮件；信里没有姓名和案情。空着就不寄。"),
    )
    email.validator = _mail_address
    schema.add(email)
    return Form(
        request,
        schema,
        name="mail",
        buttons=(("save", _("保存邮箱"), "primary"),),
        values={"email": address},
        version=account.version,
    )


def _mail_address(node: colander.SchemaNode, value: str) -> None:
    if value and not ADDRESS.fullmatch(value):
        raise colander.Invalid(node, _("邮箱写得不对：中间要有 @，@ 后面要有一个点。"))


def begin_factor_form(request: Request) -> Form:
    schema = colander.Schema()
    schema.add(fields.password("current", _("现在的密码")))
    return Form(request, schema, name="factor", buttons=(("begin", _("拿新的二维码"), "primary"),))


def confirm_factor_form(request: Request) -> Form:
    schema = colander.Schema()
    schema.add(fields.text("code", _("动态验证码"), max=6, help=_("扫码以后，手机上出现的 6 位数字。")))
    return Form(request, schema, name="confirm", buttons=(("confirm", _("用新的第二因素"), "primary"),))


def let_in_form(request: Request) -> Form:
    """For who has a one-time code and no password."""
    schema = _new_password(lambda values: (values.get("login") or "",))
    schema.children.insert(
        0, fields.text("code", _("一次性码"), max=20, help=_("管理员告诉您的，24 小时内有效，只能用一次。"))
    )
    schema.children.insert(0, fields.text("login", _("用户名"), max=60, autocomplete="username"))
    return Form(request, schema, name="let-in", buttons=(("set", _("设好新密码"), "primary"),))


def _roles(request: Request) -> colander.SchemaNode:
    """Rows of one choice each: the roles are the groups, the places where they can be held are in them."""
    groups = []
    for name in Role:
        places = [(f"{name.value}@{scope}", words) for scope, words in scopes_of(request, name)]
        if places:
            groups.append((_(name.label), places))
    row = fields.row("role", _("角色"))
    row.add(fields.choice("held", _("角色和范围"), groups))
    return fields.rows("roles", _("角色"), row, add=_("再加一个角色"), least=1, most=MOST_ROLES)


def _in_order(schema: colander.SchemaNode, values: dict[str, Any]) -> None:
    if values["since"] and values["until"] and values["until"] < values["since"]:
        wrong = colander.Invalid(schema)
        wrong["until"] = _("结束的日子早于开始的日子。请改其中一个。")
        raise wrong


def _new_password(known: Any) -> colander.SchemaNode:
    """A new password twice; *known* gives from the values what somebody would try first."""

    def check(schema: colander.SchemaNode, values: dict[str, Any]) -> None:
        wrong = colander.Invalid(schema)
        if is_weak(values["new"], *known(values)):
            wrong["new"] = WEAK
        elif values["new"] != values["again"]:
            wrong["again"] = TWO
        else:
            return
        raise wrong

    schema = colander.Schema(validator=check)
    schema.add(fields.password("new", _("新密码"), new=True, help=_("几个不相干的词，或至少 12 位。")))
    schema.add(fields.password("again", _("新密码再写一遍"), new=True))
    return schema

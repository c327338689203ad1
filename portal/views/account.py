"""Accounts: the administrator's list and page, the bureau's look at changed rights, everybody's own, and getting in."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from itertools import islice
from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.i18n import TranslationStringFactory
from pyramid.renderers import render_to_response
from pyramid.request import Request
from pyramid.view import view_config

from content.account import Account
from content.calendar import SHANGHAI
from content.error import DomainError
from content.history import Event
from content.site import Site
from content.tree import Folder
from portal import qr
from portal.commands import account as commands
from portal.commands import door
from portal.forms import account as forms
from portal.forms.clean import sent
from portal.security import session_token
from portal.words.event import told
from portal.words.refusal import sentence
from portal.words.rights import roles_words

_ = TranslationStringFactory("portal")
SHOWN = 200
HISTORY = 40
RECENT = timedelta(days=90)
EVERYDAY = frozenset({"signed_in", "session_ended", "totp_offered"})
"""What is no change of anybody's rights, and would hide the changes."""
FORM = "portal:templates/account/form.pt"
CODE = "portal:templates/account/code.pt"
REFUSED = {
    "wrong": _("密码不对。请再输一遍；忘了密码，请找管理员重设。"),
    "code": _("用户名或一次性码不对，或者码已经用过、过期。请核对，或请管理员再给一个。"),
    "too_many": _("试的次数太多了。请过五分钟再试。"),
}


@view_config(context=Folder, physical_path="/accounts", renderer="portal:templates/account/list.pt")
def accounts(folder: Folder[Account], request: Request) -> dict[str, Any]:
    """Everybody who can sign in; whose rights changed in the last three months stands first."""
    door.require(request, "account:list", request.site)
    words = request.GET.get("q", "").strip()[:60]
    rows: list[dict[str, Any]] = [
        {"account": one, "roles": roles_words(request, one.roles), "is_recent": _is_recent(one, request)}
        for one in folder
    ]
    found = [row for row in rows if _is_asked(row, words)]
    found.sort(key=lambda row: (not row["account"].unseen, not row["is_recent"], row["account"].login))
    return {"rows": found[:SHOWN], "count": len(found), "q": words}


@view_config(context=Folder, physical_path="/accounts", name="new", renderer=FORM)
def new(folder: Folder[Account], request: Request) -> Any:
    door.require(request, "account:add", request.site)
    form = forms.new_account_form(request)
    if request.method == "POST":
        values = form.validate(request)
        if values is not None:
            known = folder.get(values["login"])
            if known is not None and known.form_id != form.once:
                form.fail(_("这个用户名已经有了。请换一个，比如加上单位的拼音。"), "login")
            else:
                try:
                    account, code = commands.add(
                        request, values | {"roles": forms.roles_of(values["roles"])}, form.once
                    )
                except DomainError as error:
                    _refuse_at(request, form, "roles", error)
                else:
                    return _code(request, account, code)
    return {"form": form, "account": None, "heading": _("建一个账号"), "says": ""}


@view_config(context=Account, permission="account:view", renderer="portal:templates/account/show.pt")
def show(account: Account, request: Request) -> dict[str, Any]:
    is_own = request.has_permission("account:password", account)
    return {
        "account": account,
        "is_own": is_own,
        "roles": roles_words(request, account.roles),
        "acting": [one for one in account.acting if one.until > request.now],
        "deputies": _deputies_of(request, account),
        "sessions": account.open_sessions(session_token(request), request.now) if is_own else [],
        "entries": [
            (event.at, told(request, event, "account"), request.site["accounts"].get(event.actor[5:]))
            for event in islice(_changes(account), HISTORY)
        ],
    }


@view_config(context=Account, name="roles", permission="account:view", renderer=FORM)
def roles(account: Account, request: Request) -> Any:
    form = forms.roles_form(request, account)
    door.require_step(request, account, "change_roles")
    if request.method == "POST":
        values = form.validate(request, account.version)
        if values is not None:
            try:
                commands.change_roles(request, account, forms.roles_of(values["roles"]))
                return HTTPSeeOther(request.resource_path(account))
            except DomainError as error:
                _refuse_at(request, form, "roles", error)
    return _page(form, account, _("改角色"), _("从下一次点击起就按新的角色。区民政局会看到这次改动。"))


@view_config(context=Account, name="deputy", permission="account:view", renderer=FORM)
def deputy(account: Account, request: Request) -> Any:
    form = forms.deputy_form(request, account)
    door.require_step(request, account, "appoint")
    if request.method == "POST":
        values = form.validate(request, account.version)
        if values is not None:
            since, until = _start(values["since"]), _start(values["until"]) + timedelta(days=1)
            try:
                commands.appoint(request, account, values["whom"], since, until)
                return HTTPSeeOther(request.resource_path(account))
            except DomainError as error:
                _refuse_at(request, form, "whom", error)
    says = _("代理期间，这个人也能办被代理人的事。凡是代办的，记录里都写明是代谁办的。")
    return _page(form, account, _("设代理人"), says)


@view_config(context=Account, name="end-acting", permission="account:view", request_method="POST")
def end_acting(account: Account, request: Request) -> HTTPSeeOther:
    whom = sent(request.POST, "whom")
    if whom in {one.whom for one in account.acting}:
        commands.end_acting(request, account, whom)
    return HTTPSeeOther(request.resource_path(account))


@view_config(context=Account, name="reset", permission="account:view", renderer=FORM)
def reset(account: Account, request: Request) -> Any:
    form = forms.reset_form(request, account)
    door.require_step(request, account, "reset")
    if request.method == "POST":
        values = form.validate(request)
        if values is not None:
            return _code(request, account, commands.reset(request, account, factor=values["factor"]))
    says = _("先当面或打电话确认是本人。给了码以后，这个账号马上退出全部登录，旧的码作废。")
    return _page(form, account, _("重设登录"), says)


@view_config(context=Account, name="email", permission="account:email", renderer=FORM)
def email(account: Account, request: Request) -> Any:
    """One's own, or anybody's for the administrator; what stands there is read on record."""
    known = request.reveal(account, "email")["email"] if account.has_personal("email") else ""
    form = forms.email_form(request, account, known)
    if request.method == "POST":
        values = form.validate(request, account.version)
        if values is not None:
            commands.change_email(request, account, values["email"] or "")
            return HTTPSeeOther(request.resource_path(account))
    return _page(form, account, _("邮箱"), "")


# One's own


@view_config(context=Account, name="password", permission="account:password", renderer=FORM)
def password(account: Account, request: Request) -> Any:
    form = forms.password_form(request, account)
    if request.method == "POST":
        values = form.validate(request)
        if values is not None:
            try:
                commands.change_password(request, account, values["current"], values["new"])
                return HTTPSeeOther(request.resource_path(account))
            except commands.Refused as refused:
                form.fail(REFUSED[refused.code], "current")
    return _page(form, account, _("改密码"), _("改好以后，您在别处的登录都会退出。"))


@view_config(
    context=Account,
    name="factor",
    permission="account:password",
    renderer="portal:templates/account/factor.pt",
)
def factor(account: Account, request: Request) -> Any:
    """First the password, then a code of the new factor; until that one is right the old factor holds."""
    is_begun = account.has_personal("totp_pending")
    form = forms.confirm_factor_form(request) if is_begun else forms.begin_factor_form(request)
    if ("begin" if is_begun else "confirm") in request.POST:
        # Pressed twice: that step is done.
        return HTTPSeeOther(request.resource_path(account, *(["@@factor"] if is_begun else [])))
    if request.method == "POST":
        values = form.validate(request)
        if values is not None:
            try:
                if not is_begun:
                    commands.begin_factor(request, account, values["current"])
                    return HTTPSeeOther(request.resource_path(account, "@@factor"))
                if commands.confirm_factor(request, account, values["code"]):
                    return HTTPSeeOther(request.resource_path(account))
                form.fail(_("验证码不对或已过期。请看手机上现在的 6 位数字。"), "code")
            except commands.Refused as refused:
                form.fail(REFUSED[refused.code], "code" if is_begun else "current")
    secret = request.reveal(account, "totp_pending")["totp_pending"] if is_begun else ""
    return {"form": form, "account": account, "secret": secret, "drawing": _drawing(request, account, secret)}


@view_config(context=Account, name="session", permission="account:password", request_method="POST")
def end_session(account: Account, request: Request) -> HTTPSeeOther:
    commands.end_session(request, account, sent(request.POST, "key"))
    return HTTPSeeOther(request.resource_path(account))


@view_config(context=Site, name="let-in", renderer="portal:templates/account/let-in.pt")
def let_in(site: Site, request: Request) -> Any:
    """For who was given a one-time code: a new password, and what to scan where the second factor is new."""
    form, secret, account = forms.let_in_form(request), "", None
    if request.method == "POST":
        values = form.validate(request)
        if values is not None:
            try:
                account, secret = commands.let_in(request, values["login"], values["code"], values["new"])
            except commands.Refused as refused:
                form.fail(REFUSED["code" if refused.code == "wrong" else refused.code], "code")
    request.response.cache_control = "no-store"
    drawing = _drawing(request, account, secret) if account is not None else ""
    return {"form": form, "account": account, "secret": secret, "drawing": drawing}


def _code(request: Request, account: Account, code: str) -> Any:
    """The page that tells a code, once; it is in no address and in no cache."""
    shown = "-".join(code[i : i + 4].upper() for i in range(0, 12, 4))
    answer = render_to_response(CODE, {"account": account, "code": shown}, request)
    answer.cache_control = "no-store"
    return answer


def _refuse_at(request: Request, form: Any, name: str, error: DomainError) -> None:
    """What these very values are refused for is told at their field; whatever else stands in the way, is not."""
    if error.code not in ("wrong_together", "wrong_deputy"):
        raise error
    form.fail(sentence(request, error), name)


def _page(form: Any, account: Account, heading: Any, says: Any) -> dict[str, Any]:
    return {"form": form, "account": account, "heading": heading, "says": says}


def _drawing(request: Request, account: Account, secret: str) -> Any:
    if not secret:
        return ""
    address = commands.factor_address(account, secret, request.registry.portal.title)
    return qr.svg(address, request.localizer.translate(_("二维码，用手机上的验证器扫")))


def _is_recent(account: Account, request: Request) -> bool:
    changed = account.rights_changed_at
    return changed is not None and request.now - changed < RECENT


def _is_asked(row: dict[str, Any], words: str) -> bool:
    account = row["account"]
    return words in f"{account.login} {account.display_name} {row['roles']}"


def _changes(account: Account) -> Any:
    events: Any = account.history.newest()
    return (event for event in events if isinstance(event, Event) and event.name not in EVERYDAY)


def _deputies_of(request: Request, account: Account) -> list[Account]:
    """Who acts in this person's place today."""
    found = [one for one in request.site["accounts"] if account.id in one.acts_for(request.now)]
    return sorted(found, key=lambda one: str(one.login))


def _start(day: Any) -> datetime:
    return datetime.combine(day, time(), SHANGHAI)

"""`jiujinan user`: accounts from the command line, above all the first one of a new district."""

from __future__ import annotations

import io

import click
import segno
from pyramid.traversal import resource_path

from content import role
from content.account import Account
from content.error import DomainError
from content.site import Site
from content.vocabulary import Role
from content.workflow import fire
from portal.commands.account import (
    ADDRESS,
    factor_address,
    is_scope,
    is_weak,
    make_account,
    set_email,
    set_factor,
    set_password,
)
from portal.root import utc_now
from portal.scripts.failure import Stop
from portal.scripts.place import Place, ini_argument


@click.group(short_help="账号：add、passwd、totp、email、disable")
def user() -> None:
    """管理账号。网站停着的时候用；平时由系统管理员在网页上办。"""


@user.command("add", short_help="新建一个账号")
@click.argument("login")
@click.option("--name", required=True, help="姓名，会印在文书上")
@click.option(
    "--role", "roles", required=True, multiple=True, help="角色@范围，如 window_clerk@370306100；可写几个"
)
@click.option("--password", prompt="密码", hide_input=True, confirmation_prompt="再写一遍", help="不写就会问")
@ini_argument
def add(login: str, name: str, roles: tuple[str, ...], password: str, ini: str) -> None:
    """新建一个账号，并给出第二因素的二维码。"""
    place = Place.read(ini)
    _refuse_weak(password, login, name)
    with place.site() as site:
        if login in site["accounts"]:
            raise Stop(f"账号 {login} 已经有了。")
        try:
            account = make_account(
                site,
                login=login,
                name=name,
                roles=tuple(_role(site, text) for text in roles),
                password=password,
                actor=role.SYSTEM,
                at=utc_now(),
            )
        except DomainError:
            raise Stop("这些角色不能放在一个人身上：管账号的不办案，监督的不经手。", 2) from None
        _new_secret(place, account)
    click.echo(f"账号 {login}（{name}）已建好。")


@user.command("passwd", short_help="改密码")
@click.argument("login")
@click.option(
    "--password", prompt="新密码", hide_input=True, confirmation_prompt="再写一遍", help="不写就会问"
)
@ini_argument
def passwd(login: str, password: str, ini: str) -> None:
    """改密码；这个账号已经登录的地方都要重新登录。"""
    with Place.read(ini).site() as site:
        account = _account(site, login)
        _refuse_weak(password, login, account.display_name)
        set_password(account, password, actor=role.SYSTEM, at=utc_now())
    click.echo(f"账号 {login} 的密码改好了。")


@user.command("totp", short_help="换第二因素")
@click.argument("login")
@ini_argument
def totp(login: str, ini: str) -> None:
    """给账号一个新的第二因素，旧的马上失效。"""
    place = Place.read(ini)
    with place.site() as site:
        account = _account(site, login)
        account.close_all_sessions()
        _new_secret(place, account)
    click.echo(f"账号 {login} 换好了，旧的已失效。")


@user.command("email", short_help="登记邮箱")
@click.argument("login")
@click.argument("address", default="")
@ini_argument
def email(login: str, address: str, ini: str) -> None:
    """登记账号的邮箱，有新的工作就寄邮件；地址写 "" 就是不寄。"""
    if address and not ADDRESS.fullmatch(address):
        raise Stop("邮箱写得不对，应当像 name@example.cn。", 2)
    place = Place.read(ini)
    with place.site() as site:
        set_email(_account(site, login), place.vault(), address, actor=role.SYSTEM, at=utc_now())
    click.echo(f"账号 {login} 的邮箱登记好了。" if address else f"账号 {login} 不再有邮箱。")


@user.command("disable", short_help="停用账号")
@click.argument("login")
@click.option("--reason", prompt="原因", help="写进记录")
@ini_argument
def disable(login: str, reason: str, ini: str) -> None:
    """停用账号，马上退出所有登录；记录都留着。"""
    place = Place.read(ini)
    with place.site() as site:
        account = _account(site, login)
        if account.state == "disabled":
            raise Stop(f"账号 {login} 已经是停用的。")
        sealed = account.seal_detail(place.vault(), reason)
        fire(account, "disable", actor=role.SYSTEM, at=utc_now(), reason=sealed)
        account.close_all_sessions()
        account.rights_changed(utc_now())
        site.worklists.update(account, resource_path(account))
    click.echo(f"账号 {login} 已停用。")


def _account(site: Site, login: str) -> Account:
    account: Account | None = site["accounts"].get(login)
    if account is None:
        raise Stop(f"没有 {login} 这个账号。")
    return account


def _refuse_weak(password: str, *inputs: str) -> None:
    if is_weak(password, *inputs):
        raise Stop("密码太容易猜。请用几个不相干的词，或至少 12 位没有规律的字符。", 2)


def _role(site: Site, text: str) -> tuple[str, str]:
    name, _, scope = text.partition("@")
    if not Role.has_word(name):
        raise Stop(f"没有 {name} 这个角色，可用的有：{'、'.join(word.value for word in Role)}。", 2)
    scope = scope or role.DISTRICT
    if not is_scope(site, name, scope):
        raise Stop(f"{Role(name).label}的范围不对：没有 {scope}。", 2)
    return name, scope


def _new_secret(place: Place, account: Account) -> None:
    """A fresh secret for one-time codes, shown once as a QR code and in letters."""
    secret = set_factor(account, place.vault(), actor=role.SYSTEM, at=utc_now())
    drawing = io.StringIO()
    segno.make(factor_address(account, secret, place.settings.title)).terminal(drawing, compact=True)
    click.echo(f"{drawing.getvalue()}\n用身份验证器扫上面的码，或输入：{secret}（只显示这一次）")

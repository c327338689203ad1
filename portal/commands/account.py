"""Accounts: made, given roles and deputies, let in again, shut; what the web and the command line both do."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

import pyotp
from pyramid.request import Request
from pyramid.traversal import resource_path
from zxcvbn import zxcvbn

from content.account import Account, refuse_together
from content.error import DomainError
from content.role import DISTRICT, person
from content.site import Site
from content.vault import Vault
from content.vocabulary import Role, Scope
from portal.commands import auth, door
from portal.security import session_token
from portal.throttle import count_wrong_sign_in, may_sign_in

ADDRESS = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s,;<>]+")
"""Enough to catch a slip of the finger; whether it exists, the first mail tells."""
STRENGTH = 3
"""Of zxcvbn's 0–4: cannot be guessed by somebody who knows the person."""
Roles = tuple[tuple[str, str], ...]


# What the command line shares


def is_weak(password: str, *inputs: str) -> bool:
    """Whether somebody who knows *inputs* (login, name) could guess it."""
    # zxcvbn takes quadratic time and refuses beyond 72 characters, by which a password is long enough.
    return bool(zxcvbn(password[:72], user_inputs=list(inputs))["score"] < STRENGTH)


def is_scope(site: Site, name: str, scope: str) -> bool:
    """Whether the role *name* can be held there: a town's clerk in a town, a handler in a department."""
    wanted = Role(name).scope
    if wanted in (Scope.DISTRICT, Scope.FUND):
        return scope == DISTRICT
    unit, organisation = site["units"].get(scope), site["organisations"].get(scope)
    if wanted in (Scope.AGENCY, Scope.ORGANISATION):
        sort = "agency" if wanted == Scope.AGENCY else "charity"
        return organisation is not None and organisation.sort == sort
    return unit is not None and unit.sort == wanted.value


def make_account(
    site: Site, *, login: str, name: str, roles: Roles, password: str, actor: str, at: datetime
) -> Account:
    """A new account under its login, told to the bureau; *password* "" is one that nobody has."""
    refuse_together(roles)
    account = Account(
        id=login,
        login=login,
        display_name=name,
        roles=roles,
        password_hash=auth.hash_password(password or secrets.token_urlsafe(32)),
        actor=actor,
        at=at,
    )
    account.rights_changed(at)
    site["accounts"].add(account)
    site.worklists.update(account, resource_path(account))
    return account


def set_password(account: Account, password: str, *, actor: str, at: datetime, keep: str = "") -> None:
    """A new password ends every session but that of the token *keep*."""
    account.password_hash = auth.hash_password(password)
    account.close_all_sessions(keep)
    account.record("password_changed", actor=actor, at=at)


def set_factor(account: Account, vault: Vault, *, actor: str, at: datetime) -> str:
    """A fresh secret for one-time codes, in letters; the old one is worth nothing from now on."""
    secret = pyotp.random_base32()
    account.keep(vault, {"totp_secret": secret, "totp_pending": None})
    account.record("totp_changed", actor=actor, at=at)
    return secret


def factor_address(account: Account, secret: str, issuer: str) -> str:
    """What an authenticator reads from a QR code."""
    return pyotp.TOTP(secret).provisioning_uri(name=account.login, issuer_name=issuer)


# The administrator


def add(request: Request, values: Mapping[str, Any], once: str) -> tuple[Account, str]:
    """*values*: login, name, roles. The account, and the code that lets its person in for the first time."""
    door.require(request, "account:add", request.site)
    account = request.site["accounts"].get(values["login"])
    if account is None or account.form_id != once:
        account = make_account(
            request.site,
            login=values["login"],
            name=values["name"],
            roles=values["roles"],
            password="",
            actor=request.actor,
            at=request.now,
        )
        account.form_id = once
    return account, reset(request, account, factor=True)


def change_roles(request: Request, account: Account, roles: Iterable[tuple[str, str]]) -> None:
    door.require_step(request, account, "change_roles")
    account.change_roles(tuple(roles), actor=request.actor, at=request.now)
    door.touched(request, account)


def appoint(request: Request, account: Account, whom: str, since: datetime, until: datetime) -> None:
    """*account* acts in the place of *whom* for a while."""
    door.require_step(request, account, "appoint")
    other = request.site["accounts"].get(whom)
    if other is None or other.id == request.identify.account.id:
        # An administrator's own roles are nobody's to lend, and would be an administrator's to take.
        raise DomainError("wrong_deputy")
    account.appoint(other, since, until, actor=request.actor, at=request.now)
    door.touched(request, account)


def end_acting(request: Request, account: Account, whom: str) -> None:
    door.require_step(request, account, "end_acting")
    account.end_acting(whom, actor=request.actor, at=request.now)
    door.touched(request, account)


def reset(request: Request, account: Account, *, factor: bool) -> str:
    """The code to tell the person; every session of theirs ends."""
    door.require_step(request, account, "reset")
    code = account.reset(factor=factor, actor=request.actor, at=request.now)
    door.touched(request, account)
    return code


def end_sessions(request: Request, account: Account) -> None:
    door.transition(request, account, "end_sessions")
    account.close_all_sessions()


def disable(request: Request, account: Account, reason: str) -> None:
    """停用: out at once, and nothing of the record goes."""
    door.require_step(request, account, "disable")
    account.close_all_sessions()
    account.rights_changed(request.now)
    door.transition(request, account, "disable", reason=door.words(request, account, reason))


def enable(request: Request, account: Account) -> None:
    door.require_step(request, account, "enable")
    account.rights_changed(request.now)
    door.transition(request, account, "enable")


def see(request: Request, account: Account) -> None:
    """The bureau has looked at what changed."""
    door.require_step(request, account, "see")
    account.see(actor=request.actor, at=request.now)
    door.touched(request, account)


# One's own


class Refused(Exception):
    """``code`` is ``wrong`` or ``too_many``."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def change_password(request: Request, account: Account, current: str, password: str) -> None:
    """Raises Refused where *current* is not the password; other places are signed out. Sent twice, it is done once."""
    door.require(request, "account:password", account)
    is_done = may_sign_in(request, account.login) and auth.password_fits(account, password)
    if is_done and account.last_event == "password_changed":
        return
    _require_password(request, account, current)
    set_password(account, password, actor=request.actor, at=request.now, keep=session_token(request))
    door.touched(request, account)


def begin_factor(request: Request, account: Account, current: str) -> None:
    """A second factor to try: the old one holds until a code of the new one was right."""
    door.require(request, "account:password", account)
    _require_password(request, account, current)
    account.keep(request.vault, {"totp_pending": pyotp.random_base32()})
    account.record("totp_offered", actor=request.actor, at=request.now)
    door.touched(request, account)


def confirm_factor(request: Request, account: Account, code: str) -> bool:
    """Whether *code* belongs to the new factor; then it is the one from now on."""
    door.require(request, "account:password", account)
    if not may_sign_in(request, account.login):
        raise Refused("too_many")
    secret = account.reveal(request.vault, "totp_pending")
    if not secret or not pyotp.TOTP(secret).verify(code.strip(), for_time=request.now, valid_window=1):
        count_wrong_sign_in(request, account.login)
        return False
    account.keep(request.vault, {"totp_secret": secret, "totp_pending": None})
    account.close_all_sessions(session_token(request))
    account.record("totp_changed", actor=request.actor, at=request.now)
    door.touched(request, account)
    return True


def end_session(request: Request, account: Account, key: str) -> None:
    """Sign out in one other place."""
    door.require(request, "account:password", account)
    account.end_session(key, actor=request.actor, at=request.now)
    door.touched(request, account)


def let_in(request: Request, login: str, code: str, password: str) -> tuple[Account, str]:
    """By the one-time code: a new password, and the secret of a new second factor where one was due ("" else).

    Sent twice, it gives the same secret again: who pressed twice sees the second answer alone.
    """
    if not may_sign_in(request, login):
        raise Refused("too_many")
    account: Account | None = request.site["accounts"].get(login)
    plain = "".join(letter for letter in code.lower() if letter.isalnum())
    is_second = account is not None and account.has_just_taken(plain, request.now)
    if is_second and account is not None and auth.password_fits(account, password):
        return account, account.reveal(request.vault, "totp_secret") if account.resets_factor else ""
    if account is None or not account.take_reset(plain, request.now):
        count_wrong_sign_in(request, login)
        raise Refused("wrong")
    own = person(account.id)
    set_password(account, password, actor=own, at=request.now)
    secret = ""
    if account.resets_factor:
        secret = set_factor(account, request.vault, actor=own, at=request.now)
    return account, secret


def _require_password(request: Request, account: Account, password: str) -> None:
    if not may_sign_in(request, account.login):
        raise Refused("too_many")
    if not auth.password_fits(account, password):
        count_wrong_sign_in(request, account.login)
        raise Refused("wrong")


def change_email(request: Request, account: Account, address: str) -> None:
    """By the person or an administrator; the same address again is no change."""
    door.require(request, "account:email", account)
    if address.strip() == account.reveal(request.vault, "email"):
        return
    set_email(account, request.vault, address, actor=request.actor, at=request.now)
    door.touched(request, account)


def set_email(account: Account, vault: Vault, address: str, *, actor: str, at: datetime) -> None:
    """Where mail goes to; "" for nowhere. The address is sealed, and no mail holds personal data."""
    account.keep(vault, {"email": address.strip()})
    account.record("email_set", actor=actor, at=at)

"""Signing in and out: password by Argon2, the second factor for staff, sessions that can be revoked."""

from __future__ import annotations

import hmac

import pyotp
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from pyramid.request import Request
from pyramid.security import forget, remember

from content.account import Account
from portal.security import drop_pass_headers, session_token
from portal.throttle import count_wrong_sign_in, may_sign_in

HASHER = PasswordHasher()
NOBODY = HASHER.hash("nobody has this password")
"""Verified against where there is no such account, so that the answer takes as long."""


class SignInRefused(Exception):
    """``code`` is ``wrong``, ``second_factor`` or ``too_many``."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def sign_in(request: Request, login: str, password: str, one_time_code: str) -> list[tuple[str, str]]:
    """The headers that carry a new session and end an applicant's look; raises SignInRefused."""
    if not may_sign_in(request, login):
        raise SignInRefused("too_many")
    account: Account | None = request.site["accounts"].get(login)
    if not password_fits(account, password) or account is None or account.state != "active":
        count_wrong_sign_in(request, login)
        raise SignInRefused("wrong")
    if request.registry.portal.totp and not _second_factor_fits(request, account, one_time_code):
        count_wrong_sign_in(request, login)
        raise SignInRefused("second_factor")
    token = account.open_session(request.now)
    return [*remember(request, account.id, token=token), *drop_pass_headers(request)]


def sign_out(request: Request) -> list[tuple[str, str]]:
    """The headers that leave nothing behind for who sits down next: no session, and no family's pass either."""
    account = request.identify.account
    if account is not None:
        account.close_session(session_token(request))
    return [*forget(request), *drop_pass_headers(request)]


def hash_password(password: str) -> str:
    return HASHER.hash(password)


def password_fits(account: Account | None, password: str) -> bool:
    try:
        return HASHER.verify(account.password_hash if account else NOBODY, password) and account is not None
    except (VerificationError, InvalidHashError):
        return False


def _second_factor_fits(request: Request, account: Account, one_time_code: str) -> bool:
    """Each code once, and none from before it: who looks over a shoulder has nothing for the next half minute."""
    secret = account.reveal(request.vault, "totp_secret")
    if not secret:
        return False
    codes = pyotp.TOTP(secret)
    now = codes.timecode(request.now)
    fitting = (step for step in (now - 1, now, now + 1) if _is_code(codes.generate_otp(step), one_time_code))
    return any(account.take_code(step) for step in fitting)


def _is_code(expected: str, typed: str) -> bool:
    return hmac.compare_digest(expected.encode(), typed.strip().encode())

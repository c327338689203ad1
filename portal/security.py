"""Who is asking, and what they may: sign-in cookies, applicants' passes, access lists, and how a refusal looks."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from pyramid.authorization import ACLHelper, Everyone
from pyramid.config import Configurator
from pyramid.csrf import CookieCSRFStoragePolicy
from pyramid.request import Request
from webob.cookies import CookieProfile, SignedSerializer

from content import role
from content.account import SESSION_LENGTH, Account, principals_of

SITTING = "sitting"
PASS = "applicant"
PASS_LENGTH = timedelta(minutes=30)
STAFF_PATHS = frozenset(
    (
        "accounts allocations arrivals arrive audit backup bulletins cases claims closings contracts desk discoveries "
        "donations drafts evenness exports find households imprests inbox inquiries intake me meetings mine money "
        "notices objections overview plan-picture pledges proposals recusals referrals rules samples shortfall "
        "sign-out supervisions tips treasury units visits volunteers walkins what-if worklists workload"
    ).split()
)
"""First words of paths for staff alone: a stranger is sent to sign in, whether the page exists or not."""


@dataclass(frozen=True)
class Identity:
    """Who is asking: an account, or an applicant who has shown the receipt number, or nobody."""

    account: Account | None = None
    case_id: str = ""
    principals: frozenset[str] = field(default_factory=lambda: frozenset({Everyone}))
    absent: tuple[Account, ...] = ()
    """Those in whose place this person acts today (代理); their roles are among the principals."""

    @property
    def actor(self) -> str:
        """How this person is named in histories and in the read log."""
        if self.account is not None:
            return role.person(self.account.id)
        return role.applicant(self.case_id) if self.case_id else Everyone

    @property
    def own(self) -> frozenset[str]:
        """The principals without those of whom this person stands in for."""
        mine = self.account.principals if self.account is not None else ()
        return frozenset({Everyone, role.STAFF, *mine})

    @property
    def roles(self) -> tuple[tuple[str, str], ...]:
        """(role, scope) of this person's own, then of those they stand in for."""
        accounts = (self.account, *self.absent) if self.account is not None else ()
        return tuple(dict.fromkeys(pair for account in accounts for pair in account.roles))

    def has_role(self, name: str) -> bool:
        return any(held == name for held, _scope in self.roles)

    def scopes(self, name: str) -> tuple[str, ...]:
        return tuple(scope for held, scope in self.roles if held == name)


class SecurityPolicy:
    """Pyramid's security policy: identity from our cookies, permissions from computed access lists."""

    def __init__(self) -> None:
        self._acl = ACLHelper()

    def identity(self, request: Request) -> Identity:
        return request.identify

    def authenticated_userid(self, request: Request) -> str | None:
        identity = self.identity(request)
        return identity.actor if identity.account is not None else None

    def permits(self, request: Request, context: Any, permission: str) -> Any:
        identity = self.identity(request)
        answer = self._acl.permits(context, identity.principals, permission)
        if answer and identity.absent and not self._acl.permits(context, identity.own, permission):
            # Only in another's place: what is done with it says so in the history (portal/commands/door.py).
            request.stood_in_for.update(
                account.id
                for account in identity.absent
                if self._acl.permits(context, identity.own.union(principals_of(account.roles)), permission)
            )
        return answer

    def remember(self, request: Request, userid: str, **kw: Any) -> list[tuple[str, str]]:
        return _sitting(request).get_headers(
            f"{userid}.{kw['token']}", max_age=int(SESSION_LENGTH.total_seconds())
        )

    def forget(self, request: Request, **kw: Any) -> list[tuple[str, str]]:
        return _sitting(request).get_headers("", max_age=0)


def identify(request: Request) -> Identity:
    account = signed_in_account(request)
    if account is not None:
        absent = absent_of(request, account)
        theirs = [name for other in absent for name in principals_of(other.roles)]
        return Identity(account, "", frozenset({Everyone, role.STAFF, *account.principals, *theirs}), absent)
    case_id = applicants_case(request)
    if case_id:
        return Identity(None, case_id, frozenset({Everyone, role.applicant(case_id)}))
    return Identity()


def absent_of(request: Request, account: Account) -> tuple[Account, ...]:
    """Those whose deputy this person is at this moment; a disabled account has none."""
    found = (request.site["accounts"].get(whom) for whom in account.acts_for(request.now))
    return tuple(other for other in found if other is not None and other.state == "active")


def signed_in_account(request: Request) -> Account | None:
    value = _sitting(request).get_value() or ""
    account_id, _, token = value.partition(".")
    account: Account | None = request.site["accounts"].get(account_id) if token else None
    return account if account is not None and account.has_session(token, request.now) else None


def session_token(request: Request) -> str:
    value: str = _sitting(request).get_value() or ""
    return value.partition(".")[2]


def applicants_case(request: Request) -> str:
    """The case whose receipt number this visitor has shown within the last half hour, or ""."""
    value = _pass(request).get_value() or ""
    case_id, _, until = value.partition(".")
    return case_id if until.isdigit() and request.now.timestamp() < int(until) else ""


def pass_headers(request: Request, case_id: str, now: datetime) -> list[tuple[str, str]]:
    """The cookie that lets an applicant see where the case stands, for half an hour."""
    until = int((now + PASS_LENGTH).timestamp())
    return _pass(request).get_headers(f"{case_id}.{until}", max_age=int(PASS_LENGTH.total_seconds()))


def drop_pass_headers(request: Request) -> list[tuple[str, str]]:
    """For who has looked and leaves the telephone to somebody else."""
    return _pass(request).get_headers("", max_age=0)


def is_staff_path(path: str) -> bool:
    words = [word for word in path.split("/") if word]
    return bool(words) and (words[0] in STAFF_PATHS or _is_staffs_page(words))


def _is_staffs_page(words: list[str]) -> bool:
    """Below what is public: the fund's books, the steps of a public need, and whatever has a view of its own."""
    if words[0] in ("appeals", "policies", "projects", "publications", "offers", "organisations"):
        return words[-1].startswith("@@") or words[-1] == "new" or words == ["organisations"]
    return (words[0] == "fund" and len(words) > 1) or (words[0] == "needs" and len(words) > 2)


class _Plain:
    def loads(self, value: bytes) -> str:
        return value.decode()

    def dumps(self, value: str) -> bytes:
        return value.encode()


def _cookie(request: Request, name: str) -> CookieProfile:
    secret = request.registry.vault.fingerprint("cookie", name)
    serializer = SignedSerializer(secret, name, "sha256", serializer=_Plain())
    secure = request.registry.portal.secure_cookies
    return CookieProfile(name, secure=secure, httponly=True, samesite="Lax", serializer=serializer).bind(
        request
    )


def _sitting(request: Request) -> CookieProfile:
    return _cookie(request, SITTING)


def _pass(request: Request) -> CookieProfile:
    return _cookie(request, PASS)


class CSRFPolicy(CookieCSRFStoragePolicy):
    """Pyramid's, for which a token that is no plain text would be a fault of ours."""

    def check_csrf_token(self, request: Request, supplied_token: Any) -> bool:
        is_plain = isinstance(supplied_token, str) and supplied_token.isascii()
        return is_plain and bool(super().check_csrf_token(request, supplied_token))


def includeme(config: Configurator) -> None:
    secure = config.registry.portal.secure_cookies
    config.add_request_method(identify, "identify", reify=True)
    config.add_request_method(lambda request: request.identify.actor, "actor", reify=True)
    config.add_request_method(lambda request: set(), "stood_in_for", reify=True)
    config.set_security_policy(SecurityPolicy())
    config.set_csrf_storage_policy(CSRFPolicy(secure=secure, httponly=True, samesite="Lax"))
    config.set_default_csrf_options(require_csrf=True, check_origin=True)

"""Accounts of staff and partners: roles in scopes, password hash, second factor, sessions that can be revoked."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

from BTrees.OOBTree import OOBTree

from content import role
from content.acl import Capacities
from content.document import Document
from content.workflow import Workflow, may, step

ADMIN_VIEW = may("account:view account:edit account:disable account:enable account:reset")
ACCOUNT = Workflow(
    name="account",
    initial="active",
    steps=(
        step("disable", "active", "disabled", "account:disable", "reason"),
        step("enable", "disabled", "active", "account:enable"),
    ),
    grants={
        "active": {"administrator": ADMIN_VIEW, "self": may("account:view account:password")},
        "disabled": {"administrator": ADMIN_VIEW},
    },
    open_states=frozenset({"active"}),
)

SESSION_LENGTH = timedelta(hours=12)


class Account(Document):
    """Somebody who signs in. ``roles`` are (role, scope) pairs; the display name is an official's, shown on papers."""

    kind = "account"
    workflow = ACCOUNT
    personal_fields = ("totp_secret", "phone")
    last_code = 0
    """The time step of the newest one-time code that was taken."""

    def __init__(
        self,
        *,
        login: str,
        display_name: str,
        roles: tuple[tuple[str, str], ...],
        password_hash: str,
        actor: str,
        at: datetime,
        id: str | None = None,
    ) -> None:
        self.login = login
        self.display_name = display_name
        self.roles = roles
        self.password_hash = password_hash
        self.sessions = OOBTree()
        super().__init__(actor=actor, at=at, title=login, id=id)

    @property
    def principals(self) -> tuple[str, ...]:
        """Everything this person is, for access lists."""
        names = [role.person(self.id)]
        for name, scope in self.roles:
            names += [role.at(name, scope), role.anywhere(name)]
        return tuple(dict.fromkeys(names))

    def has_role(self, name: str) -> bool:
        return any(held == name for held, _ in self.roles)

    def scopes(self, name: str) -> tuple[str, ...]:
        """Where this person holds the role *name*."""
        return tuple(scope for held, scope in self.roles if held == name)

    def capacities(self) -> Capacities:
        return {"administrator": (role.at("administrator"),), "self": (role.person(self.id),)}

    def take_code(self, step: int) -> bool:
        """Whether a one-time code of this time step may be used: it and all older ones are spent then."""
        if step <= self.last_code:
            return False
        self.last_code = step
        return True

    # Sessions: only hashes are stored, so a stolen database opens none.

    def open_session(self, at: datetime) -> str:
        """A new session's token; older ones that have run out are swept away with it."""
        for key in [key for key, until in self.sessions.items() if until <= at]:
            del self.sessions[key]
        token = secrets.token_urlsafe(32)
        self.sessions[_hashed(token)] = at + SESSION_LENGTH
        self.record("signed_in", actor=role.person(self.id), at=at)
        return token

    def has_session(self, token: str, at: datetime) -> bool:
        until = self.sessions.get(_hashed(token))
        return self.state == "active" and until is not None and at < until

    def close_session(self, token: str) -> None:
        self.sessions.pop(_hashed(token), None)

    def close_all_sessions(self) -> None:
        self.sessions.clear()


def _hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()

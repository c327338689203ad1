"""Accounts of staff and partners: roles in scopes, password hash, second factor, sessions that can be revoked."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

from BTrees.OOBTree import OOBTree

from content import role
from content.acl import Capacities
from content.document import Document, Duty
from content.error import DomainError
from content.ident import new_id
from content.vocabulary import Role
from content.workflow import Workflow, fire, may, step

SEE = may("account:view")
ADMINISTRATOR = SEE | may("account:edit account:disable account:enable account:reset account:email")
BUREAU = SEE | may("account:see")
ACCOUNT = Workflow(
    name="account",
    initial="active",
    steps=(
        step("disable", "active", "disabled", "account:disable", "reason"),
        step("enable", "disabled", "active", "account:enable"),
        step("change_roles", "active disabled", None, "account:edit", "roles"),
        step("appoint", "active", None, "account:edit", "whom"),
        step("end_acting", "active disabled", None, "account:edit", "whom"),
        step("reset", "active", None, "account:reset"),
        step("end_sessions", "active disabled", None, "account:reset"),
        step("see", "active disabled", None, "account:see"),
    ),
    grants={
        "active": {
            "administrator": ADMINISTRATOR,
            "bureau": BUREAU,
            "self": SEE | may("account:password account:email"),
        },
        "disabled": {"administrator": ADMINISTRATOR, "bureau": BUREAU},
    },
    denials={
        # Nobody gives themselves a right.
        state: {"self": may("account:edit account:disable account:enable account:reset")}
        for state in ("active", "disabled")
    },
    open_states=frozenset({"active"}),
)

SESSION_LENGTH = timedelta(hours=12)
RESET_LENGTH = timedelta(hours=24)
SECOND_PRESS = timedelta(minutes=10)
ALONE = frozenset({Role.ADMINISTRATOR.value})
WATCHING = frozenset({Role.AUDITOR.value, Role.FINANCE.value, Role.DISCIPLINE.value})
"""Roles that go with no other: who keeps the accounts sees no case, and who watches the work does none of it."""


class Deputyship(NamedTuple):
    """Somebody acts with the roles of the account *whom* from *since* until before *until*."""

    whom: str
    since: datetime
    until: datetime


class Account(Document):
    """Somebody who signs in. ``roles`` are (role, scope) pairs; the display name is an official's, shown on papers."""

    kind = "account"
    workflow = ACCOUNT
    personal_fields = ("totp_secret", "totp_pending", "phone", "email")
    mails = True
    """Whether this person wants mail, where there is an address."""
    digest_on = ""
    """The day of the last morning mail."""
    last_code = 0
    """The time step of the newest one-time code that was taken."""
    acting: tuple[Deputyship, ...] = ()
    form_id = ""
    """The form that made it, so that a second press makes no second one."""
    reset_hash = ""
    reset_until: datetime | None = None
    reset_taken_at: datetime | None = None
    resets_factor = False
    rights_changed_at: datetime | None = None
    unseen = False
    """A change of rights that the bureau has not looked at yet."""

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
        return (role.person(self.id), *principals_of(self.roles))

    def has_role(self, name: str) -> bool:
        return any(held == name for held, _ in self.roles)

    def scopes(self, name: str) -> tuple[str, ...]:
        """Where this person holds the role *name*."""
        return tuple(scope for held, scope in self.roles if held == name)

    def capacities(self) -> Capacities:
        return {
            "administrator": (role.at("administrator"),),
            "bureau": role.BUREAU,
            "self": (role.person(self.id),),
        }

    def duties(self) -> tuple[Duty, ...]:
        """The bureau hears of every change of somebody's rights."""
        return (Duty(role.at("bureau"), "account:see", None),) if self.unseen else ()

    @property
    def last_event(self) -> str:
        """The name of what happened to it last."""
        return str(next(self.history.newest()).name)

    # Rights

    def change_roles(self, roles: tuple[tuple[str, str], ...], *, actor: str, at: datetime) -> None:
        """Raises DomainError ``wrong_together`` where the roles may not be one person's."""
        refuse_together(roles)
        fire(self, "change_roles", actor=actor, at=at, roles=_written(roles), earlier=_written(self.roles))
        self.roles = roles
        self.rights_changed(at)

    def appoint(self, other: Account, since: datetime, until: datetime, *, actor: str, at: datetime) -> None:
        """From *since* to *until* this person acts with the roles of *other* beside the own."""
        if other.id == self.id or until <= since or until <= at:
            raise DomainError("wrong_deputy")
        refuse_together(self.roles + other.roles)
        fire(self, "appoint", actor=actor, at=at, whom=other.id, since=since, until=until)
        self.acting = (*(d for d in self.acting if d.whom != other.id), Deputyship(other.id, since, until))
        self.rights_changed(at)

    def end_acting(self, whom: str, *, actor: str, at: datetime) -> None:
        fire(self, "end_acting", actor=actor, at=at, whom=whom)
        self.acting = tuple(d for d in self.acting if d.whom != whom)
        self.rights_changed(at)

    def acts_for(self, at: datetime) -> tuple[str, ...]:
        """The accounts whose roles this person holds at this moment."""
        return tuple(d.whom for d in self.acting if d.since <= at < d.until)

    def rights_changed(self, at: datetime) -> None:
        self.rights_changed_at, self.unseen = at, True

    def see(self, *, actor: str, at: datetime) -> None:
        """The bureau has looked at what changed."""
        fire(self, "see", actor=actor, at=at)
        self.unseen = False

    # Getting in again

    def reset(self, *, factor: bool, actor: str, at: datetime) -> str:
        """A code, told once, with which the person sets a new password, and with *factor* a new second factor."""
        fire(self, "reset", actor=actor, at=at, factor=factor)
        code = new_id(12)
        self.reset_hash, self.reset_until, self.resets_factor = hashed(code), at + RESET_LENGTH, factor
        self.reset_taken_at = None
        self.close_all_sessions()
        return code

    def take_reset(self, code: str, at: datetime) -> bool:
        """Whether *code* is the one that was told; it is spent then."""
        is_live = self.state == "active" and self.reset_until is not None and at < self.reset_until
        if not is_live or not hmac.compare_digest(self.reset_hash, hashed(code)):
            return False
        self.reset_until, self.reset_taken_at = None, at
        return True

    def has_just_taken(self, code: str, at: datetime) -> bool:
        """Whether this is the second press of the form that took *code*, and nobody has signed in since."""
        taken = self.reset_taken_at
        is_same = hmac.compare_digest(self.reset_hash, hashed(code))
        return is_same and taken is not None and at - taken < SECOND_PRESS

    def take_code(self, step: int) -> bool:
        """Whether a one-time code of this time step may be used: it and all older ones are spent then."""
        if step <= self.last_code:
            return False
        self.last_code = step
        return True

    # Sessions: only hashes are stored, so a stolen database opens none.

    def open_session(self, at: datetime) -> str:
        """A new session's token; older ones that have run out are swept away with it."""
        self.sweep_sessions(at)
        token = secrets.token_urlsafe(32)
        self.sessions[hashed(token)] = at + SESSION_LENGTH
        self.reset_taken_at = None
        self.record("signed_in", actor=role.person(self.id), at=at)
        return token

    def sweep_sessions(self, at: datetime) -> int:
        """Drop the sessions that have run out; says how many."""
        over = [key for key, until in self.sessions.items() if until <= at]
        for key in over:
            del self.sessions[key]
        return len(over)

    def has_session(self, token: str, at: datetime) -> bool:
        until = self.sessions.get(hashed(token))
        return self.state == "active" and until is not None and at < until

    def close_session(self, token: str) -> None:
        self.sessions.pop(hashed(token), None)

    def open_sessions(self, token: str, at: datetime) -> list[tuple[str, datetime, bool]]:
        """(key, since when, whether it is the one of *token*) of each that has not run out, newest first."""
        own = hashed(token)
        live = [
            (key, until - SESSION_LENGTH, key == own) for key, until in self.sessions.items() if at < until
        ]
        return sorted(live, key=lambda session: session[1], reverse=True)

    def end_session(self, key: str, *, actor: str, at: datetime) -> None:
        """Sign out elsewhere: *key* is the stored one, which opens nothing."""
        if self.sessions.pop(key, None) is not None:
            self.record("session_ended", actor=actor, at=at)

    def close_all_sessions(self, but: str = "") -> None:
        """All, or all but the one of the token *but*."""
        kept = self.sessions.get(hashed(but)) if but else None
        self.sessions.clear()
        if kept is not None:
            self.sessions[hashed(but)] = kept


def principals_of(roles: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """What roles make of whoever holds them, for access lists."""
    names = [name for held, scope in roles for name in (role.at(held, scope), role.anywhere(held))]
    return tuple(dict.fromkeys(names))


def refuse_together(roles: Iterable[tuple[str, str]]) -> None:
    """Raises DomainError ``wrong_together`` where keeping accounts, watching and working would be one person's."""
    held = {name for name, _scope in roles}
    for group in (ALONE, WATCHING):
        if held & group and held - group:
            raise DomainError("wrong_together")


def _written(roles: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    return tuple(role.at(name, scope) for name, scope in roles)


def hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()

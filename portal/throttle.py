"""Slows guessing: of passwords, and of receipt numbers."""

from __future__ import annotations

from limits import RateLimitItem, RateLimitItemPerHour, RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter
from pyramid.config import Configurator
from pyramid.request import Request

LOGIN = RateLimitItemPerMinute(10, 5)
"""Ten wrong passwords in five minutes for one login."""
ADDRESS = RateLimitItemPerMinute(100, 5)
"""Of one address rather more: a whole office may stand behind it."""


class Throttle:
    """Counts tries per key in this process; a key holds no personal data, only what was fingerprinted."""

    def __init__(self) -> None:
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    def allows(self, item: RateLimitItem, key: str) -> bool:
        """Whether one more try is allowed now; it counts as one."""
        return self._limiter.hit(item, key)

    def has_room(self, item: RateLimitItem, key: str) -> bool:
        """Whether one more would be allowed; nothing is counted."""
        return self._limiter.test(item, key)


def may_sign_in(request: Request, login: str) -> bool:
    return all(request.registry.throttle.has_room(*limit) for limit in _sign_in_limits(request, login))


def count_wrong_sign_in(request: Request, login: str) -> None:
    """Only what was wrong counts: ten clerks of one office who sign in at eight o'clock are no attack."""
    for limit in _sign_in_limits(request, login):
        request.registry.throttle.allows(*limit)


def _sign_in_limits(request: Request, login: str) -> tuple[tuple[RateLimitItem, str], ...]:
    vault = request.vault
    return (
        (LOGIN, f"login {vault.fingerprint('throttle', login)}"),
        (ADDRESS, f"from {vault.fingerprint('throttle', _address(request))}"),
    )


def may_ask_status(request: Request, receipt: str) -> bool:
    return all(request.registry.throttle.has_room(*limit) for limit in _status_limits(request, receipt))


def count_wrong_status(request: Request, receipt: str) -> None:
    """Five wrong tries an hour for one receipt number, thirty for one address (DOMAIN, applicant).

    A family that looks at its own state ten times an hour is only worried.
    """
    for limit in _status_limits(request, receipt):
        request.registry.throttle.allows(*limit)


def _status_limits(request: Request, receipt: str) -> tuple[tuple[RateLimitItem, str], ...]:
    tries = request.policy.register.status_tries_per_hour
    vault = request.vault
    return (
        (RateLimitItemPerHour(tries), f"receipt {vault.fingerprint('throttle', receipt)}"),
        (RateLimitItemPerHour(tries * 6), f"status from {vault.fingerprint('throttle', _address(request))}"),
    )


def _address(request: Request) -> str:
    """The peer's: a forwarding header is anybody's to write; the server in front of us puts it right (ini file)."""
    return request.remote_addr or "unknown"


def includeme(config: Configurator) -> None:
    config.registry.throttle = Throttle()

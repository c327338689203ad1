"""Slows guessing: of passwords, and of receipt numbers."""

from __future__ import annotations

from limits import RateLimitItemPerHour, RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter
from pyramid.config import Configurator
from pyramid.request import Request

SIGN_IN = RateLimitItemPerMinute(10, 5)
"""Ten tries in five minutes for one login or one address."""


class Throttle:
    """Counts tries per key in this process; a key holds no personal data, only what was fingerprinted."""

    def __init__(self) -> None:
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    def allows(self, item: RateLimitItemPerHour, *keys: str) -> bool:
        """Whether one more try is allowed now for every key; it counts as one."""
        counted = [self._limiter.hit(item, key) for key in keys]
        return all(counted)


def try_sign_in(request: Request, login: str) -> bool:
    vault = request.vault
    keys = (
        f"login {vault.fingerprint('throttle', login)}",
        f"from {vault.fingerprint('throttle', _address(request))}",
    )
    return request.registry.throttle.allows(SIGN_IN, *keys)


def try_status(request: Request, receipt: str) -> bool:
    """Five tries an hour for one receipt number, thirty for one address (DOMAIN, applicant)."""
    tries = request.policy.register.status_tries_per_hour
    vault, throttle = request.vault, request.registry.throttle
    by_receipt = RateLimitItemPerHour(tries)
    by_address = RateLimitItemPerHour(tries * 6)
    return all(
        (
            throttle.allows(by_receipt, f"receipt {vault.fingerprint('throttle', receipt)}"),
            throttle.allows(by_address, f"status from {vault.fingerprint('throttle', _address(request))}"),
        )
    )


def _address(request: Request) -> str:
    return request.client_addr or "unknown"


def includeme(config: Configurator) -> None:
    config.registry.throttle = Throttle()

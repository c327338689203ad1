"""The one module that speaks Pyramid's ACL words: grants and capacities become an access list."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pyramid.authorization import DENY_ALL, Allow, Deny, Everyone

Ace = tuple[str, str, tuple[str, ...]]
Capacities = Mapping[str, tuple[str, ...]]
Grants = Mapping[str, frozenset[str]]

PUBLIC = Everyone


KEPT = ("view", "history", "print", "glance")
"""What is left to who stands aside: to look, and to see why nothing more."""


def computed_acl(
    grants: Grants, denials: Grants, capacities: Capacities, aside: Iterable[str] = ()
) -> list[Ace]:
    """The access list of one document in one state; what is not granted is denied, and nothing leaks from a parent.

    To the principals in *aside* (回避) nothing is left that changes anything, whatever else they are.
    """
    acl = [(Deny, who, _deciding(grants)) for who in aside]
    acl += [(Deny, who, perms) for who, perms in _joined(denials, capacities)]
    acl += [(Allow, who, perms) for who, perms in _joined(grants, capacities)]
    return [*acl, DENY_ALL]


def allowed_principals(acl: Iterable[Ace], permission: str) -> frozenset[str]:
    """Who may, for the index: principals that are allowed *permission* before anything denies it."""
    refused: set[str] = set()
    allowed: set[str] = set()
    for action, who, permissions in acl:
        if permission not in permissions:
            continue
        if action == Deny:
            refused.add(who)
        elif who not in refused and Everyone not in refused:
            allowed.add(who)
    return frozenset(allowed)


def _deciding(grants: Grants) -> tuple[str, ...]:
    """Every permission that changes something."""
    return tuple(sorted({p for perms in grants.values() for p in perms if p.rpartition(":")[2] not in KEPT}))


def _joined(grants: Grants, capacities: Capacities) -> list[tuple[str, tuple[str, ...]]]:
    return [
        (principal, tuple(sorted(permissions)))
        for capacity, permissions in grants.items()
        for principal in capacities.get(capacity, ())
    ]

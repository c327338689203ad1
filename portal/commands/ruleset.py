"""Editions of the rules: put forward, confirmed by a second person, refused; what was promised before stays."""

from __future__ import annotations

from pyramid.request import Request

from content import role
from content.policy import Policy, load
from content.ruleset import Ruleset
from content.site import PolicyVersion, Site
from content.unit import Unit
from portal.commands import door


def propose(request: Request, policy: Policy, once: str) -> Ruleset:
    """A checked edition waits for the bureau."""
    door.require(request, "policy:edit", request.site)
    made = Ruleset(
        id=once,
        text=policy.text,
        digest=policy.version,
        base=request.site.policy.version,
        valid_from=policy.valid_from,
        actor=request.actor,
        at=request.now,
    )
    return door.added(request, request.site["rules"], made)


def confirm(request: Request, ruleset: Ruleset) -> None:
    """In force from now on, for what is decided from now on; a unit that is new gets its place."""
    door.require_step(request, ruleset, "confirm")
    site, policy = request.site, load(ruleset.text)
    ruleset.confirm(in_force=site.policy.version, actor=request.actor, at=request.now)
    site.policies = (*site.policies, PolicyVersion(policy.version, policy.text, request.now))
    _add_units(request, site, policy)
    door.touched(request, ruleset)


def refuse(request: Request, ruleset: Ruleset, reason: str) -> None:
    door.transition(request, ruleset, "refuse", reason=door.words(request, ruleset, reason))


def withdraw(request: Request, ruleset: Ruleset, reason: str) -> None:
    door.transition(request, ruleset, "withdraw", reason=door.words(request, ruleset, reason))


def _add_units(request: Request, site: Site, policy: Policy) -> None:
    """What an older edition named stays: its history and its accounts hang on it."""
    for unit in policy.units:
        if unit.id not in site["units"]:
            made = Unit(
                id=unit.id,
                title=unit.name,
                sort=unit.type,
                code=unit.place,
                phone=unit.phone,
                address=unit.address,
                actor=role.SYSTEM,
                at=request.now,
            )
            door.added(request, site["units"], made)

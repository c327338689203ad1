"""The way into the tree, and the little that every request carries: the site, the clock, the policy, the vault."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from pyramid.config import Configurator
from pyramid.request import Request
from pyramid_zodbconn import get_connection

from content.policy import Policy, kept
from content.site import Site
from content.vault import KeyRing, Vault
from portal.settings import Settings


def root_factory(request: Request) -> Site:
    site: Site = get_connection(request).root()["site"]
    return site


@lru_cache(maxsize=8)
def _policy(version: str, text: str) -> Policy:
    return kept(text)


def policy_of(site: Site) -> Policy:
    """The rules in force, read once per version."""
    return _policy(site.policy.version, site.policy.text)


def utc_now() -> datetime:
    return datetime.now(UTC)


def includeme(config: Configurator) -> None:
    settings: Settings = config.registry.portal
    config.registry.vault = Vault(KeyRing.read(settings.keyring))
    config.registry.clock = utc_now
    config.set_root_factory(root_factory)

    def add(name: str, value: Any) -> None:
        config.add_request_method(value, name, reify=True)

    add("site", lambda request: root_factory(request))
    add("now", lambda request: request.registry.clock())
    add("policy", lambda request: policy_of(request.site))
    add("vault", lambda request: request.registry.vault)

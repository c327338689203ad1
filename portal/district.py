"""Builds a new district from its policy file: the tree, the units, the books with their first budgets."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from ZODB import DB

from content import relief, role
from content.policy import Policy
from content.site import PolicyVersion, Site
from content.unit import Unit
from content.vault import KeyRing


class AlreadyThere(Exception):
    """There is a district in this database already."""


def build_district(database: DB, policy: Policy, at: datetime) -> None:
    """Write the district in one transaction; raises AlreadyThere and changes nothing where there is one."""
    with database.transaction() as connection:
        root = connection.root()
        if "site" in root:
            raise AlreadyThere
        version = PolicyVersion(policy.version, policy.text, at)
        site = root["site"] = Site(title=policy.district.name, policy=version, actor=role.SYSTEM, at=at)
        for unit in policy.units:
            site["units"].add(
                Unit(
                    id=unit.id,
                    title=unit.name,
                    sort=unit.type,
                    code=unit.place,
                    phone=unit.phone,
                    address=unit.address,
                    actor=role.SYSTEM,
                    at=at,
                )
            )
        for budget in policy.budgets:
            relief.appropriate(
                site.treasury,
                kind=budget.kind,
                amount_fen=budget.amount_fen,
                reference=str(budget.year),
                actor=role.SYSTEM,
                at=at,
            )


def make_keyring(path: Path) -> None:
    """A new key ring, mode 0600, unless there is one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        KeyRing.new().write(path)


def has_district(database: DB) -> bool:
    with database.transaction() as connection:
        return "site" in connection.root()

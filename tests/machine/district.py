"""A small district in memory: laid once, and then a fresh copy of it as often as one is wanted."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import transaction
from pyramid.request import Request
from ZODB import DemoStorage
from ZODB.MappingStorage import MappingStorage

from content.policy import SHIPPED, load
from content.site import Site
from content.source import Restrictions
from content.vault import KeyRing
from portal import main
from portal.commands import contract, fund, source
from portal.database import GuardedDB
from portal.demo import people
from portal.demo.build import close
from portal.demo.identity import known_id
from portal.demo.stage import Stage
from portal.district import build_district
from tests.conftest import NOW, settings_in


class District:
    """People act in it through the demo's stage: real commands with real permissions, one transaction each."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="machine-")
        folder = Path(self._folder.name)
        KeyRing.new().write(folder / "keyring.json")
        wsgi = main({}, **settings_in(folder) | {"zodbconn.uri": "memory://"})
        self._registry = wsgi.registry
        self._base: GuardedDB = self._registry._zodb_databases[""]
        self.stage = Stage(self._registry)
        self.now = NOW
        build_district(self._base, load(SHIPPED), NOW)
        people.add_people(self._base, NOW)
        for login, act in SOURCES:
            self.act(login, act)
        self.now += timedelta(hours=1)
        self._laid = self.now

    def fresh(self) -> None:
        """As it was laid, whatever was done since."""
        self.now = self._laid
        changes = MappingStorage()
        copy = DemoStorage.DemoStorage(base=self._base.storage, changes=changes, close_base_on_close=False)
        self._registry._zodb_databases[""] = GuardedDB(copy, database_name="", databases={})

    def act(self, who: str, act: Callable[[Request], object]) -> None:
        with self.stage.acting(who, self.now) as request:
            act(request)

    @contextmanager
    def site(self) -> Any:
        """The committed tree, to look at."""
        connection = self._registry._zodb_databases[""].open(transaction.TransactionManager())
        try:
            yield connection.root()["site"]
        finally:
            connection.transaction_manager.abort()
            connection.close()

    def close(self) -> None:
        self.stage.leave()
        self._registry._zodb_databases[""] = self._base
        close(self._registry)
        self._folder.cleanup()


def logins_of(site: Site, principal: str) -> list[str]:
    """Who of the district's people is meant by the owner of a work list."""
    found = [a.id for a in site["accounts"] if principal in a.principals]
    return sorted(found or [principal.removeprefix("user:")])


def _project(request: Request) -> None:
    values = {"title": "不落下一个", "filing_number": "1", "text": "", "amount": 900_000}
    rule = Restrictions(categories=("education", "medical"), caps=(("case", 300_000, None),))
    source.post_project(request, values, rule, known_id("project"))


def _offers(request: Request) -> None:
    for item, amount in (("care", 30), ("quilt", 6)):
        values = {"title": item, "item": item, "amount": amount, "text": ""}
        source.post_offer(request, values, Restrictions(), known_id(f"offer/{item}"))


def _donation(request: Request) -> None:
    values = {
        "title": "给看病的人家",
        "amount": 400_000,
        "received_on": datetime.date(NOW),
        "handler": "charity",
        "giver": "individual",
        "giver_name": "方女士",
        "is_anonymous": False,
        "is_waived": True,
    }
    source.record_donation(request, values, Restrictions(categories=("medical",)), known_id("donation"))


def _contract(request: Request) -> None:
    values = {
        "title": "陪护",
        "number": "1",
        "agency": people.AGENCY,
        "item": "care",
        "hours": 40,
    }
    contract.sign(request, values, Restrictions(categories=("care",)), known_id("contract"))


def _income(request: Request) -> None:
    fund.receive(request, {"source": "unit", "amount": 9_000_000, "reference": "R1"})


SOURCES = (
    ("charity", _project),
    ("charity", _offers),
    ("charity", _donation),
    ("bureau", _contract),
    ("fund", _income),
)

"""An app on a fresh database per test, people signed in by role, and a clock that stands still."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

# Compiled templates are kept between the apps of one run; Chameleon reads this when it is imported.
if "CHAMELEON_CACHE" not in os.environ:
    os.environ["CHAMELEON_CACHE"] = tempfile.mkdtemp(prefix="templates-")
    atexit.register(shutil.rmtree, os.environ["CHAMELEON_CACHE"], ignore_errors=True)

import pytest
import transaction
from argon2 import PasswordHasher
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from webtest import TestApp

from content.policy import SHIPPED, load
from content.vault import KeyRing, Vault
from portal import main
from portal.commands import auth
from portal.demo import people
from tests import catalogue

# A busy machine is no failure: speed is measured in `make bench`, never here.
hypothesis_settings.register_profile(
    "portal", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
hypothesis_settings.load_profile("portal")
auth.HASHER = PasswordHasher(time_cost=1, memory_cost=64)
auth.NOBODY = auth.HASHER.hash("nobody has this password")

NOW = datetime(2026, 11, 23, 1, 12, tzinfo=UTC)
"""A Monday, 09:12 in Zhoucun."""


def pytest_configure(config: pytest.Config) -> None:
    """English as it is written now, compiled once and before the workers start."""
    if not hasattr(config, "workerinput"):
        catalogue.compiled()


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture
def vault() -> Vault:
    return Vault(KeyRing.new())


class Clock:
    """The portal's only clock, in the test's hand."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


def settings_in(folder: Path) -> dict[str, str]:
    """The settings of a portal with all its files in one folder."""
    return {
        "zodbconn.uri": f"file://{folder}/district.fs?blobstorage_dir={folder}/files",
        "search.uri": f"whoosh:{folder}/index",
        "portal.keyring": str(folder / "keyring.json"),
        "portal.readlog": str(folder / "readlog.sqlite"),
        "portal.demo": "true",
        "portal.totp": "false",
        "portal.secure_cookies": "false",
        "portal.index_in_process": "false",
        "portal.worker_in_process": "false",
        "portal.mail": f"folder:{folder}/mail",
        "portal.mail_link": "https://portal.example",
        "retry.attempts": "3",
    }


@pytest.fixture
def settings(tmp_path: Path) -> dict[str, str]:
    KeyRing.new().write(tmp_path / "keyring.json")
    return settings_in(tmp_path)


class World:
    """A running portal and its database; a new connection sees only what was committed."""

    def __init__(self, settings: dict[str, str], make_app: Callable[..., Any]) -> None:
        self.wsgi = make_app({}, **settings)
        self.registry = self.wsgi.registry
        self.clock = Clock()
        self.registry.clock = self.clock
        self.database = self.registry._zodb_databases[""]
        self.vault = self.registry.vault
        self._open: list[Any] = []

    def site(self) -> Any:
        """The committed tree in a connection of its own."""
        connection = self.database.open(transaction.TransactionManager())
        self._open.append(connection)
        return connection.root()["site"]

    def commit(self, change: Callable[[Any], Any]) -> Any:
        """Run *change(site)* in one transaction; gives back what it gives, which must be plain values."""
        with self.database.transaction() as connection:
            return change(connection.root()["site"])

    def client(self, login: str = "") -> TestApp:
        """A browser of one person, signed in by the form where a login is given (passwords equal the login)."""
        app = TestApp(self.wsgi, extra_environ={"REMOTE_ADDR": "127.0.0.1", "HTTP_HOST": "localhost:80"})
        if login:
            page = app.get("/sign-in")
            form = page.forms["sign-in"]
            form["login"], form["password"] = login, people.PASSWORD
            form.submit("sign_in", status=303)
        return app

    def index(self) -> None:
        """Bring the index up to what was committed."""
        self.registry.indexer.catch_up()

    def close(self) -> None:
        for connection in self._open:
            connection.transaction_manager.abort()
            connection.close()
        self.registry.postman.close()
        self.registry.indexer.stop()
        self.registry.engine.close()
        self.registry.readlog.close()
        self.database.close()


@pytest.fixture
def world(settings: dict[str, str]) -> Iterator[World]:
    """A district built from the shipped policy, with one account per role (portal/demo/people.py)."""
    world = born(settings)
    yield world
    world.close()


def born(settings: dict[str, str]) -> World:
    """The same for whoever keeps one for a whole file, and closes it."""
    from portal.database import open_database
    from portal.district import build_district

    database = open_database(settings["zodbconn.uri"])
    build_district(database, load(SHIPPED), NOW)
    people.add_people(database, NOW)
    database.close()
    return World(settings, main)

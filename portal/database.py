"""Opens the database: one that loads only the classes we store, and pauses between retries."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pyramid_zodbconn
from pyramid.config import Configurator
from pyramid_retry import IBeforeRetry
from ZODB import DB
from ZODB.broken import find_global
from ZODB.POSException import POSError
from zodburi import resolve_uri

from content.evolve import missing
from content.stored import is_stored_class

PAUSE = 0.02
"""Seconds: before retry n up to this times 2ⁿ. Without a pause 22–30 % of writes needed three tries (DESIGN)."""


class RefusedClass(POSError):
    """The database holds an object of a class that the portal does not store: planted, or from another release.

    A POSError, since ZODB wraps every other error of loading into one that no longer says what was refused.
    """


class GuardedDB(DB):
    """A database that unpickles nothing but content's classes, BTrees, persistent and datetime."""

    def classFactory(self, connection: Any, modulename: str, globalname: str) -> Any:  # noqa: N802
        if not is_stored_class(modulename, globalname):
            raise RefusedClass(f"{modulename}.{globalname}")
        return find_global(modulename, globalname)


class MissingStep(Exception):
    """The database needs an evolve step before this release may serve it."""


def open_database(uri: str, name: str = "", databases: dict[str, DB] | None = None) -> DB:
    storage_factory, options = resolve_uri(uri)
    options["database_name"] = name
    return GuardedDB(storage_factory(), databases={} if databases is None else databases, **options)


def database_file(uri: str) -> Path | None:
    """Where FileStorage keeps the district; None where it is in a database server."""
    scheme, _, path = uri.partition("://")
    return Path(path.partition("?")[0]) if scheme == "file" else None


def files_folder(uri: str) -> Path | None:
    """Where photos and papers are kept, sealed; None where the address does not say."""
    said = parse_qs(uri.partition("?")[2]).get("blobstorage_dir")
    return Path(said[0]) if said else None


def check_steps(database: DB) -> None:
    """Refuse to start on a database that lacks a required step (DESIGN, Storage)."""
    with database.transaction() as connection:
        site = connection.root().get("site")
        if site is None:
            return
        names = [step.name for step in missing(site.applied_steps, "expand")]
    if names:
        raise MissingStep(f"Run 'jiujinan evolve' first: {', '.join(names)}")


def pause_before_retry(event: Any, sleep: Callable[[float], None] = time.sleep) -> None:
    attempt = event.environ.get("retry.attempt", 0)
    sleep(random.uniform(0, PAUSE * 2**attempt))


def includeme(config: Configurator) -> None:
    pyramid_zodbconn.includeme(config, db_from_uri=open_database)
    check_steps(config.registry._zodb_databases[""])
    config.add_subscriber(pause_before_retry, IBeforeRetry)

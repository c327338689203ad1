"""Settings of a portal, typed and checked at start: a wrong key or value is named, and nothing starts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path

from pyramid.settings import asbool

OURS = "portal."


@dataclass(frozen=True)
class Settings:
    """What ``portal.…`` keys may say. Paths are relative to the place where the portal is started."""

    keyring: Path
    readlog: Path
    title: str = "周村区救急难"
    demo: bool = False
    secure_cookies: bool = True
    totp: bool = True
    index_in_process: bool = True
    worker_in_process: bool = True
    """Whether `jiujinan serve` does the clock's work itself; it must, where the database is a file."""
    mail: str = ""
    """How mail leaves: smtp://user@host:port, smtps://…, folder:PATH, or "" for none."""
    mail_sender: str = "no-reply@localhost"
    mail_link: str = "http://127.0.0.1:6543"
    """The portal's own address, as people open it."""
    seals: Path | None = None
    """The folder of seals; beside the read log where nothing is said."""

    backup_folder: Path | None = None
    """Where the worker makes a backup every night, best on another disk; none where nothing is said."""

    @property
    def seals_folder(self) -> Path:
        return self.seals or self.readlog.with_name("seals")


class SettingsError(Exception):
    """A setting is unknown, missing or not of its type."""


def read_settings(raw: Mapping[str, str]) -> Settings:
    known = {field.name: field for field in fields(Settings)}
    values: dict[str, object] = {}
    for key, text in raw.items():
        if not key.startswith(OURS):
            continue
        name = key[len(OURS) :]
        if name not in known:
            raise SettingsError(f"{key}: no such setting; known are {', '.join(sorted(known))}")
        values[name] = _typed(key, str(known[name].type), text)
    for name in ("keyring", "readlog"):
        if name not in values:
            raise SettingsError(f"{OURS}{name} is missing")
    if "zodbconn.uri" not in raw:
        raise SettingsError("zodbconn.uri is missing")
    if "search.uri" not in raw:
        raise SettingsError("search.uri is missing")
    if raw["zodbconn.uri"].startswith("postgres") and "keep_history=false" not in raw["zodbconn.uri"]:
        raise SettingsError("zodbconn.uri: PostgreSQL needs keep_history=false")
    return Settings(**values)  # type: ignore[arg-type]


def _typed(key: str, wanted: str, text: str) -> object:
    if wanted == "bool":
        if str(text).lower() not in ("true", "false", "yes", "no", "on", "off", "1", "0"):
            raise SettingsError(f"{key}: true or false is wanted, not {text!r}")
        return asbool(text)
    return Path(text) if wanted.startswith("Path") else text

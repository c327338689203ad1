"""Where a command works: the settings of an ini file, its database, its key ring."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import click
import plaster
from ZODB import DB

from content.site import Site
from content.vault import KeyRing, Vault
from portal.database import check_steps, database_file, files_folder, open_database
from portal.scripts.failure import Stop
from portal.settings import Settings, read_settings

DEFAULT = "development.ini"
F = TypeVar("F", bound=Callable[..., Any])


@dataclass(frozen=True)
class Place:
    """An ini file as read: the portal's typed settings and the raw ones beside them."""

    ini: str
    settings: Settings
    raw: dict[str, str]

    @classmethod
    def read(cls, ini: str) -> Place:
        """Raises Stop where the file is missing or cannot be read, SettingsError where a value is wrong."""
        if not Path(ini).is_file():
            raise Stop(f"没有找到设置文件 {ini}。", 2)
        try:
            loader = plaster.get_loader(ini, protocols=["wsgi"])
            raw = dict(loader.get_wsgi_app_settings(defaults=dict(os.environ)))
        except (LookupError, ValueError, plaster.PlasterError) as error:
            raise Stop(f"设置文件 {ini} 读不懂：{str(error).splitlines()[0]}", 2) from None
        return cls(ini, read_settings(raw), raw)

    @property
    def uri(self) -> str:
        return self.raw["zodbconn.uri"]

    def make_folders(self) -> None:
        """The private folders of database, key ring, read log and index: mode 0700 where we make them."""
        for path in self._files():
            for folder in reversed([path.parent, *path.parent.parents]):
                if not folder.exists():
                    folder.mkdir(mode=0o700)

    def _files(self) -> list[Path]:
        files = [self.settings.keyring, self.settings.readlog]
        return [*files, self.database_file] if self.database_file else files

    @property
    def database_file(self) -> Path | None:
        """Where FileStorage keeps the district; None where it is in a database server."""
        return database_file(self.uri)

    @property
    def files_folder(self) -> Path | None:
        """Where photos and papers are kept, sealed; None where the setting does not say."""
        return files_folder(self.uri)

    @property
    def index_folder(self) -> Path | None:
        """Where Whoosh keeps the index; None where another engine does."""
        scheme, _, path = self.raw["search.uri"].partition(":")
        return Path(path.removeprefix("//")) if scheme == "whoosh" else None

    def moved_to(self, folder: Path) -> Place:
        """The same place with all its files in another folder."""
        raw = self.raw | {
            "zodbconn.uri": f"file://{folder}/district.fs?blobstorage_dir={folder}/files",
            "search.uri": f"whoosh:{folder}/index",
            "portal.keyring": f"{folder}/keyring.json",
            "portal.readlog": f"{folder}/readlog.sqlite",
            "portal.seals": f"{folder}/seals",
        }
        return Place(self.ini, read_settings(raw), raw)

    def vault(self) -> Vault:
        return Vault(KeyRing.read(self.settings.keyring))

    @contextmanager
    def database(self, *, read_only: bool = False) -> Iterator[DB]:
        """The database; read only it may be opened beside a running portal."""
        database = open_database(read_only_uri(self.uri) if read_only else self.uri)
        try:
            yield database
        finally:
            database.close()

    @contextmanager
    def site(self, *, read_only: bool = False) -> Iterator[Site]:
        """The district in one transaction, committed at the end unless it was opened to read."""
        with self.database(read_only=read_only) as database:
            check_steps(database)
            with database.transaction() as connection:
                site = connection.root().get("site")
                if site is None:
                    raise Stop("数据库里还没有区。请先运行 jiujinan init 或 jiujinan demo。")
                yield site


def ini_argument(command: F) -> F:
    """The last argument of every command: which ini file."""
    return click.argument("ini", default=DEFAULT, envvar="JIUJINAN_INI")(command)


def read_only_uri(uri: str) -> str:
    """The address of the same database, opened to read: beside a running portal."""
    if not uri.startswith("file://"):
        return uri
    return f"{uri}{'&' if '?' in uri else '?'}read_only=true"


def refuse_unknown(registry: Any, login: str) -> None:
    """Raises Stop where nobody of that login is at work."""
    with registry._zodb_databases[""].transaction() as connection:
        site = connection.root().get("site")
        if site is None:
            raise Stop("数据库里还没有区。请先运行 jiujinan init 或 jiujinan demo。")
        account = site["accounts"].get(login)
        if account is None or not account.is_open:
            raise Stop(f"没有 {login} 这个账号，或者已经停用。")

"""Seals of the district's records: made from what is there, kept as files apart from the database, compared with it.

A seal is a file, and the database knows nothing of it: who can write the database cannot reach what testifies
against it, a copy goes to whoever should hold one, and a running portal need not stop for it.
"""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from content.document import Document
from content.error import VaultError
from content.history import History
from content.imprest import Imprest
from content.ledger import Ledger
from content.seal import Leaf, Seal, make_seal, read_seal, written
from content.site import Site
from portal.audit import Fault, documents

READS = "readlog:reads"
KEY_FILE = "sealing-key.pem"
NAME = re.compile(r"seal-(\d{6,})\.json")
GRACE = timedelta(hours=1)
"""A form that was sent before the seal may be stored after it; what claims to be older than that was put in later."""


class SealStore:
    """The folder of seals, one file each, ``seal-000012.json``; only ever added to."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def numbers(self) -> list[int]:
        """Of all that are there, the newest first."""
        names = (NAME.fullmatch(path.name) for path in self.folder.glob("seal-*.json"))
        return sorted((int(name.group(1)) for name in names if name), reverse=True)

    def path(self, n: int) -> Path:
        return self.folder / f"seal-{n:06}.json"

    def read(self, n: int) -> Seal:
        """Raises FileNotFoundError, or NotASeal where the file was damaged."""
        return read_seal(self.path(n).read_text("utf-8"))

    def newest(self) -> Seal | None:
        numbers = self.numbers()
        return self.read(numbers[0]) if numbers else None

    def add(self, seal: Seal) -> Path:
        """Write it whole or not at all, and never over another."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        target = self.path(seal.n)
        scratch = target.with_suffix(f".{os.getpid()}.new")
        with scratch.open("w", encoding="utf-8") as file:
            file.write(written(seal))
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(scratch, target)
        finally:
            scratch.unlink()
        return target


def key_beside(keyring: Path) -> Ed25519PrivateKey:
    """The key that signs seals, a file beside the key ring (mode 0600), made when it is first asked for."""
    path = keyring.with_name(KEY_FILE)
    if not path.exists():
        fresh = Ed25519PrivateKey.generate()
        pem = fresh.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(pem)
    if path.stat().st_mode & 0o077:
        raise VaultError(f"{path.name} must be readable by its owner alone (mode 0600)")
    key = load_pem_private_key(path.read_bytes(), None)
    if not isinstance(key, Ed25519PrivateKey):
        raise VaultError(f"{path.name} is no Ed25519 key")
    return key


def seal_district(site: Site, readlog: Path, store: SealStore, keyring: Path, at: datetime) -> Seal:
    """Seal everything as it stands and keep the file; FileExistsError where another sealer was as fast."""
    seal = make_seal(
        leaves(site, readlog), key_beside(keyring), district=name_of(site), at=at, before=store.newest()
    )
    store.add(seal)
    return seal


def name_of(site: Site) -> str:
    """Which district a seal is of: its name and the moment it was set up, which no other shares."""
    return f"{site.title} {site.born_at.isoformat()}"


def leaves(site: Site, readlog: Path) -> Iterator[Leaf]:
    """One for every chain there is: documents, ledgers, policy versions and the record of reads."""
    for record in _records(site):
        yield Leaf(_leaf_id(record), record.count, record.head)
    for version in site.policies:
        yield Leaf(f"policy:{version.version}", 1, version.version)
    if readlog.exists():
        with closing(_opened(readlog)) as log:
            n, head = log.execute("select n, digest from reads order by n desc limit 1").fetchone() or (0, "")
        yield Leaf(READS, n, head)


def faults_against(seal: Seal, site: Site, readlog: Path) -> Iterator[Fault]:
    """What was sealed and is not so any more, and what claims to be older than the seal and is not in it."""
    wrong = seal.wrong()
    if wrong is None and seal.district != name_of(site):
        wrong = "it belongs to another district"
    if wrong:
        yield Fault("seal", str(seal.n), wrong)
        return
    sealed = {leaf.id: leaf for leaf in seal.leaves}
    for record in _records(site):
        leaf = sealed.pop(_leaf_id(record), None)
        what = _changed(record, leaf) if leaf else _backdated(record, seal)
        if what:
            yield _fault(_leaf_id(record), what)
    for version in site.policies:
        sealed.pop(f"policy:{version.version}", None)
    reads = sealed.pop(READS, None)
    if reads is not None and (what := _reads_changed(reads, readlog)):
        yield Fault("readlog", readlog.name, what)
    for id in sorted(sealed):
        yield _fault(id, "it was sealed and is gone")


def _records(site: Site) -> Iterator[Document | Ledger]:
    """Everything with a chain; every ledger is a record of its own beside the document that owns it."""
    yield site.treasury
    # A month's close names the book that it closes; the book is a record of its own once.
    known = {site.treasury.id}
    for number, document in enumerate(documents(site), 1):
        if isinstance(document, Fault):
            continue
        yield document
        ledger = getattr(document, "ledger", None)
        if isinstance(ledger, Ledger) and ledger.id not in known:
            known.add(ledger.id)
            yield ledger
        if number % 500 == 0 and site._p_jar is not None:
            site._p_jar.cacheGC()


def _leaf_id(record: Document | Ledger) -> str:
    """That of its chain; every town's imprest has the same, and is known by its town."""
    return f"imprest:{record.town}" if isinstance(record, Imprest) else _chain(record).document_id


def _chain(record: Document | Ledger) -> History:
    return record.journal if isinstance(record, Ledger) else record.history


def _changed(record: Document | Ledger, leaf: Leaf) -> str | None:
    """Whether the chain still passes through the head that was sealed."""
    if record.count < leaf.events:
        return f"{leaf.events} events were sealed, {record.count} are there"
    event: Any = _chain(record).events.get(leaf.events - 1) if leaf.events else None
    if leaf.events and (event is None or event.digest != leaf.head):
        return f"event {leaf.events - 1} is not the one that was sealed"
    return None


def _backdated(record: Document | Ledger, seal: Seal) -> str | None:
    first = _chain(record).events.get(0)
    if first is None or first.at >= seal.at - GRACE:
        return None
    return "it claims to be older than the seal and is not in it"


def _reads_changed(leaf: Leaf, readlog: Path) -> str | None:
    if not readlog.exists():
        return "the file is missing"
    with closing(_opened(readlog)) as log:
        (last,) = log.execute("select max(n) from reads").fetchone()
        row = log.execute("select digest from reads where n = ?", (leaf.events,)).fetchone()
    if (last or 0) < leaf.events:
        return f"{leaf.events} rows were sealed, {last or 0} are there"
    return (
        f"row {leaf.events} is not the one that was sealed" if leaf.events and row != (leaf.head,) else None
    )


def _opened(readlog: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"file:{readlog}?mode=ro", uri=True)


def _fault(id: str, what: str) -> Fault:
    kind, _, rest = id.partition(":")
    return Fault(kind, rest[:12] if kind == "policy" else rest, what)

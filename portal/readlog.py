"""The record of every read of personal data: durable before the page is sent, chained, and never in the database."""

from __future__ import annotations

import hashlib
import json
import queue
import sqlite3
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import structlog
from pyramid.config import Configurator
from pyramid.i18n import TranslationStringFactory
from pyramid.request import Request
from pyramid.response import Response

_ = TranslationStringFactory("portal")
GENESIS = "0" * 64
WAIT = 10
"""Seconds for which a page waits for its row; after that it is not sent."""
SCHEMA = """
create table if not exists reads (
    n integer primary key, at text not null, actor text not null, what text not null,
    previous text not null, digest text not null);
create table if not exists documents (document text not null, n integer not null);
create index if not exists by_document on documents (document, n);
create index if not exists by_row on documents (n);
create table if not exists forgotten (n integer primary key, at text not null, digest text not null);
"""
LAST_FORGOTTEN = "select n, digest from forgotten order by n desc limit 1"
NOT_SHOWN = _(
    "现在写不了查阅记录，为了保护这家人，这一页先不显示。请过半分钟刷新；一直这样，请找系统管理员。"
)
NOT_SHOWN_BUT_DONE = _(
    "现在写不了查阅记录，所以结果先不显示；您刚才办的可能已经保存。请过半分钟回到工作列表看看，先不要再按。"
)
log = structlog.get_logger()


@dataclass(frozen=True)
class Read:
    """One row: who, when, on which page, and per document which fields."""

    n: int
    at: str
    actor: str
    page: str
    fields: dict[str, list[str]]


@dataclass
class Reading:
    """What one request has opened so far."""

    fields: dict[str, set[str]] = field(default_factory=dict)

    def note(self, document: str, names: tuple[str, ...]) -> None:
        self.fields.setdefault(document, set()).update(names)


class ReadLog:
    """One writer per process, group commit; the chain is continued inside an exclusive transaction of SQLite."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.path = path
        self._queue: queue.SimpleQueue[tuple[tuple[str, str, str, tuple[str, ...]], Future[None]] | None] = (
            queue.SimpleQueue()
        )
        with self._connect() as connection:
            connection.executescript(SCHEMA)
        connection.close()
        path.chmod(0o600)
        self._thread = threading.Thread(target=self._write, name="readlog", daemon=True)
        self._thread.start()

    def record(self, *, at: datetime, actor: str, page: str, fields: dict[str, set[str]]) -> None:
        """Return when the row is on disk; raises OSError or sqlite3.Error where it could not be written."""
        self.submit(at=at, actor=actor, page=page, fields=fields).result(timeout=WAIT)

    def submit(self, *, at: datetime, actor: str, page: str, fields: dict[str, set[str]]) -> Future[None]:
        """As ``record``, for who has more to write before waiting; rows are written in the order of submission."""
        plain = {document: sorted(names) for document, names in sorted(fields.items())}
        what = json.dumps({"page": page, "fields": plain}, ensure_ascii=False, sort_keys=True)
        done: Future[None] = Future()
        self._queue.put(((at.isoformat(), actor, what, tuple(plain)), done))
        return done

    def of(self, document: str, limit: int = 200) -> Iterator[Read]:
        """The newest reads of one document (``household:k7m4…``)."""
        query = (
            "select reads.n, at, actor, what from reads join documents on reads.n = documents.n"
            " where document = ? order by reads.n desc limit ?"
        )
        connection = self._connect()
        try:
            for n, at, actor, what in connection.execute(query, (document, limit)).fetchall():
                body = json.loads(what)
                yield Read(n, at, actor, body["page"], body["fields"])
        finally:
            connection.close()

    def broken(self) -> str | None:
        """What is wrong with the chain, or None."""
        connection = self._connect()
        try:
            n, previous = connection.execute(LAST_FORGOTTEN).fetchone() or (0, GENESIS)
            expected = n + 1
            rows = connection.execute("select n, at, actor, what, previous, digest from reads order by n")
            for n, at, actor, what, before, digest in rows:
                if n != expected:
                    return f"row {expected} is missing"
                if before != previous or digest != _digest(n, at, actor, what, previous):
                    return f"row {n} was changed"
                listed = connection.execute("select document from documents where n = ?", (n,))
                if sorted(document for (document,) in listed) != sorted(json.loads(what)["fields"]):
                    return f"row {n} is not listed by document"
                previous, expected = digest, n + 1
        finally:
            connection.close()
        return None

    def forget_before(self, moment: datetime) -> int:
        """Drop the rows from before *moment*, whose time of keeping is over; says how many.

        Number and digest of the last one stay, so that the chain of the rest is whole from there.
        """
        connection = self._connect()
        try:
            connection.execute("begin immediate")
            last = connection.execute(
                "select n, digest from reads where at < ? order by n desc limit 1",
                (moment.astimezone(UTC).isoformat(),),
            ).fetchone()
            if last is None:
                connection.execute("rollback")
                return 0
            connection.execute(
                "insert into forgotten values (?,?,?)", (last[0], moment.astimezone(UTC).isoformat(), last[1])
            )
            connection.execute("delete from documents where n <= ?", (last[0],))
            gone = connection.execute("delete from reads where n <= ?", (last[0],)).rowcount
            connection.execute("commit")
        finally:
            connection.close()
        return int(gone)

    def close(self) -> None:
        self._queue.put(None)
        self._thread.join(timeout=WAIT)

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self.path, isolation_level=None, timeout=WAIT)
        connection.execute("pragma journal_mode = wal")
        connection.execute("pragma synchronous = full")
        return connection

    def _write(self) -> None:
        connection = self._connect()
        stop = False
        while not stop:
            batch = [self._queue.get()]
            while not self._queue.empty():
                batch.append(self._queue.get())
            stop = None in batch
            rows = [item for item in batch if item is not None]
            try:
                self._append(connection, [row for row, _ in rows])
            except Exception as error:
                for _, done in rows:
                    done.set_exception(error)
            else:
                for _, done in rows:
                    done.set_result(None)
        connection.close()

    def _append(
        self, connection: sqlite3.Connection, rows: list[tuple[str, str, str, tuple[str, ...]]]
    ) -> None:
        if not rows:
            return
        connection.execute("begin immediate")
        try:
            last = connection.execute("select n, digest from reads order by n desc limit 1").fetchone()
            n, previous = last or connection.execute(LAST_FORGOTTEN).fetchone() or (0, GENESIS)
            for at, actor, what, documents in rows:
                n += 1
                digest = _digest(n, at, actor, what, previous)
                connection.execute(
                    "insert into reads values (?,?,?,?,?,?)", (n, at, actor, what, previous, digest)
                )
                connection.executemany("insert into documents values (?,?)", [(d, n) for d in documents])
                previous = digest
            connection.execute("commit")
        except BaseException:
            connection.execute("rollback")
            raise


def _digest(n: int, at: str, actor: str, what: str, previous: str) -> str:
    return hashlib.sha256(json.dumps([n, at, actor, what, previous], ensure_ascii=False).encode()).hexdigest()


def reveal(request: Request, document: Any, *names: str) -> dict[str, str]:
    """Open personal fields of a document or a member, and put the read on record with this page."""
    owner = (
        f"household:{document.household_id}"
        if document.kind == "member"
        else f"{document.kind}:{document.id}"
    )
    present = tuple(name for name in names if document.has_personal(name))
    if present:
        request.reading.note(owner, present)
        # Kept now: when the row is written the transaction has ended and the account cannot be loaded.
        request.environ["portal.actor"] = request.actor
    return {name: document.reveal(request.vault, name) for name in names}


def look(request: Request, document: Any, what: str) -> None:
    """Put a look on record that opens no personal field, such as an auditor's at a case's history."""
    request.reading.note(f"{document.kind}:{document.id}", (what,))
    request.environ["portal.actor"] = request.actor


def tween_factory(handler: Callable[[Request], Response], registry: Any) -> Callable[[Request], Response]:
    """Hold back every page that shows personal data until its row is durable; without the log it is not sent."""

    def tween(request: Request) -> Response:
        response = handler(request)
        fields = request.reading.fields
        if not fields:
            return response
        response.cache_control = "no-store"
        try:
            registry.readlog.record(
                at=registry.clock(), actor=request.environ["portal.actor"], page=_page(request), fields=fields
            )
        except Exception as error:
            log.error("readlog_unavailable", error=type(error).__name__)
            return _not_shown(request)
        return response

    return tween


def _not_shown(request: Request) -> Response:
    """Plain words: the transaction has ended, and a page of ours could not be drawn any more."""
    words = NOT_SHOWN if request.method != "POST" else NOT_SHOWN_BUT_DONE
    text = request.localizer.translate(words)
    answer = Response(text, status=503, content_type="text/plain", charset="utf-8")
    answer.headers["Retry-After"] = "30"
    answer.cache_control = "no-store"
    return answer


def _page(request: Request) -> str:
    """The path without its query: what is asked for may hold a name."""
    return f"{request.method} {request.path}"


def includeme(config: Configurator) -> None:
    config.registry.readlog = ReadLog(config.registry.portal.readlog)
    config.add_request_method(lambda request: Reading(), "reading", reify=True)
    config.add_request_method(reveal, "reveal")
    config.add_tween("portal.readlog.tween_factory", over="pyramid_tm.tm_tween_factory")

"""The record of reads: durable before the page goes out, chained, private, and readable by document."""

from __future__ import annotations

import stat
import threading
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from portal.readlog import ReadLog


@pytest.fixture
def log(tmp_path: Path) -> Iterator[ReadLog]:
    log = ReadLog(tmp_path / "log" / "readlog.sqlite")
    yield log
    log.close()


def test_a_row_is_there_when_record_returns(log: ReadLog, now: datetime) -> None:
    log.record(at=now, actor="user:window", page="GET /cases/a", fields={"household:h": {"phone", "name"}})
    second = ReadLog(log.path)
    [read] = second.of("household:h")
    second.close()
    assert (read.n, read.actor, read.page) == (1, "user:window", "GET /cases/a")
    assert read.fields == {"household:h": ["name", "phone"]}
    assert read.at == now.isoformat()


def test_one_page_of_a_list_is_one_row_that_names_every_household(log: ReadLog, now: datetime) -> None:
    log.record(
        at=now, actor="user:window", page="GET /me", fields={"household:a": {"name"}, "household:b": {"name"}}
    )
    assert [read.n for read in log.of("household:a")] == [read.n for read in log.of("household:b")] == [1]


def test_the_newest_comes_first_and_no_more_than_asked_for(log: ReadLog, now: datetime) -> None:
    for number in range(5):
        log.record(at=now, actor=f"user:{number}", page="GET /", fields={"case:a": {"story"}})
    assert [read.actor for read in log.of("case:a", limit=2)] == ["user:4", "user:3"]
    assert list(log.of("case:other")) == []


def test_many_threads_write_one_chain(log: ReadLog, now: datetime) -> None:
    def read(number: int) -> None:
        for _ in range(10):
            log.record(at=now, actor=f"user:{number}", page="GET /", fields={f"case:{number}": {"story"}})

    threads = [threading.Thread(target=read, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert log.broken() is None
    assert [len(list(log.of(f"case:{number}"))) for number in range(8)] == [10] * 8


def test_two_processes_continue_the_same_chain(log: ReadLog, now: datetime) -> None:
    other = ReadLog(log.path)
    for writer in (log, other, log, other):
        writer.record(at=now, actor="user:a", page="GET /", fields={"case:a": {"story"}})
    other.close()
    assert log.broken() is None
    assert [read.n for read in log.of("case:a")] == [4, 3, 2, 1]


def test_the_file_is_private(log: ReadLog) -> None:
    assert stat.S_IMODE(log.path.stat().st_mode) == 0o600


def test_what_cannot_be_written_is_said(tmp_path: Path, now: datetime) -> None:
    log = ReadLog(tmp_path / "readlog.sqlite")
    connection = log._connect()
    connection.execute("drop table documents")
    with pytest.raises(Exception, match="no such table"):
        log.record(at=now, actor="user:a", page="GET /", fields={"case:a": {"story"}})
    connection.close()
    log.close()

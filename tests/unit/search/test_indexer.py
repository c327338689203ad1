import logging
import threading
import time

import pytest

from search import open_engine
from search.engine import Delete, EngineError, Query, Upsert
from search.indexer import BATCH, Indexer
from tests.unit.search.samples import PUBLIC, record


class Storage:
    """A source with numbered transactions, like the storage's own."""

    def __init__(self):
        self.transactions = []

    def commit(self, *operations):
        self.transactions.append((len(self.transactions).to_bytes(8, "big"), operations))

    def changes(self, since):
        start = 0 if since is None else int.from_bytes(since, "big") + 1
        yield from self.transactions[start:]


@pytest.fixture
def storage():
    return Storage()


@pytest.fixture
def engine(tmp_path):
    engine = open_engine(f"whoosh:{tmp_path / 'index'}")
    yield engine
    engine.close()


def ids(engine):
    return sorted(hit.id for hit in engine.search(Query(principals=PUBLIC, limit=100)).hits)


def wait_for(condition, seconds=5):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.01)


def test_it_catches_up_from_the_beginning_and_from_where_it_stood(engine, storage):
    storage.commit(Upsert(record("a")))
    storage.commit(Upsert(record("b")), Delete("a"))
    assert Indexer(engine, storage).catch_up() == 3
    assert (ids(engine), engine.position()) == (["b"], storage.transactions[-1][0])
    storage.commit(Upsert(record("c")))
    assert Indexer(engine, storage).catch_up() == 1
    assert ids(engine) == ["b", "c"]
    assert Indexer(engine, storage).catch_up() == 0


def test_what_touches_nothing_searchable_costs_no_commit(engine, storage):
    storage.commit()
    indexer = Indexer(engine, storage)
    indexer.catch_up()
    first = engine.position()
    storage.commit()
    storage.commit()
    assert indexer.catch_up() == 0
    assert (engine.position(), indexer.position) == (first, storage.transactions[-1][0])
    storage.commit(Upsert(record("a")))
    indexer.catch_up()
    assert engine.position() == indexer.position == storage.transactions[-1][0]


def test_a_long_history_is_applied_in_batches(engine, storage, monkeypatch):
    sizes = []
    apply = engine.apply
    monkeypatch.setattr(engine, "apply", lambda found, at: (sizes.append(len(found)), apply(found, at)))
    for _ in range(BATCH + 10):
        storage.commit(Upsert(record("a")))
    Indexer(engine, storage).catch_up()
    assert sizes == [BATCH, 10]
    assert ids(engine) == ["a"]


@pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning")
def test_an_index_that_was_set_aside_is_filled_again(engine, storage, tmp_path):
    storage.commit(Upsert(record("a")))
    indexer = Indexer(engine, storage)
    indexer.catch_up()
    storage.commit()
    indexer.catch_up()
    for path in (tmp_path / "index").iterdir():
        path.write_bytes(b"garbage")
    engine.close()
    with pytest.raises(EngineError):
        engine.count()
    indexer.catch_up()
    assert ids(engine) == ["a"]


def test_the_thread_starts_wakes_and_stops(engine, storage):
    storage.commit(Upsert(record("a")))
    indexer = Indexer(engine, storage)
    indexer.start()
    wait_for(lambda: ids(engine) == ["a"])
    storage.commit(Upsert(record("b")))
    indexer.wake()
    wait_for(lambda: ids(engine) == ["a", "b"])
    indexer.stop()
    assert "indexer" not in {thread.name for thread in threading.enumerate()}
    storage.commit(Upsert(record("c")))
    indexer.wake()
    indexer.start()
    wait_for(lambda: ids(engine) == ["a", "b", "c"])
    indexer.stop()


def test_many_wakes_are_few_commits(engine, storage, monkeypatch):
    positions = []
    apply = engine.apply
    monkeypatch.setattr(engine, "apply", lambda found, at: (positions.append(at), apply(found, at)))
    indexer = Indexer(engine, storage)
    indexer.start()
    for number in range(20):
        storage.commit(Upsert(record(f"r{number}")))
        indexer.wake()
        time.sleep(0.01)
    wait_for(lambda: len(ids(engine)) == 20)
    indexer.stop()
    assert len(positions) <= 3


def test_an_error_is_logged_without_content_and_tried_again(engine, storage, monkeypatch, caplog):
    monkeypatch.setattr("search.indexer._RETRY_AFTER", 0.01)
    failures = [ValueError("李某某"), EngineError("x")]
    changes = storage.changes

    def failing(since):
        if failures:
            raise failures.pop()
        return changes(since)

    monkeypatch.setattr(storage, "changes", failing)
    storage.commit(Upsert(record("a")))
    indexer = Indexer(engine, storage)
    with caplog.at_level(logging.INFO):
        indexer.start()
        wait_for(lambda: ids(engine) == ["a"])
        indexer.stop()
    assert "ValueError" in caplog.text
    assert "李" not in caplog.text

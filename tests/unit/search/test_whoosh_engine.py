import json
import os
import re
import shutil
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import search
from search import open_engine
from search.analysis import fold
from search.engine import EngineError, Query, Upsert
from tests.beside import shared
from tests.unit.search.samples import PUBLIC, record, strings

# Whoosh leaves the files of an index that it could not read to the garbage collector.
leaves_files_open = pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning")


def filled(folder, count=5):
    engine = open_engine(f"whoosh:{folder}")
    engine.apply([Upsert(record(f"need:{n}", body=f"第{n}户缺口罩" * 50)) for n in range(count)], b"\x07")
    engine.close()
    return folder


def found(engine, text="口罩"):
    return {hit.id for hit in engine.search(Query(text=text, principals=PUBLIC, limit=100)).hits}


def test_an_index_is_there_again_when_opened_again(tmp_path):
    engine = open_engine(f"whoosh:{filled(tmp_path / 'index')}")
    assert (engine.position(), engine.count(), len(found(engine))) == (b"\x07", 5, 5)


def test_the_folder_is_private(tmp_path):
    folder = filled(tmp_path / "deep" / "index")
    assert folder.stat().st_mode & 0o777 == 0o700


def test_a_folder_that_others_could_write_to_is_not_read(tmp_path):
    folder = filled(tmp_path / "index")
    folder.chmod(0o777)
    engine = open_engine(f"whoosh:{folder}")
    assert (engine.position(), engine.count()) == (None, 0)
    assert folder.stat().st_mode & 0o777 == 0o700


def test_somebody_elses_files_are_left_alone(tmp_path):
    (tmp_path / "letter.txt").write_text("dear")
    with pytest.raises(ValueError, match="no search index"):
        open_engine(f"whoosh:{tmp_path}")
    assert (tmp_path / "letter.txt").read_text() == "dear"


@pytest.mark.parametrize("uri", ["", "whoosh:", "postgresql://u:secret@host/db", "/var/index"])
def test_an_unknown_uri_is_refused_without_its_password(uri):
    with pytest.raises(ValueError, match="whoosh:/path") as refused:
        open_engine(uri)
    assert "secret" not in str(refused.value)


def garble(path):
    path.write_bytes(os.urandom(path.stat().st_size))


def tear(path):
    os.truncate(path, path.stat().st_size // 2)


def empty(path):
    os.truncate(path, 0)


@leaves_files_open
@pytest.mark.parametrize("damage", [garble, tear, empty, Path.unlink])
@pytest.mark.parametrize("pattern", ["*.toc", "*.seg", "*"])
def test_a_damaged_index_is_set_aside_and_built_again(tmp_path, damage, pattern):
    folder = filled(tmp_path / "index")
    for path in [path for path in folder.glob(pattern) if path.stat().st_size]:
        damage(path)
    engine = open_engine(f"whoosh:{folder}")
    assert (engine.position(), engine.count(), found(engine), engine.check()) == (None, 0, set(), ())
    engine.apply([Upsert(record("need:again", body="口罩"))], b"\x08")
    assert found(engine) == {"need:again"}
    assert [path.name for path in tmp_path.iterdir() if path != folder] == ["index.broken"]


@leaves_files_open
def test_half_of_any_segment_is_noticed(tmp_path):
    for share in range(1, 16):
        folder = filled(tmp_path / f"index{share}")
        (segment,) = folder.glob("*.seg")
        os.truncate(segment, segment.stat().st_size * share // 16)
        assert open_engine(f"whoosh:{folder}").position() is None


def test_an_index_of_another_format_is_built_again(tmp_path, monkeypatch):
    folder = filled(tmp_path / "index")
    monkeypatch.setattr("search.state.FORMAT", "0")
    assert open_engine(f"whoosh:{folder}").position() is None


@leaves_files_open
def test_what_breaks_while_open_is_told_once_and_built_again(tmp_path):
    engine = open_engine(f"whoosh:{filled(tmp_path / 'index')}")
    for path in (tmp_path / "index").glob("*.toc"):
        path.rename(path.with_name("_MAIN_9.toc"))
    with pytest.raises(EngineError):
        engine.search(Query(text="口罩", principals=PUBLIC))
    assert (engine.position(), found(engine)) == (None, set())


def test_another_process_writes_and_this_one_sees_it(tmp_path):
    folder = filled(tmp_path / "index")
    reader, writer = open_engine(f"whoosh:{folder}"), open_engine(f"whoosh:{folder}")
    for number in range(30):
        writer.apply([Upsert(record("need:new", body=f"棉被{number}床"))], bytes([number]))
        assert found(reader, f"棉被{number}床") == {"need:new"}
        assert reader.position() == bytes([number])
    assert len(list(folder.glob("*.seg"))) <= 12
    assert reader.check() == ()


@pytest.mark.parametrize(
    "step",
    [
        "search.whoosh_engine.encode_text",
        "whoosh.writing.SegmentWriter.add_document",
        "whoosh.writing.SegmentWriter._flush_segment",
        "whoosh.writing.SegmentWriter._assemble_segment",
        "whoosh.index.TOC.write",
    ],
)
def test_a_failed_commit_ends_the_writer_and_changes_nothing(tmp_path, monkeypatch, step):
    engine = open_engine(f"whoosh:{filled(tmp_path / 'index')}")

    def fail(*_, **__):
        raise OSError("disk full")

    with monkeypatch.context() as patched:
        patched.setattr(step, fail)
        with pytest.raises(EngineError, match="OSError"):
            engine.apply([Upsert(record("need:new", body="口罩"))], b"\x08")
    assert (engine.position(), engine.count()) == (b"\x07", 5)
    began = time.monotonic()
    engine.apply([Upsert(record("need:new", body="口罩"))], b"\x08")
    assert time.monotonic() - began < 2
    assert (engine.position(), engine.count(), engine.check()) == (b"\x08", 6, ())


def test_two_writers_take_turns(tmp_path, monkeypatch):
    monkeypatch.setattr("search.whoosh_engine._WAIT_FOR_WRITER", 0.1)
    folder = filled(tmp_path / "index")
    mine, other = open_engine(f"whoosh:{folder}"), open_engine(f"whoosh:{folder}")
    writer = other._writer()
    with pytest.raises(EngineError, match="another process"):
        mine.apply([], b"\x08")
    writer.cancel()
    mine.apply([], b"\x08")
    assert other.position() == b"\x08"


def test_a_folder_that_vanished_is_made_again(tmp_path):
    engine = open_engine(f"whoosh:{filled(tmp_path / 'index')}")
    shutil.rmtree(tmp_path / "index")
    with pytest.raises(EngineError):
        engine.count()
    assert (engine.position(), engine.count()) == (None, 0)


KILLED = """
import os, sys
from search import open_engine
from search.engine import Upsert
from tests.unit.search.samples import record
engine = open_engine("whoosh:" + sys.argv[1])
start = int.from_bytes(engine.position() or b"", "big")
for number in range(start + 1, 10_000):
    engine.apply([Upsert(record(f"need:{number}", body="口罩"))], number.to_bytes(4, "big"))
    print(number, flush=True)
"""


def test_killed_at_any_moment_the_index_stands_where_its_position_says(tmp_path):
    folder = tmp_path / "index"
    for _ in range(3):
        command = [sys.executable, "-c", KILLED, str(folder)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=Path(__file__).parents[3]) as process:
            for _ in range(5):
                process.stdout.readline()
            process.kill()
        engine = open_engine(f"whoosh:{folder}")
        last = int.from_bytes(engine.position(), "big")
        assert found(engine) == {f"need:{number}" for number in range(1, last + 1)}
        assert last >= 5
        engine.close()


def real_rows():
    rows = {}
    for path in sorted(shared("data", "hubei-2020").glob("*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            row = json.loads(line)
            rows[f"{path.stem}:{row['id']}"] = list(strings(row))
    return rows


def test_real_rows_are_found_by_what_is_in_them(tmp_path):
    rows = real_rows()
    engine = open_engine(f"whoosh:{tmp_path / 'index'}")
    engine.apply(
        [Upsert(record(id, title=texts[1][:40], body="\n".join(texts))) for id, texts in rows.items()],
        b"\x01",
    )
    assert engine.count() == len(rows)
    for text in ("防护服", "N95", "武汉", "N95口罩", "免费", "酒店"):
        query = Query(text=text, principals=PUBLIC, limit=len(rows))
        expected = {id for id, texts in rows.items() if fold(text) in fold("\n".join(texts))}
        hits = {hit.id for hit in engine.search(query).hits}
        assert expected
        assert expected <= hits
        # Pairs may stand apart: a few more than those that have the text as it stands.
        assert len(hits - expected) <= len(expected) * 0.02 + (text == "N95口罩") * len(rows)
        quoted = {
            hit.id for hit in engine.search(Query(text=f"“{text}”", principals=PUBLIC, limit=1000)).hits
        }
        assert quoted == expected


def test_whoosh_is_imported_in_one_module_only():
    package = Path(search.__file__).parent
    importing = {
        path.name
        for path in package.glob("*.py")
        if re.search(r"^\s*(from|import) whoosh", path.read_text(), re.M)
    }
    assert importing == {"whoosh_engine.py"}


def test_many_threads_search_while_one_writes(tmp_path):
    engine = open_engine(f"whoosh:{filled(tmp_path / 'index')}")

    def look(_):
        return [len(found(engine)) for _ in range(20)]

    with ThreadPoolExecutor(4) as threads:
        looking = threads.map(look, range(4))
        for number in range(15):
            engine.apply([Upsert(record(f"new:{number}", body="口罩"))], bytes([number]))
        for counts in looking:
            assert counts == sorted(counts)
            assert counts[0] >= 5
    assert len(found(engine)) == 20

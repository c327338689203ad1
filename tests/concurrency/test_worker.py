"""Two workers at once: every reminder is there exactly once, whether a lock keeps one of them out or not."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from content.policy import SHIPPED, load
from portal.database import open_database
from portal.demo import people
from portal.demo.people import TOWN, VILLAGE
from portal.district import build_district
from portal.worker import Worker, only_one, run_due
from tests import factories
from tests.conftest import NOW

CASES = 25
LONG_AGO = datetime(2020, 6, 1, tzinfo=UTC)
ROOT = Path(__file__).parents[2]


def furnish(site: Any) -> None:
    """Cases that have been late for years, each on its list."""
    site["households"].add(factories.household(id="h1", town=TOWN, village=VILLAGE))
    for number in range(CASES):
        case = factories.case(id=f"c{number}", town=TOWN, village=VILLAGE, household_id="h1", due=LONG_AGO)
        site["cases"].add(case)
        site.worklists.update(case, f"/cases/{case.id}")


def said(site: Any) -> Counter[tuple[str, str]]:
    return Counter((m.sort, m.path) for m in site.inboxes.of("window"))


def looked(site: Any) -> list[str]:
    return sorted(path for _duty, path in site.worklists.of("bureau@district") or ())


def test_two_threads_without_the_lock_say_everything_once(world: Any) -> None:
    """They meet in the same lists, in step: whoever loses a race looks again and finds it done."""
    world.commit(furnish)
    world.clock.now = NOW + timedelta(days=4)
    together, done = threading.Barrier(2), []

    def work() -> None:
        together.wait()
        done.append(run_due(world.registry))

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    site = world.site()
    assert said(site) == {("late", f"/cases/c{n}"): 1 for n in range(CASES)}
    assert looked(site) == sorted(f"/cases/c{n}" for n in range(CASES))
    for case in site["cases"]:
        assert [event.name for event in case.history].count("found_late") == 1
        assert case.broken_chain() is None
    assert sum(round_["escalate"] for round_ in done) == CASES


def test_two_processes_say_everything_once(tmp_path: Path, settings: dict[str, str]) -> None:
    """A file can be opened by one of them: the other says so, or comes after it and finds everything done."""
    ini = district(tmp_path, settings)
    with start(ini, "--once") as first, start(ini, "--once") as second:
        told = [process.communicate(timeout=90)[1] for process in (first, second)]
    codes = sorted((first.returncode, second.returncode))
    assert codes in ([0, 0], [0, 1]), told
    if codes == [0, 1]:
        assert any("网站正在运行" in text or "另一个 jiujinan worker" in text for text in told)
    with start(ini, "--once") as again:
        assert again.communicate(timeout=90)[0]
    counts = read(settings, said)
    assert set(counts.values()) == {1}
    assert len(read(settings, looked)) == CASES


def test_a_worker_stops_cleanly_when_it_is_told_to(tmp_path: Path, settings: dict[str, str]) -> None:
    ini = district(tmp_path, settings)
    with start(ini) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        assert "开始了" in line
        while line and "job=escalate" not in line:
            line = process.stdout.readline()
        process.send_signal(signal.SIGTERM)
        rest, _errors = process.communicate(timeout=60)
    assert process.returncode == 0
    assert "已停下" in rest
    assert len(read(settings, looked)) == CASES


def test_the_lock_lets_one_in(tmp_path: Path) -> None:
    with only_one(tmp_path) as first, only_one(tmp_path) as second:
        assert (first, second) == (True, False)
    with only_one(tmp_path) as again:
        assert again
    with only_one(None) as without_a_file:
        assert without_a_file


def test_a_round_is_left_to_the_worker_that_is_at_it(world: Any, tmp_path: Path) -> None:
    world.commit(furnish)
    world.clock.now = NOW + timedelta(days=4)
    worker = Worker(world.registry, pause=0.01)
    try:
        with only_one(tmp_path) as mine:
            assert mine
            worker.start()
            time.sleep(0.2)
            assert looked(world.site()) == []
        deadline = time.monotonic() + 30
        while len(looked(world.site())) < CASES and time.monotonic() < deadline:
            time.sleep(0.05)
    finally:
        worker.stop()
    assert len(looked(world.site())) == CASES


def district(folder: Path, settings: dict[str, str]) -> Path:
    database = open_database(settings["zodbconn.uri"])
    build_district(database, load(SHIPPED), NOW)
    people.add_people(database, NOW)
    with database.transaction() as connection:
        furnish(connection.root()["site"])
    database.close()
    ini = folder / "portal.ini"
    rows = "\n".join(f"{key} = {value}" for key, value in settings.items())
    ini.write_text(f"[app:main]\nuse = egg:jiujinan\n{rows}\n", "utf-8")
    return ini


def start(ini: Path, *options: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", "from portal.scripts import main; main()", "worker", *options, str(ini)]
    return subprocess.Popen(
        command,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        env=os.environ | {"PYTHONUNBUFFERED": "1", "PYTHONIOENCODING": "utf-8"},
    )


def read(settings: dict[str, str], look: Any) -> Any:
    database = open_database(f"{settings['zodbconn.uri']}?read_only=true")
    try:
        with database.transaction() as connection:
            return look(connection.root()["site"])
    finally:
        database.close()

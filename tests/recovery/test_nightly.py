"""At night the worker seals the records and backs them up, once each; what fails reaches the administrator."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from zc.lockfile import LockFile

from portal import backup as backups
from portal.clockwork import safekeeping
from portal.sealing import SealStore
from portal.worker import Worker, run_due, shift
from tests import factories
from tests.conftest import World
from tests.functional.test_inbox import in_head, news

EVENING = datetime(2026, 11, 23, 12, 30, tzinfo=UTC)
"""20:30 in Zhoucun."""
NIGHT = datetime(2026, 11, 23, 17, 30, tzinfo=UTC)
"""01:30 of the next day there."""


@pytest.fixture
def settings(settings: dict[str, str], tmp_path: Path) -> dict[str, str]:
    return settings | {"portal.backup_folder": str(tmp_path / "kept")}


@pytest.fixture
def night(world: World) -> World:
    """A district with a case, whose worker did its duties this morning, for the first time."""
    world.commit(lambda site: site["cases"].add(factories.case(id="c1")) and None)
    assert duties(world, world.clock.now) == {"seal": 1, "backup": 1}
    return world


def duties(world: World, moment: datetime) -> dict[str, int]:
    world.clock.now = moment
    return run_due(world.registry, safekeeping.JOBS)


def seals(world: World) -> list[int]:
    return SealStore(world.registry.portal.seals_folder).numbers()


def made(world: World) -> list[backups.Note]:
    return backups.notes(world.registry.portal.readlog)


def test_once_a_day_at_night(night: World, tmp_path: Path) -> None:
    assert duties(night, EVENING) == {}, "by day only what was missed for a whole day"
    assert duties(night, NIGHT) == {"seal": 1, "backup": 1}
    assert duties(night, NIGHT + timedelta(minutes=1)) == {}
    assert seals(night) == [2, 1]
    assert [(note.by, note.folder) for note in made(night)] == [("system", str(tmp_path / "kept"))] * 2
    assert (tmp_path / "kept/seals/seal-000002.json").exists(), "the backup holds the seal of its night"


def test_two_workers_at_once_do_it_once(night: World) -> None:
    night.clock.now = NIGHT
    found = {}
    for job in safekeeping.JOBS:
        with shift(night.registry) as request:
            found[job.code] = list(job.find(request))
    assert found == {"seal": ["seal"], "backup": ["backup"]}
    duties(night, NIGHT)
    for job in safekeeping.JOBS:
        with shift(night.registry) as request:
            assert [job.act(request, one) for one in found[job.code]] == [0]
    assert len(seals(night)) == len(made(night)) == 2


def test_a_backup_under_way_is_waited_for(night: World, tmp_path: Path) -> None:
    """Somebody at the keyboard is at it: nobody is alarmed, the next round looks again."""
    busy = LockFile(str(tmp_path / "kept" / backups.LOCK))
    duties(night, NIGHT)
    busy.close()
    assert len(made(night)) == 1
    assert news(night.client("admin")) == []
    assert duties(night, NIGHT + timedelta(minutes=1)) == {"backup": 1}


def test_a_disk_that_takes_nothing_is_told_and_found_mended(night: World, tmp_path: Path) -> None:
    aside = (tmp_path / "kept").rename(tmp_path / "aside")
    (tmp_path / "kept").write_text("no folder")
    assert duties(night, NIGHT) == {"seal": 1, "backup": 0}
    assert duties(night, NIGHT + timedelta(minutes=1)) == {}, "not every minute again"
    admin = night.client("admin")
    assert news(admin) == ["没有做成：每晚的备份"]
    page = admin.get("/inbox").forms["message-1"].submit(status=303).follow()
    page.mustcontain("每晚的备份没有做成", "磁盘空间")
    assert in_head(night.client("bureau")) == "消息"
    (tmp_path / "kept").unlink()
    aside.rename(tmp_path / "kept")
    assert duties(night, NIGHT + timedelta(days=1)) == {"seal": 1, "backup": 1}
    page = night.client("admin").get("/backup")
    assert "没有做成" not in page.text
    page.mustcontain("第 3 次", "最近一天里备份过")


def test_a_message_not_read_in_time_is_done_when_it_was_mended(night: World, tmp_path: Path) -> None:
    aside = (tmp_path / "kept").rename(tmp_path / "aside")
    (tmp_path / "kept").write_text("no folder")
    duties(night, NIGHT)
    (tmp_path / "kept").unlink()
    aside.rename(tmp_path / "kept")
    duties(night, NIGHT + timedelta(days=1))
    assert news(night.client("admin")) == []


def test_what_was_altered_is_not_sealed_over(night: World) -> None:
    def forge(site: Any) -> None:
        case = site["cases"]["c1"]
        last = case.history.events.pop(case.count - 1)
        case.count, case.head = case.count - 1, last.previous

    night.commit(forge)
    duties(night, NIGHT)
    assert seals(night) == [1]
    night.client("admin").get("/backup").mustcontain("每晚的封存没有做成", "jiujinan audit-verify")


def test_a_seal_that_cannot_be_read_is_told(night: World) -> None:
    SealStore(night.registry.portal.seals_folder).path(1).write_text("{}")
    duties(night, NIGHT)
    assert seals(night) == [1]
    night.client("admin").get("/backup").mustcontain("读不懂")


def test_without_a_folder_nothing_is_backed_up(night: World) -> None:
    object.__setattr__(night.registry.portal, "backup_folder", None)
    assert duties(night, NIGHT) == {"seal": 1, "backup": 0}
    assert len(made(night)) == 1
    night.client("admin").get("/backup").mustcontain("portal.backup_folder")


def test_the_running_worker_does_it(night: World) -> None:
    """In its own thread, beside a portal that answers."""
    night.clock.now = NIGHT
    worker = Worker(night.registry, pause=0.05)
    worker.start()
    night.client("admin").get("/backup", status=200)
    worker.stop()
    assert seals(night) == [2, 1]

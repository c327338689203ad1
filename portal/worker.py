"""The clock's work: what is due, late, expired or waiting is looked after, once each, whoever runs it how often.

Every job looks first and acts afterwards, in small transactions of its own, and looks again before it acts: two
workers side by side, or one that was killed half-way, leave nothing done twice and nothing undone.
"""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import structlog
from pyramid.authorization import Everyone
from pyramid.request import Request, apply_request_extensions
from pyramid.threadlocal import RequestContext
from transaction.interfaces import TransientError
from zc.lockfile import LockError, LockFile

from content import role
from content.calendar import SHANGHAI, day_of
from portal.clockwork import digest, expiry, reminders, safekeeping, upkeep
from portal.clockwork.job import Job
from portal.database import database_file
from portal.security import Identity

log = structlog.get_logger()

JOBS: tuple[Job, ...] = (
    *upkeep.DATES,
    *expiry.JOBS,
    *upkeep.PLAN,
    *reminders.JOBS,
    *digest.JOBS,
    *safekeeping.JOBS,
)
"""In the order in which they run: the dates are put right, what is over ends, people hear of the rest, and last all
of it is sealed and backed up."""

PRINCIPALS = frozenset({Everyone, *role.BUREAU})
"""The portal by itself may what the bureau may, and stands in histories as the system."""

PAUSE = 60.0
"""Seconds between two rounds."""
TOGETHER = 20
"""Finds that are acted on in one transaction."""
TRIES = 8
MORNING = 6
"""A nightly job that was missed at night waits for the next one, unless it was missed for a whole day."""


@contextmanager
def shift(registry: Any) -> Iterator[Request]:
    """A request of the portal itself, in one transaction; what is raised takes everything back."""
    request = Request.blank("/")
    request.registry = registry
    with RequestContext(request):
        apply_request_extensions(request)
        request.identify = Identity(None, "", PRINCIPALS)
        request.actor = role.SYSTEM
        try:
            request.tm.begin()
            yield request
            request.tm.commit()
        except BaseException:
            request.tm.abort()
            raise
        finally:
            request._process_finished_callbacks()


# One round


def run_due(registry: Any, jobs: Sequence[Job] = JOBS) -> dict[str, int]:
    """Run every job that is due; gives how much each did, and -1 for one that could not be run."""
    return {job.code: _run_logged(registry, job) for job in jobs if not job.nightly or _is_due(registry, job)}


def _run_logged(registry: Any, job: Job) -> int:
    try:
        found, done, failed = _run(registry, job)
    except Exception as error:
        # The type alone: a message could quote what was read.
        log.error("clockwork", job=job.code, error=type(error).__name__)
        return -1
    if done or failed:
        log.info("clockwork", job=job.code, found=found, done=done, failed=failed)
    if job.nightly and not failed:
        _again(registry, lambda request: request.site.clockwork.update({job.code: _today(request)}))
    return done


def _run(registry: Any, job: Job) -> tuple[int, int, int]:
    """How much was found, done, and failed; what fails is left for the next round and holds nothing else up."""
    with shift(registry) as request:
        found = list(job.find(request))
    done = failed = 0
    for start in range(0, len(found), TOGETHER):
        some = found[start : start + TOGETHER]
        try:
            done += _together(registry, job, some)
        except Exception:
            alone = [_alone(registry, job, one) for one in some]
            done += sum(one for one in alone if one is not None)
            failed += alone.count(None)
    return len(found), done, failed


def _together(registry: Any, job: Job, some: Sequence[Any]) -> int:
    """Several finds in one transaction."""
    return int(_again(registry, lambda request: sum(job.act(request, one) for one in some)))


def _alone(registry: Any, job: Job, one: Any) -> int | None:
    """One of several that did not go together; None where it cannot be done."""
    try:
        return _together(registry, job, (one,))
    except Exception as error:
        log.error("clockwork_failed", job=job.code, error=type(error).__name__)
        return None


def _again(registry: Any, act: Callable[[Request], Any]) -> Any:
    """In a transaction of its own, tried again after a lost race."""
    for tried in range(TRIES):
        try:
            with shift(registry) as request:
                return act(request)
        except TransientError:
            if tried == TRIES - 1:
                raise
            time.sleep(random.uniform(0, 0.02 * 2**tried))
    raise AssertionError("the last try returns or raises")


def _is_due(registry: Any, job: Job) -> bool:
    """Once a day, at night; by day only what was missed for a whole day, or never done."""
    with shift(registry) as request:
        last = request.site.clockwork.get(job.code, "")
        today = day_of(request.now)
        is_night = request.now.astimezone(SHANGHAI).hour < MORNING
    return bool(last < today.isoformat() and (is_night or last < (today - timedelta(days=1)).isoformat()))


def _today(request: Request) -> str:
    return day_of(request.now).isoformat()


# One at a time


@contextmanager
def only_one(folder: Path | None) -> Iterator[bool]:
    """Whether this worker is the only one of its district, for as long as it runs.

    On one machine a lock in a file beside the database; several machines on PostgreSQL would take an advisory lock
    here instead. It spares work, no more: the jobs themselves do no harm twice.
    """
    if folder is None:
        yield True
        return
    try:
        lock = LockFile(str(folder / "worker.lock"))
    except LockError:
        yield False
        return
    try:
        yield True
    finally:
        lock.close()


class Worker:
    """Runs round after round until it is stopped: in the caller's thread, or in one of its own."""

    def __init__(self, registry: Any, pause: float = PAUSE) -> None:
        self._registry = registry
        self._pause = pause
        self._ended = threading.Event()
        self._thread: threading.Thread | None = None

    def run(self) -> None:
        """Until ``stop``; a round that another worker is at is left to it."""
        while not self._ended.is_set():
            try:
                with only_one(lock_folder(self._registry)) as mine:
                    if mine:
                        run_due(self._registry)
            except Exception as error:
                log.error("clockwork", error=type(error).__name__)
            self._ended.wait(self._pause)

    def start(self) -> None:
        self._thread = threading.Thread(target=self.run, name="worker", daemon=True)
        self._thread.start()

    def end(self) -> None:
        """No further round; returns at once, and may be called by a signal."""
        self._ended.set()

    def stop(self) -> None:
        """As ``end``, and waits for the round under way."""
        self.end()
        if self._thread is not None:
            self._thread.join()
            self._thread = None


def lock_folder(registry: Any) -> Path | None:
    """Where the lock lies: beside the file of the database, None where there is no such file."""
    file = database_file(registry.settings["zodbconn.uri"])
    return file.parent if file else None

"""The nightly seal of all records, and the nightly backup where a folder is named; what fails is told.

Both leave files outside the database and note the day there, so that a second worker, or a person at the keyboard,
finds them done.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import structlog
from pyramid.request import Request

from content import role
from content.calendar import day_of
from content.error import VaultError
from content.seal import NotASeal
from portal import backup as backups
from portal import inbox
from portal.clockwork.job import Job
from portal.sealing import SealStore, faults_against, seal_district

log = structlog.get_logger()
PAGE = "/backup"
FAILURES = {
    NotASeal: "unreadable",
    VaultError: "key",
    backups.Broken: "changed",
    backups.BackupError: "database",
    OSError: "files",
}
"""Why a duty was not done, as the page tells it; the first that fits."""


class Altered(Exception):
    """Records are not what the last seal says."""


def _unsealed(request: Request) -> Iterator[str]:
    if not _is_sealed(request):
        yield "seal"


def _is_sealed(request: Request) -> bool:
    store = SealStore(request.registry.portal.seals_folder)
    try:
        newest = store.newest()
    except NotASeal:
        return False
    return newest is not None and day_of(newest.at) >= day_of(request.now)


def _seal(request: Request, _found: str) -> int:
    """Compare with the last seal and make the next; where records were altered there is none."""
    return 0 if _is_sealed(request) else _tried(request, "seal", _make_seal)


def _make_seal(request: Request) -> None:
    settings = request.registry.portal
    store = SealStore(settings.seals_folder)
    before = store.newest()
    if before is not None and any(faults_against(before, request.site, settings.readlog)):
        raise Altered
    try:
        seal_district(request.site, settings.readlog, store, settings.keyring, request.now)
    except FileExistsError:
        # Another sealer was as fast: it is done.
        return


def _not_backed_up(request: Request) -> Iterator[str]:
    if request.registry.portal.backup_folder is not None and not _is_backed_up(request):
        yield "backup"


def _is_backed_up(request: Request) -> bool:
    settings = request.registry.portal
    folder = str(settings.backup_folder.resolve())
    days = (day_of(note.at) for note in backups.notes(settings.readlog) if note.folder == folder)
    return any(day >= day_of(request.now) for day in days)


def _back_up(request: Request, _found: str) -> int:
    return 0 if _is_backed_up(request) else _tried(request, "backup", _make_backup)


def _make_backup(request: Request) -> None:
    settings = request.registry.portal
    files = backups.Files.at(settings, request.registry.settings["zodbconn.uri"])
    backups.make(files, settings.backup_folder, at=request.now, by=role.SYSTEM)


def _tried(request: Request, code: str, act: Callable[[Request], None]) -> int:
    """Whether it was done; a failure is noted, goes to the administrators, and waits for the next night."""
    try:
        act(request)
    except backups.Busy:
        # Somebody is at it: the next round looks whether they have done it.
        raise
    except (Altered, *FAILURES) as error:
        why = next((word for kind, word in FAILURES.items() if isinstance(error, kind)), "changed")
        log.error("safekeeping", duty=code, why=why)
        request.site.note_clockwork(code, (request.now.isoformat(), why))
        inbox.tell_administrators(request, code, PAGE)
        return 0
    request.site.note_clockwork(code, None)
    return 1


JOBS = (
    Job("seal", _unsealed, _seal, nightly=True),
    Job("backup", _not_backed_up, _back_up, nightly=True),
)

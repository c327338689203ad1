"""For the administrator: the last seal, backup and packing, what failed at night, and the commands for each."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, NamedTuple

from pyramid.i18n import TranslationStringFactory
from pyramid.request import Request
from pyramid.view import view_config

from content.seal import NotASeal
from content.site import Site
from portal.backup import notes
from portal.packing import packs
from portal.sealing import SealStore

_ = TranslationStringFactory("portal")
OLD = timedelta(hours=26)
"""A day and a little: a nightly duty that was missed shows in the morning."""
DUTIES = {"seal": _("每晚的封存没有做成"), "backup": _("每晚的备份没有做成")}
WHY = {
    "changed": _("有记录和上一次不一样。请运行 jiujinan audit-verify，保留现场，报告审计和纪检。"),
    "unreadable": _("上一次的封存文件读不懂。请保留现场，报告审计和纪检。"),
    "key": _("签封存的密钥用不了。请检查它旁边的密钥环和文件权限。"),
    "database": _("备份做不了。请运行 jiujinan backup，看它怎么说。"),
    "files": _("文件写不进去。请检查磁盘空间和文件夹权限。"),
}


class Failure(NamedTuple):
    words: Any
    at: datetime
    why: Any


class Sealing(NamedTuple):
    """The last seal; *records* is None where its file cannot be read."""

    n: int
    at: datetime | None
    records: int | None


@view_config(context=Site, name="backup", permission="policy:edit", renderer="portal:templates/backup.pt")
def backup(site: Site, request: Request) -> dict[str, Any]:
    settings = request.registry.portal
    found, packed = notes(settings.readlog), packs(settings.readlog)
    sealed = _newest(SealStore(settings.seals_folder))
    return {
        "notes": found,
        "is_old": _is_old(request, found[0].at if found else None),
        "sealed": sealed,
        "seal_is_old": _is_old(request, sealed.at if sealed else None),
        "packed": packed[0] if packed else None,
        "failures": list(_failures(site)),
        "folder": settings.backup_folder,
    }


def _is_old(request: Request, at: datetime | None) -> bool:
    return at is None or request.now - at > OLD


def _newest(store: SealStore) -> Sealing | None:
    numbers = store.numbers()
    if not numbers:
        return None
    try:
        seal = store.read(numbers[0])
    except NotASeal:
        return Sealing(numbers[0], None, None)
    return Sealing(seal.n, seal.at, len(seal.leaves))


def _failures(site: Site) -> Any:
    for code, words in DUTIES.items():
        failed = site.clockwork_failed(code)
        if failed is not None:
            yield Failure(words, datetime.fromisoformat(failed[0]), WHY[failed[1]])

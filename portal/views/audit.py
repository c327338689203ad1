"""For supervision: who changed and who read what of a case, and whether the district's records are as written."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from pyramid.httpexceptions import HTTPNotFound
from pyramid.i18n import TranslationStringFactory
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from content.case import Case
from content.document import Document
from content.seal import NotASeal, Seal
from content.site import Site
from portal.audit import KINDS, Fault, count, fault_of, faults, read_log_fault
from portal.dossier import dossier
from portal.forms.clean import sent
from portal.i18n import translated
from portal.oversight import Asked, listed
from portal.paging import paged
from portal.readlog import Read, look
from portal.sealing import SealStore, faults_against, seal_district
from portal.words.event import has_reason, told
from portal.words.reading import fields_in_words

_ = TranslationStringFactory("portal")
PAGE = 20
"""Cases at once; the page has two tables."""
SHOWN = 5
"""So many seals are listed; the older ones are in their folder."""


class Change(NamedTuple):
    """One event: of what, what happened, and whether somebody wrote a reason."""

    what: str
    words: Any
    has_reason: bool


class Moment(NamedTuple):
    """What one person did in one go."""

    at: datetime
    actor: str
    changes: list[Change]


class Look(NamedTuple):
    """One read as a row: when, by whom, which kinds of personal data, on which page."""

    at: datetime
    actor: str
    fields: str
    page: str


@view_config(
    context=Case, name="history", permission="case:history", renderer="portal:templates/audit/history.pt"
)
def history(case: Case, request: Request) -> dict[str, Any]:
    """The case as a whole; who read it is shown to supervision and the bureau alone, and their look is on record."""
    documents = dossier(request.site, case)
    sees_reads = bool(request.has_permission("case:list", request.site))
    reads = _reads(request, documents) if sees_reads else []
    look(request, case, "history")
    return {
        "case": case,
        "moments": _moments(request, documents),
        "sees_reads": sees_reads,
        "reads": reads,
        "checked": len(documents),
        "broken": [
            translated(request, fault.message)
            for document in documents
            if (fault := fault_of(document)) is not None
        ],
    }


@view_config(
    context=Site,
    name="audit",
    permission="audit:view",
    request_method="GET",
    renderer="portal:templates/audit/district.pt",
)
def district(site: Site, request: Request) -> dict[str, Any]:
    """Which cases there are, and a button that checks everything."""
    return _page(site, request)


@view_config(
    context=Site,
    name="audit",
    permission="audit:view",
    request_method="POST",
    renderer="portal:templates/audit/district.pt",
)
def verify(site: Site, request: Request) -> dict[str, Any]:
    """Compute every chain and every book anew, now, and compare with the newest seal; seal it all where asked."""
    readlog = request.registry.readlog.path
    store = SealStore(request.registry.portal.seals_folder)
    broken = [fault for fault in faults(site) if fault is not None]
    log_fault = read_log_fault(readlog)
    broken += [log_fault] if log_fault else []
    broken += _seal_faults(store, site, readlog)
    if sent(request.POST, "do") == "seal" and not broken:
        with suppress(FileExistsError):  # Somebody sealed the same records at the same moment.
            seal_district(site, readlog, store, request.registry.portal.keyring, request.now)
    return _page(site, request) | {
        "verified_at": request.now,
        "checked": count(site) + 1,
        "broken": [translated(request, fault.message) for fault in broken],
    }


@view_config(context=Site, name="audit", request_param="seal", permission="audit:view", request_method="GET")
def seal(site: Site, request: Request) -> Response:
    """One seal as a file, to be kept somewhere else; it holds ids and hashes and nothing of anybody."""
    number, store = request.GET["seal"], SealStore(request.registry.portal.seals_folder)
    if not number.isascii() or not number.isdigit() or int(number) not in store.numbers():
        raise HTTPNotFound()
    answer = Response(store.path(int(number)).read_bytes(), content_type="application/json", charset="utf-8")
    answer.content_disposition = f"attachment; filename={store.path(int(number)).name}"
    answer.cache_control = "no-store"
    return answer


def _seal_faults(store: SealStore, site: Site, readlog: Path) -> list[Fault]:
    try:
        newest = store.newest()
    except NotASeal:
        return [Fault("seal", str(store.numbers()[0]), "cannot be read (NotASeal)")]
    return list(faults_against(newest, site, readlog)) if newest else []


def _seals(request: Request) -> list[Seal]:
    """The newest few that can be read, newest first."""
    store = SealStore(request.registry.portal.seals_folder)
    found = []
    for number in store.numbers()[:SHOWN]:
        with suppress(NotASeal):
            found.append(store.read(number))
    return found


def _page(site: Site, request: Request) -> dict[str, Any]:
    ids = listed(site, Asked(sort="number"), request.now)
    page = paged(ids, request.GET.get("page", ""), PAGE, lambda number: f"/audit?page={number}#cases")
    nothing: list[str] = []
    return {
        "cases": [site["cases"][id] for id in page.shown if id in site["cases"]],
        "count": len(ids),
        "pages": page.pages,
        "next_path": page.next_path,
        "verified_at": None,
        "checked": 0,
        "broken": nothing,
        "seals": _seals(request),
    }


def _moments(request: Request, documents: Iterable[Document]) -> list[Moment]:
    """All events, newest first; those of one person at one time stand together, in the order of each document."""
    events = [(event, document.kind) for document in documents for event in document.history]
    together: dict[tuple[datetime, str], list[Change]] = {}
    for event, kind in sorted(events, key=lambda pair: pair[0].at, reverse=True):
        change = Change(KINDS[kind], told(request, event, kind), has_reason(event))
        together.setdefault((event.at, event.actor), []).append(change)
    return [Moment(at, actor, changes) for (at, actor), changes in together.items()]


def _reads(request: Request, documents: Iterable[Document]) -> list[Look]:
    """Every read of any of these documents, newest first; one page that opened several of them is one row."""
    names = [f"{document.kind}:{document.id}" for document in documents]
    found: dict[int, Read] = {read.n: read for name in names for read in request.registry.readlog.of(name)}
    return [
        Look(
            datetime.fromisoformat(read.at),
            read.actor,
            fields_in_words(request, [read.fields[name] for name in names if name in read.fields]),
            read.page,
        )
        for _n, read in sorted(found.items(), reverse=True)
    ]

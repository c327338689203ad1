"""Photos and papers: keeping one with a case, opening it on record, taking it away."""

from __future__ import annotations

from collections.abc import Iterable

from pyramid.request import Request
from ZODB.interfaces import IBlobStorage

from content.attachment import Attachment, require_room
from content.case import Case
from content.error import DomainError
from content.ident import new_id
from portal import readlog
from portal.commands import door
from portal.picture import Clean


def attach(
    request: Request,
    case: Case,
    files: Iterable[Clean],
    *,
    paper: str = "",
    visit_id: str = "",
    once: str = "",
) -> list[Attachment]:
    """Keep *files* with the case; *paper* is a code of the check-list, which then counts as received.

    *once* becomes the id of the first. DomainError where the case is full, or the database has no place for files.
    """
    door.require(request, "case:attach", case)
    return put_in(request, case, files, paper=paper, visit_id=visit_id, once=once)


def put_in(
    request: Request,
    case: Case,
    files: Iterable[Clean],
    *,
    paper: str = "",
    visit_id: str = "",
    once: str = "",
) -> list[Attachment]:
    """The same for a command that has asked for a right of its own: a town that assists adds what it found."""
    kept = [
        _keep(request, case, file, paper, visit_id, once if number == 0 else "")
        for number, file in enumerate(files)
    ]
    if paper and kept:
        case.set_paper(paper, "have", actor=request.actor, at=request.now)
    door.touched(request, case)
    return kept


def _keep(request: Request, case: Case, file: Clean, paper: str, visit_id: str, once: str) -> Attachment:
    if not keeps_files(request):
        raise DomainError("no_place_for_files")
    require_room(case, len(file.content))
    attachment = Attachment(
        paper=paper,
        visit_id=visit_id,
        media_type=file.media_type,
        actor=request.actor,
        at=request.now,
        id=once or new_id(),
    )
    attachment.keep(request.vault, {"filename": file.filename})
    attachment.write(request.vault, file.content)
    door.added(request, case.room("attachments"), attachment)
    # In the case's own chain: a file that is gone or changed shows there.
    case.record(
        "attached",
        actor=request.actor,
        at=request.now,
        attachment=attachment.id,
        paper=paper,
        digest=attachment.digest,
    )
    return attachment


def keeps_files(request: Request) -> bool:
    """Whether the storage takes blobs: that is a setting, and a database made without it opens all the same."""
    connection = request.site._p_jar
    return bool(IBlobStorage.providedBy(connection.db().storage))


def content_of(request: Request, attachment: Attachment) -> bytes:
    """The file itself, each opening on the read log."""
    door.require(request, "attachment:view", attachment)
    readlog.look(request, attachment, "content")
    return attachment.read(request.vault)


def remove(request: Request, attachment: Attachment, reason: str) -> None:
    """A wrong photo: the file goes, and who took it away and why stays."""
    door.require_step(request, attachment, "remove")
    attachment.remove(actor=request.actor, at=request.now, reason=door.words(request, attachment, reason))
    door.touched(request, attachment)

"""What ends by itself: promises that nobody answered, sources past their last day, sessions, old messages and reads."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from pyramid.request import Request
from pyramid.traversal import find_resource, resource_path

from content.calendar import SHANGHAI, day_of
from content.inbox import Message
from content.source import Source
from content.workflow import fire
from portal import inbox
from portal.clockwork.job import Job
from portal.commands import door, matching
from portal.commands import draft as drafts

SOURCES = ("projects", "offers", "donations")


def _unanswered(request: Request) -> Iterator[str]:
    return (proposal.id for proposal in request.site["proposals"] if matching.is_over(request, proposal))


def _lapse(request: Request, proposal_id: str) -> int:
    """What was held is free again; the desk hears of it."""
    proposal = request.site["proposals"].get(proposal_id)
    if proposal is None or not matching.is_over(request, proposal):
        return 0
    matching.lapse(request, proposal)
    return 1


def _past_their_day(request: Request) -> Iterator[str]:
    for name in SOURCES:
        yield from (resource_path(source) for source in request.site[name] if _is_past(request, source))


def _is_past(request: Request, source: Source) -> bool:
    last = source.restrictions.expires
    return source.is_open and bool(last) and str(last) < day_of(request.now).isoformat()


def _close(request: Request, path: str) -> int:
    """It takes no part in matching any more, what was promised is carried out; its owner hears of it."""
    source: Source = find_resource(request.site, path)
    if not _is_past(request, source):
        return 0
    fire(source, "close", actor=request.actor, at=request.now)
    door.touched(request, source)
    news = Message("answer", f"{source.kind}.{source.state}", path, request.now)
    for principal in source.capacities()["owner"]:
        inbox.tell(request, news, source, inbox.holders(request, principal))
    return 1


def _with_old_sessions(request: Request) -> Iterator[str]:
    for account in request.site["accounts"]:
        if any(until <= request.now for until in account.sessions.values()):
            yield account.id


def _sweep(request: Request, account_id: str) -> int:
    return int(request.site["accounts"][account_id].sweep_sessions(request.now))


def _done_messages(request: Request) -> Iterator[tuple[str, Message]]:
    """What is done and old; and of what is done meanwhile, what still stands as unread."""
    site = request.site
    for owner in list(site.inboxes.owners()):
        box = site.inboxes.of(owner)
        unread = {message.key for message in box.unread}
        for message in box:
            is_done = message.sort == "answer" or not inbox.stands(site, message)
            is_moot = message.key in unread and not inbox.stands(site, message)
            if is_moot or (is_done and message.key not in unread and _is_old(request, message)):
                yield owner, message


def _clear(request: Request, found: tuple[str, Message]) -> int:
    """Away with what is old; what a colleague has done counts as read. A reminder of work that stands is kept, so
    that it is not said twice."""
    owner, message = found
    box = request.site.inboxes.of(owner)
    if message.sort != "answer" and inbox.stands(request.site, message):
        return 0
    if _is_old(request, message):
        box.drop(message)
    else:
        box.mark_read(message.key)
    return 1


def _is_old(request: Request, message: Message) -> bool:
    return message.at < request.now - timedelta(days=request.policy.clock.keep_messages_days)


def _old_reads(request: Request) -> Iterator[Any]:
    """The moment before which the log of reads need not be kept (DOMAIN, receipts and slips: six years)."""
    local = request.now.astimezone(SHANGHAI)
    years = request.policy.register.read_log_years
    yield local.replace(year=local.year - years, month=1, day=1, hour=0, minute=0, second=0, microsecond=0)


def _forget_reads(request: Request, before: Any) -> int:
    return int(request.registry.readlog.forget_before(before))


def _old_drafts(request: Request) -> Iterator[str]:
    return (draft.id for draft in request.site["drafts"] if drafts.is_over(request, draft))


def _expire_draft(request: Request, draft_id: str) -> int:
    draft = request.site["drafts"][draft_id]
    if not drafts.is_over(request, draft):
        return 0
    drafts.expire(request, draft)
    return 1


JOBS = (
    Job("lapse", _unanswered, _lapse),
    Job("close_expired", _past_their_day, _close, nightly=True),
    Job("sessions", _with_old_sessions, _sweep, nightly=True),
    Job("drafts", _old_drafts, _expire_draft, nightly=True),
    Job("messages", _done_messages, _clear, nightly=True),
    Job("read_log", _old_reads, _forget_reads, nightly=True),
)

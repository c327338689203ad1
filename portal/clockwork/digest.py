"""One mail in the morning of a working day, to whoever has an address and something that waits."""

from __future__ import annotations

from collections.abc import Iterator

from pyramid.request import Request

from content.account import Account
from content.calendar import SHANGHAI, day_of
from portal import inbox, mail
from portal.clockwork.job import Job

MORNING = 8
"""O'clock in China."""
MANY = 500


def _in_the_morning(request: Request) -> Iterator[str]:
    local = request.now.astimezone(SHANGHAI)
    if local.hour >= MORNING and request.policy.calendar().is_workday(local.date())[0]:
        for account in request.site["accounts"]:
            wants = account.state == "active" and account.mails and account.has_personal("email")
            if wants and account.digest_on != _today(request):
                yield account.id


def _mail(request: Request, account_id: str) -> int:
    """The account notes that it was done today, so that a second worker finds it done."""
    account: Account = request.site["accounts"][account_id]
    address = mail.address_of(request, account)
    if not address or account.digest_on == _today(request):
        return 0
    account.digest_on = _today(request)
    said = _said(request, account)
    if not said:
        return 0
    registry = request.registry
    subject = f"{registry.portal.title}：{said}"
    mail.after_commit(request, address, subject, f"{said}。\n\n{mail.ending(registry)}")
    return 1


def _said(request: Request, account: Account) -> str:
    """您有 3 条消息没看过，1 件今天到期，2 件超期; "" where nothing waits."""
    late = today = 0
    for owner in account.principals:
        for duty, _path in request.site.worklists.of(owner) or ():
            if duty.due is None or day_of(duty.due) > day_of(request.now) or late + today >= MANY:
                break
            late, today = (late + 1, today) if duty.due < request.now else (late, today + 1)
    parts = (
        (len(inbox.unread(request.site, account)), "{} 条消息没看过"),
        (today, "{} 件今天到期"),
        (late, "{} 件超期"),
    )
    said = "，".join(words.format(number) for number, words in parts if number)
    return f"您有 {said}" if said else ""


def _today(request: Request) -> str:
    return day_of(request.now).isoformat()


JOBS = (Job("digest", _in_the_morning, _mail),)

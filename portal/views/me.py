"""Everybody's own pages: what is open for this person, soonest due first, and the messages they have got."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.i18n import TranslationStringFactory
from pyramid.request import Request
from pyramid.traversal import find_resource
from pyramid.view import view_config

from content import role
from content.calendar import day_of
from content.case import Case
from content.discovery import survivor
from content.document import Document, Duty
from content.inbox import Message
from content.site import Site
from portal import agenda, inbox
from portal.commands import inbox as commands
from portal.commands import walkin as walkins
from portal.commands.discovery import reports_of
from portal.steps import DUTY_PAGES, HOMES
from portal.words import progress
from portal.words import state as states
from portal.words.duty import duty_words
from portal.words.subject import about

_ = TranslationStringFactory("portal")
PAGE = 50
FEW = 8
"""Lines that are seen at a glance: with more of several kinds, one kind can be asked for."""


class Row(NamedTuple):
    """One line of a work list; *about* is what it concerns, *family* the head's name for those who may know it."""

    what: Any
    about: str
    button: Any
    document: Document | None
    path: str
    due: datetime | None
    family: str
    place: str
    note: str
    many: int = 1


@view_config(context=Site, name="me", permission="site:work", renderer="portal:templates/me.pt")
def me(site: Site, request: Request) -> dict[str, Any]:
    entries = agenda.entries(request)
    at_window = [entry for entry in entries if entry.duty.what.startswith("walkin:")]
    others = [entry for entry in entries if entry not in at_window]
    only = request.GET.get("only", "")
    shown = [entry for entry in others if not only or _sort(entry.duty.what) == only]
    rows = list(_rows(request, shown))
    today = day_of(request.now)
    late = sum(entry.many for entry in others if entry.due and entry.due < request.now)
    due_today = sum(
        entry.many
        for entry in others
        if entry.due and entry.due >= request.now and day_of(entry.due) == today
    )
    return {
        "rows": rows,
        "late": late,
        "today": due_today,
        "later": sum(entry.many for entry in others) - late - due_today,
        "more": len(shown) > PAGE or any(entry.many >= agenda.LOADED for entry in entries),
        "where": _where(request),
        "sorts": _sorts(others, only),
        "only": only,
        "window": _window(request) if request.has_permission("case:register", site) else None,
        "reports": [(one, progress.REPORT[survivor(one).state]) for one in reports_of(request)],
    }


def _sorts(entries: list[agenda.Entry], only: str) -> list[tuple[str, Any, int]]:
    """What kinds of work there are, with their numbers, where the list is long enough to ask for one of them."""
    counts: dict[str, int] = {}
    for entry in entries:
        sort = _sort(entry.duty.what)
        counts[sort] = counts.get(sort, 0) + entry.many
    is_long = len(counts) > 1 and len(entries) > FEW
    return [(what, duty_words(what)[0], n) for what, n in counts.items()] if is_long or only else []


def _sort(what: str) -> str:
    """Looks at what is late are one kind of work, whatever document they are at."""
    return ":view" if what.endswith(":view") else what


def _rows(request: Request, entries: list[agenda.Entry]) -> Iterator[Row]:
    """One page of lines, each document loaded."""
    for entry in entries[:PAGE]:
        if entry.many > 1:
            yield _summary(entry)
            continue
        document = find_resource(request.site, entry.path)
        # A duty is named after its step's permission: who has signed first does not owe the second signature.
        if request.has_permission(entry.duty.what, document):
            yield _row(request, entry.duty, entry.path, document)


def _summary(entry: agenda.Entry) -> Row:
    """One line for many of a kind, with the soonest date."""
    what, _button = duty_words(entry.duty.what)
    return Row(what, "", _("一起办"), None, entry.path, entry.due, "", "", "", entry.many)


class Window(NamedTuple):
    """The day of a window: who waits or is being helped, and which reports the villages of its town look into."""

    people: list[Any]
    names: dict[str, str]
    looked_into: list[Any]


def _window(request: Request) -> Window:
    people = walkins.today(request)
    names = {one.id: request.reveal(one, "name")["name"] for one in people}
    return Window(people, names, _looked_into(request))


def _looked_into(request: Request) -> list[Any]:
    """Reports that villages of this clerk's towns have to verify: they come to the window next."""
    found = []
    for town in request.identify.scopes("window_clerk"):
        for village in request.policy.villages(town):
            listed = request.site.worklists.of(role.at("village_worker", village.code)) or ()
            found += [path for duty, path in listed if duty.what == "discovery:verify"]
    reports = [find_resource(request.site, path) for path in found]
    return sorted(reports, key=lambda report: (report.due is None, report.due))


def _row(request: Request, duty: Duty, path: str, document: Document) -> Row:
    what, button = duty_words(duty.what)
    case = _case_of(document)
    return Row(
        what=what,
        about=about(request, document),
        button=button,
        document=document,
        path=str(request.resource_path(document, *DUTY_PAGES.get(duty.what, ()))),
        due=duty.due,
        family=_family(request, case, document),
        place=getattr(case or document, "town", ""),
        note=getattr(document, "number", "") or (case.number if case else ""),
    )


NEWS = {
    "work": _("新的工作"),
    "nobody": _("没有人办的工作"),
    "soon": _("快到期"),
    "today": _("今天到期"),
    "late": _("超期没有办"),
    "waiting": _("等了很久，没有动静"),
    "answer": _("有结果了"),
    "issued": _("新的通知"),
    "failed": _("没有做成"),
}
FAILED = {"seal": _("每晚的封存"), "backup": _("每晚的备份")}
ANSWERS = {
    "discovery": _("您报告的家庭"),
    "proposal": _("您采用的匹配建议"),
    "public_need": _("您写的公开内容"),
    "publication": _("您起草的公布"),
    "referral": _("转给您的转办"),
    "crosscheck": _("请您协助的核查"),
    "recusal": _("您回避的案件"),
    "bulletin": _("工作通报"),
    "meeting": _("协调会议"),
    "project": _("您登记的项目"),
    "offer": _("您登记的服务"),
    "donation": _("您登记的捐赠"),
}
"""What an answer is about, by the document's kind; its state is said beside it."""


GONE = _("您现在看不到的一件")
"""What is not theirs any more, or gone, is not named either."""


class News(NamedTuple):
    """One message, as this person may see it: *path* and *family* only where they may open it."""

    key: str
    news: Any
    what: Any
    about: str
    state: Any
    at: datetime
    due: datetime | None
    document: Document | None
    path: str
    family: str
    place: str


@view_config(context=Site, name="inbox", permission="site:work", renderer="portal:templates/inbox.pt")
def messages(site: Site, request: Request) -> Any:
    """What happened that concerns me; reading marks a message, so it goes by a button."""
    if request.method == "POST":
        return HTTPSeeOther(_answered(request))
    account = request.identify.account
    return {
        "unread": [_news(request, message) for message in inbox.unread(site, account)[:PAGE]],
        "may_mail": account.has_personal("email"),
        "earlier": [_news(request, message) for message in inbox.earlier(site, account)],
    }


def _answered(request: Request) -> str:
    """Where a button of the inbox leads: to the document of the message, or back."""
    if request.POST.get("do") == "read_all":
        commands.read_all(request)
        return "/inbox"
    if request.POST.get("do") in ("mail_on", "mail_off"):
        commands.want_mail(request, request.POST["do"] == "mail_on")
        return "/inbox"
    message = commands.read(request, request.POST.get("key", ""))
    if message is not None and message.sort == "failed":
        return message.path
    document = _document(request, message.path) if message is not None else None
    return (_open_path(request, document) if document is not None else "") or "/inbox"


def _failure(message: Message) -> News:
    """What the portal could not do by itself; the page that says more asks for its own right."""
    what = FAILED[message.what]
    return News(message.key, NEWS["failed"], what, "", "", message.at, None, None, message.path, "", "")


def _news(request: Request, message: Message) -> News:
    if message.sort == "failed":
        return _failure(message)
    document = _document(request, message.path)
    is_answer = message.sort in inbox.TOLD
    kind, _dot, state = message.what.partition(".")
    path = _open_path(request, document) if document is not None else ""
    return News(
        key=message.key,
        news=NEWS[message.sort],
        what=(ANSWERS.get(kind, kind) if is_answer else duty_words(message.what)[0]) if path else GONE,
        about=about(request, document) if document is not None and path else "",
        state=states.tag(kind, state).words if is_answer and path else "",
        at=message.at,
        due=message.due,
        document=document,
        path=path,
        family=_family(request, _case_of(document), document) if document is not None and path else "",
        place=getattr(_case_of(document) or document, "town", "") if document is not None and path else "",
    )


def _document(request: Request, path: str) -> Document | None:
    try:
        found: Document = find_resource(request.site, path)
    except KeyError:
        return None
    return found


def _open_path(request: Request, document: Document) -> str:
    """Where this person may open the document, "" where they may not (any more)."""
    if not request.has_permission(f"{document.kind}:view", document):
        return ""
    return str(request.resource_path(document, *HOMES.get(document.kind, ())))


def _case_of(document: Document | None) -> Case | None:
    if isinstance(document, Case):
        return document
    case = getattr(document, "case", None)
    return case if isinstance(case, Case) else None


def _family(request: Request, case: Case | None, document: Document) -> str:
    """The head of the household, read on record, where this person may open the household."""
    if case is None:
        return ""
    household = request.site["households"].get(case.household_id)
    if household is None or not request.has_permission("household:contact", household):
        return ""
    head = household.head_member
    return str(request.reveal(head, "name")["name"]) if head is not None else ""


def _where(request: Request) -> list[str]:
    """Where this person works, in words: the units and organisations of their roles."""
    site = request.site
    names = []
    for _name, scope in request.identify.roles:
        found = site["units"].get(scope) or site["organisations"].get(scope)
        names.append(
            str(found.title) if found is not None else site.title if scope == role.DISTRICT else scope
        )
    return list(dict.fromkeys(names))

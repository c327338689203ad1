"""Month's close of either book: the months, drawing one up, its statement on screen and on paper."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from pyramid.httpexceptions import HTTPNotFound, HTTPSeeOther
from pyramid.i18n import TranslationStringFactory
from pyramid.request import Request
from pyramid.view import view_config

from content import role
from content.calendar import day_of
from content.closing import FUND, TREASURY, Closing, Statement, closable
from content.history import Event
from content.tree import Folder
from content.vault import Sealed
from portal import inbox, present
from portal.commands import closing as commands
from portal.commands import door
from portal.forms.base import sent
from portal.forms.closing import closing_form, differences_of, refuse_unexplained
from portal.readlog import look
from portal.words import event as eventwords
from portal.words.money import account_words

_ = TranslationStringFactory("portal")
SHOWN = 36


class Place(NamedTuple):
    """Where closings of a book stand: the book's name on paper, its list, and the page above with its words."""

    title: Any
    path: str
    above: tuple[Any, str]


PLACES = {
    FUND: Place(_("“救急难”公益基金"), "/fund/closings", (_("基金"), "/money")),
    TREASURY: Place(_("财政救助资金"), "/closings", (_("财政救助资金"), "/treasury")),
}


@view_config(context=Folder, physical_path="/fund/closings", renderer="portal:templates/closing/list.pt")
def fund_closings(folder: Folder[Closing], request: Request) -> Any:
    door.require(request, "fund:view", request.site.fund)
    return _closings(request, FUND)


@view_config(context=Folder, physical_path="/closings", renderer="portal:templates/closing/list.pt")
def treasury_closings(folder: Folder[Closing], request: Request) -> Any:
    door.require(request, "overview:view", request.site)
    return _closings(request, TREASURY)


def _closings(request: Request, name: str) -> Any:
    """What is closed and what may be; a month is taken in hand by its button."""
    book = commands.book_of(request, name)
    if request.method == "POST":
        closing = commands.begin(request, book, sent(request.POST, "month"))
        return HTTPSeeOther(request.resource_path(closing, "@@prepare"))
    return {
        "closings": sorted(book.closings, key=lambda closing: str(closing.id), reverse=True)[:SHOWN],
        "months": closable(book.ledger, request.now) if commands.may_begin(request, book) else (),
        "book": PLACES[name],
        **_hands(request, name),
    }


def _hands(request: Request, name: str) -> dict[str, Any]:
    """Who is there, where they are too few to close a month, and who could change that."""
    write = present.for_request(request)
    short = commands.people_short(request, commands.book_of(request, name))
    keepers = inbox.holders(request, role.at("administrator"))
    return {
        "short": None if short is None else write.listed(one.display_name for one in short),
        "keepers": write.listed(one.display_name for one in keepers),
    }


@view_config(
    context=Closing, name="prepare", permission="closing:view", renderer="portal:templates/closing/form.pt"
)
def prepare(closing: Closing, request: Request) -> Any:
    form = closing_form(request, closing)
    door.require_now(request, "closing:prepare", closing)
    if request.method == "POST":
        values = form.validate(request, closing.version)
        if values is not None:
            named = differences_of(values)
            if not refuse_unexplained(form, closing.outline(values["bank"], named)):
                commands.prepare(request, closing, values["bank"], named)
                return HTTPSeeOther(request.resource_path(closing))
    return _told(request, closing) | {"form": form, "statement": closing.outline()}


def _told(request: Request, closing: Closing) -> dict[str, Any]:
    """What every page of a closing says of its book."""
    accounts = account_words(request, closing.book)
    book = PLACES[closing.book]
    return {"closing": closing, "accounts": accounts, "book": book} | _hands(request, closing.book)


@view_config(context=Closing, permission="closing:view", renderer="portal:templates/closing/show.pt")
def show(closing: Closing, request: Request) -> dict[str, Any]:
    return _told(request, closing) | {
        "statement": closing.statement,
        "solid": {"prepared": "close"}.get(closing.state, ""),
        "not_yours": closing.state == "prepared" and closing.preparer == request.actor,
        "entries": [
            (
                event.at,
                f"{eventwords.told(request, event, 'closing')}{_said(request, closing, event)}",
                event.actor,
            )
            for event in closing.history
        ][::-1],
    }


@view_config(
    context=Closing, name="paper", permission="closing:view", renderer="portal:templates/closing/paper.pt"
)
def paper(closing: Closing, request: Request) -> dict[str, Any]:
    """月结表: a statement that was closed, as it was; the newest, or the one that ``n`` counts from 1."""
    statement = _kept(closing, request)
    closed_on = day_of(datetime.fromisoformat(statement.closed_at))
    return _told(request, closing) | {"statement": statement, "closed_on": closed_on}


def _kept(closing: Closing, request: Request) -> Statement:
    number = request.GET.get("n", str(len(closing.kept)))
    if number not in {str(n) for n in range(1, len(closing.kept) + 1)}:
        raise HTTPNotFound()
    return closing.kept[int(number) - 1]


def _said(request: Request, closing: Closing, event: Event) -> str:
    """Why it was sent back or opened again."""
    reason = event.detail("reason")
    if not isinstance(reason, Sealed):
        return ""
    look(request, closing, "reason")
    return f"{present.for_request(request).colon}{closing.open_detail(request.vault, reason)}"

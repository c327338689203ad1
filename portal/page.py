"""What every page is given beside its own figures: the frame with its menus, and how things are written."""

from __future__ import annotations

from typing import Any, NamedTuple

from pyramid.config import Configurator
from pyramid.events import BeforeRender
from pyramid.i18n import TranslationStringFactory
from pyramid.renderers import get_renderer
from pyramid.request import Request

from content import term
from portal import inbox, present
from portal.i18n import LARGE, LOCALES
from portal.steps import available
from portal.words import state as states

_ = TranslationStringFactory("portal")


MANY = 100
"""From here on a count says that there are more."""


class MenuItem(NamedTuple):
    """A word of the menu, where it leads, the permission on the site that shows it, and what else lies under it."""

    words: str
    path: str
    permission: str = ""
    also: tuple[str, ...] = ()


PUBLIC_MENU = (
    MenuItem(_("求助"), "/report"),
    MenuItem(_("帮忙"), "/projects", also=("/offers", "/organisations")),
    MenuItem(_("需求"), "/needs"),
    MenuItem(_("善款"), "/fund"),
    MenuItem(_("政策"), "/policies"),
    MenuItem(_("查询"), "/status"),
)
STAFF_MENU = (
    MenuItem(_("工作"), "/me"),
    MenuItem(_("登记"), "/intake", "case:register"),
    MenuItem(_("认领"), "/claims", "case:browse"),
    MenuItem(_("项目"), "/mine", "project:add", ("/projects", "/offers", "/donations")),
    MenuItem(
        _("匹配"),
        "/desk",
        "desk:view",
        ("/proposals", "/evenness", "/plan-picture", "/shortfall", "/what-if"),
    ),
    MenuItem(_("伙伴"), "/organisations", "organisation:add", ("/contracts",)),
    MenuItem(_("基金"), "/money", "fund:view", ("/fund/allocations",)),
    MenuItem(_("总览"), "/overview", "overview:view", ("/supervisions", "/treasury", "/closings")),
    MenuItem(_("案件"), "/cases", "case:list"),
    MenuItem(_("审计"), "/audit", "audit:view", ("/samples", "/inquiries")),
    MenuItem(_("账号"), "/accounts", "account:add", ("/backup", "/rules")),
)


class Page:
    """The frame of one page, for the layouts; knows the request and nothing of the page's subject."""

    def __init__(self, request: Request) -> None:
        self.request = request
        self.account = request.identify.account
        self.site_title = request.localizer.translate(_(request.registry.portal.title))
        self.is_large = request.cookies.get(LARGE) == "1"
        self.locale = request.locale_name
        self.lang = LOCALES.get(request.locale_name, "zh-CN")

    @property
    def here(self) -> str:
        """The path of this page, to come back to after a change of language: never with its query."""
        return str(self.request.path)

    def html_class(self, base: str) -> str:
        return f"{base} large".strip() if self.is_large else base

    def menu(self, items: tuple[MenuItem, ...]) -> list[tuple[MenuItem, bool]]:
        """The items this person may use, each with whether the page belongs to it."""
        site, path = self.request.site, self.request.path
        shown = [i for i in items if not i.permission or self.request.has_permission(i.permission, site)]
        return [(item, _lies_under(path, item)) for item in shown]

    @property
    def public_menu(self) -> list[tuple[MenuItem, bool]]:
        return self.menu(PUBLIC_MENU)

    @property
    def staff_menu(self) -> list[tuple[MenuItem, bool]]:
        return self.menu(STAFF_MENU)

    @property
    def news(self) -> str:
        """How many messages this person has not read, for the head; "" where there are none."""
        if self.account is None:
            return ""
        number = len(inbox.unread(self.request.site, self.account))
        return "" if not number else f"{number}" if number < MANY else f"{MANY - 1}+"

    def steps(self, document: Any) -> list[Any]:
        """The plain steps open to this person on *document*: (name, StepPage)."""
        return available(self.request, document)

    def due(self, moment: Any) -> present.Chip:
        return present.for_request(self.request).due_chip(
            moment, self.request.now, self.request.policy.calendar()
        )

    def is_provisional(self, document: Any, moment: Any) -> bool:
        """Whether this date of the document waits for the holidays of its year to be published."""
        return document is not None and term.is_provisional(document, moment)

    def rests(self, document: Any, moment: Any) -> bool:
        """Whether the clock of this date stands still, for papers or a public notice."""
        return document is not None and term.rests(document, moment)

    def tag(self, document: Any) -> states.Tag:
        return states.tag(document.kind, document.state)

    def place(self, code: str) -> str:
        return str(self.request.policy.place_name(code))

    def unit(self, unit_id: str) -> str:
        """A unit's or organisation's name, its id where it is gone."""
        site = self.request.site
        found = site["units"].get(unit_id) or site["organisations"].get(unit_id)
        return str(found.title) if found is not None else unit_id

    def person(self, actor: str) -> str:
        """An actor as people know them: an official by name, applicants and the portal by what they are."""
        if actor.startswith("user:"):
            account = self.request.site["accounts"].get(actor[5:])
            return str(account.display_name) if account is not None else actor[5:]
        if actor.startswith("applicant@"):
            return str(self.request.localizer.translate(_("申请人")))
        if actor == "system":
            return str(self.request.localizer.translate(_("系统")))
        return str(self.request.localizer.translate(_("公众")))


def _lies_under(path: str, item: MenuItem) -> bool:
    return any(path == start or path.startswith(f"{start}/") for start in (item.path, *item.also))


def add_globals(event: BeforeRender) -> None:
    """Templates use ``page``, ``present``, ``macros``, and the layouts ``public``, ``staff``, ``paper``."""
    request = event.get("request")
    if request is None:
        return
    event["page"] = Page(request)
    event["_"] = _
    event["present"] = present.for_request(request)
    for name in ("public", "staff", "paper", "macros"):
        event[name] = get_renderer(f"portal:templates/layout/{name}.pt").implementation()


def includeme(config: Configurator) -> None:
    config.add_subscriber(add_globals, BeforeRender)
    config.add_static_view("static/deform", "deform:static", cache_max_age=3600)
    config.add_static_view("static", "portal:static", cache_max_age=3600)

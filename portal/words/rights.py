"""Roles and deputies in words: 北郊镇的窗口工作人员, and what a change of rights says of itself in a history."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from pyramid.i18n import TranslationStringFactory
from pyramid.request import Request

from content import role
from content.history import Event
from content.vocabulary import Role, Scope
from portal import present
from portal.i18n import translated

_ = TranslationStringFactory("portal")
DAY = len("2026-11-23")


def scope_words(request: Request, scope: str) -> str:
    """The unit or organisation behind a role, a village with its town; the district's own name for the whole."""
    site = request.site
    if scope == role.DISTRICT:
        return str(site.title)
    unit = site["units"].get(scope)
    if unit is not None and unit.code:
        return str(request.policy.place_name(unit.code))
    found = unit or site["organisations"].get(scope)
    return str(found.title) if found is not None else scope


def role_words(request: Request, name: str, scope: str) -> str:
    """北郊镇的窗口工作人员; a role of the whole district goes without its place."""
    label = _(Role(name).label) if Role.has_word(name) else name
    if scope == role.DISTRICT:
        return translated(request, label)
    figures = {"role": label, "place": scope_words(request, scope)}
    return translated(request, _("${place}的${role}", mapping=figures))


def office_words(request: Request, name: str, scope: str) -> str:
    """The office that signs and seals what such a person writes; the role, where the district has none for it."""
    bureau = request.policy.district.bureau
    office = request.site["units"].get({"bureau": bureau, "auditor": "audit"}.get(name, name))
    return str(office.title) if office is not None else role_words(request, name, scope)


def roles_words(request: Request, roles: Any) -> str:
    """All of somebody's roles in one line."""
    words = [role_words(request, name, scope) for name, scope in roles]
    return present.for_request(request).listed(words) or translated(request, _("没有角色"))


def figures_of(request: Request, event: Event) -> dict[str, str]:
    """What a sentence about rights needs beyond plain figures: roles, people and days in words."""
    found: dict[str, str] = {}
    for name in ("roles", "earlier"):
        held = event.detail(name)
        if isinstance(held, tuple):
            found[name] = roles_words(request, [str(one).partition("@")[::2] for one in held])
    whom = event.detail("whom")
    if whom:
        people = whom if isinstance(whom, tuple) else (whom,)
        names = [_name(request, str(one)) for one in people]
        found["whom"] = present.for_request(request).listed(names)
    for name in ("since", "until"):
        moment = event.detail(name)
        if isinstance(moment, str) and moment[:4].isdigit():
            on = date.fromisoformat(moment) if len(moment) == DAY else datetime.fromisoformat(moment)
            found[name] = present.for_request(request).day(on)
    return found


def scopes_of(request: Request, name: Role) -> list[tuple[str, str]]:
    """(id, words) of every place where a role can be held."""
    units, organisations = request.site["units"], request.site["organisations"]
    sorts = {Scope.INSTITUTION: "institution", Scope.VILLAGE: "village", Scope.TOWN: "town"}
    sorts[Scope.DEPARTMENT] = "department"
    if name.scope in sorts:
        found = [unit for unit in units if unit.sort == sorts[name.scope]]
    elif name.scope in (Scope.AGENCY, Scope.ORGANISATION):
        sort = "agency" if name.scope == Scope.AGENCY else "charity"
        found = [one for one in organisations if one.sort == sort]
    else:
        return [(role.DISTRICT, str(request.site.title))]
    return [(one.id, scope_words(request, one.id)) for one in sorted(found, key=lambda one: str(one.id))]


def _name(request: Request, account_id: str) -> str:
    account = request.site["accounts"].get(account_id)
    return str(account.display_name) if account is not None else account_id

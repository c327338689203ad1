"""Texts of law and policy: the search over their articles, and each text with its articles as anchors."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.i18n import TranslationStringFactory
from pyramid.request import Request
from pyramid.view import view_config

from content.policytext import Edition, PolicyText, Section
from content.tree import Folder
from content.vocabulary import TextSort
from portal import finding
from portal.commands import door
from portal.commands import policytext as commands
from portal.forms.policytext import cut_of, policy_text_form
from portal.importing.lawtext import OWN_ID
from portal.richtext import shown

_ = TranslationStringFactory("portal")
FILTERS = ("text",)
PATH = "/policies"
FORM = "portal:templates/public/policy-form.pt"
SHOW = "portal:templates/public/policy.pt"
FEW = 40
"""So many headings at most stand one by one in the table of contents; of a longer text only its chapters do."""
ORDER = [sort.value for sort in TextSort]


@view_config(context=Folder, physical_path=PATH, renderer="portal:templates/public/policies.pt")
def policies(folder: Folder[PolicyText], request: Request) -> dict[str, Any]:
    """What there is, by sort; with a question, the articles that fit it."""
    asked = finding.read(request, FILTERS)
    found = finding.find(request, "article", asked) if asked.is_narrowed else finding.Found()
    if asked.problems:
        request.response.status_int = 400
    elif found.is_down:
        request.response.status_int = 503
    return finding.offered(request, PATH, asked, found) | {"shelves": _shelves(folder)}


def _shelves(folder: Folder[PolicyText]) -> list[tuple[str, list[PolicyText]]]:
    """The texts under the words for their sort; what is repealed stands last in its row."""
    texts = sorted(
        folder, key=lambda text: (ORDER.index(text.sort), not text.is_open, text.current.dated, text.title)
    )
    by_sort = groupby(texts, key=lambda text: text.sort)
    return [(_(TextSort(sort).label), list(found)) for sort, found in by_sort]


@view_config(context=Folder, physical_path=PATH, name="new", renderer=FORM)
def new(folder: Folder[PolicyText], request: Request) -> Any:
    door.require(request, "policy_text:add", request.site)
    form = policy_text_form(request)
    if request.method == "POST":
        values = form.validate(request) if folder.get(form.once) is None else None
        pieces = cut_of(form, values) if values is not None else None
        if values is not None and pieces is not None:
            commands.enter(request, values, pieces, form.once)
        if folder.get(form.once) is not None:
            return HTTPSeeOther(f"{PATH}/{form.once}")
    return {"form": form, "text": None, "heading": _("登记一份政策文件")}


@view_config(context=PolicyText, name="renew", permission="policy_text:view", renderer=FORM)
def renew(text: PolicyText, request: Request) -> Any:
    form = policy_text_form(request, text)
    door.require_now(request, "policy_text:renew", text)
    if request.method == "POST":
        values = form.validate(request, text.version)
        if values is not None and values["dated"].isoformat() <= text.current.dated:
            form.fail(_("新的文本要比现在的晚。请核对日期。"), "dated")
        elif values is not None and (pieces := cut_of(form, values)) is not None:
            commands.renew(request, text, values, pieces)
            return HTTPSeeOther(f"{PATH}/{text.id}")
    return {"form": form, "text": text, "heading": _("换上新文本")}


@view_config(context=PolicyText, permission="policy_text:view", renderer=SHOW)
def show(text: PolicyText, request: Request) -> dict[str, Any]:
    return _page(text, text.current)


@view_config(context=Edition, permission="policy_text:view", renderer=SHOW)
def earlier(edition: Edition, request: Request) -> dict[str, Any]:
    """An edition by its day; a newer one may have taken its place."""
    return _page(edition.__parent__, edition)


def _page(text: PolicyText, edition: Edition) -> dict[str, Any]:
    return {
        "text": text,
        "edition": edition,
        "is_current": edition is text.current,
        "others": [one for one in reversed(text.editions) if one is not edition],
        "outline": outline(edition),
        "has_chapters": any(section.level == 1 for section in edition.sections),
        "shown": shown,
        "split": split,
    }


def outline(edition: Edition) -> list[Section]:
    """What stands in the table of contents."""
    sections = edition.sections
    chapters = [section for section in sections if section.level < 3]
    return list(sections) if len(sections) <= FEW or not chapters else chapters


def split(heading: str) -> tuple[str, str]:
    """(M1, 主动发现): an id of the text's own and the words behind it; ("", heading) where there is none."""
    own = OWN_ID.match(heading)
    return (own[1], heading[own.end() :].strip()) if own else ("", heading)

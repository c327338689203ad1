"""Why one need stays short in the best plan of today: what binds it, and the smallest change that would help."""

from __future__ import annotations

from typing import Any

from pyramid.httpexceptions import HTTPNotFound
from pyramid.i18n import TranslationStringFactory
from pyramid.request import Request
from pyramid.view import view_config

from content.plan import reason_of
from content.site import Site
from content.vocabulary import Urgency
from matching import explain, plan
from portal.matchmaking import instance as matchmaking
from portal.words.match import Words, item_name
from portal.words.remedy import limits_in_words, remedy_in_words

_ = TranslationStringFactory("portal")


@view_config(
    context=Site,
    name="shortfall",
    permission="desk:view",
    request_param="need",
    renderer="portal:templates/desk/shortfall.pt",
)
def show(site: Site, request: Request) -> dict[str, Any]:
    """Computed anew: what has been decided since the last run counts. Nothing is written."""
    drawn = matchmaking.draw(site, request.policy, request.now)
    need = drawn.needs.get(request.GET["need"])
    if need is None or need.id not in {one.id for one in drawn.instance.needs}:
        raise HTTPNotFound()
    told = explain(drawn.instance, plan(drawn.instance), need.id)
    words, times = Words(request), matchmaking.scale(need.unit)
    return {
        "need": need,
        "title": item_name(request, need.category, need.item),
        "urgency": _(Urgency(need.urgency).label),
        "met": told.met * times,
        "missing": told.missing * times,
        "limits": limits_in_words(words, told.cut, need) if told.cut else [],
        "cut": told.cut,
        "asked": told.cut.asked * times if told.cut else 0,
        "shared": told.cut.met * times if told.cut else 0,
        "blocks": words.blocks(map(reason_of, told.because), need),
        "remedy": remedy_in_words(words, told.remedy, need) if told.remedy else None,
    }

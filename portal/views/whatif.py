"""试算来源增减: one source has more or less, or is not there, and both plans are computed: what changes, for whom."""

from __future__ import annotations

from typing import Any, NamedTuple

from pyramid.i18n import TranslationStringFactory
from pyramid.request import Request
from pyramid.view import view_config

from content.need import Need
from content.site import Site
from content.vocabulary import Urgency
from matching.compare import Change, Comparison
from portal.forms.whatif import refuse_number, said, what_if_form
from portal.matchmaking import instance as matchmaking
from portal.matchmaking import whatif
from portal.matchmaking.instance import FEN_PER_YUAN, MONEY, Drawn
from portal.words.match import Words, item_name

_ = TranslationStringFactory("portal")
SHOWN = 50


class Row(NamedTuple):
    """One need that gets more or less, in its own unit."""

    need: Need
    title: str
    urgency: Any
    before: int
    after: int


class Line(NamedTuple):
    """How much of the money asked for at one urgency is met, in fen."""

    label: Any
    wanted: int
    before: int
    after: int


@view_config(context=Site, name="what-if", permission="desk:run", renderer="portal:templates/desk/what-if.pt")
def show(site: Site, request: Request) -> dict[str, Any]:
    """The form, and below it what it asks for; no proposal is made, changed or kept."""
    words = Words(request)
    instance = matchmaking.draw(site, request.policy, request.now).instance
    sources = [(source, words.source(source)) for source in whatif.changeable(instance)]
    form = what_if_form(request, sources)
    values = form.validate(request) if request.method == "POST" else None
    if values is None or refuse_number(form, values["how"], values["number"]):
        return {"form": form, "found": None}
    number = values["number"] or 0
    drawn, found = whatif.look(site, request.policy, request.now, values["source"], values["how"], number)
    return {
        "form": form,
        "found": found,
        "asked": (words.source(values["source"]), said(values["how"], number)),
        "lines": _lines(found),
        "winners": _rows(request, drawn, found.winners),
        "winner_count": len(found.winners),
        "losers": _rows(request, drawn, found.losers),
        "loser_count": len(found.losers),
        "same": len(drawn.instance.needs) - len(found.winners) - len(found.losers),
    }


def _lines(found: Comparison) -> list[Line]:
    before, after = found.covered_before.get(MONEY, {}), found.covered_after.get(MONEY, {})
    fen = FEN_PER_YUAN
    return [
        Line(_(Urgency(u).label), old.wanted * fen, old.met * fen, after[u].met * fen)
        for u, old in before.items()
        if old.wanted
    ]


def _rows(request: Request, drawn: Drawn, changes: list[Change]) -> list[Row]:
    """The gravest first, then the largest change."""
    changes = sorted(changes, key=lambda change: (change.urgency, -abs(change.gain), change.need))
    return [_row(request, drawn.needs[change.need], change) for change in changes[:SHOWN]]


def _row(request: Request, need: Need, change: Change) -> Row:
    times = matchmaking.scale(need.unit)
    before, after = (side.met * times if side is not None else 0 for side in (change.before, change.after))
    title = item_name(request, need.category, need.item)
    return Row(need, title, _(Urgency(need.urgency).label), before, after)

"""The last plan as a picture and a table: from which sources, for what, to which towns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from markupsafe import Markup
from pyramid.i18n import TranslationStringFactory
from pyramid.request import Request
from pyramid.view import view_config

from content.plan import Stream
from content.site import Site
from content.vocabulary import Category
from matching.picture import Labels, picture
from matching.picture import Stream as Flow
from portal import present
from portal.i18n import translated
from portal.words.match import Words

_ = TranslationStringFactory("portal")
TITLES = {"fen": _("钱"), "hour": _("服务"), "piece": _("物资")}
SHOWN = 200
WAN_FEN = 1_000_000


class Row(NamedTuple):
    """One stream in words."""

    source: str
    category: Any
    town: str
    amount: str


class Part(NamedTuple):
    """The streams of one unit, drawn and as a table, the largest first."""

    title: Any
    drawing: Markup
    rows: list[Row]
    whole: int


@view_config(
    context=Site, name="plan-picture", permission="desk:view", renderer="portal:templates/desk/picture.pt"
)
def show(site: Site, request: Request) -> dict[str, Any]:
    """Drawn from what the run kept; empty before the first plan, or where it gives nothing."""
    streams: Sequence[Stream] = site.plan.streams if site.plan is not None else ()
    return {
        "report": site.plan,
        "parts": [
            _part(request, unit, [stream for stream in streams if stream.unit == unit])
            for unit in TITLES
            if any(stream.unit == unit for stream in streams)
        ],
    }


def _part(request: Request, unit: str, streams: list[Stream]) -> Part:
    words = Words(request)
    flows = [Flow(s.unit, s.source, s.category, s.town, s.amount) for s in streams]
    drawing = picture(flows, _labels(request, words, unit, streams))
    streams.sort(key=lambda stream: (-stream.amount, stream))
    rows = [_row(request, words, stream) for stream in streams[:SHOWN]]
    return Part(TITLES[unit], Markup(drawing), rows, len(streams))


def _row(request: Request, words: Words, stream: Stream) -> Row:
    amount = _amount(request, stream.unit)(stream.amount)
    return Row(
        words.source(stream.source.lstrip("/")),
        _(Category(stream.category).label),
        words.place(stream.town),
        amount,
    )


def _labels(request: Request, words: Words, unit: str, streams: list[Stream]) -> Labels:
    amount = _amount(request, unit)
    mapping = {
        "sources": len({stream.source for stream in streams}),
        "towns": len({stream.town for stream in streams}),
        "total": amount(sum(stream.amount for stream in streams)),
    }
    said = _(
        "左边是 ${sources} 个来源，中间是类别，右边是 ${towns} 个镇、街道，一共 ${total}。数字见表。",
        mapping=mapping,
    )
    title = _("从哪里来，用在哪里：${what}", mapping={"what": translated(request, TITLES[unit])})
    return Labels(
        name=f"plan-{unit}",
        title=translated(request, title),
        description=translated(request, said),
        source=lambda path: words.short_source(path.lstrip("/")),
        category=lambda code: translated(request, _(Category(code).label)),
        place=words.place,
        amount=_short(request) if unit == "fen" else amount,
        others=translated(request, _("其余")),
    )


def _amount(request: Request, unit: str) -> Callable[[int], str]:
    """Pieces of several goods together have no measure of their own."""
    write = present.for_request(request)
    return lambda value: write.amount(value, unit)


def _short(request: Request) -> Callable[[int], str]:
    """10,000 yuan and more as charts write it, less in whole yuan."""
    write = present.for_request(request)
    return lambda fen: write.charted(fen) if fen >= WAN_FEN else write.money(fen).partition(".")[0]

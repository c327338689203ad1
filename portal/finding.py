"""Asking the index for a page: what was asked for in the address, what was found, and the filters to choose from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple
from urllib.parse import urlencode

from markupsafe import Markup
from pyramid.authorization import Everyone
from pyramid.i18n import TranslationStringFactory
from pyramid.request import Request

from content.vocabulary import Category
from portal import richtext
from portal.forms.clean import cleaned
from portal.forms.fields import Wrong, fen_of
from portal.records import ARTICLE, article_words, search_words
from search.engine import EngineError, Hit, Query, Spans

_ = TranslationStringFactory("portal")

PAGE = 10
"""Records on one page."""
LONGEST = 100
"""Characters of a question; what is longer is cut, and the page says so."""
MOST_PAGES = 500
OPENING = 120
"""Characters of an article that are shown where it was found by its heading."""
PUBLIC = frozenset({Everyone})
FOLDERS = {"public_need": "needs", "project": "projects", "offer": "offers", ARTICLE: "policies"}
UNITS = (("fen", _("钱")), ("piece", _("东西")), ("hour", _("时间")))
LEGENDS = {"category": _("类别"), "place": _("镇、街道"), "unit": _("我能出"), "text": _("文件")}
SORTS = {"relevance": _("最相关"), "-created": _("最近登记"), "-missing": _("还缺最多")}


class Problem(NamedTuple):
    """Something in the question to mend: the id of its field, and what to do."""

    target: str
    words: Any


@dataclass(frozen=True)
class Asked:
    """A question as it stands in the address; words that no filter knows are left out."""

    text: str = ""
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    low: str = ""
    high: str = ""
    sort: str = "relevance"
    page: int = 1
    low_fen: int | None = None
    high_fen: int | None = None
    problems: tuple[Problem, ...] = ()

    def address(self, path: str, **changes: Any) -> str:
        """The same question with *changes*; the first page unless another is named."""
        asked = replace(self, **{"page": 1, **changes})
        pairs: list[tuple[str, str]] = [("q", asked.text)]
        pairs += [(name, value) for name, values in asked.filters.items() for value in values]
        pairs += [("min", asked.low), ("max", asked.high)]
        pairs += [("sort", asked.sort if asked.sort != "relevance" else "")]
        pairs += [("page", str(asked.page) if asked.page > 1 else "")]
        query = urlencode([(name, value) for name, value in pairs if value])
        return f"{path}?{query}" if query else path

    def without(self, path: str, name: str, value: str) -> str:
        left = tuple(other for other in self.filters.get(name, ()) if other != value)
        return self.address(path, filters={**self.filters, name: left})

    @property
    def is_narrowed(self) -> bool:
        return bool(self.text or self.low or self.high or any(self.filters.values()))


class Row(NamedTuple):
    """One document that was found, or one article of it, with title and text marked where they fit the question.

    ``path`` leads there; ``above`` is the heading that an article stands under.
    """

    document: Any
    title: Markup | str
    text: Markup | str
    path: str = ""
    above: str = ""


class Choice(NamedTuple):
    """One value of a filter: its words, how many records it would show, whether it is chosen."""

    value: str
    words: Any
    records: int
    is_chosen: bool


@dataclass(frozen=True)
class Found:
    """One page of what was found; ``is_down`` where the index could not be asked just now."""

    rows: tuple[Row, ...] = ()
    total: int = 0
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    loosened: bool = False
    is_down: bool = False
    page: int = 1


# The question


def read(request: Request, names: Iterable[str]) -> Asked:
    """What the address asks for; *names* are the filters that this page knows."""
    given = request.GET
    typed = cleaned(given.get("q", "")).replace("\n", " ").strip()
    problems = []
    if len(typed) > LONGEST:
        problems.append(Problem("q", _("最多 ${most} 个字，后面的没有用来找。", mapping={"most": LONGEST})))
    low, low_fen = _sum(given.get("min", ""), "min", problems)
    high, high_fen = _sum(given.get("max", ""), "max", problems)
    if low_fen is not None and high_fen is not None and low_fen > high_fen:
        problems.append(Problem("max", _("“最多”比“最少”还小。请改其中一个。")))
        low_fen = high_fen = None
    sort = given.get("sort", "")
    return Asked(
        text=typed[:LONGEST],
        filters={name: _known(request, name, given.getall(name)) for name in names},
        low=low,
        high=high,
        sort=sort if sort in SORTS else "relevance",
        page=_page_number(given.get("page", "")),
        low_fen=low_fen,
        high_fen=high_fen,
        problems=tuple(problems),
    )


def _known(request: Request, name: str, values: Iterable[str]) -> tuple[str, ...]:
    known = {value for value, _words in _values(request, name)}
    return tuple(dict.fromkeys(value for value in values if value in known))


def _values(request: Request, name: str) -> list[tuple[str, Any]]:
    """Every value a filter may have, with its words."""
    policy = request.policy
    if name == "category":
        return [(word.value, _(word.label)) for word in Category]
    if name == "place":
        towns = [(town.code, town.name) for town in policy.towns]
        return [*towns, (policy.district.code, _("全区"))]
    if name == "text":
        return [(text.id, text.title) for text in request.site["policies"] if text.is_open]
    return list(UNITS)


def _sum(typed: str, target: str, problems: list[Problem]) -> tuple[str, int | None]:
    typed = cleaned(typed).strip()[:20]
    if not typed:
        return "", None
    try:
        return typed, fen_of(typed)
    except Wrong as wrong:
        problems.append(Problem(target, wrong.message))
        return typed, None


def _page_number(typed: str) -> int:
    return min(int(typed), MOST_PAGES) if typed.isdecimal() and 0 < len(typed) < 5 and int(typed) else 1


# The answer


def find(request: Request, kind: str, asked: Asked) -> Found:
    """What the public finds, whoever asks, on the asked page or on the last one there is."""
    found = _page(request, kind, asked, asked.page)
    last = max(1, -(-found.total // PAGE))
    return found if asked.page <= last else _page(request, kind, asked, last)


def _page(request: Request, kind: str, asked: Asked, page: int) -> Found:
    filters = dict(asked.filters)
    ranges: dict[str, tuple[int | None, int | None]] = {}
    if asked.low_fen is not None or asked.high_fen is not None:
        ranges["missing"] = (asked.low_fen, asked.high_fen)
        filters["unit"] = ("fen",)
    found = ask(
        request,
        Query(
            text=asked.text,
            kinds=(kind,),
            filters=filters,
            ranges=ranges,
            facets=tuple(asked.filters),
            principals=PUBLIC,
            sort=asked.sort,
            offset=(page - 1) * PAGE,
            limit=PAGE,
        ),
    )
    return replace(found, page=page)


def ask(request: Request, query: Query) -> Found:
    """Run a query of the public; what is shown is checked against the access list once more."""
    try:
        result = request.registry.engine.search(query)
    except EngineError:
        return Found(is_down=True)
    rows = tuple(row for hit in result.hits if (row := _row(request, hit, query.text)) is not None)
    return Found(rows, result.total, result.facets, result.loosened)


def _row(request: Request, hit: Hit, text: str) -> Row | None:
    _kind, id, *anchor = hit.id.split(":")
    document = request.site[FOLDERS[hit.kind]].get(id)
    if document is None or not request.has_permission(f"{document.kind}:view", document):
        return None
    if hit.kind != ARTICLE:
        title = marked(hit.title_spans) if text else document.title
        shown = _fitting(str(document.text), len(search_words(document)), hit.snippet_spans, text)
        return Row(document, title, shown, hit.path)
    section = document.current.section(anchor[0])
    if section is None:
        return None
    tail = len(article_words(document, section))
    shown = _fitting(richtext.words(section.text)[:OPENING], tail, hit.snippet_spans, text)
    return Row(document, marked(hit.title_spans), shown, hit.path, document.current.chapter_of(anchor[0]))


def marked(spans: Spans) -> Markup:
    """Spans as HTML: every piece escaped, what matched in ``<mark>``."""
    pieces = (Markup("<mark>{}</mark>").format(text) if fits else Markup.escape(text) for text, fits in spans)
    return Markup("").join(pieces)


def _fitting(whole: str, tail: int, spans: Spans, text: str) -> Markup | str:
    """The fitting part of the text, else *whole*; the *tail* of words that only the index added is not shown."""
    if not text or not any(fits for _piece, fits in spans):
        return whole
    return marked(_without_tail(spans, tail))


def _without_tail(spans: Spans, length: int) -> Spans:
    if spans[-1][0] == "…":
        return spans
    kept: list[tuple[str, bool]] = []
    for text, fits in reversed(spans):
        cut = min(length, len(text))
        length -= cut
        if len(text) > cut:
            kept.insert(0, (text[: len(text) - cut], fits))
    return tuple(kept)


# What the page offers


def offered(request: Request, path: str, asked: Asked, found: Found) -> dict[str, Any]:
    """All that a list's template needs."""
    numbers, following = pages(asked, found, path)
    return {
        "path": path,
        "asked": asked,
        "found": found,
        "facets": [(name, LEGENDS[name], choices(request, name, asked, found)) for name in asked.filters],
        "chosen": chosen(request, asked, path),
        "numbers": numbers,
        "following": following,
        "first": (found.page - 1) * PAGE + 1,
        "last": (found.page - 1) * PAGE + len(found.rows),
    }


def choices(request: Request, name: str, asked: Asked, found: Found) -> list[Choice]:
    """The values of one filter that lead anywhere, the fullest first, and those chosen in any case."""
    counts, chosen = found.facets.get(name, {}), asked.filters.get(name, ())
    offered = [
        Choice(value, words, counts.get(value, 0), value in chosen)
        for value, words in _values(request, name)
        if counts.get(value) or value in chosen
    ]
    return sorted(offered, key=lambda choice: -choice.records)


def chosen(request: Request, asked: Asked, path: str) -> list[tuple[Any, str]]:
    """The filters to take off: their words, and the address without each."""
    rows: list[tuple[Any, str]] = []
    for name, values in asked.filters.items():
        words = dict(_values(request, name))
        rows += [(words[value], asked.without(path, name, value)) for value in values]
    if asked.low_fen is not None:
        rows.append((_("最少 ${yuan} 元", mapping={"yuan": asked.low}), asked.address(path, low="")))
    if asked.high_fen is not None:
        rows.append((_("最多 ${yuan} 元", mapping={"yuan": asked.high}), asked.address(path, high="")))
    return rows


def pages(asked: Asked, found: Found, path: str) -> tuple[list[tuple[int, str | None]], str | None]:
    """(number, address or None for this page) around this one, with the first and the last; and the next page's."""
    last, here = max(1, -(-found.total // PAGE)), found.page
    shown = sorted({1, last, *range(max(1, here - 2), min(last, here + 2) + 1)})
    numbers = [(n, asked.address(path, page=n) if n != here else None) for n in shown]
    return numbers, asked.address(path, page=here + 1) if here < last else None

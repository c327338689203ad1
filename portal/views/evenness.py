"""落实得匀不匀: how much of each urgency is met in every town, category and kind of household, before and after."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from pyramid.i18n import TranslationStringFactory
from pyramid.request import Request
from pyramid.view import view_config

from content.plan import Cell, Evenness, Lowest, PlanReport
from content.site import Site
from content.vocabulary import Category, Urgency
from portal.words.match import Words

_ = TranslationStringFactory("portal")
ALL = "all"
SHORT = {"0": _("最急"), "1": _("紧急"), "2": _("一般"), ALL: _("合计")}
"""What urgencies are called where a phone has no room for more."""


class Change(NamedTuple):
    """What part of *wanted* fen is met, in per cent."""

    wanted: int
    before: float
    after: float


class UrgencyRow(NamedTuple):
    """One urgency: how much of it is met, the tenth that gets least, and the Gini, before and after."""

    label: Any
    met: Change
    lowest_needs: int
    lowest: Change
    gini: tuple[str, str]


class Row(NamedTuple):
    """A town, category or kind of household: for each urgency its change, None where nobody asks."""

    label: Any
    changes: list[Change | None]


class Table(NamedTuple):
    """One way to part the needs."""

    title: Any
    head: Any
    rows: list[Row]


@view_config(
    context=Site, name="evenness", permission="desk:view", renderer="portal:templates/desk/evenness.pt"
)
def show(site: Site, request: Request) -> dict[str, Any]:
    """Of the last plan; empty before the first one, or where it was made before this was kept."""
    report, words = site.plan, Words(request)
    cells = report.cells if report is not None else ()
    keys = [cell.urgency for cell in cells if cell.kind == "all"]
    return {
        "report": report,
        "urgencies": [(_label(key), SHORT[key]) for key in keys],
        "rows": list(_urgencies(report)),
        "tables": [
            Table(
                _("按镇、街道"),
                _("镇、街道"),
                _rows(cells, "town", keys, {town.code: town.name for town in request.policy.towns}),
            ),
            Table(
                _("按类别"),
                _("类别"),
                _rows(cells, "category", keys, {word.value: _(word.label) for word in Category}),
            ),
            Table(
                _("按家庭情况"),
                _("家庭情况"),
                _rows(
                    cells,
                    "attribute",
                    keys,
                    {
                        key: words.attribute(key) if key else _("没有登记")
                        for key in _keys(cells, "attribute")
                    },
                ),
            ),
        ],
    }


def _label(urgency: str) -> Any:
    return _("合计") if urgency == ALL else _(Urgency(int(urgency)).label)


def _urgencies(report: PlanReport | None) -> Iterator[UrgencyRow]:
    if report is None:
        return
    whole = {cell.urgency: cell for cell in report.cells if cell.kind == "all"}
    for even in report.evenness:
        yield UrgencyRow(
            _label(even.urgency),
            _change(whole[even.urgency]),
            even.after.needs,
            _lowest(even),
            (_gini(even.before), _gini(even.after)),
        )


def _lowest(even: Evenness) -> Change:
    """Not the same needs before and after: each time those that get least."""
    before, after = even.before, even.after
    return Change(after.wanted, _percent(before.met, before.wanted), _percent(after.met, after.wanted))


def _gini(lowest: Lowest) -> str:
    """Two digits; "—" where nobody has anything."""
    if lowest.gini is None:
        return "—"
    over, under = lowest.gini
    return f"{over / under:.2f}"


def _change(cell: Cell) -> Change:
    return Change(cell.wanted, _percent(cell.before, cell.wanted), _percent(cell.after, cell.wanted))


def _percent(part: int, whole: int) -> float:
    return round(100 * part / whole, 1) if whole else 0.0


def _keys(cells: Iterable[Cell], kind: str) -> list[str]:
    return list(dict.fromkeys(cell.key for cell in cells if cell.kind == kind))


def _rows(cells: Iterable[Cell], kind: str, urgencies: list[str], labels: dict[str, Any]) -> list[Row]:
    """The least met first: that is where to look."""
    found: dict[str, dict[str, Change]] = {}
    for cell in cells:
        if cell.kind == kind:
            found.setdefault(cell.key, {})[cell.urgency] = _change(cell)
    order = sorted(found, key=lambda key: (found[key][ALL].after, key))
    return [Row(labels.get(key, key), [found[key].get(u) for u in urgencies]) for key in order]

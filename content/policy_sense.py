"""What each value alone can't show: codes that don't fit their town, sums and ages that contradict one another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from content.policy_lines import TomlPath
from content.policy_said import Said, said
from content.policy_schema import KIND_LIMITS_NEEDED
from content.vocabulary import Item, PlaceType

Found = Iterator[tuple[TomlPath, Said]]
Data = Mapping[str, Any]

TOWN_TYPES = (PlaceType.SUBDISTRICT, PlaceType.TOWN, PlaceType.ZONE)
VILLAGE_TYPES = (PlaceType.VILLAGE, PlaceType.COMMUNITY)


def nonsense(data: Data) -> Found:
    """(path, what is said) of every contradiction. Values of the wrong type are passed over: they were named before."""
    yield from _towns(data)
    yield from _villages(data)
    yield from _kinds(data)
    yield from _categories(data)
    yield from _deadlines(data)
    yield from _fund(data)
    yield from _publication(data)
    yield from _budgets(data)


def _towns(data: Data) -> Found:
    district = _text(_table(data, "district"), "code")
    for number, row in _rows(data, "town"):
        if not _text(row, "code").startswith(district):
            yield ("town", number, "code"), said("not_in_district", district=district)
        if PlaceType.has_word(row.get("type")) and row["type"] not in TOWN_TYPES:
            yield ("town", number, "type"), said("only", words=", ".join(TOWN_TYPES))


def _villages(data: Data) -> Found:
    for number, row in _rows(data, "village"):
        code, town = _text(row, "code"), _text(row, "town")
        if code and town and not code.startswith(f"{town}-"):
            yield ("village", number, "code"), said("not_in_town", town=town)
        if PlaceType.has_word(row.get("type")) and row["type"] not in VILLAGE_TYPES:
            yield ("village", number, "type"), said("only", words=", ".join(VILLAGE_TYPES))


def _kinds(data: Data) -> Found:
    """A kind's own paper must not repeat a common one, and the limits that the portal asks for must be there."""
    common = {_text(row, "id") for _, row in _rows(data, "paper")}
    for number, kind in _rows(data, "kind"):
        for position, paper in _rows(kind, "paper"):
            if _text(paper, "id") in common:
                yield ("kind", number, "paper", position, "id"), said("common_paper", value=paper["id"])
        limits = {_text(row, "id") for _, row in _rows(kind, "limit")}
        for id in KIND_LIMITS_NEEDED.get(_text(kind, "id"), ()):
            if id not in limits:
                yield ("kind", number), said("id_missing", table="[[kind.limit]]", id=id)


def _categories(data: Data) -> Found:
    for number, row in _rows(data, "category"):
        items = _array(row, "items")
        if row.get("money") is False and not items:
            yield ("category", number), said("asks_nothing")
        for position, item in enumerate(items):
            if Item.has_word(item) and Item(item).category.value != row.get("id"):
                path = ("category", number, "items", position)
                belongs = Item(item).category.value
                yield path, said("other_category", value=item, belongs=belongs, category=row.get("id"))


def _deadlines(data: Data) -> Found:
    for number, row in _rows(data, "deadline"):
        month, day = row.get("month"), row.get("day")
        if not isinstance(month, int) or not isinstance(day, int) or not 1 <= month <= 12:
            continue
        if not _is_date(month, day):
            yield ("deadline", number, "day"), said("no_such_day", month=month, day=day)


def _fund(data: Data) -> Found:
    fund = _table(data, "fund")
    case, town = _number(fund, "case_limit_fen"), _number(fund, "town_year_limit_fen")
    reasons = _number(fund, "reasons_above_fen")
    if case is not None and town is not None and case > town:
        yield ("fund", "case_limit_fen"), said("case_above_town")
    if case is not None and reasons is not None and reasons > case:
        yield ("fund", "reasons_above_fen"), said("reasons_above_case")


def _publication(data: Data) -> Found:
    """Bands start with one person and rise; places go from fine to coarse."""
    publication = _table(data, "publication")
    bands = [band for band in _array(publication, "household_bands") if isinstance(band, int)]
    if bands and (bands[0] != 1 or bands != sorted(set(bands))):
        yield ("publication", "household_bands"), said("bands_not_rising")
    places = _array(publication, "places")
    if places and places not in (["town", "district"], ["district"], ["town"]):
        yield ("publication", "places"), said("places_not_rising")


def _budgets(data: Data) -> Found:
    seen: set[tuple[object, object]] = set()
    for number, row in _rows(data, "budget"):
        key = (_text(row, "kind"), _number(row, "year"))
        if key in seen:
            yield ("budget", number, "kind"), said("budget_twice", year=key[1], kind=key[0])
        seen.add(key)


# Looking without trusting


def _table(data: Data, name: str) -> Data:
    value = data.get(name)
    return value if isinstance(value, dict) else {}


def _rows(data: Data, name: str) -> Iterator[tuple[int, Data]]:
    return ((number, row) for number, row in enumerate(_array(data, name)) if isinstance(row, dict))


def _array(data: Data, name: str) -> list[Any]:
    value = data.get(name)
    return value if isinstance(value, list) else []


def _text(data: Data, name: str) -> str:
    value = data.get(name)
    return value if isinstance(value, str) else ""


def _number(data: Data, name: str) -> int | None:
    value = data.get(name)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _is_date(month: int, day: int) -> bool:
    """29 February comes in some years only: a yearly deadline can't stand there."""
    try:
        date(2027, month, day)
    except ValueError:
        return False
    return True

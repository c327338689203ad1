"""What each value alone can't show: codes that don't fit their town, sums and ages that contradict one another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from content.policy_lines import TomlPath
from content.policy_schema import KIND_LIMITS_NEEDED
from content.vocabulary import Item, PlaceType

Found = Iterator[tuple[TomlPath, str]]
Data = Mapping[str, Any]

TOWN_TYPES = (PlaceType.SUBDISTRICT, PlaceType.TOWN, PlaceType.ZONE)
VILLAGE_TYPES = (PlaceType.VILLAGE, PlaceType.COMMUNITY)


def nonsense(data: Data) -> Found:
    """(path, message) of every contradiction. Values of the wrong type are passed over: they were named before."""
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
            yield ("town", number, "code"), f"应当以区代码 {district} 开头"
        if PlaceType.has_word(row.get("type")) and row["type"] not in TOWN_TYPES:
            yield ("town", number, "type"), f"这里只能是 {'、'.join(TOWN_TYPES)}"


def _villages(data: Data) -> Found:
    for number, row in _rows(data, "village"):
        code, town = _text(row, "code"), _text(row, "town")
        if code and town and not code.startswith(f"{town}-"):
            yield ("village", number, "code"), f"应当以所属镇（街道）的代码 {town} 开头"
        if PlaceType.has_word(row.get("type")) and row["type"] not in VILLAGE_TYPES:
            yield ("village", number, "type"), f"这里只能是 {'、'.join(VILLAGE_TYPES)}"


def _kinds(data: Data) -> Found:
    """A kind's own paper must not repeat a common one, and the limits that the portal asks for must be there."""
    common = {_text(row, "id") for _, row in _rows(data, "paper")}
    for number, kind in _rows(data, "kind"):
        for position, paper in _rows(kind, "paper"):
            if _text(paper, "id") in common:
                yield ("kind", number, "paper", position, "id"), f"“{paper['id']}”已经在共同材料里"
        limits = {_text(row, "id") for _, row in _rows(kind, "limit")}
        for id in KIND_LIMITS_NEEDED.get(_text(kind, "id"), ()):
            if id not in limits:
                yield ("kind", number), f"[[kind.limit]] 里缺少 {id}"


def _categories(data: Data) -> Found:
    for number, row in _rows(data, "category"):
        items = _array(row, "items")
        if row.get("money") is False and not items:
            yield ("category", number), "既不能要钱，也没有物品或服务，什么需求都提不了"
        for position, item in enumerate(items):
            if Item.has_word(item) and Item(item).category.value != row.get("id"):
                path = ("category", number, "items", position)
                yield path, f"“{item}”属于 {Item(item).category.value}，不属于 {row.get('id')}"


def _deadlines(data: Data) -> Found:
    for number, row in _rows(data, "deadline"):
        month, day = row.get("month"), row.get("day")
        if not isinstance(month, int) or not isinstance(day, int) or not 1 <= month <= 12:
            continue
        if not _is_date(month, day):
            yield ("deadline", number, "day"), f"{month} 月没有 {day} 日"


def _fund(data: Data) -> Found:
    fund = _table(data, "fund")
    case, town = _number(fund, "case_limit_fen"), _number(fund, "town_year_limit_fen")
    reasons = _number(fund, "reasons_above_fen")
    if case is not None and town is not None and case > town:
        yield ("fund", "case_limit_fen"), "一户的上限比一个镇（街道）一年的上限还高"
    if case is not None and reasons is not None and reasons > case:
        yield ("fund", "reasons_above_fen"), "比一户的上限还高，永远用不到"


def _publication(data: Data) -> Found:
    """Bands start with one person and rise; places go from fine to coarse."""
    publication = _table(data, "publication")
    bands = [band for band in _array(publication, "household_bands") if isinstance(band, int)]
    if bands and (bands[0] != 1 or bands != sorted(set(bands))):
        yield ("publication", "household_bands"), "应当从 1 开始，一个比一个大"
    places = _array(publication, "places")
    if places and places not in (["town", "district"], ["district"], ["town"]):
        yield ("publication", "places"), "应当由细到粗，不重复：先 town，后 district"


def _budgets(data: Data) -> Found:
    seen: set[tuple[object, object]] = set()
    for number, row in _rows(data, "budget"):
        key = (_text(row, "kind"), _number(row, "year"))
        if key in seen:
            yield ("budget", number, "kind"), f"{key[1]} 年的 {key[0]} 预算重复了"
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

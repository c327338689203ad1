"""The district's policy: read from its file, checked, and asked for rules by name."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

from content import policy_rules as rules
from content import region
from content.calendar import Calendar, Due
from content.policy_check import Mistake, check
from content.policy_said import said
from content.vocabulary import UnitType

__all__ = ["SHIPPED", "Mistake", "Policy", "PolicyError", "check", "kept", "load"]

SHIPPED = Path(__file__).parent / "policy" / "zhoucun.toml"
"""The policy file of Zhoucun District; another district edits a copy."""

T = TypeVar("T")


class PolicyError(Exception):
    """The policy file can't be used; `mistakes` names every one of them by line."""

    def __init__(self, mistakes: Sequence[Mistake]) -> None:
        super().__init__(", ".join(f"{one.line} {one.key} {one.said.code}" for one in mistakes))
        self.mistakes = tuple(mistakes)


@dataclass(frozen=True)
class Policy:
    """Everything a district decides. `text` is the file itself, `version` its SHA-256: decisions name it."""

    text: str = field(repr=False)
    title: str
    valid_from: date
    district: rules.District
    days: rules.CalendarDays
    towns: tuple[rules.Place, ...]
    all_villages: tuple[rules.Place, ...]
    units: tuple[rules.Unit, ...]
    roles: tuple[rules.RoleRule, ...]
    separations: tuple[rules.Separation, ...]
    kinds: tuple[rules.KindRule, ...]
    common_papers: tuple[rules.Paper, ...]
    limits: tuple[rules.Limit, ...]
    deadlines: tuple[rules.Deadline, ...]
    categories: tuple[rules.CategoryRule, ...]
    ages: rules.AgeRule
    relief: rules.ReliefRules
    budgets: tuple[rules.Budget, ...]
    fund: rules.FundRules
    publication: rules.Publication
    numbering: rules.Numbering
    register: rules.RegisterRules
    clock: rules.ClockRules

    @cached_property
    def version(self) -> str:
        return sha256(self.text.encode()).hexdigest()

    # Places and units

    def place(self, code: str) -> rules.Place:
        """The town or village of this code; KeyError where the district has none."""
        return self._places[code]

    def place_name(self, code: str) -> str:
        """北郊镇 for a town, 北郊镇西塘社区 for a village, 周村区 for the district; elsewhere the nearest known."""
        if code == self.district.code:
            return self.district.name
        if not code.startswith(self.district.code) and (elsewhere := region.name(code)):
            return elsewhere
        place = self.place(code)
        return f"{self.place(place.town).name}{place.name}" if place.town else place.name

    def villages(self, town: str) -> tuple[rules.Place, ...]:
        """The villages and communities of the town with this code."""
        return tuple(place for place in self.all_villages if place.town == town)

    def unit(self, id: str) -> rules.Unit:
        """A department by its id, a town or village by its place code; KeyError where there is none."""
        return self._units[id]

    @property
    def departments(self) -> tuple[rules.Unit, ...]:
        return tuple(unit for unit in self.units if unit.type == UnitType.DEPARTMENT)

    @property
    def town_windows(self) -> tuple[rules.Unit, ...]:
        return tuple(unit for unit in self.units if unit.type == UnitType.TOWN)

    def needs_totp(self, role: str) -> bool:
        """Whether the role signs in with a second factor; a role the file doesn't name does."""
        return all(rule.totp for rule in self.roles if rule.id == role)

    # Kinds, limits, categories

    def kind(self, id: str) -> rules.KindRule:
        return self._kinds[id]

    @property
    def running_kinds(self) -> tuple[rules.KindRule, ...]:
        """The kinds that the portal handles from first to last today."""
        return tuple(kind for kind in self.kinds if kind.runs)

    def kinds_for(self, categories: Iterable[str]) -> tuple[rules.KindRule, ...]:
        """The kinds that what is lacking leads to, of those that run."""
        wanted = {kind for category in categories for kind in self.category(category).kinds}
        return tuple(kind for kind in self.running_kinds if kind.id in wanted)

    def papers(self, kind: str) -> tuple[rules.Paper, ...]:
        """The whole check-list of one kind: the common papers, then its own."""
        return self.common_papers + self.kind(kind).papers

    def limit(self, id: str) -> rules.Limit:
        """`limit("referral.receive")`, or a kind's own: `limit("medical.complete")`."""
        return self._limits[id]

    def has_limit(self, id: str) -> bool:
        """For limits that a district may leave out."""
        return id in self._limits

    def due(self, limit: str, start: datetime) -> Due:
        """When the limit that began at *start* ends."""
        rule = self.limit(limit)
        return self.calendar().after(start, rule.value, rule.unit)

    def category(self, id: str) -> rules.CategoryRule:
        return self._categories[id]

    def calendar(self) -> Calendar:
        return self._calendar

    # Found once, kept: the values never change

    @cached_property
    def _places(self) -> dict[str, rules.Place]:
        return {place.code: place for place in self.towns + self.all_villages}

    @cached_property
    def _units(self) -> dict[str, rules.Unit]:
        return {unit.id: unit for unit in self.units}

    @cached_property
    def _kinds(self) -> dict[str, rules.KindRule]:
        return {kind.id: kind for kind in self.kinds}

    @cached_property
    def _limits(self) -> dict[str, rules.Limit]:
        own = {f"{kind.id}.{limit.id}": limit for kind in self.kinds for limit in kind.limits}
        return own | {limit.id: limit for limit in self.limits}

    @cached_property
    def _categories(self) -> dict[str, rules.CategoryRule]:
        return {category.id: category for category in self.categories}

    @cached_property
    def _calendar(self) -> Calendar:
        days = self.days
        return Calendar(workdays=days.workdays, holidays=days.holidays, years=days.years)


def load(source: Path | str) -> Policy:
    """The policy in a file (a Path) or in a text (a str).

    Raises PolicyError with every mistake named by line, and OSError where the file can't be read.
    """
    text = read(source) if isinstance(source, Path) else source
    mistakes = check(text)
    if mistakes:
        raise PolicyError(mistakes)
    return _policy(text, tomllib.loads(text))


def kept(text: str) -> Policy:
    """An edition that a database keeps: it was checked when it came into force, by the release of that day.

    What a later release asks for beside it is as in the shipped file, until the district says otherwise.
    """
    return _policy(text, _completed(tomllib.loads(text), tomllib.loads(read(SHIPPED))))


def _completed(data: Mapping[str, Any], shipped: Mapping[str, Any]) -> dict[str, Any]:
    """*data* with the keys, and the limits and roles by their ids, that only *shipped* has."""
    found = {**shipped, **data}
    for name, value in data.items():
        if isinstance(value, dict) and isinstance(shipped.get(name), dict):
            found[name] = {**shipped[name], **value}
    for name in ("limit", "role"):
        found[name] = _with_missing(found.get(name, []), shipped.get(name, []))
    own = {kind["id"]: kind["limit"] for kind in shipped.get("kind", [])}
    found["kind"] = [
        {**kind, "limit": _with_missing(kind["limit"], own.get(kind["id"], []))} for kind in found["kind"]
    ]
    return found


def _with_missing(rows: Sequence[Any], shipped: Sequence[Any]) -> list[Any]:
    there = {row["id"] for row in rows}
    return [*rows, *(row for row in shipped if row["id"] not in there)]


def read(path: Path) -> str:
    """The file's text; PolicyError with the line where it isn't UTF-8."""
    data = path.read_bytes()
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise PolicyError([Mistake(line, "", said("not_utf8"))]) from None


def _policy(text: str, data: Mapping[str, Any]) -> Policy:
    return Policy(
        text=text,
        title=data["title"],
        valid_from=data["valid_from"],
        district=_value(rules.District, data["district"]),
        days=_value(rules.CalendarDays, data["calendar"]),
        towns=_rows(rules.Place, data["town"], town=""),
        all_villages=tuple(_value(rules.Place, row, short=row["name"]) for row in data["village"]),
        units=_units(data),
        roles=_rows(rules.RoleRule, data["role"]),
        separations=_rows(rules.Separation, data["different_people"]),
        kinds=tuple(_kind(row) for row in data["kind"]),
        common_papers=_rows(rules.Paper, data["paper"]),
        limits=_rows(rules.Limit, data["limit"]),
        deadlines=_rows(rules.Deadline, data["deadline"]),
        categories=_rows(rules.CategoryRule, data["category"]),
        ages=_value(rules.AgeRule, data["ages"]),
        relief=_value(rules.ReliefRules, data["relief"]),
        budgets=_rows(rules.Budget, data["budget"]),
        fund=_value(rules.FundRules, data["fund"]),
        publication=_value(rules.Publication, data["publication"]),
        numbering=_value(rules.Numbering, data["numbering"]),
        register=_value(rules.RegisterRules, data["register"]),
        clock=_value(rules.ClockRules, data.get("clock", {})),
    )


def _kind(row: Mapping[str, Any]) -> rules.KindRule:
    return _value(
        rules.KindRule,
        row,
        refer_to=row.get("refer_to", ""),
        steps=_rows(rules.KindStep, row["step"]),
        papers=_rows(rules.Paper, row["paper"]),
        limits=_rows(rules.Limit, row["limit"]),
    )


def _units(data: Mapping[str, Any]) -> tuple[rules.Unit, ...]:
    hotline = data["district"]["hotline"]
    return tuple(
        _unit(row, unit_type, hotline)
        for table, unit_type in (
            ("department", UnitType.DEPARTMENT),
            ("town", UnitType.TOWN),
            ("village", UnitType.VILLAGE),
        )
        for row in data[table]
    )


def _unit(row: Mapping[str, Any], unit_type: UnitType, hotline: str) -> rules.Unit:
    """A department has an id; a town or village is called by its place code. Without a phone, the hotline answers."""
    return rules.Unit(
        id=row["id"] if unit_type == UnitType.DEPARTMENT else row["code"],
        name=row["name"],
        short=row.get("short", row["name"]),
        type=unit_type.value,
        place=row.get("code", ""),
        duty=row.get("duty", ""),
        address=row.get("address", ""),
        phone=row.get("phone", hotline),
        source=row["source"],
    )


def _rows(cls: type[T], rows: Sequence[Mapping[str, Any]], **more: Any) -> tuple[T, ...]:
    return tuple(_value(cls, row, **more) for row in rows)


def _value(cls: type[T], row: Mapping[str, Any], **more: Any) -> T:
    """One frozen value from a checked table: arrays become tuples, what is not given keeps its default."""
    names = {item.name for item in fields(cls)}  # type: ignore[arg-type]
    given = {name: _frozen(value) for name, value in row.items() if name in names}
    return cls(**given | more)


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value

"""The parts of a district's policy as frozen values; sums in fen, every one with its source.

A source is "T" and the clause where a text says so, or "D" where it is our default that the district may edit.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from content.vocabulary import Category, Item, Kind, Measure, PlaceType, TimeUnit, UnitType

WINDOW = "社会救助受理窗口"


@dataclass(frozen=True)
class District:
    """The district: code of the division, name, the unit that coordinates, and the number anybody may ring."""

    code: str
    name: str
    bureau: str
    hotline: str
    source: str


@dataclass(frozen=True)
class Place:
    """A town, subdistrict, zone, village or community; a village's code begins with its town's."""

    code: str
    name: str
    short: str
    type: str
    town: str
    source: str

    @property
    def label(self) -> str:
        return PlaceType(self.type).label


@dataclass(frozen=True)
class Unit:
    """Who works: a department by its id, a town or village by its place code. `place` is "" for departments."""

    id: str
    name: str
    short: str
    type: str
    place: str
    duty: str
    address: str
    phone: str
    source: str

    @property
    def window(self) -> str:
        """The name of the unit's window for social assistance; villages have none."""
        return "" if self.type == UnitType.VILLAGE else f"{self.name}{WINDOW}"


@dataclass(frozen=True)
class RoleRule:
    """What the district asks of a role: whether it signs in with a second factor."""

    id: str
    totp: bool
    source: str


@dataclass(frozen=True)
class Separation:
    """Steps of one document that must be taken by different people."""

    document: str
    steps: tuple[str, ...]
    source: str


@dataclass(frozen=True)
class Paper:
    """A paper on the check-list; one that may follow does not hold up the registration."""

    id: str
    name: str
    may_follow: bool
    source: str


@dataclass(frozen=True)
class Limit:
    """A time limit: *value* in *unit* (workday, hour, day) from step `starts` to step `stops`, resting in `pauses`."""

    id: str
    name: str
    value: int
    unit: str
    starts: str
    stops: str
    source: str
    pauses: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        return f"{self.value} {TimeUnit(self.unit).label}"


@dataclass(frozen=True)
class Deadline:
    """A day of the year by which something is done, every year."""

    id: str
    name: str
    month: int
    day: int
    source: str


@dataclass(frozen=True)
class KindStep:
    """One step of a kind's procedure; `by` is a unit's id or a word of Party."""

    by: str
    does: str
    source: str


@dataclass(frozen=True)
class KindRule:
    """One kind of assistance: who answers, to whom a referral goes ("" for none), procedure, papers, limits."""

    id: str
    runs: bool
    answers: tuple[str, ...]
    refer_to: str
    who: str
    source: str
    steps: tuple[KindStep, ...]
    papers: tuple[Paper, ...]
    limits: tuple[Limit, ...]

    @property
    def label(self) -> str:
        return Kind(self.id).label


@dataclass(frozen=True)
class CategoryRule:
    """What is lacking: whether money may be asked for, which items, and which kinds of assistance it leads to."""

    id: str
    money: bool
    items: tuple[str, ...]
    kinds: tuple[str, ...]
    source: str

    @property
    def label(self) -> str:
        return Category(self.id).label

    @property
    def forms(self) -> tuple[tuple[str, str], ...]:
        """(unit, item) of everything that may be asked for here; money first, its item is ""."""
        money = ((Measure.FEN.value, ""),) if self.money else ()
        return (*money, *((Item(item).measure.value, item) for item in self.items))


@dataclass(frozen=True)
class AgeRule:
    """From which ages on a member makes the household one with a child or an elderly person; in years."""

    child_below: int
    elderly_from: int
    source: str


@dataclass(frozen=True)
class ReliefRules:
    """Public relief money, in fen: what the town decides itself, the monthly standard, the most of one grant."""

    town_decides_up_to_fen: int
    monthly_standard_fen: int
    standard_from: date
    grant_at_most_months: int
    same_cause_months: int
    source: str


@dataclass(frozen=True)
class Budget:
    """Public relief money of one year for one kind, in fen, and the unit whose book it stands in."""

    kind: str
    year: int
    amount_fen: int
    owner: str
    source: str


@dataclass(frozen=True)
class FundRules:
    """The rules of the public-welfare fund; sums in fen. The reserve serves needs of *reserve_urgency* or graver."""

    case_limit_fen: int
    case_months: int
    town_year_limit_fen: int
    reserve_fen: int
    reserve_urgency: int
    signatures: int
    reasons_above_fen: int
    source: str


@dataclass(frozen=True)
class Publication:
    """What the public may see of a need: at least k alike households, the place no finer than these, in order."""

    k: int
    places: tuple[str, ...]
    household_bands: tuple[int, ...]
    source: str

    def band(self, members: int) -> tuple[int, int | None]:
        """From and to (None: open) of the size band a household of so many members stands in."""
        start = max(low for low in self.household_bands if low <= max(members, 1))
        above = [low for low in self.household_bands if low > start]
        return start, (min(above) - 1 if above else None)


@dataclass(frozen=True)
class Numbering:
    """The printed numbers, with {year}, {window} and {number}; each counts per window and year."""

    case: str
    referral: str
    notice: str
    public_notice: str
    source: str

    def printed(self, paper: str, *, year: int, window: str, number: int) -> str:
        """`printed("case", year=2026, window="北郊", number=147)` is 周救字〔2026〕北郊0147号."""
        pattern = {
            "case": self.case,
            "referral": self.referral,
            "notice": self.notice,
            "public_notice": self.public_notice,
        }[paper]
        return pattern.format(year=year, window=window, number=number)


@dataclass(frozen=True)
class RegisterRules:
    """How long the log of reads is kept (years), and how often an hour somebody may ask for a state."""

    read_log_years: int
    status_tries_per_hour: int
    source: str


@dataclass(frozen=True)
class CalendarDays:
    """Days that are worked, or are free, in this district whatever the published calendar says.

    In *years* these days are all there are: their holidays are published, and written here from first to last.
    """

    workdays: tuple[date, ...]
    holidays: tuple[date, ...]
    source: str
    years: tuple[int, ...] = ()


@dataclass(frozen=True)
class ClockRules:
    """When people are reminded, when the bureau hears of what is late, and what runs at night.

    Working days before a day is due; after it, until the bureau looks; without any move where no day is promised
    (the bureau looks after twice that); days for which a message that was read and is done is kept, and a
    registration that nobody goes on with.
    """

    soon_workdays: int = 1
    bureau_after_workdays: int = 1
    waiting_workdays: int = 5
    nightly_match: bool = False
    keep_messages_days: int = 90
    keep_drafts_days: int = 14
    source: str = "D"

"""What a policy file must contain, as a table: every key with what may stand there.

A reader looks at one value and returns what is wrong with it, None where it is right. `defines`
and `refers` name the list of ids a value adds to or must be found in.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from string import Formatter

from content.policy_said import Said, said
from content.vocabulary import Category, Item, Kind, PlaceType, Role, TimeUnit, Word

Reader = Callable[[object], Said | None]


@dataclass(frozen=True)
class Value:
    """One key's value; an array of values where `many`, which may be empty where `empty`."""

    reader: Reader
    required: bool = True
    many: bool = False
    empty: bool = False
    defines: str = ""
    refers: str = ""


@dataclass(frozen=True)
class Table:
    keys: Mapping[str, Value | Table | Rows]
    required: bool = True


@dataclass(frozen=True)
class Rows:
    """An array of tables; `whole` are the ids that must all be there."""

    table: Table
    id: str = ""
    whole: tuple[str, ...] = ()


def text(value: object) -> Said | None:
    if not isinstance(value, str):
        return said("not_text")
    return None if value.strip() else said("empty")


def pattern(expression: str, code: str) -> Reader:
    """*code* says what should stand there."""

    def read(value: object) -> Said | None:
        if not isinstance(value, str):
            return said("not_text")
        return None if re.fullmatch(expression, value) else said(code, value=value)

    return read


def word(words: type[Word]) -> Reader:
    def read(value: object) -> Said | None:
        if not isinstance(value, str):
            return said("not_text")
        return None if words.has_word(value) else said("no_such_word", value=value, words=", ".join(words))

    return read


def integer(least: int, most: int | None = None, code: str = "not_whole") -> Reader:
    def read(value: object) -> Said | None:
        if isinstance(value, bool) or not isinstance(value, int):
            return said(code)
        if value < least:
            return said("too_small", least=least, value=value)
        return said("too_large", most=most, value=value) if most is not None and value > most else None

    return read


def boolean(value: object) -> Said | None:
    return None if isinstance(value, bool) else said("not_boolean")


def day(value: object) -> Said | None:
    is_day = isinstance(value, date) and not isinstance(value, datetime)
    return None if is_day else said("not_day")


def number_format(value: object) -> Said | None:
    """A printed number: {year}, {window} and {number}, each once."""
    if not isinstance(value, str):
        return said("not_text")
    try:
        names = sorted(name for _, name, _, _ in Formatter().parse(value) if name is not None)
        value.format(year=2026, window="北郊", number=1)
    except (ValueError, LookupError, AttributeError):
        names = []
    return None if names == ["number", "window", "year"] else said("not_numbering")


fen = integer(0, code="not_fen")
source = pattern(r"T .+|D( .+)?", "not_source")
slug = pattern(r"[a-z][a-z_]*", "not_slug")
dotted = pattern(r"[a-z_]+\.[a-z_]+", "not_step")
phone = pattern(r"[0-9][0-9-]{2,19}", "not_phone")
place_code = pattern(r"\d{9}|\d{6}[A-Z]\d{2}", "not_place_code")
village_code = pattern(r"(\d{9}|\d{6}[A-Z]\d{2})-\d{2}", "not_village_code")
party = pattern(r"[a-z][a-z_]*", "not_party")

SOURCE = Value(source)

PAPER = Table(
    {
        "id": Value(slug, defines="paper"),
        "name": Value(text),
        "may_follow": Value(boolean),
        "source": SOURCE,
    }
)


def limit_table(id_reader: Reader) -> Table:
    return Table(
        {
            "id": Value(id_reader, defines="limit"),
            "name": Value(text),
            "value": Value(integer(0)),
            "unit": Value(word(TimeUnit)),
            "starts": Value(dotted),
            "stops": Value(dotted),
            "pauses": Value(dotted, required=False, many=True, empty=True),
            "source": SOURCE,
        }
    )


KIND = Table(
    {
        "id": Value(word(Kind), defines="kind"),
        "runs": Value(boolean),
        "answers": Value(party, many=True, refers="party"),
        "refer_to": Value(slug, required=False, refers="department"),
        "who": Value(text),
        "source": SOURCE,
        "step": Rows(Table({"by": Value(party, refers="party"), "does": Value(text), "source": SOURCE})),
        "paper": Rows(PAPER),
        "limit": Rows(limit_table(slug), id="id", whole=("complete",)),
    }
)

LIMITS_NEEDED = (
    "discovery.call",
    "discovery.visit",
    "discovery.verify",
    "discovery.violence",
    "referral.receive",
    "referral.reject",
    "proposal.answer",
    "proposal.lapse",
    "case.admit",
    "investigation.countersign",
    "public_notice.put_up",
    "crosscheck.answer",
    "case.first_visit",
    "case.second_visit",
    "tip.answer",
    "tip.refused_help",
    "tip.finish",
    "tip.extend",
)
"""The general limits that the portal asks for by name."""

KIND_LIMITS_NEEDED = {"temporary": ("urgent", "papers_follow", "small")}
"""A kind's own limits that the portal asks for by name, beside the `complete` of each."""

POLICY = Table(
    {
        "title": Value(text),
        "valid_from": Value(day),
        "district": Table(
            {
                "code": Value(pattern(r"\d{6}", "not_district_code")),
                "name": Value(text),
                "bureau": Value(slug, refers="department"),
                "hotline": Value(phone),
                "source": SOURCE,
            }
        ),
        "calendar": Table(
            {
                "workdays": Value(day, many=True, empty=True, defines="own day"),
                "holidays": Value(day, many=True, empty=True, defines="own day"),
                "years": Value(integer(2020, 2100), required=False, many=True, empty=True),
                "source": SOURCE,
            }
        ),
        "town": Rows(
            Table(
                {
                    "code": Value(place_code, defines="town"),
                    "name": Value(text, defines="town name"),
                    "short": Value(text, defines="town short name"),
                    "type": Value(word(PlaceType)),
                    "address": Value(text, required=False),
                    "phone": Value(phone, required=False),
                    "source": SOURCE,
                }
            )
        ),
        "village": Rows(
            Table(
                {
                    "code": Value(village_code, defines="village"),
                    "name": Value(text),
                    "town": Value(place_code, refers="town"),
                    "type": Value(word(PlaceType)),
                    "phone": Value(phone, required=False),
                    "source": SOURCE,
                }
            )
        ),
        "department": Rows(
            Table(
                {
                    "id": Value(slug, defines="department"),
                    "name": Value(text, defines="department name"),
                    "short": Value(text),
                    "duty": Value(text),
                    "address": Value(text, required=False),
                    "phone": Value(phone, required=False),
                    "source": SOURCE,
                }
            )
        ),
        "role": Rows(
            Table({"id": Value(word(Role), defines="role"), "totp": Value(boolean), "source": SOURCE}),
            id="id",
            whole=tuple(role.value for role in Role),
        ),
        "different_people": Rows(
            Table({"document": Value(slug), "steps": Value(slug, many=True), "source": SOURCE})
        ),
        "kind": Rows(KIND, id="id", whole=tuple(kind.value for kind in Kind)),
        "paper": Rows(PAPER),
        "limit": Rows(limit_table(dotted), id="id", whole=LIMITS_NEEDED),
        "deadline": Rows(
            Table(
                {
                    "id": Value(dotted, defines="deadline"),
                    "name": Value(text),
                    "month": Value(integer(1, 12)),
                    "day": Value(integer(1, 31)),
                    "source": SOURCE,
                }
            )
        ),
        "category": Rows(
            Table(
                {
                    "id": Value(word(Category), defines="category"),
                    "money": Value(boolean),
                    "items": Value(word(Item), many=True, empty=True, defines="item"),
                    "kinds": Value(word(Kind), many=True, refers="kind"),
                    "source": SOURCE,
                }
            ),
            id="id",
            whole=tuple(category.value for category in Category),
        ),
        "ages": Table(
            {
                "child_below": Value(integer(1, 30)),
                "elderly_from": Value(integer(40, 120)),
                "source": SOURCE,
            }
        ),
        "relief": Table(
            {
                "town_decides_up_to_fen": Value(fen),
                "monthly_standard_fen": Value(fen),
                "standard_from": Value(day),
                "grant_at_most_months": Value(integer(1)),
                "same_cause_months": Value(integer(0)),
                "source": SOURCE,
            }
        ),
        "budget": Rows(
            Table(
                {
                    "kind": Value(word(Kind), refers="kind"),
                    "year": Value(integer(2000, 2999)),
                    "amount_fen": Value(fen),
                    "owner": Value(slug, refers="department"),
                    "source": SOURCE,
                }
            )
        ),
        "fund": Table(
            {
                "case_limit_fen": Value(fen),
                "case_months": Value(integer(1)),
                "town_year_limit_fen": Value(fen),
                "reserve_fen": Value(fen),
                "reserve_urgency": Value(integer(0, 2)),
                "signatures": Value(integer(2, 2)),
                "reasons_above_fen": Value(fen),
                "source": SOURCE,
            }
        ),
        "publication": Table(
            {
                "k": Value(integer(2)),
                "places": Value(pattern("town|district", "not_publication_place"), many=True),
                "household_bands": Value(integer(1), many=True),
                "source": SOURCE,
            }
        ),
        "clock": Table(
            {
                "soon_workdays": Value(integer(0, 20)),
                "bureau_after_workdays": Value(integer(0, 20)),
                "waiting_workdays": Value(integer(1, 60)),
                "nightly_match": Value(boolean),
                "keep_messages_days": Value(integer(1, 3650)),
                "keep_drafts_days": Value(integer(1, 60), required=False),
                "source": SOURCE,
            },
            required=False,
        ),
        "numbering": Table(
            {
                "case": Value(number_format),
                "referral": Value(number_format),
                "notice": Value(number_format),
                "public_notice": Value(number_format),
                "source": SOURCE,
            }
        ),
        "register": Table(
            {
                "read_log_years": Value(integer(6)),
                "status_tries_per_hour": Value(integer(1)),
                "source": SOURCE,
            }
        ),
    }
)

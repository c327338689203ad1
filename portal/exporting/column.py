"""The columns of lists that go out: what each is called, and how its value is got from a row.

The heads are Chinese whatever the reader's language: the mappings in portal/importing/own read the files in again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from pyramid.request import Request

from content.source import Source
from content.vocabulary import Attribute, Category, Cause, Item, Measure, Urgency
from portal.words.state import tag

Get = Callable[[Request, Any], Any]


@dataclass(frozen=True)
class Column:
    """``get`` gives the value of one row; a *personal* one is opened on record, "" for who may not see it."""

    head: str
    get: Get
    personal: bool = False


def yuan(fen: int) -> Decimal:
    return Decimal(fen) / 100


def amount(value: int, unit: str) -> Decimal | int:
    """Yuan where it is money, hours or pieces as they are."""
    return yuan(value) if unit == Measure.FEN.value else value


def attribute(name: str) -> Get:
    return lambda request, one: getattr(one, name)


def state(request: Request, document: Any) -> str:
    return str(tag(document.kind, document.state).words)


def labels(word: Any, values: Sequence[str] | None) -> str:
    return "、".join(word(value).label for value in values or ())


def place(request: Request, code: str) -> str:
    try:
        return request.policy.place_name(code) if code else ""
    except KeyError:
        return code


def organisation(request: Request, one: Any) -> str:
    found = request.site["organisations"].get(one.organisation_id)
    return str(found.title) if found is not None else str(one.organisation_id)


def opened(name: str, permission: str) -> Get:
    """A sealed field of the document itself."""

    def get(request: Request, one: Any) -> str:
        return request.reveal(one, name)[name] if request.has_permission(permission, one) else ""

    return get


def of_household(name: str, *, head: bool = False) -> Get:
    """A sealed field of a case's household, or of who is first in it."""

    def get(request: Request, case: Any) -> str:
        household = request.site["households"].get(case.household_id)
        if household is None or not request.has_permission("household:view", household):
            return ""
        owner = household.head_member if head else household
        return request.reveal(owner, name)[name] if owner is not None else ""

    return get


def use(request: Request, one: Any) -> str:
    return Item(one.item).label if one.item else Category(one.category).label


def _unit(request: Request, one: Any) -> str:
    return Measure(one.unit).label


def _places(inside: bool) -> Get:
    return lambda request, source: codes(request, source.restrictions.places or (), inside)


def codes(request: Request, codes: Iterable[str], inside: bool) -> str:
    """Those of the district's towns, or those of elsewhere."""
    towns = {town.code for town in request.policy.towns}
    return "、".join(code for code in codes if (code in towns) is inside)


def _requires(request: Request, source: Source) -> str:
    words = (Attribute(w) if Attribute.has_word(w) else Cause(w) for w in source.restrictions.requires)
    return "、".join(word.label for word in words)


def _cap(request: Request, source: Source) -> Decimal | int | None:
    each = source.restrictions.cap_of_each
    return None if each is None else amount(each, source.unit)


def sums(*names: tuple[str, str]) -> tuple[Column, ...]:
    def get(name: str) -> Get:
        return lambda request, one: amount(getattr(one, name), one.unit)

    return tuple(Column(head, get(name)) for head, name in names)


# Columns that many have

ID = Column("编号", attribute("id"))
STATE = Column("状态", state)
MADE = Column("登记时间", attribute("created_at"))
TOWN = Column("镇、街道", lambda request, one: place(request, one.town))
CATEGORY = Column("类别", lambda request, one: Category(one.category).label)
USE = Column("用途", use)
UNIT = Column("单位", _unit)
URGENT = Column("多急", lambda request, one: Urgency(one.urgency).label)
OWNER = Column("组织", organisation)
CASE = Column("案件", lambda request, one: one.case.id)
BALANCE = sums(("可用", "available"), ("答应了", "reserved"), ("已经用了", "used"))
COVER = sums(("数额", "amount"), ("已落实", "met"), ("拟帮助", "proposed"), ("还缺", "missing"))
WHOM = (
    Column("只用于哪几类", lambda request, one: labels(Category, one.restrictions.categories)),
    Column("镇、街道代码", _places(True)),
    Column("区外代码", _places(False)),
    Column("只帮这样的家庭", _requires),
    Column("每户最多", _cap),
    Column("从哪天起", lambda request, one: one.restrictions.valid_from),
    Column("到哪天为止", lambda request, one: one.restrictions.expires),
)

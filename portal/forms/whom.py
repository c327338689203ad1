"""For whom what is given is meant: the part of every form of a source, and what was typed as a document keeps it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import colander
from pyramid.i18n import TranslationStringFactory
from pyramid.request import Request

from content.source import NO_RESTRICTIONS, Cap, Restrictions, Source
from content.vocabulary import Attribute, Category, Cause, Item
from portal.forms import fields
from portal.forms.base import Form

_ = TranslationStringFactory("portal")
IN_MONEY = tuple(word for word in Category if word not in (Category.CARE, Category.AIDS))
"""What may be needed in money; of the others only hours and goods are."""


def for_whom(
    request: Request,
    categories: Any,
    *,
    attributes: bool,
    cap: colander.SchemaNode,
    source: Source | None = None,
    number: int = 2,
) -> colander.SchemaNode:
    """The restrictions, in the words of those who set them; what is left blank restricts nothing."""
    title = _("${number}. 用在哪里、帮谁", mapping={"number": number})
    part = fields.part("whom", title, help=_("没有限制的就空着。"))
    if categories:
        part.add(fields.boxes("categories", _("只用于哪几类"), categories, optional=True))
    towns = [(town.code, town.name) for town in request.policy.towns]
    part.add(fields.boxes("places", _("只用于哪些镇、街道"), towns, optional=True))
    part.add(
        fields.regions(
            "elsewhere",
            _("只用于区外的哪些地方"),
            help=_("写省、市的名称，用顿号隔开，比如“湖北省、青岛市”。在本区用的，空着。"),
        )
    )
    if attributes:
        part.add(fields.boxes("requires", _("只帮这样的家庭"), attribute_choices(), optional=True))
    part.add(cap)
    part.add(fields.date("valid_from", _("从哪天起可以用"), optional=True, help=_("马上就可以用的，空着。")))
    part.add(fields.date("expires", _("用到哪天为止"), optional=True, since=fields.today(request)))
    return part


def money_cap() -> colander.SchemaNode:
    return fields.money("cap", _("每户最多（元）"), optional=True)


def whole_cap() -> colander.SchemaNode:
    return fields.whole("cap", _("每户最多（小时或件）"), optional=True, most=10_000)


def money_categories() -> list[tuple[str, Any]]:
    return fields.named(IN_MONEY)


def attribute_choices() -> list[tuple[str, Any]]:
    """What a designation may ask of a household; nothing else may be (DOMAIN, needs)."""
    return [*fields.named(Attribute), *fields.named(Cause)]


def offer_restrictions(values: dict[str, Any]) -> Restrictions:
    """Of an offer: its item restricts it to a category by itself."""
    return restrictions_of(values, Item(values["item"]).category.value)


def restrictions_of(
    values: dict[str, Any], category: str = "", before: Restrictions = NO_RESTRICTIONS
) -> Restrictions:
    """What was ticked as a document keeps it; *category* is that of an item, which restricts by itself.

    What this form does not ask stays as it was *before*.
    """
    cap, start, end = values.get("cap"), values.get("valid_from"), values.get("expires")
    categories = (category,) if category else tuple(sorted(values.get("categories") or ()))
    kept = tuple(cap for cap in before.caps if not _is_each_case(cap))
    return replace(
        before,
        categories=categories or None,
        places=tuple(sorted({*(values.get("places") or ()), *(values.get("elsewhere") or ())})) or None,
        requires=tuple(sorted(values.get("requires") or ())),
        valid_from=start.isoformat() if start else None,
        expires=end.isoformat() if end else None,
        caps=((("case", cap, None),) if cap else ()) + kept,
    )


def restrictions_as_typed(request: Request, source: Source) -> dict[str, Any]:
    """A source's restrictions as the form's fields hold them."""
    rule = source.restrictions
    places, towns = rule.places or (), {town.code for town in request.policy.towns}
    return {
        "categories": set(rule.categories or ()),
        "places": towns.intersection(places),
        "elsewhere": tuple(place for place in places if place not in towns) or None,
        "requires": set(rule.requires),
        "cap": rule.cap_of_each,
        "valid_from": day(rule.valid_from),
        "expires": day(rule.expires),
    }


def _is_each_case(cap: Cap) -> bool:
    per, _amount, only = cap
    return per == "case" and only is None


def refuse_days(form: Form, values: dict[str, Any]) -> bool:
    """Whether the days exclude each other; the form says so then."""
    start, end = values.get("valid_from"), values.get("expires")
    if start and end and end < start:
        form.fail(_("结束的日子早于开始的日子。请改其中一个。"), "expires")
        return True
    return False


def day(text: str | None) -> Any:
    return date.fromisoformat(text) if text else None

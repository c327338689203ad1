"""Town, and village or community of that town, as two selects."""

from __future__ import annotations

import colander
from pyramid.i18n import TranslationStringFactory
from pyramid.request import Request

from portal.forms import fields

_ = TranslationStringFactory("portal")


def town_and_village(request: Request, *, village_optional: bool = False) -> list[colander.SchemaNode]:
    """Two fields; a village of another town is refused at the field."""
    policy = request.policy
    towns = [(town.code, town.name) for town in policy.towns]
    villages = [
        (town.name, [(place.code, place.name) for place in policy.villages(town.code)])
        for town in policy.towns
    ]
    return [
        fields.choice("town", _("镇、街道"), towns),
        fields.choice("village", _("村、社区"), villages, optional=village_optional, within="town"),
    ]


def check_village(values: dict[str, object], policy: object) -> str | None:
    """The message where the village is not one of the town's, else None."""
    village, town = values.get("village"), values.get("town")
    if not village or policy.place(village).town == town:  # type: ignore[attr-defined]
        return None
    return _("这个村（社区）不在上面选的镇、街道。请改其中一个。")

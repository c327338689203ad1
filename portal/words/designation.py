"""For whom a source is meant, in words: its own page, its giver's and its slip say the same."""

from __future__ import annotations

from typing import Any

from pyramid.i18n import TranslationStringFactory
from pyramid.request import Request

from content.source import Source
from content.vocabulary import Attribute, Category, Cause
from portal import present

_ = TranslationStringFactory("portal")


def facts(request: Request, source: Source) -> dict[str, Any]:
    """categories, places, requires as words, cap as a number, days as ISO; "" (cap: 0) where nothing is restricted."""
    rule, write = source.restrictions, present.for_request(request)
    attributes = [Attribute(word) if Attribute.has_word(word) else Cause(word) for word in rule.requires]
    return {
        "categories": write.listed(_(Category(word).label) for word in rule.categories or ()),
        "places": write.listed(request.policy.place_name(place) for place in rule.places or ()),
        "requires": write.listed(_(word.label) for word in attributes),
        "cap": rule.cap_of_each or 0,
        "valid_from": rule.valid_from or "",
        "expires": rule.expires or "",
    }

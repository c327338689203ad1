"""What the index learns of a document: public needs, charity projects, volunteer offers, and articles of policy."""

from __future__ import annotations

from typing import Any

from content.disclosure import PublicNeed
from content.document import Document
from content.offer import Offer
from content.policy import Policy
from content.policytext import PolicyText, Section
from content.project import Project
from content.vocabulary import Category, Item
from portal.richtext import words
from search.engine import Delete, Operation, Record, Upsert

SEARCHED: tuple[type[Document], ...] = (PublicNeed, Project, Offer, PolicyText)
ARTICLE = "article"
"""The kind of the records that a text of policy is cut into; their ids are ``article:<text>:<anchor>``."""


def operations(document: Any, policy: Policy) -> list[Operation]:
    """What the index should do now that this document has changed; nothing where it is none of its business."""
    if not isinstance(document, SEARCHED) or document.__parent__ is None:
        return []
    if isinstance(document, PolicyText):
        return _articles(document)
    key = f"{document.kind}:{document.id}"
    viewers = document.viewers
    return [Upsert(_record(key, document, policy, viewers)) if viewers else Delete(key)]


def _articles(text: PolicyText) -> list[Operation]:
    """One record for each article of the text in force; what only an older edition has, or a repealed text, goes."""
    known = {section.anchor for edition in text.editions for section in edition.sections}
    current = text.current.sections if text.is_open else ()
    gone = known - {section.anchor for section in current}
    return [
        *(Delete(f"{ARTICLE}:{text.id}:{anchor}") for anchor in sorted(gone)),
        *(Upsert(_article(text, section)) for section in current),
    ]


def _article(text: PolicyText, section: Section) -> Record:
    return Record(
        id=f"{ARTICLE}:{text.id}:{section.anchor}",
        kind=ARTICLE,
        path=f"/policies/{text.id}#{section.anchor}",
        title=f"{text.title} {section.heading}",
        body=f"{words(section.text)}{article_words(text, section)}",
        filters={"text": (text.id,)},
        numbers={"created": int(text.current.added_at.timestamp())},
        viewers=text.viewers,
    )


def article_words(text: PolicyText, section: Section) -> str:
    """What stands behind an article's own text in the index: what people call it, and its chapter."""
    return f" {section.also} {text.current.chapter_of(section.anchor)}"


def _record(key: str, document: Any, policy: Policy, viewers: frozenset[str]) -> Record:
    places = _places(document, policy)
    categories = _categories(document)
    return Record(
        id=key,
        kind=document.kind,
        path=f"/{document.__parent__.__name__}/{document.id}",
        title=document.title,
        body=f"{document.text}{search_words(document)}",
        places=tuple(policy.place_name(place) for place in places),
        filters={
            "category": categories,
            "place": places,
            "unit": (document.unit,),
            "state": (document.state,),
        },
        numbers={"created": int(document.created_at.timestamp()), **_amounts(document)},
        viewers=viewers,
    )


def _amounts(document: Any) -> dict[str, int]:
    """Of a need what is missing and what has not arrived yet; of a source what is left."""
    if isinstance(document, PublicNeed):
        return {"missing": document.missing, "not_met": document.amount - document.met}
    return {"missing": document.available}


def search_words(document: Any) -> str:
    """What stands behind the document's own text in the index, so that 教育 is found where nobody wrote it."""
    return f" {' '.join(_labels(_categories(document), document.item))}"


def _places(document: Any, policy: Policy) -> tuple[str, ...]:
    """Town codes; what serves the whole district stands under the district alone."""
    found = (document.place,) if isinstance(document, PublicNeed) else document.places
    return tuple(found or (policy.district.code,))


def _categories(document: Any) -> tuple[str, ...]:
    if isinstance(document, PublicNeed):
        return (document.category,)
    return tuple(document.categories or (word.value for word in Category))


def _labels(categories: tuple[str, ...], item: str) -> list[str]:
    words = [Category(category).label for category in categories]
    return [*words, Item(item).label] if item else words

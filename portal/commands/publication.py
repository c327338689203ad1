"""公布: the results of a month or quarter drafted from the documents, made public by a second person of the bureau."""

from __future__ import annotations

from pyramid.request import Request

from content.error import DomainError
from content.publication import Publication
from portal.anonymity import findings_of_all
from portal.commands import door
from portal.period import months_of
from portal.results import results


def draft(request: Request, *, month: str, text: str, once: str) -> Publication:
    """Of a month or quarter, counted now and kept, hidden figures left out.

    ``month_published`` where that time, or a part of it, has a publication already.
    """
    door.require(request, "publication:add", request.site)
    if taken(request).intersection(months_of(month)):
        raise DomainError("month_published")
    made = Publication(
        id=once,
        month=month,
        text=text,
        actor=request.actor,
        at=request.now,
        **results(request.site, request.policy, month)._asdict(),
    )
    added: Publication = door.added(request, request.site["publications"], made)
    return added


def release(request: Request, publication: Publication) -> None:
    """By another than who drafted it; the text is scanned again, for who was registered meanwhile."""
    door.require_step(request, publication, "release")
    if taken(request, besides=publication).intersection(months_of(publication.month)):
        raise DomainError("month_published")
    if findings_of_all(request, publication.text):
        raise DomainError("names_in_text")
    publication.release(actor=request.actor, at=request.now)
    door.touched(request, publication)


def taken(request: Request, besides: Publication | None = None) -> frozenset[str]:
    """Months that have a publication: two that have one in common could be subtracted from each other."""
    others = (one for one in request.site["publications"] if one is not besides and one.state != "retracted")
    return frozenset(month for one in others for month in months_of(one.month))

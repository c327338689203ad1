"""Dates that are promised: each from a limit of the policy, kept so that it can rest and be counted again."""

from __future__ import annotations

from datetime import datetime

from pyramid.request import Request

from content import term
from content.calendar import Due
from content.document import Document
from content.term import Term


def promise(
    request: Request, document: Document, limit: str, *, date: str = "due", start: datetime | None = None
) -> Due:
    """Let *date* of the document be when the policy's *limit* ends that began at *start* (now, where none is given).

    Called before ``door.touched``, which brings the work lists in step.
    """
    rule = request.policy.limit(limit)
    began = Term(date, limit, rule.value, rule.unit, start or request.now, rule.pauses)
    return term.promise(document, began, request.policy.calendar())


def shortest(request: Request, *limits: str) -> str:
    """Of limits that begin now, the one that ends first: the stricter is taken (PROCEDURES)."""
    return min(limits, key=lambda limit: (request.policy.due(limit, request.now).at, limit))


def rest(request: Request, step: str, *documents: Document) -> None:
    """The clocks that *step* stops (the policy's ``pauses``, such as ``case.ask_papers``) stand still from now on."""
    for document in documents:
        term.rest(document, step, request.now)


def go_on(request: Request, step: str, *documents: Document) -> None:
    """They run on; the dates move by the working days that they rested."""
    for document in documents:
        term.go_on(document, step, request.now, request.policy.calendar())

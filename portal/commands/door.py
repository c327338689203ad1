"""The one door for writes: checks the step's permission, changes the document, appends its history, keeps lists."""

from __future__ import annotations

from typing import Any

from pyramid.httpexceptions import HTTPForbidden
from pyramid.request import Request
from pyramid.traversal import resource_path

from content.acl import allowed_principals, computed_acl
from content.case import Case
from content.document import Document
from content.error import DomainError, SameHand, WrongState
from content.history import Event
from content.tree import Folder
from content.workflow import NOTHING, fire
from portal import inbox


def require(request: Request, permission: str, context: Any) -> None:
    """Raise HTTPForbidden (shown as 404) where the asker may not do this to *context*."""
    if not request.has_permission(permission, context):
        raise HTTPForbidden()


def require_now(request: Request, permission: str, document: Document) -> None:
    """As ``require`` for whoever opens a page; but whoever sends a form and is only too late hears so (WrongState).

    Too late is who may still look at the document, and in another of its states might do this.
    """
    if request.has_permission(permission, document):
        return
    if stands_aside(request, document):
        raise DomainError("aside")
    may_look = request.has_permission(f"{document.kind}:view", document)
    if request.method == "POST" and may_look and _might(request, document, permission):
        raise WrongState(permission=permission, state=document.state)
    raise HTTPForbidden()


def stands_aside(request: Request, context: Any) -> bool:
    """Whether the asker may look at this, and is kept from deciding it as one who is close to the applicant (回避)."""
    return (
        isinstance(context, Document)
        and request.actor in context.aside()
        and bool(request.has_permission(f"{context.kind}:view", context))
    )


def _might(request: Request, document: Document, permission: str) -> bool:
    """Whether any state of the document grants the asker this."""
    grants = document.workflow.grants
    lists = (computed_acl(grants[state], {}, document.capacities()) for state in grants)
    mine = request.identify.principals
    return any(not allowed_principals(acl, permission).isdisjoint(mine) for acl in lists)


def require_step(request: Request, document: Document, name: str) -> None:
    """The permission of a step of the document's own table.

    Whoever may look at the document and is only too late (WrongState), or has had a hand in it already (SameHand),
    hears so; to anybody else it is not there.
    """
    step = document.workflow.step(name)
    if request.has_permission(step.permission, document):
        return
    if request.has_permission(f"{document.kind}:view", document):
        if document.state not in step.sources:
            raise WrongState(step=name, state=document.state)
        if stands_aside(request, document):
            raise DomainError("aside")
        if _is_denied(request, document, step.permission):
            by_hand = request.actor in _denied(document, step.permission)
            raise SameHand(step=name) if by_hand else DomainError("denied", step=name, detail=document.kind)
    raise HTTPForbidden()


def _is_denied(request: Request, document: Document, permission: str) -> bool:
    """The table would grant it, were it not for what was decided or done before."""
    grants = document.workflow.grants.get(document.state, NOTHING)
    granted = allowed_principals(computed_acl(grants, {}, document.capacities()), permission)
    return not granted.isdisjoint(request.identify.principals)


def _denied(document: Document, permission: str) -> frozenset[str]:
    """To whom the table refuses a permission that it grants to others like them."""
    denials = document.workflow.denials.get(document.state, NOTHING)
    return allowed_principals(computed_acl(denials, {}, document.capacities()), permission)


def transition(request: Request, document: Document, name: str, **details: object) -> Event:
    """A step that is nothing but a change of state."""
    require_step(request, document, name)
    event = fire(document, name, actor=request.actor, at=request.now, **details)
    touched(request, document)
    return event


def words(request: Request, document: Document, text: str) -> Any:
    """People's own words as a history keeps them: sealed; None where nothing was said, so that a step can ask."""
    return document.seal_detail(request.vault, text.strip()) if text and text.strip() else None


def rests_on(*documents: Document) -> None:
    """What a decision has read and does not write: where a rival changes one of them meanwhile, it is tried again.

    Two commits that write different documents both go through, however much each relied on what the other changed.
    """
    for document in documents:
        if document._p_jar is not None:
            # One that was not looked at yet has no serial, and nothing would be held against it.
            document._p_activate()
            document._p_jar.readCurrent(document)


def added(request: Request, folder: Folder[Any], document: Document) -> Any:
    """Put a new document into the tree and its duties on the lists."""
    folder.add(document)
    touched(request, document)
    return document


def touched(request: Request, *documents: Document) -> None:
    """What every command ends with: the work lists say what is owed now, and whose it newly is hears of it.

    What was done in somebody's place is said so, once, in the history of the first of them.
    """
    if request.stood_in_for:
        whom = tuple(sorted(request.stood_in_for))
        documents[0].record("stood_in", actor=request.actor, at=request.now, whom=whom)
        request.stood_in_for.clear()
    for document in documents:
        before = document.listed
        request.site.worklists.update(document, resource_path(document))
        _register(request, document)
        inbox.tell_of_change(request, document, before)


def _register(request: Request, document: Document) -> None:
    """The row of the case that this is, or is part of, says what is so now."""
    case = document if isinstance(document, Case) else getattr(document, "case", None)
    if isinstance(case, Case) and case.__parent__ is not None:
        request.site.register.update(case)

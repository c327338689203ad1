"""What a row may become: the form that it fills in, the command behind the form, and which words go public."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from pyramid.request import Request

from content.document import Document
from content.policytext import PolicyText
from portal.commands import appeal as appeals
from portal.commands import organisation as organisations
from portal.commands import policytext
from portal.commands import source as sources
from portal.forms import source as forms
from portal.forms import whom
from portal.forms.appeal import appeal_form, place_of
from portal.forms.base import Form
from portal.forms.organisation import REGISTERED, application_form
from portal.forms.policytext import cut_of, policy_text_form
from portal.forms.project import project_form, refuse_filing

Take = Callable[[Request, Form, dict[str, Any]], Document | None]


@dataclass(frozen=True)
class Target:
    """``take`` makes the document of the form's values, or lets the form say what is wrong and gives None.

    ``public`` are the fields that anybody may read: no telephone or card number of a person goes in with them.
    ``renew`` takes a row that has changed, where a document may be renewed; gives False where it is no newer.
    """

    form: Callable[[Request], Form]
    take: Take
    public: tuple[str, ...] = ()
    renew: Callable[[Request, Form, Any, dict[str, Any]], bool] | None = None


def _organisation(request: Request, form: Form, values: dict[str, Any]) -> Document | None:
    if organisations.same_code(request, values["credit_code"]):
        form.fail(REGISTERED, "credit_code")
        return None
    return organisations.apply(request, values, form.once)


def _project(request: Request, form: Form, values: dict[str, Any]) -> Document | None:
    if whom.refuse_days(form, values) or refuse_filing(form, values, sources.filing_of(values)):
        return None
    return sources.post_project(request, values, whom.restrictions_of(values), form.once)


def _offer(request: Request, form: Form, values: dict[str, Any]) -> Document | None:
    if whom.refuse_days(form, values):
        return None
    return sources.post_offer(request, values, whom.offer_restrictions(values), form.once)


def _donation(request: Request, form: Form, values: dict[str, Any]) -> Document | None:
    known = sources.same_receipt(request, values.get("receipt_number") or "")
    if whom.refuse_days(form, values) or forms.refuse_receipt(form, values, known):
        return None
    return sources.record_donation(request, values, whom.restrictions_of(values), form.once)


def _appeal(request: Request, form: Form, values: dict[str, Any]) -> Document | None:
    place = place_of(form, values)
    return appeals.enter(request, values | {"place": place}, form.once) if place else None


def _policy_text(request: Request, form: Form, values: dict[str, Any]) -> Document | None:
    pieces = cut_of(form, values)
    return policytext.enter(request, values, pieces, form.once) if pieces is not None else None


def _renewed(request: Request, form: Form, document: PolicyText, values: dict[str, Any]) -> bool:
    """A text of a later day is a new edition; one of the same day is for people to look at."""
    dated: date = values["dated"]
    pieces = cut_of(form, values)
    if dated.isoformat() <= document.current.dated or pieces is None:
        return False
    policytext.renew(request, document, values, pieces)
    return True


TARGETS = {
    "organisation": Target(application_form, _organisation, ("title",)),
    "project": Target(partial(project_form, is_dated=False), _project, ("title", "text")),
    "offer": Target(forms.offer_form, _offer, ("title", "text")),
    "donation": Target(forms.donation_form, _donation, ("title",)),
    "appeal": Target(appeal_form, _appeal, ("institution", "address", "text", "wanted")),
    "policy_text": Target(policy_text_form, _policy_text, renew=_renewed),
}

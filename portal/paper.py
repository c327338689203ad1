"""What every paper for an applicant has in common: whom it is for, from which window, for what, and its QR code."""

from __future__ import annotations

from typing import Any

from pyramid.i18n import TranslationStringFactory
from pyramid.request import Request

from content.case import Case
from portal import qr
from portal.present import last_four

_ = TranslationStringFactory("portal")


def for_applicant(request: Request, case: Case) -> dict[str, Any]:
    """``case``, ``unit`` (the window it comes from), ``name`` and ``id_tail`` (read on record), ``kinds``, ``qr``."""
    head = request.site["households"][case.household_id].head_member
    personal = request.reveal(head, "name", "id_number") if head else {"name": "", "id_number": ""}
    return {
        "case": case,
        "unit": request.policy.unit(case.town),
        "name": personal["name"],
        "id_tail": last_four(personal["id_number"]),
        "kinds": asked_for(request, case),
        "qr": qr.svg(
            f"{request.application_url}/status", request.localizer.translate(_("二维码，扫一扫查办理进度"))
        ),
    }


def asked_for(request: Request, case: Case) -> list[Any]:
    """The kinds of assistance that the case's needs lead to; nothing that tells a diagnosis."""
    kinds = request.policy.kinds_for(need.category for need in case.needs)
    return [_(label) for label in sorted(kind.label for kind in kinds)]

"""What a giver may ask of a gift: the code on the slip of its receipt, and who opens it with what."""

from __future__ import annotations

import hmac

from pyramid.request import Request

from content.donation import Donation
from content.ident import new_receipt, normal_receipt
from portal.commands import door
from portal.commands.status import DIGITS, StatusRefused, fitting
from portal.throttle import count_wrong_status, may_ask_status

RECEIPT = "donation_receipt"
"""Under which name the look-up keeps receipts of donations: one of them is recorded once."""


def ask(request: Request, number: str, tail: str) -> str:
    """``donation:<id>``: by the slip's code alone, or by the receipt's number and the last four of the telephone.

    Numbers of receipts follow one another, so that the telephone has to fit, and wrong tries are counted and limited.
    Raises StatusRefused.
    """
    code, tail = normal_receipt(number) or "", "".join(tail.split())
    found = ""
    if may_ask_status(request, code or number):
        found = fitting(request, code, tail) or _by_receipt(request, number, tail)
    if not found.startswith("donation:"):
        count_wrong_status(request, code or number)
        raise StatusRefused("not_found")
    return found


def issue(request: Request, donation: Donation) -> None:
    """A code for a donation that was recorded when there were none; a second press changes nothing."""
    door.require(request, "donation:slip", donation)
    if not donation.has_personal("receipt"):
        give_code(request, donation)
        donation.record("coded", actor=request.actor, at=request.now)
        door.touched(request, donation)


def give_code(request: Request, donation: Donation) -> None:
    code = new_receipt()
    donation.keep(request.vault, {"receipt": code})
    request.site.receipts.put(request.vault, "receipt", normal_receipt(code) or "", f"donation:{donation.id}")


def _by_receipt(request: Request, number: str, tail: str) -> str:
    """Who left no telephone has the slip's code alone."""
    for id in request.site.lookup.find(request.vault, RECEIPT, number):
        donation: Donation | None = request.site["donations"].get(id)
        phone = donation.reveal(request.vault, "giver_phone") if donation is not None else ""
        if phone and hmac.compare_digest(phone[-DIGITS:].encode(), tail.encode()):
            return f"donation:{id}"
    return ""

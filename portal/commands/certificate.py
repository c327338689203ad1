"""志愿服务记录证明: issuing one from what was served and confirmed, and telling anybody whether a number is genuine."""

from __future__ import annotations

import hmac
import unicodedata
from dataclasses import dataclass
from datetime import datetime

from pyramid.request import Request

from content.error import DomainError
from content.history import Event
from content.ident import new_receipt, normal_receipt
from content.volunteer import Volunteer, served
from content.workflow import fire
from portal.commands import door
from portal.commands.status import StatusRefused
from portal.throttle import count_wrong_status, may_ask_status

NUMBER = "certificate"
"""Under which name the look-up keeps the numbers of certificates."""


@dataclass(frozen=True)
class Checked:
    """What is told of a genuine number; ``name_fits`` is None where no name was typed."""

    number: str
    issued_at: datetime
    months: tuple[tuple[str, int], ...]
    name_fits: bool | None

    @property
    def hours(self) -> int:
        return sum(hours for _month, hours in self.months)


def certify(request: Request, lead: Volunteer) -> None:
    """Issue one, free of charge (志愿服务条例 19); where nothing was served since the last, that one stands.

    Raises ``nothing_served`` where nobody has confirmed an hour.
    """
    door.require_step(request, lead, "certify")
    months = months_of(request, lead, request.now)
    if not months:
        raise DomainError("nothing_served")
    issued = lead.certificates
    if issued and months_of(request, lead, issued[-1].at) == months:
        return
    number = new_receipt()
    fire(lead, "certify", actor=request.actor, at=request.now, number=number)
    request.site.receipts.put(request.vault, NUMBER, normal_receipt(number) or "", f"volunteer:{lead.id}")
    door.touched(request, lead)


def months_of(request: Request, lead: Volunteer, by: datetime) -> tuple[tuple[str, int], ...]:
    """(month, hours) of what the volunteer has served and was confirmed *by* then."""
    offer = request.site["offers"].get(lead.offer_id) if lead.offer_id else None
    return served(offer, request.site["proposals"], by) if offer is not None else ()


def check(request: Request, number: str, name: str) -> Checked:
    """Whether the number is genuine, and whether *name* (where typed) stands on it.

    A wrong number and a wrong name count as tries, as with receipts. Raises StatusRefused: mistyped or not_found.
    """
    normal = normal_receipt(number)
    if normal is None:
        raise StatusRefused("mistyped")
    found = _issued(request, normal) if may_ask_status(request, normal) else None
    if found is None:
        count_wrong_status(request, normal)
        raise StatusRefused("not_found")
    lead, event = found
    fits = _is_name(request, lead, name) if name else None
    if fits is False:
        count_wrong_status(request, normal)
    return Checked(str(event.detail("number")), event.at, months_of(request, lead, event.at), fits)


def _issued(request: Request, normal: str) -> tuple[Volunteer, Event] | None:
    for name in request.site.receipts.find(request.vault, NUMBER, normal):
        lead: Volunteer | None = request.site["volunteers"].get(name.partition(":")[2])
        for event in lead.certificates if lead is not None else ():
            if lead is not None and normal_receipt(str(event.detail("number"))) == normal:
                return lead, event
    return None


def _is_name(request: Request, lead: Volunteer, typed: str) -> bool:
    known = lead.reveal(request.vault, "volunteer_name")
    return hmac.compare_digest(_bare(known).encode(), _bare(typed).encode())


def _bare(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).casefold().split())

"""What may be done with a receipt: opening what it is for; a family takes back its application, says that help came."""

from __future__ import annotations

import hmac
from dataclasses import dataclass

from pyramid.request import Request

from content.allocation import Allocation
from content.case import Case
from content.discovery import Discovery
from content.donation import Donation
from content.ident import normal_receipt
from content.organisation import Organisation
from content.pledge import Pledge
from content.proposal import Proposal
from content.tip import Tip
from content.vault import Sealed, Vault
from content.volunteer import Volunteer
from portal.commands import case as case_commands
from portal.commands import door, ending, fund, matching
from portal.matchmaking.instance import PROPOSAL_KEY
from portal.throttle import count_wrong_status, may_ask_status

DIGITS = 4
FOLDER = {
    "case": "cases",
    "discovery": "discoveries",
    "donation": "donations",
    "organisation": "organisations",
    "pledge": "pledges",
    "tip": "tips",
    "volunteer": "volunteers",
}
"""Where what a receipt number opens lies, by what the number is for."""


class StatusRefused(Exception):
    """``code`` is ``mistyped`` (the check character says so) or ``not_found``, whatever the reason was."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Waiting:
    """Something that has come, by the donor's or the fund's account, and waits for the household's word."""

    document: Proposal | Allocation
    source_kind: str
    owner: str
    category: str
    item: str


def ask(request: Request, receipt: str, tail: str) -> str:
    """``kind:<id>`` of what the number is for (see FOLDER), for number and digits; raises StatusRefused."""
    normal = normal_receipt(receipt)
    if normal is None:
        raise StatusRefused("mistyped")
    found = fitting(request, normal, "".join(tail.split())) if may_ask_status(request, normal) else ""
    if not found:
        count_wrong_status(request, normal)
        raise StatusRefused("not_found")
    return found


def printed_code(vault: Vault, receipt: str) -> str:
    """Four digits for the receipt of a family without a telephone: they follow from the number, and nobody guesses."""
    number = int(vault.fingerprint("code", normal_receipt(receipt) or ""), 16)
    return f"{number % 10**DIGITS:0{DIGITS}d}"


def waiting(request: Request, case: Case) -> list[Waiting]:
    """Proposals that were delivered and allocations that were paid out, found through the needs that they cover."""
    keys = [key for need in case.needs for key in need.covers() if key.startswith(PROPOSAL_KEY)]
    proposals = [request.site["proposals"].get(key.removeprefix(PROPOSAL_KEY)) for key in keys]
    return [found for p in proposals if p is not None and (found := _waiting(request, p)) is not None]


def acknowledge(request: Request, case: Case, document_id: str) -> None:
    """签收 by the household itself; what does not wait any more has been said already."""
    for found in waiting(request, case):
        if found.document.id != document_id:
            continue
        if isinstance(found.document, Allocation):
            fund.acknowledge(request, found.document, "code")
        else:
            matching.acknowledge(request, found.document)


def withdraw(request: Request, case: Case) -> None:
    """The family takes its application back, and with it what is public of it and what was promised for it."""
    door.require_step(request, case, "withdraw")
    ending.let_go(request, case)
    case_commands.withdraw(request, case)


def fitting(request: Request, normal: str, tail: str) -> str:
    """``kind:<id>`` of what a number is for where the digits fit it, else ""; whoever calls counts the tries."""
    site, vault = request.site, request.vault
    for name in site.receipts.find(vault, "receipt", normal):
        kind, _colon, key = name.partition(":")
        document = site[FOLDER[kind]].get(key)
        if isinstance(document, Case) and _fits_case(vault, document, normal, tail):
            return str(name)
        if isinstance(document, Discovery) and _fits_report(vault, document, tail):
            return str(name)
        if isinstance(document, Organisation) and _fits_contact(vault, document, tail):
            return str(name)
        if isinstance(document, Volunteer | Pledge) and _fits_promise(vault, document, tail):
            return str(name)
        if isinstance(document, Tip | Donation):
            # Whoever told or gave may be unknown: the code alone opens it, and it is never asked whose telephone.
            return str(name)
    return ""


def _fits_case(vault: Vault, case: Case, normal: str, tail: str) -> bool:
    """By the telephone's last digits, or where there is none by the code printed on the receipt."""
    if case.phone_tail_hash:
        return hmac.compare_digest(case.phone_tail_hash, vault.fingerprint("tail", tail))
    return hmac.compare_digest(printed_code(vault, normal).encode(), tail.encode())


def _fits_promise(vault: Vault, promise: Volunteer | Pledge, tail: str) -> bool:
    phone = promise.reveal(vault, f"{'pledger' if promise.kind == 'pledge' else 'volunteer'}_phone")
    return hmac.compare_digest(phone[-DIGITS:].encode(), tail.encode())


def _fits_report(vault: Vault, discovery: Discovery, tail: str) -> bool:
    """Who reported without leaving a number has the receipt alone, and it shows next to nothing."""
    phone = discovery.reveal(vault, "reporter_phone")
    return not phone or hmac.compare_digest(phone[-DIGITS:].encode(), tail.encode())


def _fits_contact(vault: Vault, organisation: Organisation, tail: str) -> bool:
    """By the last digits of whom the organisation named."""
    phone = organisation.reveal(vault, "contact_phone")
    return hmac.compare_digest(phone[-DIGITS:].encode(), tail.encode())


def refusal(request: Request, organisation: Organisation) -> str:
    """Why it was not approved, for who has its receipt; "" where it was not refused."""
    event = next((e for e in organisation.history.newest() if e.name == "refuse"), None)
    said = event.detail("reason") if event is not None else None
    return organisation.open_detail(request.vault, said) if isinstance(said, Sealed) else ""


def _waiting(request: Request, proposal: Proposal) -> Waiting | None:
    if proposal.state == "delivered":
        return _of(proposal, proposal)
    allocation = request.site.fund.allocations.get(proposal.allocation_id) if proposal.allocation_id else None
    if allocation is not None and allocation.state == "paid_out":
        return _of(allocation, proposal)
    return None


def _of(document: Proposal | Allocation, proposal: Proposal) -> Waiting:
    owner = proposal.owner.partition("@")[2]
    return Waiting(document, proposal.source_kind, owner, proposal.category, proposal.item)

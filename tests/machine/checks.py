"""What has to hold in a district at any moment; written from DOMAIN's tables, not from the documents' own duties.

**Exactly one work list.** Each duty stands on exactly one list, its owner's, and once. Each open document has exactly
one duty, but for these: a claimed case also reminds its social worker (and the colleague who was asked to take it
over), a report of danger to life also asks for a call, and a proposal of the fund that was accepted is carried on by
its allocation. A household's file, which is never done, is looked at
where it may be a second one of the same family. What has ended has none, but for the outcome of a referral, which its
sender has not seen, and two refusals, which the bureau has not settled.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from pyramid.traversal import resource_path

from content.ledger import Ledger
from content.need import MET, PROPOSED
from content.site import Site
from portal import audit
from portal.matchmaking.instance import PROPOSAL_KEY

ONE_EACH = {
    "discovery": ("reported", "assigned"),
    "case": ("lodged", "to_complete", "admitted"),
    "referral": ("requested", "received", "accepted", "in_progress", "on_hold"),
    "crosscheck": ("asked", "answered"),
    "proposal": ("proposed", "accepted", "confirmed", "delivered"),
    "allocation": ("drafted", "signed", "approved", "disbursed", "paid_out", "returned"),
    "order": ("open",),
    "batch": ("made", "sent"),
    "public_need": ("drafted",),
    "organisation": ("applied",),
    "project": ("posted", "suspended"),
}
"""In which states somebody has something to do; of kinds that are not here nobody ever has."""
UNSEEN = ("completed", "rejected", "failed")
HOLDING = ("accepted", "confirmed")
GIVEN = ("delivered", "settled")
ARRIVED = ("paid_out", "acknowledged")


def problems(site: Site) -> Iterator[str]:
    """Everything that is wrong, in words for whoever reads the failed test."""
    documents = list(audit.documents(site))
    yield from (str(fault) for fault in audit.faults(site) if fault)
    yield from _lists(site, documents)
    yield from (wrong for document in documents for wrong in _duties(site, document))
    for ledger in (site.fund.ledger, site.treasury, *(one.ledger for one in site["contracts"])):
        yield from _books(ledger)
    yield from _covers(site)
    yield from _sources(site)


def _lists(site: Site, documents: list[Any]) -> Iterator[str]:
    """The lists hold what the documents say, nothing else, and nothing twice."""
    listed = Counter(
        (owner, duty, path)
        for owner in site.worklists.owners()
        for duty, path in site.worklists.of(owner) or ()
    )
    owed = Counter(
        (duty.owner, duty, resource_path(document)) for document in documents for duty in document.owed()
    )
    yield from (
        f"stands on the list of {owner} though it is not owed: {d.what} {p}" for owner, d, p in listed - owed
    )
    yield from (f"stands on no list: {d.what} of {owner} {p}" for owner, d, p in owed - listed)


def _duties(site: Site, document: Any) -> Iterator[str]:
    expected, found = _expected(site, document), document.duties()
    if len(found) != expected:
        yield f"{document.kind} {document.state} has {[duty.what for duty in found]}, not {expected} duties"
    if len({duty.what for duty in found}) < len(found):
        yield f"{document.kind} {document.state} owes the same twice"


def _expected(site: Site, document: Any) -> int:
    count = int(document.state in ONE_EACH.get(document.kind, ()))
    if document.kind == "case" and document.state == "admitted":
        return count + bool(document.worker) + bool(document.successor)
    if document.kind == "case" and document.state == "closed":
        # Two visits are owed after closing, the second after the first; then none (PROCEDURES 23).
        return count + (not document.followed_up)
    if document.kind == "discovery" and count:
        return count + (document.call_due is not None and document.called_at is None)
    if document.kind == "proposal" and document.state == "accepted" and document.allocation_id:
        return 0 if site.fund.allocations[document.allocation_id].duties() else 1
    if document.kind == "household":
        return int(document.state == "registered" and bool(document.suspects))
    if document.kind == "referral":
        return count + (document.state in UNSEEN and not document.seen) + document.escalated
    return count


def _books(ledger: Ledger) -> Iterator[str]:
    if ledger.trial_balance():
        yield f"{ledger.id} is out of balance by {ledger.trial_balance()}"
    for account in ledger.accounts:
        if not account.is_source and not 0 <= account.held <= account.balance:
            yield f"{ledger.id}/{account.name} stands at {account.balance} and holds {account.held}"


def _covers(site: Site) -> Iterator[str]:
    """What a need says of its helpers is what they say of themselves."""
    claimed: dict[str, tuple[str, int]] = {}
    for case in site["cases"]:
        for need in case.needs:
            covers = need.covers()
            if sum(cover.amount for cover in covers.values()) > need.amount:
                yield f"need {need.id} is covered beyond what it asks for"
            for key, cover in covers.items():
                if key.startswith(PROPOSAL_KEY):
                    claimed[key.removeprefix(PROPOSAL_KEY)] = (cover.status, cover.amount)
    real = {
        proposal.id: (_status(site, proposal), proposal.amount)
        for proposal in site["proposals"]
        if proposal.state in (*HOLDING, *GIVEN)
    }
    for proposal_id in claimed.keys() | real.keys():
        if claimed.get(proposal_id) != real.get(proposal_id):
            yield f"need says {claimed.get(proposal_id)}, its proposal {real.get(proposal_id)}"


def _status(site: Site, proposal: Any) -> str:
    if proposal.allocation_id:
        return MET if site.fund.allocations[proposal.allocation_id].state in ARRIVED else PROPOSED
    return MET if proposal.state == "settled" else PROPOSED


def _sources(site: Site) -> Iterator[str]:
    """What a source has promised and given is what its proposals say."""
    held: Counter[str] = Counter()
    given: Counter[str] = Counter()
    for proposal in site["proposals"]:
        if proposal.source_kind != "fund":
            held[proposal.source] += proposal.amount if proposal.state in HOLDING else 0
            given[proposal.source] += proposal.amount if proposal.state in GIVEN else 0
    for folder in ("projects", "offers", "donations"):
        for source in site[folder]:
            path = f"/{folder}/{source.id}"
            if (source.reserved, source.used) != (held[path], given[path]):
                yield f"{path} says {source.reserved}, {source.used}, its proposals {held[path]}, {given[path]}"
            if source.available < 0:
                yield f"{path} has promised more than it has"
    for contract in site["contracts"]:
        path = f"/contracts/{contract.id}"
        worked = sum(order.charged for order in contract.orders if order.is_open)
        hours = contract.ledger.account("hours")
        if hours.held != held[path] - worked:
            yield f"{path} holds {hours.held} hours, its proposals {held[path]}, of which {worked} are worked"

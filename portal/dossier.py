"""Everything that belongs to one case, wherever in the tree it lies: for whoever looks at the case as a whole."""

from __future__ import annotations

from collections.abc import Iterator

from pyramid.traversal import find_resource

from content.case import PARTS, Case
from content.discovery import Discovery, together
from content.document import Document
from content.need import Need
from content.proposal import Proposal
from content.site import Site


def dossier(site: Site, case: Case) -> list[Document]:
    """The case, its report, household, needs with what became of them, and all its other parts; each once."""
    return list({f"{document.kind}:{document.id}": document for document in _everything(site, case)}.values())


def reports_of(site: Site, case: Case) -> Iterator[Discovery]:
    """The report that the case came of, and those of the same household that were merged into it."""
    report: Discovery | None = site["discoveries"].get(case.discovery_id) if case.discovery_id else None
    if report is not None:
        yield from together(report)


def proposals_of(site: Site, need: Need) -> Iterator[Proposal]:
    """Proposals that ever did something for the need: its history names them."""
    named = [event.detail("proposal") for event in need.history]
    for proposal_id in dict.fromkeys(str(name) for name in named if name):
        proposal: Proposal | None = site["proposals"].get(proposal_id)
        if proposal is not None:
            yield proposal


def _everything(site: Site, case: Case) -> Iterator[Document]:
    yield case
    yield from reports_of(site, case)
    household = site["households"].get(case.household_id)
    if household is not None:
        yield household
    for need in case.needs:
        yield need
        yield from _public(site, need)
        for proposal in proposals_of(site, need):
            yield proposal
            yield from _paid(site, proposal)
    for part in PARTS[1:]:
        yield from getattr(case, part)


def _public(site: Site, need: Need) -> Iterator[Document]:
    public = site["needs"].get(need.public_id) if need.public_id else None
    if public is not None:
        yield public


def _paid(site: Site, proposal: Proposal) -> Iterator[Document]:
    allocation = site.fund.allocations.get(proposal.allocation_id) if proposal.allocation_id else None
    if allocation is not None:
        yield allocation
    if proposal.order_path:
        yield find_resource(site, proposal.order_path)

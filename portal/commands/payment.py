"""Payment files: everything that waits for payment in one list for the bank, and what the bank says of each line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pyramid.request import Request
from pyramid.traversal import find_resource

from content import role
from content.allocation import Allocation
from content.batch import PAYABLE, RETURNED, PaymentBatch, PaymentLine
from content.calendar import day_of
from portal.commands import door, fund

COUNTER = "payment"


def payable(request: Request) -> list[Allocation]:
    """What two hands have signed and no file holds, from the clerk's work list, the oldest first."""
    wanted = {f"allocation:{step}" for step in PAYABLE}
    entries = request.site.worklists.of(role.at("fund_clerk")) or ()
    found = [find_resource(request.site, path) for duty, path in entries if duty.what in wanted]
    return sorted((a for a in found if not a.batch_id), key=lambda a: (a.created_at, a.id))


def make(request: Request, once: str) -> PaymentBatch:
    """One file of all that waits now; ``nothing_to_pay`` where somebody else's file was made first."""
    door.require(request, "fund:pay", request.site.fund)
    year = day_of(request.now).year
    chosen = payable(request)
    number = request.site.counter(COUNTER, "fund", year).next() if chosen else 0
    batch = PaymentBatch(
        id=once,
        number=f"{year}-{number:03d}",
        allocations=chosen,
        vault=request.vault,
        actor=request.actor,
        at=request.now,
    )
    door.added(request, request.site.fund.batches, batch)
    door.touched(request, *chosen)
    return batch


def send(request: Request, batch: PaymentBatch) -> None:
    """拨付: the bank has it, and every line is disbursed with it."""
    door.require_step(request, batch, "send")
    batch.send(actor=request.actor, at=request.now)
    _done(request, batch, _allocations(batch))


def discard(request: Request, batch: PaymentBatch, reason: str) -> None:
    """Not sent; what stood in it waits for another file."""
    door.require_step(request, batch, "discard")
    batch.discard(actor=request.actor, at=request.now, reason=door.words(request, batch, reason))
    _done(request, batch, _allocations(batch))


def read_back(request: Request, batch: PaymentBatch, results: Mapping[str, tuple[str, str]]) -> None:
    """*results*: per allocation (paid, "") or (returned, the bank's reason, which is sealed with the allocation)."""
    door.require_step(request, batch, "read_back")
    sealed = {
        id: (result, door.words(request, batch.fund.allocations[id], reason) if result == RETURNED else None)
        for id, (result, reason) in results.items()
    }
    _done(request, batch, batch.read_back(sealed, actor=request.actor, at=request.now))


def lines_for_the_bank(request: Request, batch: PaymentBatch) -> list[PaymentLine]:
    """Names and accounts of everybody in the file; each household's account is on record as read."""
    door.require(request, "batch:download", batch)
    request.reveal(batch, "payees")
    for allocation in _allocations(batch):
        request.reading.note(f"allocation:{allocation.id}", ("payee_name", "payee_account", "payee_bank"))
    return batch.payment_lines(request.vault)


def _allocations(batch: PaymentBatch) -> list[Allocation]:
    return [batch.fund.allocations[line.allocation_id] for line in batch.lines]


def _done(request: Request, batch: PaymentBatch, allocations: Iterable[Allocation]) -> None:
    for allocation in allocations:
        fund.done(request, allocation)
    door.touched(request, batch)

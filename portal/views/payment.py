"""Payment files: what waits for payment, each file with its lines, the file itself, and what the bank answered."""

from __future__ import annotations

from typing import Any

from pyramid.httpexceptions import HTTPNotFound, HTTPSeeOther
from pyramid.i18n import TranslationStringFactory
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from content.batch import PaymentBatch
from content.tree import Folder
from content.vault import Sealed
from content.vocabulary import Category
from portal import bankfile
from portal.commands import door
from portal.commands import payment as commands
from portal.forms.payment import make_form, results_form, results_of
from portal.present import last_four
from portal.readlog import look
from portal.words import event as eventwords

_ = TranslationStringFactory("portal")
SHOWN = 50
FORMATS = {"xlsx": (bankfile.as_workbook, bankfile.XLSX), "csv": (bankfile.as_csv, "text/csv")}


@view_config(context=Folder, physical_path="/fund/batches", renderer="portal:templates/batch/list.pt")
def batches(folder: Folder[PaymentBatch], request: Request) -> Any:
    """The files, the newest first, and the form that makes the next one of all that waits."""
    fund = request.site.fund
    door.require(request, "fund:view", fund)
    form = make_form(request) if request.has_permission("fund:pay", fund) else None
    if request.method == "POST":
        door.require(request, "fund:pay", fund)
        known = folder.get(form.once) if form is not None else None
        if known is not None:
            return HTTPSeeOther(request.resource_path(known))
        if form is not None and form.validate(request) is not None:
            return HTTPSeeOther(request.resource_path(commands.make(request, form.once)))
    waiting = commands.payable(request)
    found = sorted(folder, key=lambda batch: batch.created_at, reverse=True)
    return {
        "batches": found[:SHOWN],
        "more": len(found) > SHOWN,
        "waiting": waiting,
        "waiting_fen": sum(allocation.amount_fen for allocation in waiting),
        "form": form if waiting else None,
    }


@view_config(context=PaymentBatch, permission="batch:view", renderer="portal:templates/batch/show.pt")
def show(batch: PaymentBatch, request: Request) -> dict[str, Any]:
    allocations = [batch.fund.allocations[line.allocation_id] for line in batch.lines]
    return {
        "batch": batch,
        "rows": [
            (number, line, allocation, _(Category(allocation.category).label))
            for number, (line, allocation) in enumerate(zip(batch.lines, allocations, strict=True), 1)
        ],
        "may_download": request.has_permission("batch:download", batch),
        "may_answer": request.has_permission("batch:read_back", batch),
        "entries": [(e.at, eventwords.told(request, e, "batch"), e.actor) for e in batch.history][::-1],
        "reason": _reason(request, batch),
    }


def _reason(request: Request, batch: PaymentBatch) -> str:
    """Why it was discarded."""
    event = next((e for e in batch.history.newest() if e.name == "discard"), None)
    said = event.detail("reason") if event is not None else None
    if not isinstance(said, Sealed):
        return ""
    look(request, batch, "reason")
    return batch.open_detail(request.vault, said)


@view_config(context=PaymentBatch, name="file", permission="batch:download")
def file(batch: PaymentBatch, request: Request) -> Response:
    """The bank's file; whoever fetches it has read every account in it, and that is on record."""
    ending = request.GET.get("as", "xlsx")
    if ending not in FORMATS:
        raise HTTPNotFound()
    write, content_type = FORMATS[ending]
    answer = Response(write(batch, commands.lines_for_the_bank(request, batch)), content_type=content_type)
    answer.content_disposition = f"attachment; filename=daifa-{batch.number}.{ending}"
    answer.cache_control = "no-store"
    return answer


@view_config(
    context=PaymentBatch,
    name="results",
    permission="batch:view",
    renderer="portal:templates/batch/results.pt",
)
def results(batch: PaymentBatch, request: Request) -> Any:
    """What the bank's receipt says of each line."""
    form = results_form(request, batch, _payees(request, batch))
    door.require_now(request, "batch:read_back", batch)
    if request.method == "POST":
        values = form.validate(request, batch.version)
        answered = results_of(form, batch, values) if values is not None else None
        if answered is not None:
            commands.read_back(request, batch, answered)
            return HTTPSeeOther(request.resource_path(batch))
    return {"form": form, "batch": batch}


def _payees(request: Request, batch: PaymentBatch) -> dict[str, str]:
    """Name and the account's last four by allocation, as the bank's receipt names them; for who pays alone."""
    if not request.has_permission("batch:read_back", batch):
        return {line.allocation_id: "" for line in batch.lines}
    found = {}
    for line in batch.waiting:
        known = request.reveal(batch.fund.allocations[line.allocation_id], "payee_name", "payee_account")
        found[line.allocation_id] = f"{known['payee_name']} {last_four(known['payee_account'])}"
    return found

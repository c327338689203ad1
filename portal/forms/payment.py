"""The forms of a payment file: making one, and what the bank says of each of its lines."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import colander
from pyramid.i18n import TranslationStringFactory
from pyramid.request import Request

from content.batch import PAID, RETURNED, PaymentBatch
from portal import present
from portal.forms import fields
from portal.forms.base import Form, flat

_ = TranslationStringFactory("portal")
WAIT = "wait"
RESULTS = ((PAID, _("已到账")), (RETURNED, _("被退回")), (WAIT, _("银行还没有说")))


def make_form(request: Request) -> Form:
    buttons = (("make", _("生成代发文件"), "primary"),)
    return Form(request, colander.Schema(), name="batch", buttons=buttons, once=True)


def results_form(request: Request, batch: PaymentBatch, payees: Mapping[str, str]) -> Form:
    """One part for each line that waits for the bank's word; *payees*: who it is, by allocation."""
    schema = colander.Schema()
    money = present.for_request(request).money
    for number, line in enumerate(batch.lines, 1):
        if not line.result:
            title = f"{number}. {payees[line.allocation_id]} {money(line.amount_fen)}"
            part = fields.part(f"line{number}", title)
            part.add(fields.radios(f"result{number}", _("银行的回执"), RESULTS, inline=True, default=WAIT))
            part.add(fields.text(f"reason{number}", _("银行写的退回原因"), max=200, optional=True))
            schema.add(part)
    schema.add(fields.yes("rest_paid", _("其余没有选的，都已到账")))
    return Form(
        request,
        schema,
        name="results",
        buttons=(("record", _("记下银行的回执"), "primary"),),
        version=batch.version,
    )


def results_of(
    form: Form, batch: PaymentBatch, values: Mapping[str, Any]
) -> dict[str, tuple[str, str]] | None:
    """allocation → (result, reason), without what the bank has not said; None where the form has something to mend."""
    typed, found = flat(values), {}
    for number, line in enumerate(batch.lines, 1):
        if line.result:
            continue
        result, reason = typed[f"result{number}"], typed.get(f"reason{number}") or ""
        if result == RETURNED and not reason.strip():
            form.fail(_("请照银行的回执写退回原因，改账户时要用。"), f"reason{number}")
        if result != RETURNED and reason.strip():
            form.fail(_("写了退回原因，请选“被退回”；不是退回的，把原因删掉。"), f"reason{number}")
        if result == WAIT and typed["rest_paid"]:
            result = PAID
        if result != WAIT:
            found[line.allocation_id] = (result, reason)
    if not form.error_count and not found:
        form.fail(_("还没有选任何一笔。请照银行的回执选，或等银行有了回执再来。"))
    return None if form.error_count else found

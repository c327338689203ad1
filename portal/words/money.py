"""The accounts of the two books in words, in the order in which money goes through them."""

from __future__ import annotations

from typing import Any

from pyramid.i18n import TranslationStringFactory
from pyramid.request import Request

from content.closing import FUND
from content.vocabulary import Kind

_ = TranslationStringFactory("portal")

ACCOUNTS = {
    "donations": _("收入，历年累计"),
    "bank": _("在银行，还没有批准给谁"),
    "committed": _("已批准，还没有拨付"),
    "payable": _("已拨付，还没有发放"),
    "returned": _("被退回，等重新拨付"),
    "paid": _("已发放到家庭，历年累计"),
}
STAGES = tuple(name for name in ACCOUNTS if name != "donations")
"""Where money stands, from the bank to the household."""

RELIEF = {
    "budget": _("${kind}：拨来，还没有付的"),
    "paid": _("${kind}：已付到家庭，历年累计"),
    "advance": _("${kind}：在各镇（街道）备用金里"),
}


def account_words(request: Request, book: str) -> dict[str, Any]:
    """What the accounts of a book are called, by their names in the ledger."""
    if book == FUND:
        return dict(ACCOUNTS)
    translate = request.localizer.translate
    named: dict[str, Any] = {"appropriation": _("财政拨来，历年累计")}
    for kind in Kind:
        of_kind = {"kind": translate(_(kind.label))}
        named |= {f"{stage}:{kind.value}": _(words, mapping=of_kind) for stage, words in RELIEF.items()}
    return named

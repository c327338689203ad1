"""The fund's accounts in words, in the order in which money goes through them."""

from __future__ import annotations

from pyramid.i18n import TranslationStringFactory

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

"""The forms of the fund: reasons for a larger sum, the corrected payee, money that came in."""

from __future__ import annotations

import colander
from pyramid.i18n import TranslationStringFactory
from pyramid.request import Request

from content.allocation import Allocation
from content.proposal import Proposal
from portal.forms import fields
from portal.forms.base import Form
from portal.forms.household import is_account_number
from portal.present import money

_ = TranslationStringFactory("portal")

INCOME = (
    ("unit", _("单位捐赠")),
    ("individual", _("个人捐赠")),
    ("designated", _("定向捐赠")),
    ("interest", _("利息")),
)


def accept_form(request: Request, proposal: Proposal) -> Form:
    """Reasons where the fund asks for them; for everything else a button and nothing to fill in."""
    schema = colander.Schema()
    limit = request.policy.fund.reasons_above_fen
    if proposal.source_kind == "fund" and proposal.amount > limit:
        said = _(
            "超过 ${limit} 的要写明理由，两位签字的人会看到。不写姓名。", mapping={"limit": money(limit)}
        )
        schema.add(fields.long_text("reasons", _("为什么要这么多"), max=1000, help=said))
    return Form(request, schema, name="accept", buttons=(("accept", _("接受这份方案"), "primary"),))


def payee_form(request: Request, allocation: Allocation) -> Form:
    """The account as it should have been; nothing is filled in, so that nobody signs what was wrong before."""
    schema = colander.Schema()
    schema.add(fields.text("payee_name", _("户名"), max=60, help=_("和银行卡或存折上的一样。")))
    number = fields.text("payee_account", _("银行账号"), max=32, width="w-digits-18 num")
    number.validator = is_account_number
    schema.add(number)
    schema.add(fields.text("payee_bank", _("开户银行"), max=60))
    return Form(
        request,
        schema,
        name="payee",
        buttons=(("save", _("改好账户，请两个人重新签字"), "primary"),),
        version=allocation.version,
    )


def income_form(request: Request) -> Form:
    """Money that has come into the charity's account for the fund."""
    schema = colander.Schema()
    schema.add(fields.radios("source", _("从哪来"), INCOME, inline=True))
    schema.add(fields.money("amount", _("金额（元）")))
    schema.add(
        fields.text(
            "reference", _("票据号或银行流水号"), max=60, help=_("公益事业捐赠票据的号码，审计时要对上。")
        )
    )
    return Form(
        request,
        schema,
        name="income",
        buttons=(("receive", _("登记这笔收入"), "default"),),
        version=request.site.fund.version,
    )

"""The forms of aid first and of a town's imprest."""

from __future__ import annotations

import colander
from pyramid.i18n import TranslationStringFactory
from pyramid.request import Request

from content.account import Account
from content.aid import Aid
from content.calendar import day_of
from content.case import Case
from content.imprest import Imprest
from portal import present
from portal.forms import fields
from portal.forms.base import Form
from portal.forms.fieldwork import people

_ = TranslationStringFactory("portal")
RECEIPTS = (("signature", _("签字")), ("fingerprint", _("按手印，有见证人")))


def aid_form(request: Request, case: Case, most_fen: int, is_repeated: bool) -> Form:
    """*most_fen* is what the town may still decide; where the household had aid before, the reasons are asked for."""
    write = present.for_request(request)
    schema = colander.Schema()
    most = _("镇（街道）自己定的，这一家还可以给 ${sum}。", mapping={"sum": write.money(most_fen)})
    schema.add(fields.money("amount", _("给多少（元）"), help=most))
    needs = [
        (need.id, f"{write.use(need.category, need.item)} {write.amount(need.missing, need.unit)}")
        for need in case.needs
        if need.is_open and need.unit == "fen" and need.missing
    ]
    if needs:
        schema.add(fields.choice("need", _("为了哪一项需求"), needs, optional=True))
    schema.add(
        fields.text("goods", _("如果买成东西送去，是什么"), max=200, optional=True, help=_("给钱的，空着。"))
    )
    why = (
        _("一年内同样的原因已经救助过一次，再给要写明理由。")
        if is_repeated
        else _("有特别情况的，写在这里。")
    )
    schema.add(fields.long_text("reasons", _("理由"), max=1000, optional=not is_repeated, help=why))
    buttons = (("decide", _("定下，去送"), "primary"),)
    return Form(request, schema, name="aid", buttons=buttons, once=True)


def deliver_form(request: Request, aid: Aid, others: list[Account], head: str) -> Form:
    """Two hand it over; the household signs, or somebody sees the fingerprint."""
    today = fields.today(request)
    schema = colander.Schema()
    schema.add(
        fields.date("given_on", _("哪天送到的"), since=day_of(aid.created_at), until=today, default=today)
    )
    schema.add(fields.whole("hour", _("几点送到的（0 到 23）"), least=0, most=23))
    schema.add(
        fields.choice(
            "second", _("和谁一起送的"), people(request, others), help=_("他会在自己的工作里确认。")
        )
    )
    schema.add(fields.text("recipient", _("谁收的"), max=60, default=head))
    schema.add(fields.radios("receipt", _("收条怎样签的"), RECEIPTS))
    schema.add(
        fields.text("witness", _("见证人姓名"), max=60, optional=True, help=_("按手印的，要有一位见证人。"))
    )
    buttons = (("deliver", _("登记已送到"), "primary"),)
    return Form(request, schema, name="deliver", buttons=buttons, version=aid.version)


def refuse_fingerprint(form: Form, values: dict[str, object]) -> bool:
    """Whether a fingerprint has nobody who saw it; the form says so then."""
    if values["receipt"] != "fingerprint" or values.get("witness"):
        return False
    form.fail(_("按手印的，请写上见证人的姓名。"), "witness")
    return True


def advance_form(request: Request, version: str, wanted_fen: int) -> Form:
    schema = colander.Schema()
    schema.add(fields.money("amount", _("拨多少（元）"), default_fen=wanted_fen or None))
    schema.add(fields.text("reference", _("文号"), max=60, help=_("批准拨备用金的文件号或单据号。")))
    buttons = (("advance", _("拨备用金"), "primary"),)
    return Form(request, schema, name="advance", buttons=buttons, version=version)


def ask_refill_form(request: Request, imprest: Imprest) -> Form:
    schema = colander.Schema()
    schema.add(
        fields.money(
            "amount", _("请补多少（元）"), default_fen=imprest.ledger.account("given").balance or None
        )
    )
    buttons = (("ask", _("请区里补足"), "primary"),)
    return Form(request, schema, name="ask-refill", buttons=buttons, version=imprest.version)


def count_form(request: Request, imprest: Imprest) -> Form:
    schema = colander.Schema()
    schema.add(
        fields.money("counted", _("数出来的现金（元）"), least_fen=0, help=_("请先数钱，再看账上的数。"))
    )
    schema.add(
        fields.long_text(
            "note", _("和账上不一样的，为什么"), max=500, optional=True, rows=3, help=_("一样的，空着。")
        )
    )
    buttons = (("count", _("记下盘点结果"), "primary"),)
    return Form(request, schema, name="count", buttons=buttons, version=imprest.version)

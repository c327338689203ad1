"""The forms of those who help: a volunteer offer, a donation of money or goods received."""

from __future__ import annotations

from typing import Any

import colander
from pyramid.i18n import TranslationStringFactory
from pyramid.request import Request

from content.donation import Donation
from content.offer import Offer
from content.vocabulary import Item, Measure
from portal.forms import fields
from portal.forms.base import Form
from portal.forms.whom import for_whom, money_cap, money_categories, whole_cap

_ = TranslationStringFactory("portal")

MOST_PIECES = 10_000_000
"""What a maker of goods could give; more is a slip of the finger."""
VALUED_BY = (("papers", _("捐赠人的发票等凭证")), ("fair_value", _("没有凭证，按市场价")))
GIVERS = (("individual", _("个人")), ("unit", _("单位")))


def offer_form(request: Request) -> Form:
    """Hours of a skill or pieces of goods; whom to ring is sealed."""
    schema = colander.Schema()
    about = fields.part("about", _("1. 能出什么"))
    about.add(fields.text("title", _("名称"), max=40, help=_("比如“周末辅导功课”。会公开，不写姓名。")))
    about.add(fields.choice("item", _("出什么"), item_choices()))
    about.add(fields.whole("amount", _("多少（小时或件）"), most=MOST_PIECES))
    about.add(
        fields.long_text("text", _("说明"), max=1000, help=_("谁来做、什么时候、怎样联系到现场。会公开。"))
    )
    schema.add(about)
    schema.add(for_whom(request, None, attributes=False, cap=whole_cap()))
    contact = fields.part("contact", _("3. 找谁"), help=_("只给本组织的人看，加密保存。"))
    contact.add(fields.text("volunteer_name", _("志愿者姓名"), max=60, optional=True))
    contact.add(fields.phone("volunteer_phone", _("志愿者电话"), optional=True))
    schema.add(contact)
    return Form(request, schema, name="offer", buttons=(("post", _("发布志愿服务"), "primary"),), once=True)


def donation_form(request: Request) -> Form:
    """Money that a giver has handed over, the receipt for it, and what the giver wants it used for."""
    schema = colander.Schema()
    money = fields.money("amount", _("金额（元）"))
    for part in (_gift(request, money), _giver()):
        schema.add(part)
    schema.add(for_whom(request, money_categories(), attributes=True, cap=money_cap(), number=3))
    return Form(
        request, schema, name="donation", buttons=(("record", _("登记这笔捐赠"), "primary"),), once=True
    )


def goods_form(request: Request) -> Form:
    """Goods that a giver has handed over: what they are worth and by which papers, and in which batch they came."""
    schema = colander.Schema()
    pieces = fields.named(item for item in Item if item.measure is Measure.PIECE)
    goods = (
        fields.choice("item", _("什么东西"), pieces),
        fields.whole("amount", _("多少件"), most=MOST_PIECES),
        fields.money("value", _("一共值多少（元）")),
        fields.radios("basis", _("按什么估的"), VALUED_BY),
        fields.text("batch", _("批次"), max=40, optional=True, help=_("入库单或这一批的编号。")),
    )
    for part in (_gift(request, *goods), _giver()):
        schema.add(part)
    schema.add(for_whom(request, None, attributes=True, cap=whole_cap(), number=3))
    return Form(request, schema, name="goods", buttons=(("record", _("登记这批物资"), "primary"),), once=True)


def amount_form(request: Request, offer: Offer) -> Form:
    """More or fewer hours or pieces."""
    schema = colander.Schema()
    label = _("一共多少小时") if offer.unit == "hour" else _("一共多少件")
    schema.add(fields.whole("amount", label, most=MOST_PIECES, default=offer.amount))
    return Form(
        request, schema, name="amount", buttons=(("save", _("改成这么多"), "primary"),), version=offer.version
    )


def _gift(request: Request, *what: colander.SchemaNode) -> colander.SchemaNode:
    """*what* was given, when, and the receipt for it."""
    part = fields.part("gift", _("1. 收到了什么"))
    part.add(
        fields.text("title", _("怎样称呼这笔捐赠"), max=40, help=_("比如“定向北郊镇医疗”。不写捐赠人姓名。"))
    )
    for node in what:
        part.add(node)
    part.add(fields.date("received_on", _("哪天收到"), until=fields.today(request)))
    part.add(
        fields.text(
            "receipt_number",
            _("捐赠票据号"),
            max=40,
            optional=True,
            help=_("财政部门监制的公益事业捐赠票据上的号码。"),
        )
    )
    part.add(fields.yes("is_waived", _("捐赠人声明不要票据")))
    part.add(fields.text("handler", _("经手人"), max=60))
    return part


def _giver() -> colander.SchemaNode:
    part = fields.part("giver_part", _("2. 捐赠人"))
    part.add(fields.radios("giver", _("捐赠人是"), GIVERS, inline=True, default="individual"))
    part.add(
        fields.text(
            "giver_name", _("捐赠人姓名或单位名称"), max=60, optional=True, help=_("加密保存，不公开。")
        )
    )
    part.add(
        fields.phone(
            "giver_phone",
            _("捐赠人电话"),
            optional=True,
            help=_("加密保存。捐赠人凭票据号和电话后四位，可以看到用到了哪里。"),
        )
    )
    part.add(fields.yes("is_anonymous", _("捐赠人不留姓名")))
    return part


def item_choices() -> list[tuple[Any, list[tuple[str, Any]]]]:
    """Skills by the hour, then goods by the piece."""
    groups = ((_("时间和手艺"), Measure.HOUR), (_("东西"), Measure.PIECE))
    return [
        (label, fields.named(item for item in Item if item.measure is measure)) for label, measure in groups
    ]


def refuse_receipt(form: Form, values: dict[str, Any], known: tuple[Donation, ...]) -> bool:
    """Whether the donation lacks a receipt or a giver, or its receipt is on record; the form says so then."""
    if not values.get("receipt_number") and not values["is_waived"]:
        form.fail(_("请填票据号；捐赠人不要票据的，勾选下面一项。"), "receipt_number")
    elif known:
        form.fail(_("这个票据号已经登记过。请核对号码。"), "receipt_number")
    if not values.get("giver_name") and not values["is_anonymous"]:
        form.fail(_("请填捐赠人；不留姓名的，勾选下面一项。"), "giver_name")
    return bool(form.error_count)

"""The forms of those who help: a project, a volunteer offer, a donation received, and for whom each is meant."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import colander
from pyramid.i18n import TranslationStringFactory
from pyramid.request import Request

from content.donation import Donation
from content.filing import Filing
from content.offer import Offer
from content.project import Project
from content.source import NO_RESTRICTIONS, Cap, Restrictions, Source
from content.vocabulary import Attribute, Category, Cause, Item, Measure
from portal.forms import fields
from portal.forms.base import Form

_ = TranslationStringFactory("portal")

IN_MONEY = tuple(word for word in Category if word not in (Category.CARE, Category.AIDS))
"""What may be needed in money; of the others only hours and goods are."""
MOST_PIECES = 10_000_000
"""What a maker of goods could give; more is a slip of the finger."""
FILING_WRONG = {
    "not_filed": _("请填写“备案编号”。公开募捐要先把募捐方案备案（慈善法第二十四条）。"),
    "not_filed_in_time": _(
        "补办备案的期限是 ${last}，已经过了（慈善法第七十三条）。请先补办，再填备案编号。"
    ),
    "no_day": _("请填写哪天备案的；期限从这一天核对（慈善法第二十四条、第七十三条）。"),
    "filed_late": _(
        "备案最晚在 ${last}：要在募捐开始十日以前（慈善法第二十四条、山东省慈善条例第二十一条）。"
        "请核对两个日期；突发事件来不及先备案的，勾选下面一项。"
    ),
    "ends_before": _("结束的日子早于开始的日子。募捐方案要写明起止时间（慈善法第二十四条），请改其中一个。"),
}
VALUED_BY = (("papers", _("捐赠人的发票等凭证")), ("fair_value", _("没有凭证，按市场价")))
GIVERS = (("individual", _("个人")), ("unit", _("单位")))


def project_form(request: Request, project: Project | None = None, *, is_dated: bool = True) -> Form:
    """A new project, or what may be changed of one: budget, filing, where to give, for whom.

    Lists of elsewhere may not know the days; a person who types is asked for them (*is_dated*).
    """
    schema = colander.Schema()
    schema.add(_campaign(request, is_new=project is None, is_dated=is_dated))
    schema.add(_for_whom(request, _categories(), attributes=True, cap=_money_cap(), source=project))
    if project is None:
        return Form(request, schema, name="project", buttons=((*POST, "primary"),), once=True)
    values = {
        "about": {
            "amount": project.amount,
            "filing_number": project.filing_number,
            "giving": project.giving,
            **_filing_as_typed(project.filing),
        },
        "whom": restrictions_as_typed(request, project),
    }
    return Form(
        request, schema, name="project", buttons=((*SAVE, "primary"),), values=values, version=project.version
    )


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
    schema.add(_for_whom(request, None, attributes=False, cap=_whole_cap()))
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
    schema.add(_for_whom(request, _categories(), attributes=True, cap=_money_cap(), number=3))
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
    schema.add(_for_whom(request, None, attributes=True, cap=_whole_cap(), number=3))
    return Form(request, schema, name="goods", buttons=(("record", _("登记这批物资"), "primary"),), once=True)


def amount_form(request: Request, offer: Offer) -> Form:
    """More or fewer hours or pieces."""
    schema = colander.Schema()
    label = _("一共多少小时") if offer.unit == "hour" else _("一共多少件")
    schema.add(fields.whole("amount", label, most=MOST_PIECES, default=offer.amount))
    return Form(
        request, schema, name="amount", buttons=(("save", _("改成这么多"), "primary"),), version=offer.version
    )


def report_form(request: Request, project: Project) -> Form:
    """Up to which day the use of a project's money is reported."""
    schema = colander.Schema()
    schema.add(
        fields.date(
            "until",
            _("报告到哪一天"),
            until=fields.today(request),
            default=fields.today(request),
            help=_("这一天以前用出去的都算在内；用了多少由系统按签收记录算。"),
        )
    )
    buttons = (("report", _("报告使用情况"), "primary"),)
    return Form(request, schema, name="report", buttons=buttons, version=project.version)


POST = ("post", _("发布项目"))
SAVE = ("save", _("保存修改"))


def _campaign(request: Request, *, is_new: bool, is_dated: bool) -> colander.SchemaNode:
    part = fields.part("about", _("1. 项目"))
    if is_new:
        part.add(fields.text("title", _("项目名称"), max=40, help=_("和备案的名称一样。会公开。")))
    part.add(
        fields.text(
            "filing_number",
            _("备案编号"),
            max=40,
            optional=True,
            help=_("募捐方案在民政部门的备案编号。只有突发事件来不及先备案的，可以先空着。"),
        )
    )
    part.add(fields.date("filed_on", _("哪天备案的"), optional=True, until=fields.today(request)))
    part.add(
        fields.yes(
            "in_emergency",
            _("应对重大突发事件，来不及在募捐前备案"),
            help=_("募捐开始后十日内要补办备案（慈善法第七十三条）。"),
        )
    )
    part.add(
        fields.date(
            "begins_on",
            _("募捐从哪天开始"),
            optional=not is_dated,
            help=_("备案要在开始十日以前（慈善法第二十四条、山东省慈善条例第二十一条）。"),
        )
    )
    part.add(fields.date("ends_on", _("募捐到哪天结束"), optional=not is_dated))
    part.add(fields.money("amount", _("预算（元）"), help=_("这个项目一共能帮出去多少。")))
    if is_new:
        part.add(
            fields.long_text(
                "text", _("项目说明"), max=1000, help=_("帮谁、帮什么、怎样给。会公开，不写受助人的姓名。")
            )
        )
    part.add(
        fields.text(
            "giving",
            _("在哪里捐"),
            max=200,
            optional=True,
            help=_("民政部指定的募捐平台上的网址，或您自己的募捐窗口。本站不收钱。"),
        )
    )
    return part


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


def _for_whom(
    request: Request,
    categories: Any,
    *,
    attributes: bool,
    cap: colander.SchemaNode,
    source: Source | None = None,
    number: int = 2,
) -> colander.SchemaNode:
    """The restrictions, in the words of those who set them; what is left blank restricts nothing."""
    title = _("${number}. 用在哪里、帮谁", mapping={"number": number})
    part = fields.part("whom", title, help=_("没有限制的就空着。"))
    if categories:
        part.add(fields.boxes("categories", _("只用于哪几类"), categories, optional=True))
    towns = [(town.code, town.name) for town in request.policy.towns]
    part.add(fields.boxes("places", _("只用于哪些镇、街道"), towns, optional=True))
    part.add(
        fields.regions(
            "elsewhere",
            _("只用于区外的哪些地方"),
            help=_("写省、市的名称，用顿号隔开，比如“湖北省、青岛市”。在本区用的，空着。"),
        )
    )
    if attributes:
        part.add(fields.boxes("requires", _("只帮这样的家庭"), attribute_choices(), optional=True))
    part.add(cap)
    part.add(fields.date("valid_from", _("从哪天起可以用"), optional=True, help=_("马上就可以用的，空着。")))
    part.add(fields.date("expires", _("用到哪天为止"), optional=True, since=fields.today(request)))
    return part


def _money_cap() -> colander.SchemaNode:
    return fields.money("cap", _("每户最多（元）"), optional=True)


def _whole_cap() -> colander.SchemaNode:
    return fields.whole("cap", _("每户最多（小时或件）"), optional=True, most=10_000)


def _categories() -> list[tuple[str, Any]]:
    return fields.named(IN_MONEY)


def attribute_choices() -> list[tuple[str, Any]]:
    """What a designation may ask of a household; nothing else may be (DOMAIN, needs)."""
    return [*fields.named(Attribute), *fields.named(Cause)]


def item_choices() -> list[tuple[Any, list[tuple[str, Any]]]]:
    """Skills by the hour, then goods by the piece."""
    groups = ((_("时间和手艺"), Measure.HOUR), (_("东西"), Measure.PIECE))
    return [
        (label, fields.named(item for item in Item if item.measure is measure)) for label, measure in groups
    ]


def offer_restrictions(values: dict[str, Any]) -> Restrictions:
    """Of an offer: its item restricts it to a category by itself."""
    return restrictions_of(values, Item(values["item"]).category.value)


def restrictions_of(
    values: dict[str, Any], category: str = "", before: Restrictions = NO_RESTRICTIONS
) -> Restrictions:
    """What was ticked as a document keeps it; *category* is that of an item, which restricts by itself.

    What this form does not ask stays as it was *before*.
    """
    cap, start, end = values.get("cap"), values.get("valid_from"), values.get("expires")
    categories = (category,) if category else tuple(sorted(values.get("categories") or ()))
    kept = tuple(cap for cap in before.caps if not _is_each_case(cap))
    return replace(
        before,
        categories=categories or None,
        places=tuple(sorted({*(values.get("places") or ()), *(values.get("elsewhere") or ())})) or None,
        requires=tuple(sorted(values.get("requires") or ())),
        valid_from=start.isoformat() if start else None,
        expires=end.isoformat() if end else None,
        caps=((("case", cap, None),) if cap else ()) + kept,
    )


def restrictions_as_typed(request: Request, source: Source) -> dict[str, Any]:
    """A source's restrictions as the form's fields hold them."""
    rule = source.restrictions
    places, towns = rule.places or (), {town.code for town in request.policy.towns}
    return {
        "categories": set(rule.categories or ()),
        "places": towns.intersection(places),
        "elsewhere": tuple(place for place in places if place not in towns) or None,
        "requires": set(rule.requires),
        "cap": rule.cap_of_each,
        "valid_from": _day(rule.valid_from),
        "expires": _day(rule.expires),
    }


def _is_each_case(cap: Cap) -> bool:
    per, _amount, only = cap
    return per == "case" and only is None


def refuse_days(form: Form, values: dict[str, Any]) -> bool:
    """Whether the days exclude each other; the form says so then."""
    start, end = values.get("valid_from"), values.get("expires")
    if start and end and end < start:
        form.fail(_("结束的日子早于开始的日子。请改其中一个。"), "expires")
        return True
    return False


def refuse_filing(form: Form, values: dict[str, Any], filing: Filing) -> bool:
    """Whether the plan's filing cannot stand as typed; the form names the article then."""
    last = filing.file_by.isoformat() if filing.file_by is not None else ""
    for field, code in filing.wrong(values.get("filing_number") or "", fields.today(form.request)):
        form.fail(_(FILING_WRONG[code], mapping={"last": last}), field)
    return bool(form.error_count)


def _filing_as_typed(filing: Filing) -> dict[str, Any]:
    days = {name: _day(getattr(filing, name)) for name in ("filed_on", "begins_on", "ends_on")}
    return {**days, "in_emergency": filing.in_emergency}


def refuse_receipt(form: Form, values: dict[str, Any], known: tuple[Donation, ...]) -> bool:
    """Whether the donation lacks a receipt or a giver, or its receipt is on record; the form says so then."""
    if not values.get("receipt_number") and not values["is_waived"]:
        form.fail(_("请填票据号；捐赠人不要票据的，勾选下面一项。"), "receipt_number")
    elif known:
        form.fail(_("这个票据号已经登记过。请核对号码。"), "receipt_number")
    if not values.get("giver_name") and not values["is_anonymous"]:
        form.fail(_("请填捐赠人；不留姓名的，勾选下面一项。"), "giver_name")
    return bool(form.error_count)


def _day(text: str | None) -> Any:
    return date.fromisoformat(text) if text else None

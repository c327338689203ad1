"""The forms of promises: to volunteer, to give to a filed project, and what the charity makes of them."""

from __future__ import annotations

from collections.abc import Iterable

import colander
from pyramid.i18n import TranslationStringFactory
from pyramid.request import Request

from content.donation import Donation
from content.organisation import Organisation
from content.vocabulary import Item, Measure
from content.volunteer import Volunteer
from portal import present
from portal.forms import fields
from portal.forms.base import Form

_ = TranslationStringFactory("portal")
AGES = (("adult", _("满 18 岁")), ("minor", _("不满 18 岁")))
SKILLS = [item for item in Item if item.measure is Measure.HOUR]


def volunteer_form(request: Request, charities: Iterable[Organisation]) -> Form:
    """What somebody can do, when, where, and whom to ring; a minor's guardian is asked too."""
    schema = colander.Schema()
    work = fields.part("work", _("您能做什么"))
    work.add(fields.radios("item", _("哪一样"), fields.named(SKILLS)))
    work.add(fields.whole("hours", _("一共能出多少小时"), most=500))
    towns = [(town.code, town.name) for town in request.policy.towns]
    work.add(
        fields.boxes("places", _("在哪些镇、街道"), towns, optional=True, help=_("不选的，全区都可以。"))
    )
    work.add(
        fields.long_text(
            "able", _("什么时候有空，会什么"), max=600, rows=3, help=_("比如每周六下午；有没有学过护理。")
        )
    )
    named = [(one.id, one.title) for one in charities]
    work.add(fields.choice("organisation", _("想跟哪个慈善组织一起做"), named))
    schema.add(work)
    who = fields.part("who", _("怎样找到您"), help=_("加密保存，只给这个慈善组织看。"))
    who.add(fields.text("volunteer_name", _("您的姓名"), max=60))
    who.add(fields.phone("volunteer_phone", _("您的电话")))
    who.add(fields.radios("age", _("您多大"), AGES, inline=True))
    who.add(fields.text("guardian_name", _("家长姓名"), max=60, optional=True, help=_("不满 18 岁的才填。")))
    who.add(fields.phone("guardian_phone", _("家长电话"), optional=True))
    who.add(fields.yes("guardian_agrees", _("不满 18 岁的：家长知道，也同意")))
    who.add(
        fields.yes(
            "risks",
            _("我知道：志愿服务没有报酬，路上和服务中可能有风险；组织会安排培训和保险，我听从安排"),
            required=True,
        )
    )
    schema.add(who)
    buttons = (("offer", _("报名，拿回执号"), "primary"),)
    return Form(request, schema, name="volunteer", buttons=buttons, once=True)


def pledge_form(request: Request) -> Form:
    """A promise; whoever means goods says what."""
    schema = colander.Schema()
    schema.add(
        fields.money("amount", _("打算捐多少（元）"), optional=True, help=_("现在不付钱。捐物品的，空着。"))
    )
    schema.add(
        fields.text(
            "goods", _("打算捐什么物品"), max=200, optional=True, help=_("什么东西、几件、新的还是旧的。")
        )
    )
    schema.add(fields.text("pledger_name", _("您或单位的名称"), max=80))
    schema.add(fields.phone("pledger_phone", _("您的电话"), help=_("只给这个慈善组织看，好和您联系。")))
    return Form(
        request, schema, name="pledge", buttons=(("pledge", _("答应捐，拿回执号"), "primary"),), once=True
    )


def certificate_form(request: Request) -> Form:
    """A certificate's number, and the name that stands on it where the asker wants to know whether it is the same."""
    schema = colander.Schema()
    schema.add(
        fields.text("number", _("证明编号"), max=40, help=_("在证明的标题下面，12 位，比如 7K4M-QX8P-2CDE。"))
    )
    schema.add(
        fields.text(
            "name",
            _("证明上的姓名"),
            max=60,
            optional=True,
            help=_("想知道姓名对不对的，照证明上的填。本站只答对不对，不显示姓名。"),
        )
    )
    return Form(request, schema, name="certificate", buttons=(("check", _("核对真伪"), "primary"),))


def take_form(request: Request, lead: Volunteer) -> Form:
    schema = colander.Schema()
    schema.add(fields.text("title", _("名称"), max=60, help=_("会公开。写服务，不写人名，比如“周六陪护”。")))
    schema.add(fields.whole("amount", _("多少小时"), most=500, default=lead.hours))
    schema.add(fields.long_text("text", _("说明"), max=500, help=_("会公开。什么时候、怎样服务。")))
    return Form(
        request,
        schema,
        name="take",
        buttons=(("take", _("接受，发布这项服务"), "primary"),),
        version=lead.version,
        once=True,
    )


def receive_form(request: Request, version: str, donations: Iterable[Donation]) -> Form:
    write = present.for_request(request)
    named = [
        (one.id, f"{one.title} {write.amount(one.amount, one.unit, one.item)} {one.receipt_number}")
        for one in donations
    ]
    schema = colander.Schema()
    schema.add(fields.choice("donation", _("是登记的哪一笔捐赠"), named))
    buttons = (("receive", _("收到了，对上这一笔"), "primary"),)
    return Form(request, schema, name="receive", buttons=buttons, version=version)

"""The form for what an institution asks for: who it is, where it stands, what it lacks."""

from __future__ import annotations

from typing import Any

import colander
from pyramid.i18n import TranslationStringFactory
from pyramid.request import Request

from content.vocabulary import Item, Measure, Urgency
from portal.forms import fields
from portal.forms.base import Form
from portal.forms.source import MOST_PIECES

_ = TranslationStringFactory("portal")
MOST_LINES = 40


def appeal_form(request: Request) -> Form:
    schema = colander.Schema()
    schema.add(_institution(request))
    schema.add(_wanted())
    contact = fields.part("contact", _("3. 找谁"), help=_("只给答应帮忙的慈善组织看，加密保存。"))
    contact.add(fields.text("contact_name", _("联系人"), max=60, optional=True))
    contact.add(fields.phone("contact_phone", _("联系电话"), optional=True))
    schema.add(contact)
    return Form(request, schema, name="appeal", buttons=(("publish", _("登记并公布"), "primary"),), once=True)


def _institution(request: Request) -> colander.SchemaNode:
    part = fields.part("about", _("1. 哪个单位"))
    part.add(fields.text("institution", _("单位名称"), max=60, help=_("会公开，要写全称。")))
    towns = [(town.code, town.name) for town in request.policy.towns]
    part.add(fields.choice("town", _("在哪个镇、街道"), towns, optional=True))
    part.add(
        fields.regions(
            "elsewhere",
            _("在区外的，是哪里"),
            most=1,
            help=_("写省、市的名称，比如“青岛市”。在本区的，空着。"),
        )
    )
    part.add(fields.text("address", _("地址"), max=120, optional=True, help=_("单位的地址，会公开。")))
    part.add(
        fields.radios(
            "urgency",
            _("多急"),
            [(str(level), _(label)) for level, label in Urgency.choices()],
            inline=True,
            default=str(Urgency.URGENT.value),
        )
    )
    part.add(
        fields.long_text(
            "text", _("说明"), max=600, optional=True, help=_("会公开，不写任何人的姓名和电话。")
        )
    )
    return part


def _wanted() -> colander.SchemaNode:
    goods = fields.named(item for item in Item if item.measure is Measure.PIECE)
    line = fields.row("line", _("东西"))
    line.add(fields.choice("item", _("缺什么"), goods))
    line.add(fields.whole("amount", _("多少件"), most=MOST_PIECES))
    line.add(
        fields.text("wanted", _("具体要什么样的"), max=120, optional=True, help=_("型号、标准，会公开。"))
    )
    part = fields.part("needs", _("2. 缺什么"))
    part.add(fields.rows("lines", _("缺的东西"), line, add=_("再加一样"), least=1, most=MOST_LINES))
    return part


def place_of(form: Form, values: dict[str, Any]) -> str:
    """The code of where it stands, "" where none or two were given; the form says so then."""
    given = [place for place in (values.get("town"), *(values.get("elsewhere") or ())) if place]
    if len(given) == 1:
        return str(given[0])
    form.fail(_("请选镇、街道，在区外的写是哪里，两样写一样。"), "town")
    return ""

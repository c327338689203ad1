"""The forms of those who oversee: what is asked of a unit, its answer, who is answerable, and a sample to draw."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import colander
from pyramid.i18n import TranslationStringFactory
from pyramid.request import Request

from content.asking import Asking
from content.vocabulary import AuditPoint, Ground, Reason, Word
from portal.forms import fields
from portal.forms.base import Form

_ = TranslationStringFactory("portal")
LONGEST = timedelta(days=366)
MOST_FILES = 200
Units = list[tuple[str, str]]


def order_form(request: Request, units: Units, unit: str = "") -> Form:
    """督办; *unit* is who owes it now."""
    return _asking(request, units, unit, Reason, _("为什么督办"), "order", _("下发督办单"))


def inquiry_form(request: Request, units: Units, unit: str = "", sort: str = "") -> Form:
    """A finding of audit."""
    return _asking(request, units, unit, AuditPoint, _("哪一个要点"), "inquiry", _("记下问题"), sort)


def answer_form(request: Request, asking: Asking) -> Form:
    schema = colander.Schema()
    schema.add(
        fields.long_text(
            "answer", _("答复"), max=2000, rows=8, help=_("办了什么、结果怎样、为什么会这样，以后怎么办。")
        )
    )
    buttons = (("send", _("交出答复"), "primary"),)
    return Form(request, schema, name="reply", buttons=buttons, version=asking.version)


def ask_again_form(request: Request, asking: Asking) -> Form:
    schema = colander.Schema()
    schema.add(fields.long_text("reason", _("还差什么"), max=2000))
    schema.add(_due(request))
    buttons = (("again", _("退回，要再答复"), "primary"),)
    return Form(request, schema, name="ask-again", buttons=buttons, version=asking.version)


def hold_form(request: Request, asking: Asking) -> Form:
    schema = colander.Schema()
    schema.add(fields.radios("ground", _("依据哪一条"), fields.named(Ground)))
    schema.add(
        fields.long_text(
            "responsible", _("谁负责，怎样处理"), max=1000, help=_("写单位和人、做了或没有做什么、怎样处理。")
        )
    )
    buttons = (("hold", _("记入责任追究"), "primary"),)
    return Form(request, schema, name="hold", buttons=buttons, version=asking.version)


def sample_form(request: Request, of_kin: bool = False) -> Form:
    """What a sample is drawn for; the value from outside makes the draw nobody's choice."""
    schema = colander.Schema()
    schema.add(fields.radios("point", _("看哪一个要点"), fields.named(AuditPoint)))
    schema.add(fields.whole("size", _("抽多少件"), least=1, most=MOST_FILES, default=20))
    schema.add(
        fields.text(
            "public_value",
            _("公开的数"),
            max=80,
            help=_(
                "抽之前谁也不知道、抽之后谁都查得到的数，写明是什么。如：11月24日福彩双色球 03 09 11 18 22 30 07。"
            ),
        )
    )
    towns = [(window.id, window.name) for window in request.policy.town_windows]
    schema.add(
        fields.choice("town", _("只抽哪个镇、街道"), towns, optional=True, help=_("全区都抽的，不选。"))
    )
    schema.add(fields.yes("of_kin", _("只抽有近亲属备案的案件。"), default=of_kin))
    buttons = (("draw", _("记下种子，抽样"), "primary"),)
    return Form(request, schema, name="sample", buttons=buttons, once=True)


def _asking(
    request: Request,
    units: Units,
    unit: str,
    words: type[Word],
    label: Any,
    name: str,
    button: Any,
    sort: str = "",
) -> Form:
    schema = colander.Schema()
    schema.add(fields.choice("unit", _("哪个单位来答复"), units, default=unit))
    schema.add(fields.radios("sort", label, fields.named(words), default=sort))
    schema.add(_due(request))
    schema.add(
        fields.long_text(
            "demand", _("要求"), max=2000, rows=6, help=_("哪里不对，要办什么。只写办这件事要知道的。")
        )
    )
    return Form(request, schema, name=name, buttons=((name, button, "primary"),), once=True)


def _due(request: Request) -> colander.SchemaNode:
    today = fields.today(request)
    help = _("到这一天下班前答复。")
    return fields.date("due", _("答复期限"), since=today, until=today + LONGEST, help=help)

"""The forms of a referral: asking a unit, and the unit's result."""

from __future__ import annotations

from datetime import timedelta

import colander
from pyramid.i18n import TranslationStringFactory
from pyramid.request import Request

from content.case import Case
from portal import present
from portal.forms import fields
from portal.forms.base import Form

_ = TranslationStringFactory("portal")
USUAL_DAYS, MOST_DAYS = 14, 60
"""For bringing what is missing: our default, and the longest."""


def refer_form(request: Request, case: Case) -> Form:
    """Kind of assistance, unit, and which need it is about."""
    policy, write = request.policy, present.for_request(request)
    schema = colander.Schema()
    kinds = [(kind.id, _(kind.label)) for kind in policy.running_kinds if kind.refer_to]
    schema.add(fields.choice("assistance", _("办哪一种救助"), kinds))
    schema.add(
        fields.choice("unit", _("转给哪个部门"), [(unit.id, unit.name) for unit in policy.departments])
    )
    needs = [
        (n.id, f"{write.use(n.category, n.item)} {write.amount(n.amount, n.unit, n.item)}")
        for n in case.needs
        if n.is_open
    ]
    schema.add(fields.choice("need", _("为了哪一项需求"), needs, optional=True))
    schema.add(
        fields.long_text(
            "request", _("要对方办什么"), max=1000, optional=True, help=_("只写办这件事要知道的。")
        )
    )
    return Form(request, schema, name="refer", buttons=(("refer", _("转给这个部门"), "primary"),), once=True)


def complete_form(request: Request, version: str) -> Form:
    schema = colander.Schema()
    schema.add(
        fields.long_text(
            "result", _("办理结果"), max=2000, help=_("给了什么、什么时候到，家里和窗口都看得懂。")
        )
    )
    schema.add(fields.money("granted", _("批准金额（元）"), optional=True, help=_("没有钱的，空着。")))
    return Form(
        request,
        schema,
        name="complete",
        buttons=(("complete", _("办结，报结果"), "primary"),),
        version=version,
    )


def hand_over_form(request: Request, case: Case) -> Form:
    """To which window the household was brought."""
    schema = colander.Schema()
    towns = [(town.code, town.name) for town in request.policy.towns if town.code != case.town]
    schema.add(fields.choice("town", _("移交给哪个窗口"), towns))
    schema.add(
        fields.yes(
            "told",
            _("已经和那边的窗口说好，家里人也知道找谁"),
            required=_("请先和那边的窗口说好，再移交。"),
        )
    )
    buttons = (("hand_over", _("移交这个案件"), "primary"),)
    return Form(request, schema, name="hand-over", buttons=buttons, version=case.version)


def ask_papers_form(request: Request, papers: list[tuple[str, str]]) -> Form:
    """Told once, in full, what is missing, and until which day."""
    today = fields.today(request)
    schema = colander.Schema()
    schema.add(fields.boxes("papers", _("还缺哪些材料"), papers, help=_("要一次说全，以后不能再要别的。")))
    schema.add(
        fields.date(
            "until",
            _("请在哪天以前补齐"),
            since=today,
            until=today + timedelta(days=MOST_DAYS),
            default=today + timedelta(days=USUAL_DAYS),
            help=_("印在告知书上。过了这天，窗口打电话问一问；不会因为晚了就不办。"),
        )
    )
    return Form(request, schema, name="papers", buttons=(("ask", _("一次性告知，等补材料"), "primary"),))

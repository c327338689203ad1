"""The forms of a service plan and of a hand-over between social workers."""

from __future__ import annotations

from datetime import timedelta

import colander
from pyramid.i18n import TranslationStringFactory
from pyramid.request import Request

from content.account import Account
from content.case import Case
from content.service_plan import DONE, DROPPED, ServicePlan
from portal.forms import fields
from portal.forms.base import Form

_ = TranslationStringFactory("portal")
MOST_STEPS = 12
LONGEST = timedelta(days=366)
RESULTS = ((DONE, _("办好了")), (DROPPED, _("不办了")))


def plan_form(request: Request) -> Form:
    schema = colander.Schema()
    schema.add(
        fields.long_text(
            "goal",
            _("要达到什么"),
            max=1000,
            help=_("用这家人自己的话写，一看就知道做到没有。在政府救助以外，不能代替政府救助。"),
        )
    )
    schema.add(_rows(request, least=1))
    schema.add(_review_day(request, "review_on", _("哪天一起看做得怎样")))
    buttons = (("draft", _("写好计划，去和这家人商量"), "primary"),)
    return Form(request, schema, name="plan", buttons=buttons, once=True)


def mark_form(request: Request, plan: ServicePlan) -> Form:
    schema = colander.Schema()
    schema.add(fields.radios("result", _("这一步"), RESULTS, inline=True))
    schema.add(fields.long_text("note", _("说明"), max=1000, optional=True, help=_("不办了的，写为什么。")))
    buttons = (("mark", _("记下这一步"), "primary"),)
    return Form(request, schema, name="mark", buttons=buttons, version=plan.version)


def review_form(request: Request, plan: ServicePlan) -> Form:
    schema = colander.Schema()
    schema.add(fields.long_text("note", _("一起看了，怎么说"), max=1000))
    schema.add(_rows(request, least=0))
    schema.add(_review_day(request, "until", _("下次哪天一起看")))
    buttons = (("review", _("记下，计划接着做"), "primary"),)
    return Form(request, schema, name="review", buttons=buttons, version=plan.version)


def pass_on_form(request: Request, case: Case, others: list[Account]) -> Form:
    """Whom, and what was agreed with the household, which the colleague reads before accepting."""
    schema = colander.Schema()
    schema.add(fields.choice("colleague", _("交给谁"), [(other.id, other.display_name) for other in others]))
    schema.add(
        fields.long_text(
            "agreed",
            _("和这家说好了什么"),
            max=2000,
            help=_(
                "做到哪一步、下次什么时候去、要注意什么。加密保存，接手的人接受以前就能看到，先不写姓名。"
            ),
        )
    )
    buttons = (("offer", _("请同事接手"), "primary"),)
    return Form(request, schema, name="pass-on", buttons=buttons, version=case.version)


def _rows(request: Request, *, least: int) -> colander.SchemaNode:
    today = fields.today(request)
    row = fields.row("step", _("步骤"))
    row.add(fields.text("words", _("谁做什么"), max=200))
    row.add(fields.date("until", _("哪天以前"), since=today, until=today + LONGEST))
    return fields.rows("steps", _("一步一步怎么做"), row, add=_("再加一步"), least=least, most=MOST_STEPS)


def _review_day(request: Request, name: str, title: str) -> colander.SchemaNode:
    today = fields.today(request)
    return fields.date(name, title, since=today, until=today + LONGEST)

"""The forms of a coordination meeting: whom and what it is about, and what came of it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import colander
from pyramid.i18n import TranslationStringFactory
from pyramid.request import Request

from content.meeting import Meeting
from portal.forms import fields
from portal.forms.base import Form

_ = TranslationStringFactory("portal")
AHEAD = timedelta(days=180)
Choices = list[tuple[str, Any]]
Groups = list[tuple[str, Choices]]


def plan_form(request: Request, units: Choices, items: Groups) -> Form:
    """*items* are the open problems of each unit."""
    today = fields.today(request)
    schema = colander.Schema()
    schema.add(fields.date("on", _("哪天开"), since=today, until=today + AHEAD))
    schema.add(fields.boxes("units", _("请哪些单位"), units))
    if items:
        schema.add(fields.boxes("items", _("议题：没有解决的问题"), items, optional=True, inline=False))
    schema.add(
        fields.long_text(
            "topics", _("其他议题、地点和时间"), max=1000, optional=True, help=_("案件只写编号，不写姓名。")
        )
    )
    return Form(
        request, schema, name="meeting", buttons=(("plan", _("定下，通知各单位"), "primary"),), once=True
    )


def minutes_form(request: Request, meeting: Meeting, units: Choices) -> Form:
    schema = colander.Schema()
    schema.add(fields.boxes("attended", _("哪些单位来了"), units, optional=True))
    schema.add(fields.text("attendance", _("到会的人"), max=300, optional=True))
    schema.add(
        fields.long_text(
            "minutes",
            _("会议纪要"),
            max=4000,
            rows=10,
            help=_("定下的事，接着在会议的页面上交给单位，写明期限。"),
        )
    )
    buttons = (("hold", _("记下纪要"), "primary"),)
    return Form(request, schema, name="held", buttons=buttons, version=meeting.version)

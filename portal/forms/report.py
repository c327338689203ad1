"""The forms around a report: telling of a household in trouble, and what the village found."""

from __future__ import annotations

import colander
from pyramid.i18n import TranslationStringFactory
from pyramid.request import Request

from content.vocabulary import CallOutcome, Cause, InstitutionType, Urgency
from portal.forms import fields
from portal.forms.base import Form
from portal.forms.place import town_and_village

_ = TranslationStringFactory("portal")


def report_form(request: Request) -> Form:
    """Short enough for a phone in a corridor; a signed-in discoverer is not asked who they are."""
    schema = colander.Schema()
    schema.add(_household(request))
    schema.add(_trouble(request))
    if request.identify.account is None:
        schema.add(_reporter())
    buttons = (("report", _("报告，拿回执号"), "primary"),)
    return Form(request, schema, name="report", buttons=buttons, once=True)


def verify_form(request: Request, version: str) -> Form:
    schema = colander.Schema()
    schema.add(
        fields.radios(
            "urgency",
            _("现在有多急"),
            [(str(value), _(label)) for value, label in Urgency.choices()],
        )
    )
    schema.add(
        fields.long_text(
            "found", _("看到了什么"), max=2000, help=_("谁去的，问了谁，家里现在怎样。三五句就够。")
        )
    )
    return Form(
        request, schema, name="verify", buttons=(("verify", _("属实，建案"), "primary"),), version=version
    )


def call_form(request: Request, version: str) -> Form:
    schema = colander.Schema()
    schema.add(fields.radios("outcome", _("打得怎样"), fields.named(CallOutcome)))
    schema.add(fields.long_text("said", _("说了什么，接下来怎样"), max=2000, optional=True))
    return Form(
        request, schema, name="call", buttons=(("call", _("记下这个电话"), "primary"),), version=version
    )


def assign_form(request: Request, version: str) -> Form:
    schema = colander.Schema()
    villages = [
        (town.name, [(place.code, place.name) for place in request.policy.villages(town.code)])
        for town in request.policy.towns
    ]
    schema.add(fields.choice("village", _("请哪个村（社区）核实"), villages))
    return Form(request, schema, name="assign", buttons=(("assign", _("分派"), "primary"),), version=version)


def same_report_form(request: Request, version: str, others: list[tuple[str, str]]) -> Form:
    """Which report tells of the same household, said by somebody who has compared them."""
    schema = colander.Schema()
    schema.add(fields.radios("other", _("和哪一份是同一户"), others))
    schema.add(fields.long_text("reason", _("怎样核对的"), max=500, help=_("比了什么，问了谁。")))
    buttons = (("merge", _("是同一户，并到选的那一份"), "primary"),)
    return Form(request, schema, name="same", buttons=buttons, version=version)


def _household(request: Request) -> colander.SchemaNode:
    part = fields.part("household", _("哪一家"))
    part.add(
        fields.text(
            "household_name", _("当家人姓名"), max=60, help=_("不知道全名，写称呼也可以，比如“张家父亲”。")
        )
    )
    part.add(fields.phone("household_phone", _("家里的电话"), optional=True))
    for node in town_and_village(request, village_optional=True):
        part.add(node)
    part.add(fields.text("address", _("住址"), max=200, optional=True, help=_("楼号、门牌，或怎样找到。")))
    return part


def _trouble(request: Request) -> colander.SchemaNode:
    part = fields.part("trouble", _("出了什么事"))
    part.add(fields.boxes("causes", _("什么原因"), fields.named(Cause), optional=True))
    part.add(fields.date("happened_on", _("哪天发生的"), optional=True, until=fields.today(request)))
    part.add(
        fields.yes(
            "life_at_risk",
            _("有生命危险，或今晚没有饭吃、没有地方住"),
            help=_("选了这一项，两小时内会有人打电话。有生命危险请先拨 120、110。"),
        )
    )
    part.add(
        fields.yes(
            "violence",
            _("有轻生的念头，或者家里有人打人、虐待"),
            help=_("选了这一项，一小时内有专人打电话。正在发生的，请先拨 110。"),
        )
    )
    part.add(
        fields.text(
            "call_note",
            _("打电话要注意什么"),
            max=200,
            optional=True,
            help=_("比如什么时候打合适，谁接不能说。"),
        )
    )
    part.add(
        fields.long_text(
            "story", _("现在是什么情况"), max=2000, help=_("三五句就够：出了什么事，现在最难的是什么。")
        )
    )
    return part


def _reporter() -> colander.SchemaNode:
    part = fields.part("reporter", _("您是谁"))
    part.add(fields.choice("source", _("您从哪里知道的"), fields.named(InstitutionType)))
    part.add(fields.text("reporter_name", _("您的姓名"), max=60, optional=True))
    part.add(
        fields.phone("reporter_phone", _("您的电话"), optional=True, help=_("留了电话，核实的人可以问您。"))
    )
    return part

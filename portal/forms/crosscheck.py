"""The forms of 人户分离: where the household is registered, what is asked there, and what is answered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import colander
from pyramid.i18n import TranslationStringFactory
from pyramid.request import Request

from content.crosscheck import FOUND, NOT_FOUND, SILENT, Crosscheck
from content.household import OUTSIDE
from portal.forms import fields, files
from portal.forms.base import Form

_ = TranslationStringFactory("portal")
RESULTS = (
    (FOUND, _("查到了这家的户口登记")),
    (NOT_FOUND, _("没有查到这家的户口登记")),
    (SILENT, _("问过了，对方没有答复")),
)
CHANNELS = (("phone", _("电话")), ("letter", _("信函")), ("visit", _("当面")))


def registered_nodes(request: Request) -> list[colander.SchemaNode]:
    """Where the household is registered, if not where it lives; a place outside the district in words."""
    towns = [(town.code, town.name) for town in request.policy.towns]
    return [
        fields.choice(
            "registered_in",
            _("户口不在住的地方的，在哪里"),
            [*towns, (OUTSIDE, _("本区以外"))],
            optional=True,
            help=_("人住在哪里，就由哪里办；户籍地协助核查，两边都不能推。"),
        ),
        fields.text(
            "registered_place",
            _("本区以外的户籍地"),
            max=120,
            optional=True,
            help=_("写到县（市、区）和镇、街道。加密保存。"),
        ),
    ]


def question_node(*, optional: bool = False) -> colander.SchemaNode:
    help = (
        _("写了，登记以后马上请那边协助；不写，以后在案件里也可以请。")
        if optional
        else _("比如：户口里有几口人，在那边享受过什么救助。")
    )
    return fields.long_text("question", _("请户籍地核查什么"), max=1000, rows=3, optional=optional, help=help)


def wrong_in(values: Mapping[str, Any], town: str) -> Iterator[tuple[str, Any]]:
    """(field, what to do) for what these fields say together; *town* is where the household lives."""
    where, place = values.get("registered_in"), values.get("registered_place")
    if where == OUTSIDE and not place:
        yield "registered_place", _("户口在本区以外的，请写在哪个县（市、区）。")
    if where == town:
        yield "registered_in", _("这就是住的镇、街道。户口也在这里的，这一项空着。")
    elif place and where != OUTSIDE:
        yield "registered_in", _("写了本区以外的户籍地，请在这里选“本区以外”；户口不在外面的，把它删掉。")
    elif values.get("question") and not where:
        yield "registered_in", _("请选户口在哪里，才知道请谁核查。")


def registered_form(request: Request, version: str, values: dict[str, str] | None) -> Form:
    """In the household's file."""
    schema = colander.Schema()
    for node in registered_nodes(request):
        schema.add(node)
    buttons = (("keep", _("记下户口在哪里"), "primary"),)
    return Form(request, schema, name="registered", buttons=buttons, values=values, version=version)


def ask_form(request: Request, values: dict[str, str] | None) -> Form:
    """From the case; what the household's file says stands in it already."""
    schema = colander.Schema()
    for node in registered_nodes(request):
        schema.add(node)
    schema.add(question_node())
    buttons = (("ask", _("请户籍地协助核查"), "primary"),)
    return Form(request, schema, name="crosscheck", buttons=buttons, values=values, once=True)


def answer_form(request: Request, check: Crosscheck) -> Form:
    """The asked town's answer; or what came from outside the district, as the window notes it."""
    is_ours = bool(check.asked_town)
    schema = colander.Schema()
    schema.add(fields.radios("result", _("查的结果"), RESULTS[:2] if is_ours else RESULTS))
    if not is_ours:
        schema.add(fields.radios("channel", _("怎样问到的"), CHANNELS, inline=True))
        schema.add(fields.text("informant", _("那边谁答复的"), max=60, help=_("单位和姓名，找得到人就行。")))
    schema.add(
        fields.long_text(
            "answer",
            _("户口登记上怎么写"),
            max=2000,
            help=_("户主是谁，有几口人，什么时候迁来、迁走。没有查到的，写查了什么。"),
        )
    )
    schema.add(
        fields.long_text(
            "relief",
            _("在户籍地已经享受什么救助"),
            max=1000,
            rows=3,
            help=_("哪一种，从什么时候起，每月多少。没有的，写“没有”。"),
        )
    )
    schema.add(files.photos("files", _("证明材料的照片"), optional=True, help=_("没有就不传。")))
    words = _("答复居住地") if is_ours else _("记下那边的答复")
    return Form(request, schema, name="reply", buttons=(("give", words, "primary"),), version=check.version)

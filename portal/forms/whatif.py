"""The form that asks: what if a source had more or less, or were not there."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import colander
from pyramid.i18n import TranslationStringFactory
from pyramid.request import Request

from portal.forms import fields
from portal.forms.base import Form
from portal.matchmaking.whatif import HOWS, LESS, LESS_PERCENT, MORE, MORE_PERCENT, OUT

_ = TranslationStringFactory("portal")

WORDS = {
    MORE_PERCENT: _("多百分之几"),
    LESS_PERCENT: _("少百分之几"),
    MORE: _("多几元、几小时或几件"),
    LESS: _("少几元、几小时或几件"),
    OUT: _("完全没有这个来源"),
}


def said(how: str, number: int) -> Any:
    """What was asked, in words."""
    sentences = {
        MORE_PERCENT: _("多 ${number}%", mapping={"number": number}),
        LESS_PERCENT: _("少 ${number}%", mapping={"number": number}),
        MORE: _("多 ${number} 元、小时或件", mapping={"number": number}),
        LESS: _("少 ${number} 元、小时或件", mapping={"number": number}),
    }
    return sentences.get(how, WORDS[OUT])


def what_if_form(request: Request, sources: Iterable[tuple[str, Any]]) -> Form:
    """*sources* are (id, words)."""
    schema = colander.Schema()
    schema.add(fields.choice("source", _("哪个来源"), sources))
    schema.add(fields.radios("how", _("怎么变"), [(how, WORDS[how]) for how in HOWS]))
    help = _("整数。完全没有的不用填。")
    schema.add(fields.whole("number", _("数量"), help=help, optional=True, most=10_000_000))
    return Form(request, schema, name="what-if", buttons=(("look", _("看会改变什么"), "primary"),))


def refuse_number(form: Form, how: str, number: int | None) -> bool:
    """Whether the number is missing, or takes more than there is; the form says so then."""
    if how != OUT and number is None:
        form.fail(_("请填写多多少或少多少。"), "number")
    elif how == LESS_PERCENT and number is not None and number > 100:
        form.fail(_("最多少 100%。全部没有，请选“完全没有这个来源”。"), "number")
    return bool(form.error_count)

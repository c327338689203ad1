"""The form that gives a number to somebody who has come to the window."""

from __future__ import annotations

import colander
from pyramid.i18n import TranslationStringFactory
from pyramid.request import Request

from content.vocabulary import Matter
from portal.forms import fields
from portal.forms.base import Form

_ = TranslationStringFactory("portal")


def arrive_form(request: Request, towns: list[tuple[str, str]]) -> Form:
    """*towns* are the windows at which this clerk sits; with one of them nothing is asked."""
    schema = colander.Schema()
    if len(towns) > 1:
        schema.add(fields.choice("town", _("哪个窗口"), towns, default=towns[0][0]))
    schema.add(fields.radios("matter", _("来办什么"), fields.named(Matter), default=Matter.APPLY.value))
    schema.add(
        fields.text(
            "name", _("怎么称呼"), max=60, optional=True, help=_("叫号时好认人，比如“张大姐”。不说也行。")
        )
    )
    schema.add(fields.yes("first", _("老人、孕妇、残疾人、带小孩的，或事情很急：先办")))
    buttons = (("arrive", _("给一个号"), "primary"),)
    return Form(request, schema, name="arrive", buttons=buttons, once=True)

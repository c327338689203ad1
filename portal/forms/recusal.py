"""The form of 回避: who is close to the applicant, and how."""

from __future__ import annotations

import colander
from pyramid.i18n import TranslationStringFactory
from pyramid.request import Request

from content.vocabulary import Kinship
from portal.forms import fields
from portal.forms.base import Form

_ = TranslationStringFactory("portal")


def recusal_form(request: Request, people: list[tuple[str, str]]) -> Form:
    """*people* are (account id, name), the asker first."""
    schema = colander.Schema()
    schema.add(fields.radios("who", _("谁要回避"), people, default=people[0][0]))
    schema.add(fields.choice("kinship", _("这家人是他的"), fields.named(Kinship)))
    schema.add(
        fields.text(
            "explained",
            _("说明"),
            max=200,
            optional=True,
            help=_("如：申请人是岳父。加密保存，看一次记一次。"),
        )
    )
    buttons = (("file", _("备案，这个案件不再经办"), "primary"),)
    return Form(request, schema, name="recusal", buttons=buttons, once=True)

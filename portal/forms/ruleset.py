"""The form of a new edition of the rules: the whole file, as it was edited."""

from __future__ import annotations

import colander
from pyramid.i18n import TranslationStringFactory
from pyramid.request import Request

from portal.forms import fields
from portal.forms.base import Form

_ = TranslationStringFactory("portal")
MOST = 1_000_000
"""Bytes."""


def ruleset_form(request: Request) -> Form:
    schema = colander.Schema()
    schema.add(
        fields.file(
            "file",
            _("规则文件"),
            limit=MOST,
            endings=("toml", "txt"),
            help=_("先下载现在用的全文，改好再传上来。"),
        )
    )
    buttons = (("propose", _("核对，请区里启用"), "primary"),)
    return Form(request, schema, name="ruleset", buttons=buttons, once=True)

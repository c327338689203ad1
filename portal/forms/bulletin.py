"""The form of a bulletin: which time, what the bureau has to say, and which one it corrects."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import colander
from pyramid.i18n import TranslationStringFactory
from pyramid.request import Request

from portal.forms import fields
from portal.forms.base import Form

_ = TranslationStringFactory("portal")
MOST = 2000


def bulletin_form(
    request: Request, periods: Sequence[tuple[str, Any]], issued: Sequence[tuple[str, Any]]
) -> Form:
    """*periods* are those that are over, newest first; *issued* what could be corrected."""
    schema = colander.Schema()
    schema.add(fields.choice("period", _("哪个月、哪个季度"), periods))
    schema.add(
        fields.long_text(
            "text",
            _("说明"),
            max=MOST,
            rows=8,
            optional=True,
            help=_("做得好的、要改的、下一步怎么办。不写家庭的姓名、学校、医院和村名。"),
        )
    )
    schema.add(
        fields.yes("with_persons", _("责任追究里写上责任人。"), help=_("不选的，只写单位和依据哪一条。"))
    )
    schema.add(
        fields.choice("corrects", _("更正哪一期"), issued, optional=True, help=_("不是更正的，不选。"))
    )
    buttons = (("draft", _("算出数字，交另一个人核对"), "primary"),)
    return Form(request, schema, name="bulletin", buttons=buttons, once=True)

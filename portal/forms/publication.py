"""The form of the results of a month or quarter: which it is, and what the bureau has to say about it."""

from __future__ import annotations

from collections.abc import Sequence

import colander
from pyramid.i18n import TranslationStringFactory
from pyramid.request import Request

from portal import present
from portal.forms import fields
from portal.forms.base import Form

_ = TranslationStringFactory("portal")
MOST = 1000


def publication_form(request: Request, periods: Sequence[str]) -> Form:
    """*periods* are those that are over, newest first; one that has its results already is told when it is chosen."""
    write = present.for_request(request)
    schema = colander.Schema()
    schema.add(
        fields.choice(
            "month",
            _("哪个月、哪个季度"),
            [(period, write.period(period)) for period in periods],
            help=_("只能选已经过完、还没有公布的。一个月办的户数少，写不出几个数的，等一个季度过完再公布。"),
        )
    )
    schema.add(
        fields.long_text(
            "text",
            _("说明"),
            max=MOST,
            optional=True,
            help=_("可以不填。写这段时间做了什么、有什么要说明的。不写姓名、学校、医院和村名。"),
        )
    )
    buttons = (("draft", _("算出数字，交另一个人核对"), "primary"),)
    return Form(request, schema, name="publication", buttons=buttons, once=True)

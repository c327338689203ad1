"""The form that puts photos and papers with a case."""

from __future__ import annotations

from collections.abc import Sequence

import colander
from pyramid.i18n import TranslationStringFactory
from pyramid.request import Request

from portal.forms import fields, files
from portal.forms.base import Form

_ = TranslationStringFactory("portal")


def attach_form(request: Request, papers: Sequence[tuple[str, str]], chosen: str = "") -> Form:
    schema = colander.Schema()
    schema.add(
        fields.choice(
            "paper",
            _("这是哪一份材料"),
            papers,
            optional=True,
            default=chosen,
            help=_("不在清单上的（比如现场照片），不用选。"),
        )
    )
    schema.add(
        files.photos(
            "files",
            _("照片或文件"),
            help=_(
                "手机上可以直接拍。照片、PDF 都行，一次最多 6 个，每个不超过 10 MB；照片里的地点信息会去掉。"
            ),
        )
    )
    buttons = (("attach", _("存进案件"), "primary"),)
    return Form(request, schema, name="attach", buttons=buttons, once=True)

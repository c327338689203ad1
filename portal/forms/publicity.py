"""The form for the text that the public reads of a need."""

from __future__ import annotations

from collections.abc import Mapping

import colander
from pyramid.i18n import TranslationStringFactory
from pyramid.request import Request

from portal import present
from portal.forms import fields
from portal.forms.base import Form

_ = TranslationStringFactory("portal")

KINDS = {
    "name": _("家庭成员的姓名"),
    "id_number": _("身份证号码"),
    "phone": _("电话号码"),
    "number": _("一长串数字，像电话、证件或账号"),
    "address": _("住址，或比镇、街道更细的地名"),
    "institution": _("学校或医院的名字"),
    "diagnosis": _("病的名字"),
}
"""What a text must not hold; the message names the kind, never the word itself."""
FOUND = _("这里有${kinds}，会让人认出是谁家。请换成说不出是谁的说法。")
TITLE_MOST, TEXT_MOST = 40, 300


def public_text_form(request: Request, *, values: Mapping[str, str] | None = None, version: str = "") -> Form:
    """A new text where *version* is empty, else another one for the same public need."""
    schema = colander.Schema()
    schema.add(
        fields.text(
            "title", _("标题"), max=TITLE_MOST, help=_("一句话说缺什么，比如：一名初中生这个学期的生活费。")
        )
    )
    schema.add(
        fields.long_text(
            "text",
            _("说明"),
            max=TEXT_MOST,
            rows=5,
            help=_("两三句：缺什么，为什么还缺，现在办到哪一步。不写姓名、学校、医院、病名、村名和日期。"),
        )
    )
    return Form(
        request,
        schema,
        name="public-text",
        buttons=(("draft", _("写好了，交区民政局核对"), "primary"),),
        values=values,
        version=version,
        once=not version,
    )


def release_form(request: Request, version: str) -> Form:
    """Nothing to fill in: the bureau has read it, and presses."""
    buttons = (("release", _("公开这项需求"), "primary"),)
    return Form(request, colander.Schema(), name="release", buttons=buttons, version=version)


def tell(form: Form, request: Request, found: Mapping[str, tuple[str, ...]]) -> None:
    """Say at each field what kind of words would name the household."""
    for name, kinds in found.items():
        words = present.for_request(request).listed(KINDS[kind] for kind in kinds)
        form.fail(_(FOUND, mapping={"kinds": words}), name)

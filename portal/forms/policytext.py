"""The form for a text of law or policy, or for a newer edition of one."""

from __future__ import annotations

from typing import Any

import colander
from pyramid.i18n import TranslationStringFactory
from pyramid.request import Request

from content.policytext import PolicyText
from content.vocabulary import TextSort
from portal.forms import fields
from portal.forms.base import Form
from portal.forms.clean import LONGEST
from portal.importing.lawtext import Cut, called, cut

_ = TranslationStringFactory("portal")


def policy_text_form(request: Request, text: PolicyText | None = None) -> Form:
    """A new text; of one that is here, its next edition."""
    schema = colander.Schema()
    if text is None:
        schema.add(fields.text("title", _("文件名称"), max=80, help=_("写全称。")))
        schema.add(fields.radios("sort", _("是什么文件"), fields.named(TextSort), default="plan"))
    schema.add(
        fields.date("dated", _("哪一天的文本"), help=_("公布或修改的那一天。"), until=fields.today(request))
    )
    schema.add(
        fields.text("source", _("文号或出处"), max=120, optional=True, help=_("比如“国务院令第649号”。"))
    )
    schema.add(
        fields.long_text(
            "text",
            _("全文"),
            max=LONGEST - 1,
            rows=16,
            help=_("贴进来就行：一条一段，“第一条”“一、”“（一）”会自动分开，成为可以链接的条款。"),
        )
    )
    schema.add(
        fields.long_text(
            "also",
            _("别的叫法"),
            max=2000,
            optional=True,
            help=_("条文里没有、大家却这样叫的词，一行一条，比如“第四十八条 先行救助”。按它也能找到这一条。"),
        )
    )
    if text is None:
        buttons = (("enter", _("登记并公布"), "primary"),)
        return Form(request, schema, name="policy", buttons=buttons, once=True)
    buttons = (("renew", _("换上新文本"), "primary"),)
    return Form(request, schema, name="policy", buttons=buttons, version=text.version)


def cut_of(form: Form, values: dict[str, Any]) -> Cut | None:
    """The text in articles, with what people call them; None where there is no such article, and the form says so."""
    text, missing = called(cut(values["text"]), values.get("also") or "")
    if not missing:
        return text
    form.fail(_("全文里没有“${line}”这一条。请照条文的写法写。", mapping={"line": missing[:30]}), "also")
    return None

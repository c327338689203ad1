"""The form that proposes a budget of the fund for a category or a town."""

from __future__ import annotations

import colander
from pyramid.i18n import TranslationStringFactory
from pyramid.request import Request

from content.vocabulary import Category
from portal.forms import fields
from portal.forms.base import Form, translated
from portal.present import money

_ = TranslationStringFactory("portal")

IN_MONEY = tuple(word for word in Category if word not in (Category.CARE, Category.AIDS))
"""What the fund can pay for; the others are hours and goods."""


def budget_form(request: Request) -> Form:
    schema = colander.Schema()
    towns = [(f"town/{town.code}", town.name) for town in request.policy.towns]
    categories = [(f"category/{word.value}", _(word.label)) for word in IN_MONEY]
    groups = [(_("一类需求"), categories), (_("一个镇、街道"), towns)]
    schema.add(fields.choice("what", _("给谁定预算"), groups))
    schema.add(fields.money("amount", _("一年最多（元）"), least_fen=0))
    schema.add(
        fields.long_text("why", _("为什么这样定"), max=500, help=_("同意的人会看到。不写受助人的姓名。"))
    )
    buttons = (("propose", _("提出，等另一个人同意"), "primary"),)
    return Form(request, schema, name="budget", buttons=buttons, once=True)


def refuse_budget(form: Form, amount_fen: int, used_fen: int, standing_fen: int | None) -> bool:
    """Whether less would be given than is used already, or nothing would change; the form says so then."""
    if amount_fen < used_fen:
        said = _("今年已经用了和答应了 ${used}，预算不能比这个少。", mapping={"used": money(used_fen)})
        form.fail(translated(form.request, said), "amount")
    elif amount_fen == standing_fen:
        form.fail(_("现在就是这个数，不用改。"), "amount")
    return bool(form.error_count)

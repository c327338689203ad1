"""The forms of a service contract: what is bought from whom, and more hours of it."""

from __future__ import annotations

import colander
from pyramid.i18n import TranslationStringFactory
from pyramid.request import Request

from content.contract import Contract
from content.vocabulary import Item, Measure
from portal.forms import fields
from portal.forms.base import Form

_ = TranslationStringFactory("portal")
MOST_HOURS = 100_000


def contract_form(request: Request) -> Form:
    """Hours of one skill, bought from an approved agency, from a day to a day."""
    schema = colander.Schema()
    schema.add(fields.text("title", _("合同名称"), max=60))
    schema.add(fields.text("number", _("合同编号"), max=40))
    schema.add(fields.choice("agency", _("向哪个机构购买"), agencies(request)))
    skills = [(item.value, _(item.label)) for item in Item if item.measure is Measure.HOUR]
    schema.add(fields.choice("item", _("什么服务"), skills))
    schema.add(fields.whole("hours", _("多少小时"), most=MOST_HOURS))
    towns = [(town.code, town.name) for town in request.policy.towns]
    schema.add(
        fields.boxes(
            "places", _("只用于哪些镇、街道"), towns, optional=True, help=_("全区都可以用的，空着。")
        )
    )
    schema.add(
        fields.date("valid_from", _("从哪天起可以用"), optional=True, help=_("马上就可以用的，空着。"))
    )
    schema.add(fields.date("expires", _("用到哪天为止"), since=fields.today(request)))
    return Form(
        request, schema, name="contract", buttons=(("sign", _("登记这份合同"), "primary"),), once=True
    )


def purchase_form(request: Request, contract: Contract) -> Form:
    schema = colander.Schema()
    schema.add(fields.whole("hours", _("再买多少小时"), most=MOST_HOURS))
    buttons = (("purchase", _("登记购买"), "primary"),)
    return Form(request, schema, name="purchase", buttons=buttons, version=contract.version, once=True)


def agencies(request: Request) -> list[tuple[str, str]]:
    """Approved agencies by name."""
    found = [o for o in request.site["organisations"] if o.sort == "agency" and o.state == "approved"]
    return [(o.id, o.title) for o in sorted(found, key=lambda o: o.title)]

"""The form of a visit: when, how long, what was found, and which order pays for the hours."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import colander
from pyramid.i18n import TranslationStringFactory
from pyramid.request import Request
from pyramid.traversal import resource_path

from content.calendar import day_of
from content.case import Case
from content.contract import Order
from content.term import behind
from content.vocabulary import InNeed, Item
from portal.forms import fields
from portal.forms.base import Form, translated

_ = TranslationStringFactory("portal")
MOST_HOURS = 24
"""A visit is recorded by the day."""
NO_ORDER = "none"
"""What the form says where no order is charged."""


def visit_form(request: Request, case: Case, orders: list[Order]) -> Form:
    schema = colander.Schema()
    today = fields.today(request)
    since: date = _earliest(case)
    schema.add(fields.date("visited_on", _("哪天去的"), since=since, until=today, default=today))
    schema.add(
        fields.whole("hours", _("用了几个小时"), most=MOST_HOURS, help=_("写整数；不到一小时的，按一小时。"))
    )
    if orders:
        choices = [(resource_path(order), order_words(request, order)) for order in orders]
        schema.add(
            fields.radios(
                "order",
                _("小时数从哪一份服务单里扣"),
                [*choices, (NO_ORDER, _("不扣：这次走访不算在购买的服务里"))],
                default=choices[0][0],
            )
        )
    schema.add(
        fields.long_text(
            "note", _("看到了什么，说好了什么"), max=2000, help=_("加密保存，只给办这个案件的人看。")
        )
    )
    if case.state == "closed":
        schema.add(fields.radios("in_need", _("现在还有困难吗"), fields.named(InNeed)))
        schema.add(
            fields.long_text(
                "why",
                _("为什么"),
                max=500,
                optional=True,
                help=_("选“没有困难了”的，不用填。"),
            )
        )
    return Form(request, schema, name="visit", buttons=(("record", _("记下这次走访"), "primary"),), once=True)


def _earliest(case: Case) -> date:
    """A visit after closing was made after the closing."""
    closed = behind(case, "visit_due") if case.state == "closed" else None
    return day_of(closed.began_at if closed is not None else case.created_at)


def refuse_unexplained(form: Form, values: Mapping[str, Any]) -> bool:
    """Whether a visit after closing leads to a step that needs its reason, and has none; the form says so then."""
    if values.get("in_need") in (None, InNeed.NO.value) or (values.get("why") or "").strip():
        return False
    form.fail(_("请写明为什么：要重新办理，还是以后不用再去。"), "why")
    return True


def order_words(request: Request, order: Order) -> Any:
    """An order as the person who charges it knows it: which contract, which skill, how much is left."""
    contract = order.contract
    message = _(
        "${title}：${item}，还剩 ${left} 小时",
        mapping={"title": contract.title, "item": _(Item(contract.item).label), "left": order.left},
    )
    return translated(request, message)


def refuse_order(form: Form, chosen: str, order: Order | None, hours: int) -> bool:
    """Whether the *chosen* order cannot pay for the hours; the form says why then, and what to do."""
    if chosen in ("", NO_ORDER):
        return False
    if order is None:
        form.fail(_("您选的服务单刚刚办完了。请看看现在还有哪些，再记一次。"), "order")
        return True
    if hours <= order.left:
        return False
    form.fail(
        _(
            "这份服务单只剩 ${left} 小时，记不下 ${hours} 小时。请改少，或请窗口再申请服务。",
            mapping={"left": order.left, "hours": hours},
        ),
        "hours",
    )
    return True

"""The forms of investigations, village assessments and public notices."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import colander
from pyramid.i18n import TranslationStringFactory
from pyramid.request import Request

from content.account import Account
from content.calendar import SHANGHAI, day_of
from content.case import Case
from content.policy_rules import KindRule
from content.public_notice import PublicNotice
from content.vocabulary import Role
from portal.forms import fields, files
from portal.forms.base import Form, translated

_ = TranslationStringFactory("portal")
MOST_VOTES = 500


def investigation_form(request: Request, case: Case, others: list[Account]) -> Form:
    """Who went, whom they asked, what they saw; the second person stands by it with an account of their own."""
    today = fields.today(request)
    schema = colander.Schema()
    who = fields.part("who", _("谁去的，问了谁"))
    who.add(
        fields.date("visited_on", _("哪天去的"), since=day_of(case.created_at), until=today, default=today)
    )
    who.add(
        fields.choice(
            "second", _("和谁一起去的"), people(request, others), help=_("他会在自己的工作里确认这份记录。")
        )
    )
    who.add(fields.whole("neighbours_asked", _("问了几户邻居"), least=0, most=50))
    who.add(fields.long_text("neighbours", _("邻居怎么说"), max=1000, optional=True, rows=3))
    schema.add(who)
    seen = fields.part("seen", _("看到了什么"), help=_("加密保存，只给办这个案件的人看。"))
    seen.add(fields.long_text("dwelling", _("住房和家里的样子"), max=1000, rows=3))
    seen.add(fields.long_text("income", _("收入、支出和欠债"), max=1000, rows=3))
    seen.add(fields.long_text("health", _("身体和劳动能力"), max=1000, optional=True, rows=3))
    seen.add(fields.long_text("conclusion", _("调查的结论"), max=1000, rows=3))
    seen.add(
        files.photos("photos", _("照片"), optional=True, help=_("手机上可以直接拍。照片里的地点信息会去掉。"))
    )
    schema.add(seen)
    buttons = (("record", _("记下，请另一位确认"), "primary"),)
    return Form(request, schema, name="investigation", buttons=buttons, once=True)


def assessment_form(request: Request, case: Case) -> Form:
    today = fields.today(request)
    schema = colander.Schema()
    schema.add(
        fields.date("held_on", _("哪天开的会"), since=day_of(case.created_at), until=today, default=today)
    )
    schema.add(fields.text("place", _("在哪里"), max=60, help=_("比如“村委会会议室”。")))
    for name, words in (
        ("agreed", _("同意几票")),
        ("against", _("不同意几票")),
        ("abstained", _("弃权几票")),
    ):
        schema.add(fields.whole(name, words, least=0, most=MOST_VOTES))
    schema.add(fields.long_text("people", _("参加的人"), max=2000, help=_("写姓名，用顿号隔开。加密保存。")))
    schema.add(fields.long_text("minutes", _("会上说了什么"), max=2000))
    return Form(
        request, schema, name="assessment", buttons=(("record", _("记下评议结果"), "primary"),), once=True
    )


def refuse_votes(form: Form, values: dict[str, Any]) -> bool:
    """Whether nobody has voted; the form says so then."""
    if values["agreed"] + values["against"] + values["abstained"]:
        return False
    form.fail(_("三项加起来是 0 票。请写上每一项有几票。"), "agreed")
    return True


def notice_form(request: Request, kinds: list[KindRule]) -> Form:
    schema = colander.Schema()
    choices = [(kind.id, _(kind.label)) for kind in kinds]
    schema.add(fields.choice("assistance", _("公示哪一种救助"), choices))
    schema.add(fields.money("amount", _("拟救助金额（元）"), help=_("纸上写这个数；批准以后以批准的为准。")))
    buttons = (("draft", _("拟好公示，去打印"), "primary"),)
    return Form(request, schema, name="notice", buttons=buttons, once=True)


def put_up_form(request: Request, notice: PublicNotice) -> Form:
    today = fields.today(request)
    schema = colander.Schema()
    schema.add(fields.text("place", _("贴在哪里"), max=60, help=_("比如“西塘社区公示栏”。")))
    schema.add(
        fields.date("up_on", _("哪天贴的"), since=day_of(notice.created_at), until=today, default=today)
    )
    schema.add(fields.whole("hour", _("几点贴的（0 到 23）"), least=0, most=23, default=_hour(request.now)))
    buttons = (("put_up", _("登记已贴出"), "primary"),)
    return Form(request, schema, name="put-up", buttons=buttons, version=notice.version)


def people(request: Request, accounts: list[Account]) -> list[tuple[str, str]]:
    """Accounts to choose from: name, as what, and where."""
    return [(account.id, _with_part(request, account)) for account in accounts]


def _with_part(request: Request, account: Account) -> str:
    name, scope = account.roles[0]
    place = request.policy.place_name(scope)
    return translated(
        request,
        _(
            "${name}，${place}的${part}",
            mapping={"name": account.display_name, "place": place, "part": _(Role(name).label)},
        ),
    )


def _hour(now: datetime) -> int:
    return now.astimezone(SHANGHAI).hour

"""The form at the window: who asks for help, what happened, what is needed, which papers are there, and consent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import colander
from pyramid.i18n import TranslationStringFactory
from pyramid.request import Request
from stdnum.cn import ric

from content.arrangement import CONSENT_AGE, GUARDIAN, READ_ALOUD
from content.calendar import SHANGHAI
from content.policy_rules import Paper
from content.vocabulary import Agent, AgentPaper, Category, Cause, DisabilityGrade, Item, NoIdReason, Relation
from portal.forms import fields
from portal.forms.base import Form
from portal.forms.crosscheck import question_node, registered_nodes, wrong_in
from portal.forms.place import town_and_village
from portal.forms.types import Wrong, half_width

_ = TranslationStringFactory("portal")
MOST_DAYS_LATE = 60
"""So long ago may paper have been taken in that is entered now."""

CHANNELS = (
    ("window", _("本人到窗口")),
    ("relative", _("家属或代理人到窗口")),
    ("phone", _("打电话")),
    ("village", _("村（社区）帮助申请")),
    ("other_unit", _("别的单位送来")),
)


def intake_form(request: Request, *, values: dict[str, object] | None = None, version: str = "") -> Form:
    """A new case where *version* is empty; else a verified case that the window completes."""
    schema = colander.Schema()
    schema.add(fields.hidden("walkin", request.GET.get("walkin", "")[:20]))
    for part in (
        _applicant(request),
        _members(),
        _events(request),
        _needs(),
        _papers(request),
        _speakers(),
        _late(request),
        _consent(),
    ):
        schema.add(part)
    buttons: tuple[tuple[str, Any, str], ...] = (("register", _("登记并打印回执"), "primary"),)
    if not version:
        buttons += (("save", _("先存着"), "default"),)
    return Form(
        request, schema, name="intake", buttons=buttons, values=values, version=version, once=not version
    )


def need_form(request: Request) -> Form:
    """One more need of a case."""
    schema = colander.Schema(validator=check_amount)
    for node in _need_nodes():
        schema.add(node)
    return Form(request, schema, name="need", buttons=(("add", _("加上这项需求"), "primary"),), once=True)


def what_choices() -> Sequence[tuple[str, Sequence[tuple[str, str]]]]:
    """Money by category, then what is given in hours or pieces: ``medical`` or ``care/counselling``."""
    money = [(word.value, _(word.label)) for word in Category if word not in (Category.CARE, Category.AIDS)]
    given = [
        (f"{item.category.value}/{item.value}", _(item.label))
        for item in Item
        if not item.is_for_institutions
    ]
    return ((_("钱"), money), (_("东西和时间"), given))


def split_what(what: str) -> tuple[str, str]:
    """(category, item) of a choice."""
    category, _slash, item = what.partition("/")
    return category, item


def _applicant(request: Request) -> colander.SchemaNode:
    part = fields.part("applicant", _("1. 求助人"))
    part.add(fields.text("name", _("姓名"), max=60))
    part.add(
        fields.id_number(
            "id_number",
            _("身份证号码"),
            help=_("请对照证件。没有证件的，先空着，在下面选原因。"),
            optional=True,
        )
    )
    part.add(
        fields.choice("no_id_reason", _("没有身份证号码的原因"), fields.named(NoIdReason), optional=True)
    )
    part.add(fields.choice("relation", _("求助人是这家的"), fields.named(Relation), default="head"))
    part.add(
        fields.phone(
            "phone", _("手机号码"), help=_("收办理进度用。没有手机的，填一位家里人的。"), optional=True
        )
    )
    for node in town_and_village(request):
        part.add(node)
    part.add(fields.text("address", _("住址"), max=200))
    for node in (*registered_nodes(request), question_node(optional=True)):
        part.add(node)
    return part


def _members() -> colander.SchemaNode:
    part = fields.part("family", _("2. 还有哪些家人"))
    row = fields.row("member", _("家人"))
    for node in member_nodes():
        row.add(node)
    part.add(fields.rows("members", _("家人"), row, add=_("再加一位家人")))
    return part


def member_nodes() -> list[colander.SchemaNode]:
    """What is asked of one member of the family."""
    return [
        fields.text("name", _("姓名"), max=60),
        fields.choice("relation", _("和户主的关系"), fields.named(Relation)),
        fields.id_number("id_number", _("身份证号码"), optional=True),
        fields.month("born", _("出生年月"), help=_("没有身份证号码的，填这个。"), optional=True),
        fields.text("school", _("在读学校"), max=80, optional=True),
        fields.choice("disability", _("残疾等级"), fields.named(DisabilityGrade), optional=True),
    ]


def _events(request: Request) -> colander.SchemaNode:
    part = fields.part("events", _("3. 发生了什么"))
    part.add(
        fields.radios(
            "urgency",
            _("现在有多急"),
            [
                ("0", _("有生命危险，或今晚没有饭吃、没有地方住")),
                ("1", _("这几天必须解决")),
                ("2", _("不急，但自己解决不了")),
            ],
            help=_("选第一项，24 小时内先给到帮助，手续 5 个工作日内补齐。"),
        )
    )
    part.add(fields.boxes("causes", _("什么原因"), fields.named(Cause), optional=True))
    part.add(
        fields.long_text(
            "story",
            _("用求助人自己的话写下来"),
            max=2000,
            help=_("三五句就够：什么时候、出了什么事、现在最难的是什么。"),
        )
    )
    part.add(fields.radios("channel", _("怎么来的"), CHANNELS, default="window"))
    return part


def _need_nodes() -> list[colander.SchemaNode]:
    return [
        fields.choice("what", _("缺什么"), what_choices()),
        fields.text(
            "amount", _("多少"), max=20, help=_("钱写元，比如 3600 或 3,600.50；陪护写小时，东西写件数。")
        ),
        fields.text("detail", _("用在哪里"), max=200, optional=True),
    ]


def _needs() -> colander.SchemaNode:
    part = fields.part("wants", _("4. 需要什么"))
    row = fields.row("need", _("需求"), validator=check_amount)
    for node in _need_nodes():
        row.add(node)
    part.add(fields.rows("needs", _("需求"), row, add=_("再加一项需求"), least=1))
    return part


def check_amount(node: colander.SchemaNode, value: dict[str, Any]) -> None:
    """Money in yuan, hours and pieces in whole numbers; the message stands at the amount."""
    _category, item = split_what(value["what"])
    try:
        value["amount"] = fields.whole_of(value["amount"]) if item else fields.fen_of(value["amount"])
    except Wrong as error:
        wrong = colander.Invalid(node)
        wrong["amount"] = error.message
        raise wrong


def _papers(request: Request) -> colander.SchemaNode:
    part = fields.part("papers", _("5. 材料"), help=_("缺的可以后补，不影响先登记。"))
    papers = [(paper.id, _(paper.name)) for paper in papers_of(request)]
    part.add(fields.boxes("have", _("今天收到了哪些"), papers, optional=True))
    return part


def papers_of(request: Request) -> list[Paper]:
    """The check-list: the common papers, then those of the kinds that run, each once."""
    policy = request.policy
    rows = list(policy.common_papers)
    for kind in policy.running_kinds:
        rows += [paper for paper in kind.papers if paper.id not in {row.id for row in rows}]
    return rows


def _speakers() -> colander.SchemaNode:
    """Asked of few: nothing is required where the applicant came and can read."""
    part = fields.part("speakers", _("6. 代办和签字"), help=_("本人来了、看得懂、自己签字的，这一段不用填。"))
    readings = [("self", _("自己看、自己签")), (READ_ALOUD, _("念给本人听，按手印"))]
    part.add(fields.radios("reading", _("怎样签字"), readings, default="self"))
    part.add(
        fields.text(
            "witness", _("见证人姓名"), max=60, optional=True, help=_("按手印时在场的人，不能是经办人自己。")
        )
    )
    part.add(fields.text("agent_name", _("代办人姓名"), max=60, optional=True))
    part.add(fields.choice("agent_relation", _("代办人是求助人的"), fields.named(Agent), optional=True))
    part.add(fields.phone("agent_phone", _("代办人电话"), optional=True))
    part.add(fields.choice("agent_paper", _("看过代办人的什么证明"), fields.named(AgentPaper), optional=True))
    part.add(
        fields.yes(
            "is_kin",
            _("求助人和经办人（您或同事）有近亲属关系。"),
            help=_("要单独备案，经办人回避。登记以后接着备案。"),
        )
    )
    part.add(fields.yes("guardian_consents", _("求助人不满 14 岁：监护人听过说明，同意登记孩子的情况。")))
    return part


def _late(request: Request) -> colander.SchemaNode:
    """补录: what was taken in on paper, at night or away from the window."""
    today = fields.today(request)
    part = fields.part("late", _("7. 补录"), help=_("当时就登记的不用填。时限从实际收件的时间起算。"))
    part.add(
        fields.date(
            "late_day",
            _("实际是哪天收的"),
            optional=True,
            since=today - timedelta(days=MOST_DAYS_LATE),
            until=today,
        )
    )
    part.add(fields.text("late_time", _("几点收的"), max=5, optional=True, help=_("比如 23:40。")))
    part.add(fields.text("late_reason", _("谁收的，为什么当时没有登记"), max=200, optional=True))
    return part


def missing_in(values: dict[str, Any], today: date) -> Iterator[tuple[str, Any]]:
    """(field, what to do) for what these parts ask for together."""
    yield from wrong_in(values, values["town"])
    if values["reading"] == READ_ALOUD and not values["witness"]:
        yield "witness", _("按手印要有见证人。请填见证人姓名。")
    if values["agent_name"] and not values["agent_relation"]:
        yield "agent_relation", _("请选代办人是求助人的什么人。")
    if not values["agent_name"] and (values["agent_relation"] or values["channel"] == "relative"):
        yield "agent_name", _("请填代办人姓名。")
    if _is_child(values, today):
        if values["agent_relation"] != GUARDIAN or not values["agent_name"]:
            yield "agent_relation", _("求助人不满 14 岁，要由监护人代办。请填监护人姓名，并选“监护人”。")
        elif not values["guardian_consents"]:
            yield "guardian_consents", _("求助人不满 14 岁，要监护人同意才能登记。请说明以后再勾选。")
    if values["late_day"] and not values["late_reason"]:
        yield "late_reason", _("补录要写明谁收的、为什么当时没有登记。")
    if (values["late_time"] or values["late_reason"]) and not values["late_day"]:
        yield "late_day", _("请选实际收件的日子。")


def lodged_at(values: dict[str, Any], now: datetime) -> datetime | None:
    """When it was really handed in, None where it was entered at once; raises ValueError for no time of the day."""
    if not values["late_day"]:
        return None
    clock = (
        time.fromisoformat(half_width(values["late_time"]).replace("：", ":").zfill(5))
        if values["late_time"]
        else time(0)
    )
    moment = datetime.combine(values["late_day"], clock, SHANGHAI).astimezone(UTC)
    if moment > now:
        raise ValueError(moment)
    return moment


def _is_child(values: dict[str, Any], today: date) -> bool:
    if not values["id_number"]:
        return False
    born = ric.get_birth_date(values["id_number"])
    had_birthday = (today.month, today.day) >= (born.month, born.day)
    return today.year - born.year - (not had_birthday) < CONSENT_AGE


def _consent() -> colander.SchemaNode:
    part = fields.part("consents", _("8. 同意"))
    part.add(
        fields.yes(
            "consent",
            _("已向求助人说明：为了办理救助，需要查看家人的健康和收入情况，只给经办单位看。求助人同意。"),
            required=_("要求助人同意才能登记。请说明以后再勾选。"),
        )
    )
    part.add(fields.yes("public", _("求助人愿意把需求匿名公开，让社会各界来帮忙。不同意也不影响救助。")))
    return part

"""The form at the window: who asks for help, what happened, what is needed, which papers are there, and consent."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import colander
from pyramid.i18n import TranslationStringFactory
from pyramid.request import Request

from content.policy_rules import Paper
from content.vocabulary import Category, Cause, DisabilityGrade, Item, NoIdReason, Relation
from portal.forms import fields
from portal.forms.base import Form
from portal.forms.place import town_and_village
from portal.forms.types import Wrong

_ = TranslationStringFactory("portal")

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
    for part in (_applicant(request), _members(), _events(request), _needs(), _papers(request), _consent()):
        schema.add(part)
    buttons = (("register", _("登记并打印回执"), "primary"),)
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


def _consent() -> colander.SchemaNode:
    part = fields.part("consents", _("6. 同意"))
    part.add(
        fields.yes(
            "consent",
            _("已向求助人说明：为了办理救助，需要查看家人的健康和收入情况，只给经办单位看。求助人同意。"),
            required=_("要求助人同意才能登记。请说明以后再勾选。"),
        )
    )
    part.add(fields.yes("public", _("求助人愿意把需求匿名公开，让社会各界来帮忙。不同意也不影响救助。")))
    return part

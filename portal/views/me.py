"""Everybody's work list: what is open for this person, soonest due first, and what others owe them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple

from pyramid.i18n import TranslationStringFactory
from pyramid.request import Request
from pyramid.traversal import find_resource
from pyramid.view import view_config

from content import role
from content.calendar import day_of
from content.case import Case
from content.document import Document, Duty
from content.site import Site
from content.worklist import Key, WorkList
from portal.words.subject import about

_ = TranslationStringFactory("portal")
PAGE = 50

DUTIES = {
    "discovery:assign": (_("报告等分派"), _("分派给村（社区）")),
    "discovery:verify": (_("报告等核实"), _("记核实结果")),
    "case:admit": (_("收件等受理"), _("登记、受理")),
    "case:papers_in": (_("等补材料"), _("登记材料")),
    "case:close": (_("跟进到落实，再结案"), _("打开案件")),
    "referral:receive": (_("转办等接收"), _("接收")),
    "referral:accept": (_("转办等答复"), _("答复")),
    "referral:start": (_("转办等开始"), _("开始办理")),
    "referral:resume": (_("转办暂停中"), _("继续办理")),
    "referral:complete": (_("转办等办结"), _("报结果")),
    "referral:see": (_("转办有了结果"), _("看结果")),
    "referral:settle": (_("两次被退回，等区里定"), _("定下谁来办")),
    "proposal:accept": (_("匹配方案等决定"), _("决定")),
    "proposal:confirm": (_("请确认能不能帮"), _("答复")),
    "proposal:deliver": (_("等送到家里"), _("登记送到")),
    "proposal:acknowledge": (_("等家里签收"), _("登记签收")),
    "order:charge": (_("服务单进行中"), _("看服务单")),
    "order:finish": (_("服务单小时用完，等登记送到"), _("看服务单")),
    "case:visit": (_("您认领的案件"), _("打开案件")),
    "public_need:release": (_("公开内容等发布"), _("核对发布")),
    "organisation:approve": (_("慈善组织等批准"), _("审核")),
    "allocation:sign_first": (_("拨付等第一人签字"), _("核对签字")),
    "allocation:sign_second": (_("拨付等第二人签字"), _("核对签字")),
    "allocation:disburse": (_("已批准，等拨付"), _("拨付")),
    "allocation:pay_out": (_("已拨付，等发放"), _("登记发放")),
    "allocation:acknowledge": (_("已发放，等签收"), _("登记签收")),
    "allocation:correct_payee": (_("被退回，等改账户"), _("改账户")),
    "allocation:resign_first": (_("改账户后等重签"), _("核对签字")),
    "allocation:resign_second": (_("改账户后等第二人重签"), _("核对签字")),
    "allocation:pay_again": (_("重签好了，等再拨"), _("再拨付")),
}
"""What a duty is called on the list, and its button; a code without words would show itself, and a test finds it."""


class Row(NamedTuple):
    """One line of a work list; *about* is what it concerns, *family* the head's name for those who may know it."""

    what: Any
    about: str
    button: Any
    document: Document
    path: str
    due: datetime | None
    family: str
    place: str
    note: str


@view_config(context=Site, name="me", permission="site:work", renderer="portal:templates/me.pt")
def me(site: Site, request: Request) -> dict[str, Any]:
    rows = list(_rows(request))
    late = sum(1 for row in rows if row.due and row.due < request.now)
    today = sum(
        1 for row in rows if row.due and row.due >= request.now and day_of(row.due) == day_of(request.now)
    )
    return {
        "rows": rows,
        "late": late,
        "today": today,
        "later": len(rows) - late - today,
        "more": len(rows) >= PAGE,
        "where": _where(request),
    }


def _rows(request: Request) -> Iterator[Row]:
    """The lists of all this person is, merged by date; one page of each is loaded and no more."""
    account = request.identify.account
    entries: list[tuple[Key, Duty, str]] = []
    for owner in account.principals:
        found: WorkList | None = request.site.worklists.of(owner)
        if found is not None:
            entries += [(key, duty, path) for key, (duty, path) in found.page(size=PAGE)]
    for _key, duty, path in sorted(entries, key=lambda entry: entry[0])[:PAGE]:
        document = find_resource(request.site, path)
        # A duty is named after its step's permission: who has signed first does not owe the second signature.
        if request.has_permission(duty.what, document):
            yield _row(request, duty, path, document)


def _row(request: Request, duty: Duty, path: str, document: Document) -> Row:
    what, button = DUTIES.get(duty.what, (duty.what, _("打开")))
    case = _case_of(document)
    return Row(
        what=what,
        about=about(request, document),
        button=button,
        document=document,
        path=path,
        due=duty.due,
        family=_family(request, case, document),
        place=getattr(case or document, "town", ""),
        note=getattr(document, "number", "") or (case.number if case else ""),
    )


def _case_of(document: Document) -> Case | None:
    if isinstance(document, Case):
        return document
    case = getattr(document, "case", None)
    return case if isinstance(case, Case) else None


def _family(request: Request, case: Case | None, document: Document) -> str:
    """The head of the household, read on record, where this person may open the household."""
    if case is None:
        return ""
    household = request.site["households"].get(case.household_id)
    if household is None or not request.has_permission("household:contact", household):
        return ""
    head = household.head_member
    return str(request.reveal(head, "name")["name"]) if head is not None else ""


def _where(request: Request) -> list[str]:
    """Where this person works, in words: the units and organisations of their roles."""
    site = request.site
    names = []
    for _name, scope in request.identify.account.roles:
        found = site["units"].get(scope) or site["organisations"].get(scope)
        names.append(
            str(found.title) if found is not None else site.title if scope == role.DISTRICT else scope
        )
    return list(dict.fromkeys(names))

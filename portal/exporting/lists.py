"""Every list that can be taken out: whose documents, which columns, and personal data only when it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from pyramid.i18n import TranslationStringFactory
from pyramid.request import Request

from content.appeal import Appeal
from content.ledger import Ledger
from content.site import Site
from content.vocabulary import Cause, Item, Kind, TextSort
from portal.exporting.column import (
    BALANCE,
    CASE,
    CATEGORY,
    COVER,
    ID,
    MADE,
    OWNER,
    STATE,
    TOWN,
    UNIT,
    URGENT,
    USE,
    WHOM,
    Column,
    Get,
    attribute,
    codes,
    labels,
    of_household,
    opened,
    place,
    state,
    sums,
    use,
    yuan,
)
from portal.exporting.table import Table
from portal.importing.lawtext import called_lines, uncut

LOOKED = 2_000
"""So many rows at most are looked through before a list is offered."""
_ = TranslationStringFactory("portal")


@dataclass(frozen=True)
class Listing:
    """One list. ``rows`` gives what the asker may see; ``documents`` of the tree are checked one by one."""

    title: str
    documents: Callable[[Site], Iterable[Any]]
    columns: tuple[Column, ...]
    may: Callable[[Request, Any], bool]

    def has_any(self, request: Request) -> bool:
        """Whether there is a row for the asker; a list too long to look through is offered without looking."""
        looked = enumerate(self.documents(request.site), 1)
        return any(self.may(request, one) or number >= LOOKED for number, one in looked)

    def table(self, request: Request, *, personal: bool = False) -> Table:
        """The rows that the asker may see; with *personal* what is sealed stands in it, and on the read log."""
        columns = [column for column in self.columns if personal or not column.personal]
        rows = (
            [column.get(request, one) for column in columns]
            for one in self.documents(request.site)
            if self.may(request, one)
        )
        return Table(str(self.title), [column.head for column in columns], rows)


def viewed(request: Request, document: Any) -> bool:
    return bool(request.has_permission(f"{document.kind}:view", document))


def _folder(name: str) -> Callable[[Site], Iterable[Any]]:
    return lambda site: site[name]


def _of_cases(name: str) -> Callable[[Site], Iterator[Any]]:
    return lambda site: (one for case in site["cases"] for one in getattr(case, name))


def _lines(site: Site) -> Iterator[tuple[Appeal, Any]]:
    return ((appeal, need) for appeal in site["appeals"] for need in appeal.needs)


def _line(name: str, which: int) -> Get:
    return lambda request, pair: getattr(pair[which], name)


def _of_appeal(column: Column) -> Column:
    """The same of the appeal, where a row is an appeal with one of its needs."""
    return Column(column.head, lambda request, pair: column.get(request, pair[0]))


def _of_need(column: Column) -> Column:
    """The same of the need in such a row."""
    return Column(column.head, lambda request, pair: column.get(request, pair[1]))


def _where(inside: bool) -> Get:
    return lambda request, pair: codes(request, (pair[0].town,), inside)


def _opened_of_appeal(name: str) -> Get:
    get = opened(name, "appeal:contact")
    return lambda request, pair: get(request, pair[0])


def _editions(site: Site) -> Iterator[Any]:
    return (edition for text in site["policies"] for edition in text.editions)


def _postings(pick: Callable[[Site], Ledger]) -> Callable[[Site], Iterator[Any]]:
    return lambda site: (
        (posting, account, sum_) for posting in pick(site) for account, sum_ in posting.entries
    )


POSTING = (
    Column("序号", lambda request, row: row[0].n),
    Column("时间", lambda request, row: row[0].at),
    Column("事由", lambda request, row: row[0].memo),
    Column("凭据", lambda request, row: row[0].reference),
    Column("账户", lambda request, row: row[1]),
    Column("金额（元）", lambda request, row: yuan(row[2])),
    Column("经办", lambda request, row: row[0].actor),
)


def _may_see(permission: str, of: Callable[[Site], Any]) -> Callable[[Request, Any], bool]:
    return lambda request, row: bool(request.has_permission(permission, of(request.site)))


LISTS: dict[str, Listing] = {
    "cases": Listing(
        _("案件"),
        _folder("cases"),
        (
            ID,
            Column("案件编号", attribute("number")),
            STATE,
            TOWN,
            Column("村（社区）", lambda request, one: place(request, one.village)),
            URGENT,
            Column("原因", lambda request, one: labels(Cause, one.causes)),
            Column("期限", attribute("due")),
            MADE,
            Column("受理时间", attribute("admitted_at")),
            Column("社工", attribute("worker")),
            Column("户主姓名", of_household("name", head=True), personal=True),
            Column("身份证号码", of_household("id_number", head=True), personal=True),
            Column("电话", of_household("phone"), personal=True),
            Column("住址", of_household("address"), personal=True),
        ),
        viewed,
    ),
    "needs": Listing(
        _("需求"), _of_cases("needs"), (ID, CASE, STATE, CATEGORY, USE, UNIT, *COVER, URGENT, MADE), viewed
    ),
    "referrals": Listing(
        _("转办"),
        _of_cases("referrals"),
        (
            ID,
            CASE,
            Column("转办单号", attribute("number")),
            STATE,
            Column("救助", lambda request, one: Kind(one.assistance).label),
            Column("部门", attribute("unit")),
            Column("接收期限", attribute("receive_by")),
            Column("办结期限", attribute("due")),
            Column("给了多少（元）", lambda request, one: yuan(one.granted_fen)),
            MADE,
        ),
        viewed,
    ),
    "visits": Listing(
        _("走访"),
        _of_cases("visits"),
        (ID, CASE, Column("哪天", attribute("visited_on")), Column("小时", attribute("hours")))
        + (Column("谁", attribute("author")), MADE),
        viewed,
    ),
    "discoveries": Listing(
        _("急难报告"),
        _folder("discoveries"),
        (ID, STATE, TOWN, Column("原因", lambda request, one: labels(Cause, one.causes)))
        + (Column("期限", attribute("due")), Column("案件", attribute("case_id")), MADE),
        viewed,
    ),
    "public-needs": Listing(
        _("公开的需求"),
        _folder("needs"),
        (ID, STATE, Column("标题", attribute("title")), Column("内容", attribute("text")), CATEGORY, USE)
        + (Column("地方", lambda request, one: place(request, one.place)), UNIT, *COVER),
        viewed,
    ),
    "appeals": Listing(
        _("单位的需求"),
        _lines,
        (
            _of_appeal(ID),
            _of_appeal(STATE),
            Column("单位名称", _line("institution", 0)),
            Column("镇、街道代码", _where(True)),
            Column("区外代码", _where(False)),
            Column("地方", lambda request, pair: place(request, pair[0].town)),
            Column("地址", _line("address", 0)),
            _of_appeal(URGENT),
            Column("说明", _line("text", 0)),
            Column("缺什么", lambda request, pair: use(request, pair[1])),
            Column("具体要什么样的", _line("wanted", 1)),
            *map(_of_need, COVER),
            Column("联系人", _opened_of_appeal("contact_name"), personal=True),
            Column("联系电话", _opened_of_appeal("contact_phone"), personal=True),
            _of_appeal(MADE),
        ),
        lambda request, pair: viewed(request, pair[0]),
    ),
    "projects": Listing(
        _("慈善项目"),
        _folder("projects"),
        (
            ID,
            STATE,
            OWNER,
            Column("项目名称", attribute("title")),
            Column("备案编号", attribute("filing_number")),
            Column("备案日期", lambda request, one: one.filing.filed_on),
            Column("募捐开始", lambda request, one: one.filing.begins_on),
            Column("募捐结束", lambda request, one: one.filing.ends_on),
            Column("突发事件", lambda request, one: one.filing.in_emergency),
            *sums(("预算", "amount")),
            *BALANCE,
            Column("项目说明", attribute("text")),
            Column("在哪里捐", attribute("giving")),
            *WHOM,
            MADE,
        ),
        viewed,
    ),
    "offers": Listing(
        _("志愿服务和物品"),
        _folder("offers"),
        (
            ID,
            STATE,
            OWNER,
            Column("名称", attribute("title")),
            Column("出什么", lambda request, one: Item(one.item).label),
            *sums(("多少", "amount")),
            UNIT,
            *BALANCE,
            Column("说明", attribute("text")),
            *WHOM,
            Column("志愿者姓名", opened("volunteer_name", "offer:contact"), personal=True),
            Column("志愿者电话", opened("volunteer_phone", "offer:contact"), personal=True),
            MADE,
        ),
        viewed,
    ),
    "donations": Listing(
        _("捐赠"),
        _folder("donations"),
        (
            ID,
            STATE,
            OWNER,
            Column("怎样称呼", attribute("title")),
            *sums(("金额", "amount")),
            UNIT,
            *BALANCE,
            Column("哪天收到", attribute("received_on")),
            Column("捐赠票据号", attribute("receipt_number")),
            Column("不要票据", attribute("receipt_waived")),
            Column("经手人", attribute("handler")),
            Column("捐赠人是", attribute("giver")),
            Column("不留姓名", attribute("is_anonymous")),
            *WHOM,
            Column("捐赠人", opened("giver_name", "donation:giver"), personal=True),
            Column("捐赠人电话", opened("giver_phone", "donation:giver"), personal=True),
            MADE,
        ),
        viewed,
    ),
    "contracts": Listing(
        _("服务合同"),
        _folder("contracts"),
        (ID, STATE, OWNER, Column("合同名称", attribute("title")), Column("合同编号", attribute("number")))
        + (Column("服务", lambda request, one: Item(one.item).label), *WHOM, MADE),
        viewed,
    ),
    "proposals": Listing(
        _("匹配建议"),
        _folder("proposals"),
        (ID, STATE, Column("案件", attribute("case_id")), TOWN, CATEGORY, USE, UNIT)
        + (*sums(("数额", "amount")), Column("来源", attribute("source")), MADE),
        viewed,
    ),
    "allocations": Listing(
        _("资金拨付"),
        lambda site: site.fund.allocations,
        (ID, STATE, Column("案件", attribute("case_id")), TOWN, CATEGORY)
        + (Column("金额（元）", lambda request, one: yuan(one.amount_fen)),)
        + (Column("第一人", attribute("first_signer")), Column("第二人", attribute("second_signer")), MADE),
        viewed,
    ),
    "fund-ledger": Listing(
        _("公益基金账本"),
        _postings(lambda site: site.fund.ledger),
        POSTING,
        _may_see("fund:export", lambda site: site.fund),
    ),
    "treasury-ledger": Listing(
        _("财政救助资金账本"),
        _postings(lambda site: site.treasury),
        POSTING,
        _may_see("overview:view", lambda site: site),
    ),
    "organisations": Listing(
        _("组织"),
        _folder("organisations"),
        (
            ID,
            STATE,
            Column("组织名称", attribute("title")),
            Column("是什么组织", attribute("sort")),
            Column("统一社会信用代码", attribute("credit_code")),
            Column("公开募捐资格证书号", attribute("permit")),
            Column("对外电话", attribute("phone")),
            MADE,
        ),
        viewed,
    ),
    "policies": Listing(
        _("政策文件"),
        _editions,
        (
            Column("编号", lambda request, one: one.__parent__.id),
            Column("状态", lambda request, one: state(request, one.__parent__)),
            Column("文件名称", lambda request, one: one.__parent__.title),
            Column("是什么文件", lambda request, one: TextSort(one.__parent__.sort).label),
            Column("哪一天的文本", attribute("dated")),
            Column("文号或出处", lambda request, one: one.__parent__.source),
            Column("全文", lambda request, one: uncut(one.intro, one.sections)),
            Column("别的叫法", lambda request, one: called_lines(one.sections)),
        ),
        lambda request, one: viewed(request, one.__parent__),
    ),
}
"""By the name that the command line and the addresses use."""

"""Everybody's own pages: what is open for this person, soonest due first, and the messages they have got."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.i18n import TranslationStringFactory
from pyramid.request import Request
from pyramid.traversal import find_resource
from pyramid.view import view_config

from content import role
from content.calendar import day_of
from content.case import Case
from content.document import Document, Duty
from content.inbox import Message
from content.site import Site
from portal import agenda, inbox
from portal.commands import inbox as commands
from portal.commands import walkin as walkins
from portal.commands.discovery import reports_of
from portal.steps import DUTY_PAGES, HOMES
from portal.words import progress
from portal.words import state as states
from portal.words.subject import about

_ = TranslationStringFactory("portal")
PAGE = 50
FEW = 8
"""Lines that are seen at a glance: with more of several kinds, one kind can be asked for."""

DUTIES = {
    "discovery:assign": (_("报告等分派"), _("分派给村（社区）")),
    "discovery:call": (_("一小时内要打的电话"), _("打电话")),
    "discovery:verify": (_("报告等核实"), _("记核实结果")),
    "walkin:call": (_("窗口有人在等"), _("叫号")),
    "walkin:serve": (_("正在接待的人"), _("记下结果")),
    "household:merge": (_("可能登记了两次的家庭"), _("核对")),
    "case:admit": (_("收件等受理"), _("登记、受理")),
    "case:papers_in": (_("等补材料"), _("登记材料")),
    "case:follow_up": (_("已结案，到日子回访"), _("打开案件")),
    "case:close": (_("跟进到落实，再结案"), _("打开案件")),
    "investigation:countersign": (_("入户调查等您确认"), _("核对确认")),
    "investigation:withdraw": (_("入户调查有人说不对"), _("撤下重记")),
    "public_notice:put_up": (_("公示等张贴"), _("登记贴出")),
    "public_notice:take_down": (_("公示中，期满取下"), _("登记取下")),
    "aid:deliver": (_("先行救助等送到"), _("登记送到")),
    "aid:countersign": (_("先行救助等您确认"), _("核对确认")),
    "aid:resolve": (_("先行救助有人说不对"), _("查清处理")),
    "aid:papers_in": (_("先行救助等补手续"), _("登记手续")),
    "imprest:count": (_("备用金等盘点"), _("记盘点")),
    "imprest:accept_count": (_("备用金盘点等核对"), _("核对")),
    "imprest:refill": (_("备用金等补足"), _("拨备用金")),
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
    "project:report_use": (_("项目要向社会报告使用情况"), _("报告使用情况")),
    "order:charge": (_("服务单进行中"), _("看服务单")),
    "order:finish": (_("服务单小时用完，等登记送到"), _("看服务单")),
    "account:see": (_("有人的权限改了"), _("看改了什么")),
    "supervision:answer": (_("督办，等您单位答复"), _("写答复")),
    "supervision:accept": (_("督办有了答复"), _("核对答复")),
    "inquiry:ask": (_("记下的问题还没发"), _("发给单位")),
    "inquiry:answer": (_("审计问题，等您单位答复"), _("写答复")),
    "inquiry:close": (_("审计问题有了答复"), _("核对答复")),
    "inquiry:settle": (_("移交来的问题等处理"), _("看问题")),
    "ruleset:confirm": (_("新的规则等启用"), _("核对改动")),
    "sample:finish": (_("抽样还没看完"), _("接着看")),
    "case:visit": (_("您认领的案件"), _("打开案件")),
    "case:accept_claim": (_("同事请您接手"), _("看是什么情况")),
    "service_plan:agree": (_("服务计划等这家人同意"), _("打开计划")),
    "service_plan:mark": (_("服务计划的一步到日子"), _("记这一步")),
    "service_plan:review": (_("到日子和这家人一起看计划"), _("打开计划")),
    "service_plan:resume": (_("服务计划停着，等重新商量"), _("打开计划")),
    "service_plan:finish": (_("服务计划等结束"), _("打开计划")),
    "public_need:release": (_("公开内容等发布"), _("核对发布")),
    "publication:release": (_("一个月的结果等公布"), _("核对公布")),
    "organisation:approve": (_("慈善组织等批准"), _("审核")),
    "allocation:sign_first": (_("拨付等第一人签字"), _("核对签字")),
    "allocation:sign_second": (_("拨付等第二人签字"), _("核对签字")),
    "allocation:disburse": (_("已批准，等拨付"), _("拨付")),
    "allocation:pay_out": (_("已拨付，等发放"), _("登记发放")),
    "allocation:acknowledge": (_("已发放，等签收"), _("登记签收")),
    "allocation:correct_payee": (_("被退回，等改账户"), _("改账户")),
    "allocation:resign_first": (_("改账户后等重签"), _("核对签字")),
    "allocation:resign_second": (_("改账户后等第二人重签"), _("核对签字")),
    "volunteer:take": (_("志愿报名等联系"), _("联系")),
    "pledge:receive": (_("答应的捐赠等联系"), _("联系")),
    "objection:answer": (_("异议等书面答复"), _("答复")),
    "objection:carry_out": (_("改了决定，等照办"), _("看一看")),
    "tip:accept": (_("举报等受理"), _("看一看")),
    "tip:finish": (_("举报等办结"), _("看一看")),
    "allocation:pay_again": (_("重签好了，等再拨"), _("再拨付")),
    "batch:send": (_("代发文件等送银行"), _("打开文件")),
    "batch:read_back": (_("代发文件等银行回执"), _("记回执")),
    "budget_change:agree": (_("预算变更等同意"), _("核对")),
    "closing:prepare": (_("月结等对账"), _("对账")),
    "closing:close": (_("月结等关账"), _("核对关账")),
}
"""What a duty is called on the list, and its button; a code without words would show itself, and a test finds it."""


LOOK = (_("超期没有办，请督办"), _("看为什么"))
"""What the bureau owes a document whose work was found late: a look (``<kind>:view``)."""


def duty_words(what: str) -> tuple[Any, Any]:
    """A duty in words, and its button."""
    return DUTIES.get(what) or (LOOK if what.endswith(":view") else (what, _("打开")))


class Row(NamedTuple):
    """One line of a work list; *about* is what it concerns, *family* the head's name for those who may know it."""

    what: Any
    about: str
    button: Any
    document: Document | None
    path: str
    due: datetime | None
    family: str
    place: str
    note: str
    many: int = 1


@view_config(context=Site, name="me", permission="site:work", renderer="portal:templates/me.pt")
def me(site: Site, request: Request) -> dict[str, Any]:
    entries = agenda.entries(request)
    at_window = [entry for entry in entries if entry.duty.what.startswith("walkin:")]
    others = [entry for entry in entries if entry not in at_window]
    only = request.GET.get("only", "")
    shown = [entry for entry in others if not only or _sort(entry.duty.what) == only]
    rows = list(_rows(request, shown))
    today = day_of(request.now)
    late = sum(entry.many for entry in others if entry.due and entry.due < request.now)
    due_today = sum(
        entry.many
        for entry in others
        if entry.due and entry.due >= request.now and day_of(entry.due) == today
    )
    return {
        "rows": rows,
        "late": late,
        "today": due_today,
        "later": sum(entry.many for entry in others) - late - due_today,
        "more": len(shown) > PAGE or any(entry.many >= agenda.LOADED for entry in entries),
        "where": _where(request),
        "sorts": _sorts(others, only),
        "only": only,
        "window": _window(request) if request.has_permission("case:register", site) else None,
        "reports": [(one, progress.REPORT[one.state]) for one in reports_of(request)],
    }


def _sorts(entries: list[agenda.Entry], only: str) -> list[tuple[str, Any, int]]:
    """What kinds of work there are, with their numbers, where the list is long enough to ask for one of them."""
    counts: dict[str, int] = {}
    for entry in entries:
        sort = _sort(entry.duty.what)
        counts[sort] = counts.get(sort, 0) + entry.many
    is_long = len(counts) > 1 and len(entries) > FEW
    return [(what, duty_words(what)[0], n) for what, n in counts.items()] if is_long or only else []


def _sort(what: str) -> str:
    """Looks at what is late are one kind of work, whatever document they are at."""
    return ":view" if what.endswith(":view") else what


def _rows(request: Request, entries: list[agenda.Entry]) -> Iterator[Row]:
    """One page of lines, each document loaded."""
    for entry in entries[:PAGE]:
        if entry.many > 1:
            yield _summary(entry)
            continue
        document = find_resource(request.site, entry.path)
        # A duty is named after its step's permission: who has signed first does not owe the second signature.
        if request.has_permission(entry.duty.what, document):
            yield _row(request, entry.duty, entry.path, document)


def _summary(entry: agenda.Entry) -> Row:
    """One line for many of a kind, with the soonest date."""
    what, _button = duty_words(entry.duty.what)
    return Row(what, "", _("一起办"), None, entry.path, entry.due, "", "", "", entry.many)


class Window(NamedTuple):
    """The day of a window: who waits or is being helped, and which reports the villages of its town look into."""

    people: list[Any]
    names: dict[str, str]
    looked_into: list[Any]


def _window(request: Request) -> Window:
    people = walkins.today(request)
    names = {one.id: request.reveal(one, "name")["name"] for one in people}
    return Window(people, names, _looked_into(request))


def _looked_into(request: Request) -> list[Any]:
    """Reports that villages of this clerk's towns have to verify: they come to the window next."""
    found = []
    for town in request.identify.scopes("window_clerk"):
        for village in request.policy.villages(town):
            listed = request.site.worklists.of(role.at("village_worker", village.code)) or ()
            found += [path for duty, path in listed if duty.what == "discovery:verify"]
    reports = [find_resource(request.site, path) for path in found]
    return sorted(reports, key=lambda report: (report.due is None, report.due))


def _row(request: Request, duty: Duty, path: str, document: Document) -> Row:
    what, button = duty_words(duty.what)
    case = _case_of(document)
    return Row(
        what=what,
        about=about(request, document),
        button=button,
        document=document,
        path=str(request.resource_path(document, *DUTY_PAGES.get(duty.what, ()))),
        due=duty.due,
        family=_family(request, case, document),
        place=getattr(case or document, "town", ""),
        note=getattr(document, "number", "") or (case.number if case else ""),
    )


NEWS = {
    "work": _("新的工作"),
    "nobody": _("没有人办的工作"),
    "soon": _("快到期"),
    "today": _("今天到期"),
    "late": _("超期没有办"),
    "waiting": _("等了很久，没有动静"),
    "answer": _("有结果了"),
}
ANSWERS = {
    "discovery": _("您报告的家庭"),
    "proposal": _("您采用的匹配建议"),
    "public_need": _("您写的公开内容"),
    "publication": _("您起草的公布"),
    "referral": _("转给您的转办"),
    "project": _("您登记的项目"),
    "offer": _("您登记的服务"),
    "donation": _("您登记的捐赠"),
}
"""What an answer is about, by the document's kind; its state is said beside it."""


GONE = _("您现在看不到的一件")
"""What is not theirs any more, or gone, is not named either."""


class News(NamedTuple):
    """One message, as this person may see it: *path* and *family* only where they may open it."""

    key: str
    news: Any
    what: Any
    about: str
    state: Any
    at: datetime
    due: datetime | None
    document: Document | None
    path: str
    family: str
    place: str


@view_config(context=Site, name="inbox", permission="site:work", renderer="portal:templates/inbox.pt")
def messages(site: Site, request: Request) -> Any:
    """What happened that concerns me; reading marks a message, so it goes by a button."""
    if request.method == "POST":
        return HTTPSeeOther(_answered(request))
    account = request.identify.account
    return {
        "unread": [_news(request, message) for message in inbox.unread(site, account)[:PAGE]],
        "may_mail": account.has_personal("email"),
        "earlier": [_news(request, message) for message in inbox.earlier(site, account)],
    }


def _answered(request: Request) -> str:
    """Where a button of the inbox leads: to the document of the message, or back."""
    if request.POST.get("do") == "read_all":
        commands.read_all(request)
        return "/inbox"
    if request.POST.get("do") in ("mail_on", "mail_off"):
        commands.want_mail(request, request.POST["do"] == "mail_on")
        return "/inbox"
    message = commands.read(request, request.POST.get("key", ""))
    document = _document(request, message.path) if message is not None else None
    return (_open_path(request, document) if document is not None else "") or "/inbox"


def _news(request: Request, message: Message) -> News:
    document = _document(request, message.path)
    is_answer = message.sort == "answer"
    kind, _dot, state = message.what.partition(".")
    path = _open_path(request, document) if document is not None else ""
    return News(
        key=message.key,
        news=NEWS[message.sort],
        what=(ANSWERS.get(kind, kind) if is_answer else duty_words(message.what)[0]) if path else GONE,
        about=about(request, document) if document is not None and path else "",
        state=states.tag(kind, state).words if is_answer and path else "",
        at=message.at,
        due=message.due,
        document=document,
        path=path,
        family=_family(request, _case_of(document), document) if document is not None and path else "",
        place=getattr(_case_of(document) or document, "town", "") if document is not None and path else "",
    )


def _document(request: Request, path: str) -> Document | None:
    try:
        found: Document = find_resource(request.site, path)
    except KeyError:
        return None
    return found


def _open_path(request: Request, document: Document) -> str:
    """Where this person may open the document, "" where they may not (any more)."""
    if not request.has_permission(f"{document.kind}:view", document):
        return ""
    return str(request.resource_path(document, *HOMES.get(document.kind, ())))


def _case_of(document: Document | None) -> Case | None:
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
    for _name, scope in request.identify.roles:
        found = site["units"].get(scope) or site["organisations"].get(scope)
        names.append(
            str(found.title) if found is not None else site.title if scope == role.DISTRICT else scope
        )
    return list(dict.fromkeys(names))

"""Plans what is told, asked and objected to: tips, orders of supervision, audit's questions, objections, deputies."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any, NamedTuple

from pyramid.request import Request

from content import role
from content.calendar import day_of
from content.case import Case
from portal.commands import account, door, objection, oversight, tip
from portal.demo import people
from portal.demo.agenda import Act, Agenda
from portal.demo.hours import Hours
from portal.demo.identity import known_id
from portal.demo.staff import window_login


class Told(NamedTuple):
    """A tip so many working days ago: about what, whom, in which words, and what has been done since, in turn."""

    days: int
    subject: str
    unit: str
    story: str
    office: str
    steps: tuple[tuple[str, str], ...] = ()


TIPS = (
    Told(
        96,
        "refused_help",
        "medical",
        "三次去问医药费，都叫回家等通知，一等就是两个月。",
        "bureau",
        (
            ("accept", "已收到，正在向经办单位调材料。"),
            ("founded", "情况属实，已当面道歉，材料本周办完。"),
        ),
    ),
    Told(
        71,
        "money",
        "370306104",
        "听说发给我们村的棉被少了五床，名单上有人没领到。",
        "discipline",
        (
            ("accept", "已受理，会到村里逐户核对签收单。"),
            ("unfounded", "逐户核对签收单和实物，五床由本人委托邻居代领，没有短少。"),
        ),
    ),
    Told(
        52,
        "other",
        "",
        "希望把救助电话贴到公交站牌上，老人不会上网。",
        "discipline",
        (("decline", "这是建议，不属于举报，已转给民政局参考。"),),
    ),
    Told(
        38,
        "conduct",
        "370306005",
        "窗口有人把我家的病当着别人的面念出来。",
        "discipline",
        (
            ("pass_on", "涉及窗口服务，由民政局先核实。"),
            ("accept", "已受理，正在调看窗口当天的登记。"),
            ("partly", "部分属实：核对时声音大了，已批评教育，窗口加了隔断。"),
        ),
    ),
    Told(
        33,
        "favour",
        "370306103",
        "村干部的亲戚也进了救助名单，家里盖着二层楼。",
        "discipline",
        (
            ("accept", "已受理，正在入户核查。"),
            ("extend", "要等车辆和房产的核对结果，延长三十日。"),
        ),
    ),
    Told(
        12,
        "public_notice",
        "370306101",
        "张贴的公示上这一户，冬天都住在城里儿子家。",
        "bureau",
        (("accept", "已受理，镇上重新核对居住情况。"), ("write", "请告诉我们大约从几月起不在村里。")),
    ),
    Told(
        9,
        "false_proof",
        "370306102",
        "开收入证明的那家店早就关门了。",
        "discipline",
        (("accept", "已受理。"),),
    ),
    Told(1, "refused_help", "education", "学校说不归他们管，教育上说去找民政。", "bureau"),
    Told(0, "fraud", "370306004", "有人用去年的住院票又报了一次。", "discipline"),
)
FINDINGS = ("founded", "partly", "unfounded")


class Order(NamedTuple):
    """An order so many working days ago: to whom (unit, login), why, by how many days, and what followed."""

    days: int
    unit: str
    login: str
    sort: str
    within: int
    demand: str
    steps: tuple[tuple[str, str], ...] = ()


ORDERS = (
    Order(
        84,
        role.at("handler", "medical"),
        "medical",
        "late",
        5,
        "三件转办超过时限没有答复，请说明原因并办结。",
        (("answer", "经办人员住院，已安排人接手，三件都已办结。"), ("accept", "")),
    ),
    Order(
        57,
        role.at("window_clerk", people.OTHER_TOWN),
        "window2",
        "poor",
        5,
        "两户的告知书没有写明申诉渠道，请重新送达。",
        (
            ("answer", "已重新打印。"),
            ("ask_again", "只说重新打印不够，请附两户签收的回执。"),
            ("answer", "两户都已签收，回执附在案卷里。"),
            ("accept", ""),
        ),
    ),
    Order(
        29,
        role.at("handler", "civil"),
        "civil",
        "false_proof",
        7,
        "收入证明上的单位已经注销，请查明是谁经手。",
        (
            ("answer", "证明由本人提供，经办人没有核对营业状态，已补核。"),
            ("hold", "经办科室"),
            ("accept", ""),
        ),
    ),
    Order(
        8,
        role.at("handler", "education"),
        "education",
        "late",
        5,
        "学期已开始，两件资助还没有答复。",
        (("answer", "学籍核对晚了几天，本周内办结。"),),
    ),
    Order(
        6, role.at("window_clerk", people.TOWN), "window", "poor", 10, "回访记录写得太简单，请补上家庭近况。"
    ),
    Order(4, role.at("handler", "medical"), "medical", "late", 2, "一件转办没有按期接收，请当天接收并说明。"),
    Order(
        3,
        role.at("handler", "civil"),
        "civil",
        "late",
        5,
        "临时救助一件超期。",
        (("cancel", "当天已办结。"),),
    ),
)
INQUIRIES = (
    Order(
        64,
        role.at("handler", "civil"),
        "civil",
        "paid",
        10,
        "两户的发放日期早于批准日期，请说明。",
        (
            ("ask", ""),
            ("answer", "补录造成，纸质单据已附。"),
            ("close", "核对原始单据，日期无误。"),
        ),
    ),
    Order(
        26,
        role.at("window_clerk", people.TOWN),
        "window",
        "recognised",
        10,
        "一户的家庭人口和户口簿不一致。",
        (("ask", ""), ("answer", "女儿婚后户口未迁，已按共同生活的人口更正。")),
    ),
    Order(
        11,
        role.at("handler", "medical"),
        "medical",
        "carried_out",
        10,
        "一件已办结，但家里说没有收到。",
        (("ask", ""),),
    ),
    Order(
        2, role.at("window_clerk", people.OTHER_TOWN), "window2", "recognised", 10, "抽到的一户缺核对授权书。"
    ),
)


class Objected(NamedTuple):
    """An applicant does not accept a decision; what the bureau says, and what the window then did."""

    days: int
    about: str
    story: str
    answer: tuple[str, str] | None = None
    done: str = ""


OBJECTIONS = (
    Objected(
        19,
        "amount",
        "批下来的钱不够交下个月的药费，和邻居家一样的病，差了一千多。",
        ("changed", "重新核算了自付部分，应补八百元，由窗口重新转办。"),
        "已重新转办并告诉家里。",
    ),
    Objected(
        15,
        "other",
        "说好每周来两次，只来了一次，想换一家。",
        ("upheld", "协议写明每周不少于一次，已请机构定时间。"),
    ),
    Objected(11, "amount", "孩子的住宿费没有算进去。", ("changed", "住宿费应当计入，请窗口补一项。")),
    Objected(5, "referral", "医院说已经报了，我们这边查不到。"),
    Objected(3, "other", "不想把家里的事写到网上，匿名也不愿意。"),
)
DEPUTIES = (
    ("education", "civil", 1, 8, False),
    ("window2", "window", 40, 33, True),
    ("medical", "education", 20, 13, True),
)
"""Who acts for whom, since how many working days ago, for how many days, and whether the bureau has looked at it."""


class Watching:
    """Plans all of it, each act by the person whose it is."""

    def __init__(self, agenda: Agenda, hours: Hours) -> None:
        self._agenda, self._hours = agenda, hours

    def plan(self) -> None:
        for number, told in enumerate(TIPS):
            self._tip(told, known_id(f"tip/{number}"), number)
        for number, order in enumerate(ORDERS):
            self._order(order, known_id(f"supervision/{number}"), number)
        for number, order in enumerate(INQUIRIES):
            self._inquiry(order, known_id(f"inquiry/{number}"), number)
        for number, objected in enumerate(OBJECTIONS):
            self._objection(objected, known_id(f"objection/{number}"), number)
        for number, (who, whom, days, length, is_seen) in enumerate(DEPUTIES):
            self._deputy(who, whom, days, length, is_seen, number)

    def _plan(self, days: int, minutes: int, who: str, act: Act) -> None:
        self._agenda.plan(self._hours.ago(max(0, days), minutes), who, act)

    # Tips

    def _tip(self, told: Told, once: str, number: int) -> None:
        values = {"subject": told.subject, "unit": told.unit, "story": told.story}
        self._plan(told.days, 20 + number, "", lambda r: tip.tell(r, values, once))
        office = told.office
        for nth, (name, words) in enumerate(told.steps, 1):
            act = partial(_tip_step, name=name, words=words, once=once)
            self._plan(told.days - 2 * nth, 40 + number, office, act)
            if name == "pass_on":
                office = "bureau"

    # Asked of units

    def _order(self, order: Order, once: str, number: int) -> None:
        self._plan(
            order.days, 60 + number, "bureau", lambda r: oversight.order(r, _asked(r, order), "", once)
        )
        self._asking(order, "supervisions", once, "bureau", 60 + number)

    def _inquiry(self, order: Order, once: str, number: int) -> None:
        self._plan(
            order.days, 60 + number, "auditor", lambda r: oversight.note(r, _asked(r, order), "", "", once)
        )
        self._asking(order, "inquiries", once, "auditor", 60 + number)

    def _asking(self, order: Order, folder: str, once: str, side: str, minutes: int) -> None:
        for nth, (name, words) in enumerate(order.steps, 1):
            who = order.login if name == "answer" else side
            act = partial(_asking_step, name=name, words=words, folder=folder, once=once)
            self._plan(order.days - nth, minutes + 5, who, act)

    # Objections

    def _objection(self, objected: Objected, once: str, number: int) -> None:
        """Made by a family whose case has one of that sort of decision; there is always one."""
        values = {"about": objected.about, "referral": "", "paper_number": "", "story": objected.story}

        def find(request: Request) -> None:
            for case in _without_objection(request, number):
                act = _on("cases", case.id, lambda r, own: objection.object_to(r, own, values, once))
                self._plan(objected.days, 41 + number, role.applicant(case.id), act)

        self._plan(objected.days, 40 + number, "", find)
        if objected.answer is None:
            return
        result, said = objected.answer
        self._plan(
            objected.days - 4,
            50 + number,
            "bureau",
            _on("objections", once, lambda r, made: objection.answer(r, made, result, said)),
        )
        if objected.done:
            self._plan(objected.days - 6, 50, "", lambda r: self._carried_out(r, once, objected))

    def _carried_out(self, request: Request, once: str, objected: Objected) -> None:
        made = request.site["objections"].get(once)
        if made is not None:
            act = _on("objections", once, lambda r, one: objection.carry_out(r, one, objected.done))
            self._plan(objected.days - 6, 51, window_login(made.town), act)

    # Deputies

    def _deputy(self, who: str, whom: str, days: int, length: int, is_seen: bool, number: int) -> None:
        def appoint(request: Request) -> None:
            until = request.now + timedelta(days=length)
            account.appoint(request, request.site["accounts"][who], whom, request.now, until)

        self._plan(days, 10 + number, "admin", appoint)
        if is_seen:
            self._plan(days - 1, 10 + number, "bureau", lambda r: account.see(r, r.site["accounts"][who]))


def _tip_step(request: Request, *, name: str, words: str, once: str) -> None:
    told = request.site["tips"][once]
    if name in FINDINGS:
        grounds = ("carelessness",) if name != "unfounded" else ()
        values = {
            "finding": name,
            "grounds": grounds,
            "responsible": "当班经办人" if grounds else "",
            "dealt": "谈话提醒，限期改正。" if grounds else "不作处理，情况已在村里说明。",
            "said": words,
        }
        tip.finish(request, told, values)
    elif name in ("decline", "write"):
        tip.say(name)(request, told, words)
    else:
        getattr(tip, name)(request, told, words)


def _asked(request: Request, order: Order) -> dict[str, Any]:
    due = day_of(request.now) + timedelta(days=order.within)
    return {"unit": order.unit, "sort": order.sort, "due": due, "demand": order.demand}


def _asking_step(request: Request, *, name: str, words: str, folder: str, once: str) -> None:
    asking = request.site[folder][once]
    if name == "answer":
        oversight.answer(request, asking, words)
    elif name == "ask_again":
        oversight.ask_again(request, asking, words, day_of(request.now) + timedelta(days=5))
    elif name == "hold":
        oversight.hold(request, asking, "carelessness", words)
    elif name == "close":
        oversight.conclude(request, asking, name, words)
    elif name == "cancel":
        door.transition(request, asking, name, reason=door.words(request, asking, words))
    else:
        door.transition(request, asking, name)


def _on(folder: str, once: str, act: Callable[[Request, Any], object]) -> Act:
    def run(request: Request) -> None:
        document = request.site[folder].get(once)
        if document is not None:
            act(request, document)

    return run


def _without_objection(request: Request, number: int) -> list[Case]:
    """One admitted case that nobody has objected in; a different place in the row for each *number*."""
    found = [c for c in request.site["cases"] if c.state == "admitted" and not c.objection_ids]
    found.sort(key=lambda case: (case.created_at, case.id))
    return found[number % max(1, len(found)) :][:1]

"""What the demo district is told, asked and objected to, in the words of those who say it; by whom it is answered."""

from __future__ import annotations

from typing import NamedTuple

from content import role
from portal.demo import people


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
        9,
        role.at("window_clerk", people.TOWN),
        "window",
        "recognised",
        10,
        "一户的家庭人口和户口簿不一致。",
        (("ask", ""), ("answer", "女儿婚后户口未迁，已按共同生活的人口更正。")),
    ),
    Order(
        5,
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
    Objected(5, "amount", "孩子的住宿费没有算进去。", ("changed", "住宿费应当计入，请窗口补一项。")),
    Objected(5, "referral", "医院说已经报了，我们这边查不到。"),
    Objected(3, "other", "不想把家里的事写到网上，匿名也不愿意。"),
)
DEPUTIES = (
    ("education", "civil", 1, 8, False),
    ("window2", "window", 40, 33, True),
    ("medical", "education", 20, 13, True),
)
"""Who acts for whom, since how many working days ago, for how many days, and whether the bureau has looked at it."""

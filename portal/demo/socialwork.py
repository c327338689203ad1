"""Plans what a social worker and a family agree on: the plan, its steps as they are done, the look at it together."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import Any, NamedTuple

from pyramid.request import Request
from pyramid.traversal import resource_path

from content.calendar import day_of
from content.case import Case
from content.service_plan import DONE, DROPPED, ServicePlan
from content.vocabulary import InNeed
from portal.commands import claim, door, service_plan, visit
from portal.demo.agenda import Agenda
from portal.demo.family import Family, ends
from portal.demo.hours import Hours
from portal.demo.identity import known_id
from portal.demo.words import WORDS

OnCase = Callable[[Request, Case], object]
OnPlan = Callable[[Request, Any], object]
DRAFTED, AGREED, REVIEWED = 2, 3, 10
"""How many working days after the admission the plan is written, agreed on, and looked at together."""
DONE_AFTER = (4, 6, 8)
"""By so many working days after the admission each step is done."""
ADDED_AFTER = 13
"""By so many, what was added at the review."""
EVERY = 3
"""Working days between two visits."""
CHANGES = ("forget", "release", "offer")
"""What comes up once each, in the first open cases of some weeks: a step is left lying, the case changes hands."""
LONG = 8
"""Working days since the admission of such a case."""


class Goal(NamedTuple):
    """What is to be reached, in the family's words; who does what for it, one after another; said at the review."""

    words: str
    steps: tuple[str, str, str]
    said: str
    more: str


CARE = (
    Goal(
        "老两口天天有口热饭，两周去一次医院有人陪。",
        (
            "联系村里的送餐点，先送一个月",
            "志愿者每周二上门打扫、陪着说话",
            "教老伴翻身、拍背，三周后看会不会",
        ),
        "送餐吃得惯，翻身学会了。复查还是没有人陪。",
        "排好下个月的陪诊，提前一天打电话",
    ),
    Goal(
        "白天家里有人照看，照顾的人能睡个整觉。",
        ("和机构定下每周两个半天的照料", "问清长期护理补贴怎样申请", "和儿女通一次话，说好周末谁来"),
        "照料按时来了，补贴材料交了，女儿答应隔周回来。",
        "跟到补贴批下来，再看要不要加一个半天",
    ),
    Goal(
        "老人能自己走到院子里，不再摔着。",
        ("看一遍家里，装上扶手和夜灯", "借到轮椅，教会上下坡", "陪着做一次康复评估"),
        "扶手装好了，夜里敢下床了。医生说腿还要练。",
        "每周练三次腿，志愿者来的那天一起练",
    ),
)
SCHOOL = (
    Goal(
        "孩子不缺课，作业有人看，不因为家里的事落下。",
        ("和班主任说好，每周通一次电话", "排上周末辅导，先试两次", "和家长、孩子一起看期中的成绩"),
        "辅导去了四次，数学跟上了，英语还差些。",
        "英语再找一位志愿者，先补一个月",
    ),
    Goal(
        "孩子愿意说话，晚上能睡着。",
        ("请心理老师来家里见一面", "每周三放学后到活动室画画", "教家长怎样听孩子说，不追着问"),
        "愿意来活动室了，睡得比原来早。",
        "两周后再请心理老师看一次",
    ),
)
ILLNESS = (
    Goal(
        "这三个月药不断，欠的账排出先后。",
        ("陪着去办门诊慢性病报销", "和家里人一起记一个月的收支和欠账", "陪着复查一次，问清后面还要多少钱"),
        "报销办下来了，账列清了，先还医院的。",
        "跟到下次复查，看药要不要换",
    ),
    Goal(
        "出院以后有人管，不用全家都耗在医院里。",
        ("请医院社工一起定出院以后的安排", "两家亲戚轮着接送，排成一张表", "备齐二次报销的票据，送到窗口"),
        "接送排顺了，票据还缺一张外购药的。",
        "陪着去医院补开那张票据",
    ),
)
INCOME = (
    Goal(
        "三个月里接上一份收入，家里不断粮。",
        ("陪着到镇上登记求职，试两家", "低保和临时救助的材料一次备齐", "上工满两周，去看做不做得下来"),
        "找到了超市理货的活，先做半天。",
        "孩子放学没人接，帮着排上托管班",
    ),
    Goal(
        "屋子先能住人，过冬不受冻。",
        ("请泥瓦匠来看，列出要修的地方", "联系棉被和取暖的东西，送到家", "修好以后一起看一遍，拍照留底"),
        "屋顶修好了，窗户还漏风。",
        "窗户封上塑料布，入冬前再来看",
    ),
)
TROUBLES = {"care": CARE, "aids": CARE, "education": SCHOOL, "medical": ILLNESS}
AGREED_SO_FAR = "复查做完了，送餐没有断。说好下周换一位社工来，时间由新来的人打电话约。"
NOT_NEEDED = "家里说亲戚已经办了，这一步不用再做。"
REACHED = "说好的都做到了，家里觉得可以自己过，计划到此结束。"


class SocialWork:
    """Plans what a social worker does for a family after taking on its case: visits, and a plan for most."""

    def __init__(self, agenda: Agenda, hours: Hours) -> None:
        self._agenda, self._hours = agenda, hours
        self._changes = iter(CHANGES)

    def plan(self, family: Family, number: int, case_id: str, days: int) -> None:
        """Of a case that was admitted *days* working days ago."""
        who = family.worker
        self._on_case(max(0, days - 1), 90, who, case_id, claim.claim)
        is_open = family.fate == "admitted"
        notes = _notes(number, (days - 1) // EVERY) if is_open else family.visits
        for nth, note in enumerate(notes, 1):
            past = days - 1 - EVERY * nth
            if past >= 0:
                act = visited(note, known_id(f"visit/{number}/{nth}"))
                self._on_case(past, 150, who, case_id, act)
        if number % 3 and days >= DRAFTED:
            change = next(self._changes, "") if is_open and days >= LONG else ""
            self._service_plan(family, number, case_id, days, change)

    def _on_case(self, days: int, minutes: int, who: str, case_id: str, act: OnCase) -> None:
        at = self._hours.ago(days, minutes)
        self._agenda.plan(at, who, lambda r: act(r, r.site["cases"][case_id]))

    # The plan

    def _service_plan(self, family: Family, number: int, case_id: str, days: int, change: str) -> None:
        once = known_id(f"service_plan/{number}")
        goals = TROUBLES.get(family.lacks[0].category, INCOME)
        goal = goals[number % len(goals)]

        def then(after: int, minutes: int, name: str, act: OnPlan) -> None:
            """So many working days after the admission, if that has come and it is this person's turn."""
            if after <= days and (family.fate == "admitted" or after < ends(family)):
                on_plan = partial(_on_plan, once=once, name=name, act=act)
                self._on_case(days - after, minutes, family.worker, case_id, on_plan)

        weeks = 1 if change == "forget" else 2
        draft = partial(self._draft, goal=goal, once=once, days=days, weeks=weeks)
        self._on_case(days - DRAFTED, 170, family.worker, case_id, draft)
        then(AGREED, 60, "agree", _agree)
        for nth, after in enumerate(DONE_AFTER):
            if change != "forget" or not nth:
                is_dropped = number % 5 == nth == 1
                then(after, 180, "mark", partial(_mark, n=nth + 1, is_dropped=is_dropped))
        if family.fate != "admitted":
            then(ends(family) - 1, 220, "finish", _finish)
        elif change != "forget":
            then(REVIEWED, 190, "review", partial(self._review, goal=goal, days=days))
            then(ADDED_AFTER, 180, "mark", partial(_mark, n=len(goal.steps) + 1))
        if change in HANDED:
            self._on_case(2, 200, family.worker, case_id, HANDED[change])

    def _draft(self, request: Request, case: Case, *, goal: Goal, once: str, days: int, weeks: int) -> None:
        if not request.has_permission("case:plan", case):
            return
        ends = [
            self._until(request, weeks + nth * (weeks - 1), days - after)
            for nth, after in enumerate(DONE_AFTER)
        ]
        rows = [{"words": words, "until": until} for words, until in zip(goal.steps, ends, strict=True)]
        review_on = self._until(request, 4, days - REVIEWED)
        service_plan.draft(request, case, {"goal": goal.words, "steps": rows, "review_on": review_on}, once)

    def _review(self, request: Request, plan: ServicePlan, *, goal: Goal, days: int) -> None:
        row = {"words": goal.more, "until": self._until(request, 3, days - ADDED_AFTER)}
        values = {"note": goal.said, "steps": [row], "until": self._until(request, 5, 0)}
        service_plan.review(request, plan, values)

    def _until(self, request: Request, weeks: int, done: int) -> date:
        """In so many weeks; never before the day after that (working days ago) on which it will be done."""
        after = self._hours.day(max(0, done)) + timedelta(days=1)
        return max(day_of(request.now) + timedelta(weeks=weeks), after)


def visited(note: str, once: str) -> OnCase:
    """A visit, of two hours of what was ordered for the family where there is an order."""

    def act(request: Request, case: Case) -> None:
        if not request.has_permission("case:visit", case):
            return
        orders = [order for order in visit.open_orders(request, case) if order.left]
        order = orders[0] if orders else None
        values = {
            "visited_on": day_of(request.now),
            "hours": min(2, order.left) if order is not None else 1,
            "order": resource_path(order) if order is not None else "",
            "note": note,
            "in_need": InNeed.NO.value,
        }
        visit.record(request, case, values, once)

    return act


def _notes(number: int, count: int) -> list[str]:
    """What is written after each of so many visits; another order of the same words for each case."""
    words = WORDS["visit"]
    return [words[(number + nth) % len(words)] for nth in range(max(0, count))]


def _on_plan(request: Request, case: Case, *, once: str, name: str, act: OnPlan) -> None:
    plan = case.inside("service_plans", once)
    if plan is not None and request.has_permission(f"service_plan:{name}", plan):
        act(request, plan)


def _agree(request: Request, plan: ServicePlan) -> None:
    door.transition(request, plan, "agree")


def _mark(request: Request, plan: ServicePlan, *, n: int, is_dropped: bool = False) -> None:
    result, note = (DROPPED, NOT_NEEDED) if is_dropped else (DONE, "")
    service_plan.mark(request, plan, n, result, note)


def _finish(request: Request, plan: ServicePlan) -> None:
    door.transition(request, plan, "finish", reason=door.words(request, plan, REACHED))


def _release(request: Request, case: Case) -> None:
    if request.has_permission("case:release_claim", case):
        claim.release_claim(request, case, AGREED_SO_FAR)


def _offer(request: Request, case: Case) -> None:
    if request.has_permission("case:offer_claim", case):
        colleague = claim.colleagues(request, case)[0]
        claim.offer(request, case, colleague.id, AGREED_SO_FAR)


HANDED: dict[str, OnCase] = {"release": _release, "offer": _offer}
"""How a case changes hands: given back, so that its plan rests, or offered to a colleague."""

"""Where help comes from in the demo district: projects, offers, gifts, a contract, the fund's income."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import partial
from typing import NamedTuple

from pyramid.request import Request

from content.calendar import day_of
from content.contract import Contract
from content.donation import Donation, Receipt
from content.filing import Filing
from content.offer import Offer
from content.project import Project
from content.source import Restrictions
from portal.commands import door, fund, organisation, source
from portal.demo import people
from portal.demo.agenda import Agenda
from portal.demo.hours import Hours
from portal.demo.identity import credit_code, known_id, phone

PUPILS, PATIENTS = "project-jinqiu", "project-yilu"
CONTRACT = known_id("contract/tongxin")


class Income(NamedTuple):
    """Money that came into the fund: how many working days ago, from whom (of content.fund), fen, receipt number."""

    days: int
    source: str
    amount_fen: int
    reference: str

    def receive(self, request: Request) -> None:
        """Entered by the fund's clerk."""
        fund.receive(request, self._asdict() | {"amount": self.amount_fen})


INCOME = (
    Income(217, "unit", 12_000_000, "鲁财公益0026031"),
    Income(205, "individual", 860_000, "鲁财公益0026058"),
    Income(166, "unit", 5_000_000, "鲁财公益0026190"),
    Income(134, "individual", 1_240_000, "鲁财公益0026277"),
    Income(66, "designated", 2_000_000, "鲁财公益0026344"),
    Income(66, "individual", 735_050, "鲁财公益0026401"),
    Income(42, "interest", 48_720, "周村农商行结息09"),
    Income(17, "unit", 3_000_000, "鲁财公益0026519"),
)


class Given(NamedTuple):
    """Hours of a skill or pieces of goods that volunteers of the charity give."""

    title: str
    text: str
    item: str
    amount: int
    categories: tuple[str, ...]
    volunteer: str


OFFERS = (
    Given(
        "周末辅导功课",
        "退休教师三人，每周六上午可以上门或在社区活动室辅导初中功课。",
        "tutoring",
        48,
        ("education",),
        "辛老师",
    ),
    Given(
        "陪老人看病取药",
        "志愿者开车接送，陪着挂号、排队、取药，北郊镇和王村镇都可以去。",
        "care",
        60,
        ("care",),
        "游师傅",
    ),
    Given(
        "心理疏导",
        "有证书的心理咨询师，每月可以安排十二小时，电话或当面都行。",
        "counselling",
        24,
        ("care",),
        "云老师",
    ),
    Given(
        "法律咨询",
        "律师事务所每月第一个周三下午，解答赔偿、宅基地和抚养问题。",
        "legal",
        20,
        ("care",),
        "权律师",
    ),
    Given("棉被三十床", "本地家纺厂捐的新棉被，可以送到镇上窗口。", "quilt", 30, ("living",), "丁经理"),
    Given(
        "轮椅六辆", "康复器材店捐的新轮椅，附使用说明，可以上门调试。", "wheelchair", 6, ("aids",), "祁店长"
    ),
)


def plan_sources(agenda: Agenda, hours: Hours) -> None:
    """Everything that may be proposed for a need, and the fund's income of the last year."""
    for income in INCOME:
        agenda.plan(hours.ago(income.days, 120), "fund", income.receive)
    agenda.plan(hours.ago(82, 40), "charity", _projects)
    agenda.plan(hours.ago(31, 40), "charity", partial(_reports, until=hours.day(32)))
    agenda.plan(hours.ago(21, 60), "charity", _offers)
    agenda.plan(hours.ago(18, 30), "charity", _donations)
    agenda.plan(hours.ago(62, 80), "bureau", _contract)
    agenda.plan(hours.ago(2, 15), "bureau", _applicant)


def _projects(request: Request) -> None:
    site, by = request.site, {"actor": request.actor, "at": request.now}
    project = Project(
        id=PUPILS,
        organisation_id=people.CHARITY,
        title="金秋助学",
        filing_number="5137030600000000A26001",
        filing=_filed(request.now),
        text="帮助突然遇到困难的家庭，让孩子不耽误上学。每个孩子一学年最多 4,000 元，直接用于在校生活和学习。",
        budget_fen=8_000_000,
        restrictions=Restrictions(
            categories=("education",), requires=("student",), caps=(("case", 400_000, None),)
        ),
        **by,
    )
    door.added(request, site["projects"], project)
    project = Project(
        id=PATIENTS,
        organisation_id=people.CHARITY,
        title="医路同行",
        filing_number="5137030600000000A26002",
        filing=_filed(request.now),
        text="医保和医疗救助之后，自付部分仍然很重的，帮一把。每户最多 5,000 元，和医院、医保部门核对以后支付。",
        budget_fen=6_000_000,
        restrictions=Restrictions(categories=("medical",), caps=(("case", 500_000, None),)),
        **by,
    )
    door.added(request, site["projects"], project)


def _reports(request: Request, *, until: date) -> None:
    """Within three months of the start (慈善法 79)."""
    for project in (PUPILS, PATIENTS):
        source.report_use(request, request.site["projects"][project], until)


def _filed(at: datetime) -> Filing:
    """A plan of a year, filed twelve days before it starts."""
    begins = day_of(at)
    filed, ends = begins - timedelta(days=12), begins + timedelta(days=365)
    return Filing(filed_on=filed.isoformat(), begins_on=begins.isoformat(), ends_on=ends.isoformat())


def _offers(request: Request) -> None:
    for number, given in enumerate(OFFERS):
        offer = Offer(
            id=known_id(f"offer/federation/{number}"),
            organisation_id=people.CHARITY,
            title=given.title,
            text=given.text,
            unit="hour" if given.item in ("tutoring", "care", "counselling", "legal") else "piece",
            item=given.item,
            amount=given.amount,
            restrictions=Restrictions(categories=given.categories),
            actor=request.actor,
            at=request.now,
        )
        offer.keep(
            request.vault, {"volunteer_name": given.volunteer, "volunteer_phone": phone(9000 + number)}
        )
        door.added(request, request.site["offers"], offer)


def _donations(request: Request) -> None:
    donation = Donation(
        id=known_id("donation/federation"),
        organisation_id=people.CHARITY,
        receipt=Receipt("鲁财公益0026512", "刘建军", f"{request.now:%Y-%m-%d}"),
        giver="individual",
        giver_name="隋先生",
        vault=request.vault,
        amount=1_000_000,
        restrictions=Restrictions(categories=("medical",), places=(people.TOWN,)),
        title="定向北郊镇医疗",
        actor=request.actor,
        at=request.now,
    )
    door.added(request, request.site["donations"], donation)


def _contract(request: Request) -> None:
    contract = Contract(
        id=CONTRACT,
        agency_id=people.AGENCY,
        title="困难家庭陪护照料服务",
        number="周民购〔2026〕011号",
        item="care",
        hours=200,
        restrictions=Restrictions(categories=("care",)),
        actor=request.actor,
        at=request.now,
    )
    door.added(request, request.site["contracts"], contract)


def _applicant(request: Request) -> None:
    """A charity that has only applied, so that the bureau finds something to decide."""
    values = {"title": "暖阳公益服务中心", "sort": "charity", "credit_code": credit_code(99)}
    organisation.apply(request, values, "charity-nuanyang")

"""Plans the charities and agencies beside those of people.py, and the fund's income of the years before."""

from __future__ import annotations

import random
from functools import partial
from typing import NamedTuple

from pyramid.request import Request

from portal.commands import door, fund, organisation
from portal.demo.agenda import Agenda
from portal.demo.hours import Hours
from portal.demo.identity import credit_code, phone
from portal.demo.staff import PARTNERS

APPLIED, APPROVED = 511, 505
"""How many working days ago the partners of staff.py applied, and were approved."""
FIRST_PHONE = 9500


class Applicant(NamedTuple):
    """Who has applied so many working days ago, and what the bureau has decided since: (step, working days ago)."""

    id: str
    title: str
    sort: str
    days: int
    decided: tuple[tuple[str, int], ...] = ()


OTHERS = (
    Applicant("charity-chunhui", "春晖助老服务社", "charity", 4),
    Applicant("agency-lvyin", "绿荫社会工作服务社", "agency", 1),
    Applicant("charity-wanghong", "网红直播义卖团", "charity", 260, (("refuse", 255),)),
    Applicant("charity-laodian", "老店互助会", "charity", 330, (("approve", 325), ("suspend", 60))),
)
REASONS = {
    "refuse": "没有公开募捐资格，登记材料也不全。",
    "suspend": "年检没有按期报告，限期改正。",
}
FIRST_INCOME_FEN = 15_000_000
INCOME_DAYS = range(500, 225, -24)
"""Working days ago; sources.py has the fund's income since then."""
INCOME = (
    ("unit", (20, 80)),
    ("individual", (3, 15)),
    ("unit", (20, 80)),
    ("interest", (1, 2)),
    ("designated", (3, 15)),
)
"""In turn: from whom, and the least and the most, in units of INCOME_STEP_FEN."""
INCOME_STEP_FEN = 50_000


def plan_organisations(agenda: Agenda, hours: Hours) -> None:
    """Applications as the bureau enters them from paper, and its decisions."""
    partners = [Applicant(one.id, one.title, one.sort, APPLIED, (("approve", APPROVED),)) for one in PARTNERS]
    for number, one in enumerate((*partners, *OTHERS)):
        values = {
            "title": one.title,
            "sort": one.sort,
            "credit_code": credit_code(number + 1),
            "phone": phone(FIRST_PHONE + number),
        }
        act = partial(organisation.apply, values=values, once=one.id)
        agenda.plan(hours.ago(one.days, 30 + number), "bureau", act)
        for step, days in one.decided:
            agenda.plan(hours.ago(days, number), "bureau", partial(_decide, id=one.id, step=step))


def plan_income(agenda: Agenda, hours: Hours, chance: random.Random) -> None:
    """Money for the fund every month or so, two years back."""
    for number, days in enumerate(INCOME_DAYS):
        source, (least, most) = INCOME[number % len(INCOME)]
        is_interest = source == "interest"
        values = {
            "source": source,
            "amount": chance.randint(least, most) * INCOME_STEP_FEN if number else FIRST_INCOME_FEN,
            "reference": f"周村农商行结息{number + 20}"
            if is_interest
            else f"鲁财公益0024{number * 7 + 11:03d}",
        }
        agenda.plan(hours.ago(days, 50), "fund", partial(fund.receive, values=values))


def _decide(request: Request, id: str, step: str) -> None:
    one = request.site["organisations"][id]
    reason = REASONS.get(step)
    if reason is None:
        door.transition(request, one, step)
    else:
        door.transition(request, one, step, reason=door.words(request, one, reason))

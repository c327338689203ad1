"""Families that live in one town and are registered elsewhere, and what the other place said or has yet to say."""

from __future__ import annotations

from functools import partial
from typing import NamedTuple

from pyramid.request import Request

from content.case import Case
from content.crosscheck import Crosscheck
from content.household import OUTSIDE
from portal.commands import crosscheck, door
from portal.demo.agenda import Agenda
from portal.demo.hours import Hours
from portal.demo.identity import known_id
from portal.demo.people import OTHER_TOWN, TOWN
from portal.demo.staff import window_login


class Elsewhere(NamedTuple):
    """So many working *days* ago the window of *town* asked *where*; *answer* is (register, relief), or () so far."""

    town: str
    where: str
    days: int
    question: str
    answer: tuple[str, ...] = ()
    place: str = ""
    informant: str = ""


ASKED = (
    Elsewhere(
        TOWN,
        OTHER_TOWN,
        12,
        "户口里有几口人？在你们那里领过低保或临时救助没有？",
        ("户主和配偶两口人，2016 年从外镇迁来，没有迁走。", "没有享受低保，去年冬天领过一床棉被。"),
    ),
    Elsewhere(OTHER_TOWN, TOWN, 2, "这家说承包地还在你们村，请看登记上有几口人，在领什么补助。"),
    Elsewhere(
        TOWN,
        OUTSIDE,
        5,
        "老家户口里有几口人？在那边领没领低保？",
        ("村里说户口三口人，前年全家出来打工。", "没有在领低保，医保在那边交。"),
        "河南省商丘市虞城县",
        "虞城县民政局社会救助股值班员",
    ),
)


def plan_elsewhere(agenda: Agenda, hours: Hours) -> None:
    """Each of ASKED on a case of its own, where the town has one."""
    for number, row in enumerate(ASKED):
        once, window = known_id(f"crosscheck/{number}"), window_login(row.town)
        agenda.plan(hours.ago(row.days, 210 + number), window, partial(_ask, row=row, once=once))
        if not row.answer:
            continue
        answerer = window if row.where == OUTSIDE else window_login(row.where)
        agenda.plan(hours.ago(row.days - 3, 95), answerer, partial(_answer, row=row, once=once))
        if row.where != OUTSIDE:
            agenda.plan(hours.ago(row.days - 4, 30), window, partial(_see, row=row, once=once))


def _ask(request: Request, row: Elsewhere, once: str) -> None:
    values = {"registered_in": row.where, "registered_place": row.place, "question": row.question}
    for case in _fitting(request, row.town):
        crosscheck.ask(request, case, values, once)


def _answer(request: Request, row: Elsewhere, once: str) -> None:
    answer, relief = row.answer
    heard = {"channel": "phone", "informant": row.informant} if row.informant else {}
    for check in _asked(request, row.town, once):
        values = {"result": "found", "answer": answer, "relief": relief, **heard}
        crosscheck.answer(request, check, values)


def _see(request: Request, row: Elsewhere, once: str) -> None:
    for check in _asked(request, row.town, once):
        door.transition(request, check, "see")


def _fitting(request: Request, town: str) -> list[Case]:
    """The newest open case of the town whose household is registered where it lives, if there is one."""
    households = request.site["households"]
    found = [
        case
        for case in request.site["cases"]
        if (case.town, case.state) == (town, "admitted")
        and not case.recused
        and not households[case.household_id].is_registered_elsewhere
    ]
    return sorted(found, key=lambda case: (case.created_at, case.id))[-1:]


def _asked(request: Request, town: str, once: str) -> list[Crosscheck]:
    """What was asked under this id and waits for what comes next; nothing where the family has withdrawn."""
    cases = (case for case in request.site["cases"] if case.town == town)
    return [check for case in cases for check in case.crosschecks if check.id == once and check.is_open]

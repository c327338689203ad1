"""The forms of village and town: investigations, assessments, notices, aid first, the imprest."""

from __future__ import annotations

from typing import Any

from content import relief
from portal.demo.people import TOWN, VILLAGE
from tests import factories
from tests.functional.bad_input import stage
from tests.functional.bad_input.row import Row, moved

CASE = "/cases/case"
IMPREST = f"/units/{TOWN}/imprest"


def followed(view: str) -> Any:
    """An admitted case that its village follows, and money in the town's imprest."""

    def build(world: Any) -> str:
        stage.case(world, view)
        world.commit(_with_money)
        return f"{CASE}/@@{view}"

    return build


def _with_money(site: Any) -> None:
    case = site["cases"]["case"]
    case.village = VILLAGE
    relief.appropriate(
        site.treasury, kind="temporary", amount_fen=9_000_000, reference="周财〔2026〕1号", **stage.BY
    )
    imprest = site["units"][TOWN].open_imprest(factories.imprest())
    imprest.refill(1_000_000, reference="周民〔2026〕9号", **stage.BY)
    factories.public_notice(case, id="paper")
    imprest.hold(200_000)
    factories.aid(case, id="aid")


def at(path: str) -> Any:
    """A form on a document of the case or the town."""

    def build(world: Any) -> str:
        followed("aid")(world)
        return path

    return build


def counted(site: Any) -> None:
    """The town has counted meanwhile."""
    site["units"][TOWN].imprest.count_cash(1_000_000, **stage.BY)


def _state(part: str, id: str, state: str) -> Any:
    return lambda site: setattr(site["cases"]["case"].inside(part, id), "state", state)


ROWS = (
    Row(
        "fieldwork.investigation_form",
        "investigation",
        "record",
        "village",
        followed("investigate"),
        {
            "visited_on": "2026-11-23",
            "second": "window",
            "neighbours_asked": "2",
            "neighbours": "都说是这样。",
            "dwelling": "两间平房。",
            "income": "没有收入。",
            "health": "户主在住院。",
            "conclusion": "情况属实。",
        },
        rival=moved("cases", "case", "closed"),
    ),
    Row(
        "fieldwork.assessment_form",
        "assessment",
        "record",
        "village",
        followed("assess"),
        {
            "held_on": "2026-11-23",
            "place": "村委会会议室",
            "agreed": "9",
            "against": "1",
            "abstained": "0",
            "people": "王一、王二、王三",
            "minutes": "大家都说该帮。",
        },
        rival=moved("cases", "case", "closed"),
    ),
    Row(
        "fieldwork.notice_form",
        "notice",
        "draft",
        "window",
        followed("notice"),
        {"assistance": "temporary", "amount": "3,000"},
        rival=moved("cases", "case", "closed"),
    ),
    Row(
        "fieldwork.put_up_form",
        "put-up",
        "put_up",
        "village",
        at(f"{CASE}/public_notices/paper/@@put-up"),
        {"place": "西塘社区公示栏", "up_on": "2026-11-23", "hour": "8"},
        odd=(("hour", "23", "还没有到"),),
        rival=_state("public_notices", "paper", "cancelled"),
    ),
    Row(
        "aid.aid_form",
        "aid",
        "decide",
        "window",
        followed("aid"),
        {"amount": "900", "need": "money", "goods": "米面和被子", "reasons": "家里断炊。"},
        odd=(("amount", "1,000.01", "超过了镇（街道）"),),
        rival=moved("cases", "case", "closed"),
    ),
    Row(
        "aid.deliver_form",
        "deliver",
        "deliver",
        "window",
        at(f"{CASE}/aids/aid/@@deliver"),
        {
            "given_on": "2026-11-23",
            "hour": "8",
            "second": "village",
            "recipient": "张桂芬",
            "receipt": "signature",
            "witness": "",
        },
        odd=(("hour", "23", "还没有到"),),
        rival=_state("aids", "aid", "cancelled"),
    ),
    Row(
        "aid.advance_form",
        "advance",
        "advance",
        "bureau",
        at(f"/units/{TOWN}/@@advance"),
        {"amount": "5,000", "reference": "周民〔2026〕10号"},
        behind=IMPREST,
    ),
    Row(
        "aid.ask_refill_form",
        "ask-refill",
        "ask",
        "window",
        at(f"{IMPREST}/@@ask-refill"),
        {"amount": "2,000"},
    ),
    Row(
        "aid.count_form",
        "count",
        "count",
        "window",
        at(f"{IMPREST}/@@count"),
        {"counted": "9,990", "note": "少了十元，正在找。"},
        odd=(("note", "", "和账上的数不一样"),),
    ),
)

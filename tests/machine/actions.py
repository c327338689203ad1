"""What people do in the district: for each kind of document, its steps, who takes them, and the command behind."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any, NamedTuple

from pyramid.request import Request
from pyramid.traversal import resource_path

from content.calendar import day_of
from content.crosscheck import RESULTS
from content.document import Document
from content.site import Site
from content.vocabulary import CallOutcome, InNeed
from portal import audit
from portal.commands import (
    case,
    claim,
    crosscheck,
    discovery,
    door,
    fund,
    intake,
    matching,
    payment,
    publicity,
    referral,
    status,
    visit,
)
from portal.commands.household import set_account
from portal.demo.identity import id_number, known_id, phone
from portal.demo.people import OTHER_TOWN, OTHER_VILLAGE, TOWN, VILLAGE

TOWNS = (TOWN, OTHER_TOWN)
WINDOWS = {TOWN: "window", OTHER_TOWN: "window2"}
VILLAGES = {VILLAGE: "village", OTHER_VILLAGE: "village2"}
LACKING: tuple[tuple[str, str, int], ...] = (
    ("medical", "", 450_000),
    ("education", "", 260_000),
    ("living", "", 150_000),
    ("care", "care", 12),
    ("living", "quilt", 2),
)
WHY = "家里是这样说的。"
Run = Callable[[Request, Any, int], object]


class Action(NamedTuple):
    """A step of a kind of document: by whom (each of them has the right, where the document is at that point)."""

    kind: str
    states: tuple[str, ...]
    who: Callable[[Any], Sequence[str]]
    run: Run
    when: Callable[[Any], bool] = lambda document: True


def _window(document: Any) -> tuple[str, ...]:
    town = (
        document.town
        if hasattr(document, "town")
        else getattr(document, "sender_town", "") or document.case.town
    )
    return (WINDOWS[town],)


def _applicant(document: Any) -> tuple[str, ...]:
    return (f"applicant@{document.id if document.kind == 'case' else document.case_id}",)


def _by(*logins: str) -> Callable[[Any], Sequence[str]]:
    return lambda document: logins


def _village(document: Any) -> tuple[str, ...]:
    return (VILLAGES.get(document.village, "village"),)


def _handler(document: Any) -> tuple[str, ...]:
    return (document.unit,)


def _worker(document: Any) -> tuple[str, ...]:
    return (document.worker,) if document.worker else ()


def _owner(document: Any) -> tuple[str, ...]:
    return {"contract": ("worker", "worker2"), "fund": ()}.get(document.source_kind, ("charity",))


def _plain(name: str) -> Run:
    return lambda request, document, luck: door.transition(request, document, name)


def _reasoned(name: str) -> Run:
    def run(request: Request, document: Any, luck: int) -> None:
        door.transition(request, document, name, reason=door.words(request, document, WHY))

    return run


def _alone(command: Callable[[Request, Any], object]) -> Run:
    return lambda request, document, luck: command(request, document)


def _because(command: Callable[[Request, Any, str], object]) -> Run:
    return lambda request, document, luck: command(request, document, WHY)


def _signed(name: str) -> Run:
    return lambda request, document, luck: fund.sign(request, document, name)


def _is_admitted(need: Any) -> bool:
    return bool(need.case.state == "admitted")


def _once(request: Request, document: Document) -> str:
    return known_id(f"{document.id}/{request.now}")


# Single acts that take more than the document


def _verify(request: Request, document: Any, luck: int) -> None:
    discovery.verify(request, document, WHY, luck % 3, known_id(f"case/{document.id}"))


def _caller(document: Any) -> tuple[str, ...]:
    return (document.caller or "bureau",)


def _is_to_be_called(document: Any) -> bool:
    return document.call_due is not None and document.called_at is None


def _call(request: Request, document: Any, luck: int) -> None:
    outcomes = [outcome.value for outcome in CallOutcome]
    discovery.call(request, document, outcomes[luck % len(outcomes)], WHY)


def _refer(request: Request, document: Any, luck: int) -> None:
    needs = [need for need in document.needs if need.is_open]
    kind = ("medical", "education", "temporary")[luck % 3]
    values = {
        "assistance": kind,
        "unit": request.policy.kind(kind).refer_to,
        "need": needs[luck % len(needs)].id if needs else "",
        "request": WHY,
    }
    referral.refer(request, document, values, _once(request, document))


def _complete(request: Request, document: Any, luck: int) -> None:
    referral.complete(request, document, WHY, (0, 80_000, 500_000)[luck % 3])


def _add_need(request: Request, document: Any, luck: int) -> None:
    category, item, amount = LACKING[luck % len(LACKING)]
    values = {"category": category, "item": item, "amount": amount, "urgency": document.urgency}
    intake.add_need(request, document, values | {"once": _once(request, document)})


def _draft_text(request: Request, document: Any, luck: int) -> None:
    publicity.draft(
        request, document, title="一家人的难处", text="眼下最缺的是这些。", once=_once(request, document)
    )


def _redraft(request: Request, document: Any, luck: int) -> None:
    publicity.redraft(request, document, title="一家人的难处", text="换一种说法。")


def _follow_up(request: Request, document: Any, luck: int) -> None:
    found = [each.value for each in InNeed][luck % len(InNeed)]
    values = {"visited_on": day_of(request.now), "hours": 1, "note": WHY, "in_need": found, "why": WHY}
    visit.record(request, document, values, _once(request, document))


def _visit(request: Request, document: Any, luck: int) -> None:
    orders = visit.open_orders(request, document)
    values = {
        "visited_on": day_of(request.now),
        "hours": 1 + luck % 4,
        "order": resource_path(orders[0]) if orders and luck % 3 else "",
        "note": WHY,
        "in_need": InNeed.NO.value,
    }
    visit.record(request, document, values, _once(request, document))


def _ask_elsewhere(request: Request, document: Any, luck: int) -> None:
    """Where the family is registered: in the other town, or outside the district."""
    values = {
        "registered_in": (TOWNS[document.town == TOWN], "outside")[luck % 2],
        "registered_place": "河南省商丘市虞城县",
        "question": WHY,
    }
    crosscheck.ask(request, document, values, _once(request, document))


def _answer(request: Request, document: Any, luck: int) -> None:
    crosscheck.answer(request, document, {"result": RESULTS[luck % 3], "answer": WHY, "relief": "没有"})


def _asked_window(document: Any) -> tuple[str, ...]:
    return (WINDOWS[document.asked_town or document.case.town],)


def _may_be_asked(document: Any) -> bool:
    return document.asked_after is None


def _hand_over(request: Request, document: Any, luck: int) -> None:
    case.hand_over(request, document, TOWNS[document.town == TOWN])


def _ask_papers(request: Request, document: Any, luck: int) -> None:
    case.ask_papers(request, document, ("account",), day_of(request.now) + timedelta(days=14))


def _withdraw(request: Request, document: Any, luck: int) -> None:
    status.withdraw(request, document)


def _correct(request: Request, document: Any, luck: int) -> None:
    values = {"payee_name": "王秀兰", "payee_account": "6223190000000000018", "payee_bank": "周村农商银行"}
    fund.correct_payee(request, document, values)


def _read_back(request: Request, document: Any, luck: int) -> None:
    lines = [line.allocation_id for line in document.waiting][: 1 + luck % 3]
    results = {
        line: ("returned", WHY) if (luck + n) % 3 == 0 else ("paid", "") for n, line in enumerate(lines)
    }
    payment.read_back(request, document, results)


def _settle(request: Request, document: Any, luck: int) -> None:
    referral.settle(request, document, WHY)


def _assign(request: Request, document: Any, luck: int) -> None:
    discovery.assign(request, document, (VILLAGE, OTHER_VILLAGE)[luck % 2])


FUND, SIGNERS = _by("fund"), _by("signer1", "signer2")
ACTIONS: dict[str, Action] = {
    "discovery:assign": Action("discovery", ("reported",), _by("bureau"), _assign),
    "discovery:call": Action("discovery", ("reported", "assigned"), _caller, _call, _is_to_be_called),
    "discovery:verify": Action("discovery", ("assigned",), _village, _verify),
    "discovery:dismiss": Action("discovery", ("assigned",), _village, _because(discovery.dismiss)),
    "discovery:send_back": Action("discovery", ("assigned",), _village, _because(discovery.send_back)),
    "case:admit": Action("case", ("lodged",), _window, _alone(case.admit)),
    "case:ask_papers": Action("case", ("lodged",), _window, _ask_papers),
    "case:papers_in": Action("case", ("to_complete",), _window, _alone(case.papers_in)),
    "case:refuse": Action("case", ("lodged", "to_complete"), _window, _because(case.refuse)),
    "case:need": Action("case", ("lodged", "to_complete", "admitted"), _window, _add_need),
    "case:refer": Action("case", ("admitted",), _window, _refer),
    "case:crosscheck": Action(
        "case", ("lodged", "to_complete", "admitted"), _window, _ask_elsewhere, _may_be_asked
    ),
    "crosscheck:answer": Action(
        "crosscheck", ("asked",), _asked_window, _answer, lambda d: bool(d.asked_town)
    ),
    "crosscheck:note": Action("crosscheck", ("asked",), _asked_window, _answer, lambda d: not d.asked_town),
    "crosscheck:see": Action("crosscheck", ("answered",), _window, _plain("see")),
    "case:claim": Action("case", ("admitted",), _by("worker", "worker2"), _alone(claim.claim)),
    "case:release_claim": Action("case", ("admitted",), _worker, _because(claim.release_claim)),
    "case:visit": Action("case", ("admitted",), _worker, _visit),
    "case:follow_up": Action("case", ("closed",), _window, _follow_up),
    "case:hand_over": Action("case", ("lodged", "to_complete", "admitted"), _window, _hand_over),
    "case:close": Action("case", ("admitted",), _window, _because(case.close)),
    "case:reopen": Action("case", ("closed",), _window, _because(case.reopen)),
    "case:withdraw": Action("case", ("lodged", "admitted"), _applicant, _withdraw),
    "need:publish": Action("need", ("open",), _window, _draft_text, _is_admitted),
    "need:withdraw": Action("need", ("open",), _window, _because(publicity.withdraw_need)),
    "public_need:release": Action("public_need", ("drafted",), _by("bureau"), _alone(publicity.release)),
    "public_need:retract": Action("public_need", ("public",), _window, _because(publicity.retract)),
    "public_need:draft": Action("public_need", ("drafted", "retracted"), _window, _redraft),
    "referral:receive": Action("referral", ("requested",), _handler, _plain("receive")),
    "referral:accept": Action("referral", ("received",), _handler, _plain("accept")),
    "referral:start": Action("referral", ("accepted",), _handler, _plain("start")),
    "referral:complete": Action("referral", ("in_progress",), _handler, _complete),
    "referral:reject": Action("referral", ("requested", "received"), _handler, _because(referral.reject)),
    "referral:hold": Action("referral", ("in_progress",), _handler, _reasoned("hold")),
    "referral:resume": Action("referral", ("on_hold",), _handler, _plain("resume")),
    "referral:fail": Action("referral", ("in_progress",), _handler, _because(referral.fail)),
    "referral:cancel": Action(
        "referral",
        ("requested", "received", "accepted", "in_progress", "on_hold"),
        _window,
        _reasoned("cancel"),
    ),
    "referral:see": Action("referral", ("completed", "rejected", "failed"), _window, _alone(referral.see)),
    "referral:settle": Action("referral", ("rejected",), _by("bureau"), _settle),
    "desk:run": Action("fund", ("open",), _by("fund", "bureau"), lambda r, d, luck: matching.run(r)),
    "proposal:accept": Action("proposal", ("proposed",), FUND, lambda r, d, luck: matching.accept(r, d, WHY)),
    "proposal:dismiss": Action("proposal", ("proposed",), FUND, _because(matching.dismiss)),
    "proposal:confirm": Action("proposal", ("accepted",), _owner, _alone(matching.confirm)),
    "proposal:decline": Action("proposal", ("accepted", "confirmed"), _owner, _because(matching.decline)),
    "proposal:deliver": Action("proposal", ("confirmed",), _owner, _alone(matching.deliver)),
    "proposal:acknowledge": Action("proposal", ("delivered",), _window, _alone(matching.acknowledge)),
    "proposal:acknowledge_by_code": Action(
        "proposal", ("delivered",), _applicant, _alone(matching.acknowledge)
    ),
    "allocation:sign_first": Action("allocation", ("drafted",), SIGNERS, _signed("sign_first")),
    "allocation:sign_second": Action("allocation", ("signed",), SIGNERS, _signed("sign_second")),
    "allocation:refuse": Action("allocation", ("drafted", "signed"), SIGNERS, _because(fund.refuse)),
    "allocation:disburse": Action("allocation", ("approved",), FUND, _alone(fund.disburse)),
    "allocation:pay_out": Action("allocation", ("disbursed",), FUND, _alone(fund.pay_out)),
    "allocation:return": Action("allocation", ("disbursed", "paid_out"), FUND, _because(fund.return_money)),
    "allocation:correct_payee": Action("allocation", ("returned",), FUND, _correct),
    "allocation:resign_first": Action("allocation", ("returned",), SIGNERS, _signed("resign_first")),
    "allocation:resign_second": Action("allocation", ("returned",), SIGNERS, _signed("resign_second")),
    "allocation:pay_again": Action("allocation", ("returned",), FUND, _alone(fund.pay_again)),
    "allocation:cancel": Action("allocation", ("returned",), FUND, _alone(fund.cancel)),
    "allocation:acknowledge": Action(
        "allocation", ("paid_out",), _window, lambda r, d, luck: fund.acknowledge(r, d, "paper")
    ),
    "allocation:acknowledge_by_code": Action(
        "allocation", ("paid_out",), _applicant, lambda r, d, luck: fund.acknowledge(r, d, "code")
    ),
    "batch:make": Action("fund", ("open",), FUND, lambda r, d, luck: payment.make(r, _once(r, d))),
    "batch:send": Action("batch", ("made",), FUND, _alone(payment.send)),
    "batch:discard": Action("batch", ("made",), FUND, _because(payment.discard)),
    "batch:read_back": Action("batch", ("sent",), FUND, _read_back),
}
"""By the permission that the step asks for; what stands on a work list is called the same."""


def report(request: Request, number: int, luck: int) -> None:
    """Somebody tells of a family; half of them know which village."""
    values = {
        "source": "school",
        "town": TOWN,
        "village": VILLAGE if luck % 2 else "",
        "causes": ("fire",),
        "life_at_risk": luck % 5 == 0,
        "household_name": "王秀兰",
        "household_phone": phone(number),
        "address": "三组",
        "story": "夜里失火。",
    }
    discovery.report(request, values, known_id(f"report/{number}"))


def register(request: Request, number: int, luck: int) -> None:
    """A family comes to the window, with two needs and an account."""
    town = next(town for town, login in WINDOWS.items() if request.identify.account.id == login)
    wants = [LACKING[luck % len(LACKING)], LACKING[(luck // 7 + 1) % len(LACKING)]]
    needs = [
        {"category": category, "item": item, "amount": amount, "once": known_id(f"need/{number}/{n}")}
        for n, (category, item, amount) in enumerate(wants)
    ]
    values = {
        "name": f"王{number}",
        "relation": "head",
        "id_number": id_number("1980-01-01", "female", number),
        "phone": phone(number),
        "town": town,
        "village": VILLAGE if town == TOWN else OTHER_VILLAGE,
        "address": "三组",
        "members": [],
        "urgency": luck % 3,
        "causes": ("grave_illness",),
        "story": "病了。",
        "needs": needs,
        "consent": True,
        "public": luck % 4 > 0,
    }
    found = intake.register(request, values, known_id(f"case/{number}"))
    household = request.site["households"][found.case.household_id]
    account = {"account_holder": "王秀兰", "account_number": "6223190000000000001", "account_bank": "农商行"}
    set_account(request, household, account)


def everything(site: Site, kind: str) -> list[Any]:
    """The documents of a kind, oldest first: in the same order whatever ids they were given."""
    return sorted((d for d in audit.documents(site) if d.kind == kind), key=order_of)


def candidates(site: Site, action: Action) -> list[Any]:
    """The documents that are at that point."""
    return [d for d in everything(site, action.kind) if d.state in action.states and action.when(d)]


def order_of(document: Any) -> tuple[str, ...]:
    """Ids of what a command makes by itself are left to chance, those of all else are known."""
    chance = ("proposal", "allocation", "order", "household", "batch")
    names = ("created_at", "need_id", "source") if document.kind in chance else ("created_at", "id")
    return tuple(str(getattr(document, name, "")) for name in names)

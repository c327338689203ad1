"""Plans what towns and villages do beside the files: looking at homes, aid first, notices on the board, the queue."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from pyramid.request import Request

from content.calendar import day_of
from content.case import Case
from content.policy import Policy
from content.vocabulary import Urgency
from portal.commands import aid, door, fieldwork, imprest, public_notice, walkin
from portal.demo.agenda import Agenda
from portal.demo.hours import Hours
from portal.demo.identity import known_id
from portal.demo.staff import village_login, window_login
from portal.demo.words import WORDS, pick

ADVANCED_FEN = 2_000_000
AID_FEN = (60_000, 80_000, 50_000, 100_000)
AID_DAYS = (3, 6, 7, 1, 1, 6)
"""How many working days ago aid was given, by how far it has come since."""
ADVANCED_ON = 70
"""How many working days ago the towns were first advanced their imprest."""
OnCase = Callable[[Request, Case], object]
OnDocument = Callable[[Request, Any], object]


class Mark(NamedTuple):
    """What was begun: in which town, in which folder of a case, under which id."""

    town: str
    folder: str
    id: str


VOTES = ((21, 0, 2), (17, 2, 1), (25, 0, 0))
"""For, against, neither: of those who came to an assessment."""
WALKINS = (
    ("apply", "served"),
    ("papers", "served"),
    ("progress", "served"),
    ("other", "led"),
    ("sign", "left"),
    ("apply", "called"),
    ("papers", "waiting"),
    ("progress", "waiting"),
)


class Townwork:
    """Every town does a little of everything; the towns differ in how far each thing has come."""

    def __init__(self, agenda: Agenda, hours: Hours, policy: Policy) -> None:
        self._agenda, self._hours, self._policy = agenda, hours, policy

    def plan(self) -> None:
        for nth, town in enumerate(self._policy.towns):
            self._imprest(town.code, nth)
            self._aid(town.code, nth)
            self._fieldwork(town.code, nth)
            self._notice(town.code, nth)
            self._queue(town.code, nth)

    def _begin(self, days: int, minutes: int, who: str, mark: Mark, act: OnCase) -> None:
        """*act* on a case of the town that fits; nothing happens where it has none."""
        self._agenda.plan(
            self._hours.ago(days, minutes), who, lambda r: [act(r, case) for case in _fitting(r, mark)]
        )

    def _then(self, days: int, minutes: int, who: str, mark: Mark, act: OnDocument) -> None:
        """*act* on what was begun."""
        self._agenda.plan(
            self._hours.ago(days, minutes), who, lambda r: [act(r, document) for document in _begun(r, mark)]
        )

    # Aid first

    def _imprest(self, town: str, nth: int) -> None:
        at = self._hours.ago(ADVANCED_ON, 20 + nth)
        reference = f"周民拨〔{at:%Y}〕备{nth + 1:02d}号"
        window = window_login(town)

        def plan(days: int, minutes: int, who: str, act: OnDocument, may_fail: bool = True) -> None:
            at = self._hours.ago(days, minutes)
            self._agenda.plan(at, who, lambda r: act(r, r.site["units"][town].imprest), may_fail=may_fail)

        self._agenda.plan(
            at, "bureau", lambda r: imprest.advance(r, r.site["units"][town], ADVANCED_FEN, reference)
        )
        for days in self._hours.month_ends(ADVANCED_ON):
            plan(days, 400, window, _count)
            plan(max(days - 1, 0), 12 + nth if days else 420 + nth, "bureau", imprest.accept_count)
        if nth % 4 == 2 and self._hours.day(2).month == self._hours.day(0).month:
            plan(2, 400, window, _count)
        if nth % 4 == 1:
            plan(1, 200 + nth, window, lambda r, held: imprest.ask_refill(r, held, 500_000))

    def _aid(self, town: str, nth: int) -> None:
        """Decided and handed over within the day; how far the second hand and the papers are differs."""
        window, end = window_login(town), nth % 6
        days = AID_DAYS[end]
        mark = Mark(town, "aids", known_id(f"aid/{town}"))
        values = {
            "amount": AID_FEN[nth % len(AID_FEN)],
            "need": "",
            "reasons": pick(WORDS["aid"], mark.id),
            "goods": "",
        }
        self._begin(days, 350, window, mark, lambda r, case: aid.decide(r, case, values, mark.id))
        if end == 5:
            reason = "亲属当天赶到，已经垫上了。"
            self._then(days - 1, 25, window, mark, lambda r, given: aid.cancel(r, given, reason))
            return
        self._then(days, 410, window, mark, lambda r, given: self._deliver(r, given, mark, end, days))

    def _deliver(self, request: Request, given: Any, mark: Mark, end: int, days: int) -> None:
        second = village_login(given.case.village)
        values = {"second": second, "receipt": "signature", "recipient": "户主本人", "witness": ""}
        aid.deliver(request, given, values, request.now)
        if end == 3:
            self._then(days - 1, 385, second, mark, _words("dispute", "那天我在村里接人，没有一起去。"))
        elif end != 4:
            self._then(days - 1, 385, second, mark, _step("countersign"))
        if end in (1, 2):
            self._then(days - 3, 120, window_login(mark.town), mark, _step("papers_in"))

    # At the home and among the neighbours

    def _fieldwork(self, town: str, nth: int) -> None:
        window, days = window_login(town), 4 + nth % 4 if nth % 4 < 2 else 1
        home = Mark(town, "investigations", known_id(f"investigation/{town}"))
        vote = Mark(town, "assessments", known_id(f"assessment/{town}"))
        self._begin(days, 300, window, home, lambda r, case: self._look(r, case, home, nth, days))
        if nth % 2 == 0:
            self._begin(days - 2, 330, window, vote, lambda r, case: _vote(r, case, vote.id, nth))

    def _look(self, request: Request, case: Case, mark: Mark, nth: int, days: int) -> None:
        second = village_login(case.village)
        values = {
            "visited_on": day_of(request.now),
            "second": second,
            "neighbours_asked": 2 + nth % 3,
            **{name: pick(WORDS[f"home_{name}"], mark.id) for name in HOME},
        }
        fieldwork.investigate(request, case, values, mark.id)
        if nth % 4 == 2:
            words = "收入一栏写得太少，村里记的打工钱没有写上。"
            self._then(days - 1, 30, second, mark, _words("dispute", words))
        elif nth % 4 != 3:
            self._then(days - 1, 30, second, mark, _step("countersign"))

    # On the board

    def _notice(self, town: str, nth: int) -> None:
        window, days = window_login(town), 8 if nth % 3 else 2
        days = 0 if nth % 6 == 3 else days
        mark = Mark(town, "public_notices", known_id(f"notice/{town}"))

        def draft(request: Request, case: Case) -> None:
            kind = public_notice.noticed_kinds(request.policy)[0]
            values = {"assistance": kind.id, "amount": 48_000 + nth * 1_200}
            public_notice.draft(request, case, values, mark.id)

        def put_up(request: Request, notice: Any) -> None:
            place = f"{request.policy.place_name(notice.case.village)}村务公开栏"
            public_notice.put_up(request, notice, place, request.now)

        self._begin(days, 250, window, mark, draft)
        if nth % 6 == 3:
            return
        self._then(days - 1, 40, window, mark, put_up)
        if nth % 3 == 2:
            words = pick(WORDS["notice_objection"], mark.id)
            self._then(days - 3, 90, window, mark, lambda r, n: public_notice.object_to(r, n, words))
        if days == 8:
            self._then(days - 7, 60, window, mark, public_notice.take_down)

    # At the window today

    def _queue(self, town: str, nth: int) -> None:
        window = window_login(town)
        for number, (matter, state) in enumerate(WALKINS[nth % 3 :]):
            if not self._hours.is_workday:
                # Nobody is left in the hall over the weekend.
                state = {"waiting": "served", "called": "served"}.get(state, state)
            once = known_id(f"walkin/{town}/{number}")
            values = {"matter": matter, "first": number == 3, "name": ""}
            self._agenda.plan(self._hours.ago(0, number), window, _arrive(town, values, once, state))


HOME = ("dwelling", "income", "health", "conclusion", "neighbours")


def _arrive(town: str, values: dict[str, object], once: str, state: str) -> Callable[[Request], None]:
    def act(request: Request) -> None:
        one = walkin.arrive(request, town, values, once)
        if state == "left":
            door.transition(request, one, "leave")
        elif state != "waiting":
            walkin.call(request, one)
        if state == "served":
            walkin.serve(request, one)
        elif state == "led":
            walkin.lead(request, one, "医保大厅二楼 6 号窗口，已带到")

    return act


def _fitting(request: Request, mark: Mark) -> list[Case]:
    """The oldest open case of the town that has nothing of the sort, if any; nobody's life is at risk there."""
    found = [
        case
        for case in request.site["cases"]
        if (case.town, case.state) == (mark.town, "admitted")
        and case.village
        and case.urgency != Urgency.LIFE.value
        and not list(getattr(case, mark.folder))
    ]
    return sorted(found, key=lambda case: (case.created_at, case.id))[:1]


def _begun(request: Request, mark: Mark) -> list[Any]:
    cases = (case for case in request.site["cases"] if case.town == mark.town)
    return [d for case in cases for d in getattr(case, mark.folder) if d.id == mark.id]


def _step(name: str) -> OnDocument:
    return lambda request, document: door.transition(request, document, name)


def _words(name: str, text: str) -> OnDocument:
    return lambda r, document: door.transition(r, document, name, reason=door.words(r, document, text))


def _vote(request: Request, case: Case, once: str, nth: int) -> None:
    agreed, against, abstained = VOTES[nth % len(VOTES)]
    values = {
        "held_on": day_of(request.now),
        "place": "村（社区）便民服务大厅",
        "agreed": agreed,
        "against": against,
        "abstained": abstained,
        "people": "村两委成员、村民代表、驻村干部",
        "minutes": pick(WORDS["minutes"], once),
    }
    fieldwork.assess(request, case, values, once)


def _count(request: Request, held: Any) -> None:
    imprest.count(request, held, held.ledger.account("cash").balance, "")

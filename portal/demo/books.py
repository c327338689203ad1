"""Plans the month's work on the books: payment files, budgets in two hands, month's close, and results made public."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any, NamedTuple

from pyramid.request import Request

from content.batch import PAID, RETURNED
from content.closing import FUND, TREASURY, Difference, closing_id
from portal.commands import budget, closing, door, payment, publication
from portal.demo.agenda import Act, Agenda
from portal.demo.hours import Hours
from portal.demo.identity import known_id

MONTHS = 12
"""So many months back the books are closed."""
WAITS = 3
"""At most so many working days the close of the newest month waits for the second hand."""
SINCE = 420
"""So many working days are looked back for the ends of months."""
QUARTERS = 6
"""So many quarters back the results are published: a month of such a district has too few for a figure."""
FILES = (*range(280, 45, -3), 33, 24, 0)
"""How many working days ago a file was made, where anything waited; today's has not gone to the bank yet."""
RETURNED_IN = (24,)
"""In the answer to these files the bank returns the first line."""
TEXTS = {
    "Q1": "春节前走访了住院和断了收入的家庭，取暖和住院的求助最多。",
    "Q2": "本季度核对了享受救助的家庭，名单有进有出，都已当面告知。",
    "Q3": "入汛后走访了沿河住户，先行救助当天送到；开学前后教育类求助增加，志愿者周末辅导已排满。",
    "Q4": "入冬前送完了取暖物资，按时限办结的转办比上一季度多。",
}
"""What the bureau says of a quarter."""
TAKEN_BACK = QUARTERS - 1
"""The publication of so many quarters ago was taken back, and drafted again."""
WRONG = "一笔发放记到了下一季度，撤下重算。"


class Budgeted(NamedTuple):
    """What a budget is to be, so many working days ago, and how the second hand answered ("" not yet)."""

    days: int
    scope: str
    key: str
    amount_fen: int
    why: str
    answer: str = ""


BUDGETS = (
    Budgeted(150, "category", "medical", 30_000_000, "住院求助多，先给医疗划出一块。", "agree"),
    Budgeted(120, "category", "education", 20_000_000, "保证开学前的助学。", "agree"),
    Budgeted(34, "town", "370306104", 12_000_000, "汛期受灾户集中，请调高额度。", "agree"),
    Budgeted(22, "category", "living", 60_000_000, "想把生活类放宽到全年总额。", "refuse"),
    Budgeted(3, "category", "housing", 15_000_000, "入冬前修房的求助在增加。"),
    Budgeted(1, "town", "370306103", 9_000_000, "镇上两个村连续有大病户。"),
)


class Books:
    """Plans the books of the last year."""

    def __init__(self, agenda: Agenda, hours: Hours) -> None:
        self._agenda, self._hours = agenda, hours

    def plan(self) -> None:
        for days in FILES:
            self._file(days)
        for number, one in enumerate(BUDGETS):
            self._budget(one, known_id(f"budget/{number}"))
        months = list(self._months())
        for nth, (days, month) in enumerate(months[:MONTHS]):
            self._close(FUND, month, days, nth, ("fund", "signer1"))
            self._close(TREASURY, month, days, nth, ("bureau", "bureau2"))
        ended = [(days, month) for days, month in months if int(month[5:]) % 3 == 0]
        for nth, (days, month) in enumerate(ended[:QUARTERS]):
            self._publish(f"{month[:4]}-Q{int(month[5:]) // 3}", days, nth)

    def _plan(self, days: int, minutes: int, who: str, act: Act) -> None:
        self._agenda.plan(self._hours.ago(max(0, days), minutes), who, act)

    def _months(self) -> Iterator[tuple[int, str]]:
        """The first working day (so many ago) after each of the last months, and that month; newest first."""
        for days in self._hours.month_ends(SINCE):
            if days:
                yield days - 1, f"{self._hours.day(days):%Y-%m}"

    # Payment files

    def _file(self, days: int) -> None:
        once = known_id(f"batch/{days}")

        def make(request: Request) -> None:
            if not payment.payable(request):
                return
            payment.make(request, once)
            if days:
                self._plan(days, 320, "fund", lambda r: payment.send(r, r.site.fund.batches[once]))
                self._plan(days - 1, 20, "fund", lambda r: _answered(r, once, returned=days in RETURNED_IN))

        self._plan(days, 310, "fund", make)

    # Budgets

    def _budget(self, one: Budgeted, once: str) -> None:
        self._plan(
            one.days,
            90,
            "fund",
            lambda r: budget.propose(r, one.scope, one.key, one.amount_fen, one.why, once),
        )
        if one.answer == "agree":
            self._plan(one.days - 2, 95, "signer1", lambda r: budget.agree(r, r.site.fund.changes[once]))
        elif one.answer:
            reason = "超过全年可用的钱，请按季度分开提。"
            self._plan(
                one.days - 2, 95, "signer1", lambda r: budget.refuse(r, r.site.fund.changes[once], reason)
            )

    # The month's end

    def _close(self, name: str, month: str, days: int, nth: int, hands: tuple[str, str]) -> None:
        """Drawn up on the first days of the next month; the newest waits for the second hand."""
        clerk, second = hands
        on_its_way = 35_000 if nth % 5 == 2 else 0
        folder = partial(_closing, name=name, month=month)
        drawn_up = days - 2 if nth else min(days - 2, WAITS)
        self._plan(drawn_up, 30, clerk, lambda r: _draw_up(r, name, month, on_its_way))
        if nth:
            self._plan(days - 3, 40, second, lambda r: closing.close(r, folder(r)))
        if nth == 4:
            reason = "对账单少录了一笔手续费，重新核对。"
            self._plan(days - 3, 38, second, lambda r: closing.send_back(r, folder(r), reason))
            self._plan(days - 3, 39, clerk, lambda r: _draw_up(r, name, month, on_its_way))

    # What was done, for everybody

    def _publish(self, quarter: str, days: int, nth: int) -> None:
        """Drafted on the first working day after it, released on the next by the second hand."""
        once = known_id(f"publication/{quarter}")
        self._draft(quarter, once, max(days - 1, 0))
        if days > 1:
            self._plan(days - 2, 210, "bureau2", lambda r: publication.release(r, _published(r, once)))
        if nth == TAKEN_BACK:
            self._plan(2, 215, "bureau2", lambda r: _take_back(r, _published(r, once)))
            self._draft(quarter, known_id(f"publication/{quarter}/again"), 1)

    def _draft(self, quarter: str, once: str, days: int) -> None:
        text = TEXTS[quarter[-2:]]
        self._plan(days, 200, "bureau", lambda r: publication.draft(r, month=quarter, text=text, once=once))


def _published(request: Request, once: str) -> Any:
    return request.site["publications"][once]


def _take_back(request: Request, published: Any) -> None:
    door.transition(request, published, "retract", reason=door.words(request, published, WRONG))


def _answered(request: Request, once: str, *, returned: bool) -> None:
    batch = request.site.fund.batches[once]
    results = {line.allocation_id: (PAID, "") for line in batch.lines}
    if returned:
        results[batch.lines[0].allocation_id] = (RETURNED, "银行退回：户名少了一个字。")
    payment.read_back(request, batch, results)


def _draw_up(request: Request, name: str, month: str, on_its_way: int) -> None:
    book = closing.book_of(request, name)
    found = closing.begin(request, book, month)
    differences = [Difference("月末提交、银行次日入账的一笔", on_its_way)] if on_its_way else []
    closing.prepare(request, found, found.outline().book_fen + on_its_way, differences)


def _closing(request: Request, *, name: str, month: str) -> Any:
    return closing.book_of(request, name).closings[closing_id(name, month)]

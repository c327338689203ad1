"""Plays one family's case: the window registers and refers, departments answer, the fund pays, the bureau publishes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pyramid.request import Request

from content.case import Case
from content.ident import new_id
from content.need import Need
from content.proposal import Proposal
from portal.commands import case as casework
from portal.commands import door, fund, intake, matching, referral
from portal.commands.household import set_account
from portal.demo import people
from portal.demo.family import Family, Lack, Someone
from portal.demo.hours import Hours
from portal.demo.identity import id_number, phone
from portal.demo.stage import Stage

WINDOWS = {people.TOWN: "window", people.OTHER_TOWN: "window2"}
BANK = "周村农商银行北郊支行"
PATH = ("receive", "accept", "start")
"""The plain steps of a referral before it is done."""
REACHED = {"requested": 0, "received": 1, "accepted": 2, "in_progress": 3, "completed": 3}
PAPERS = ("identity", "authorisation", "account")


class Casework:
    """Plays families one after another, at the hours that their stories say."""

    def __init__(self, stage: Stage, hours: Hours) -> None:
        self._stage = stage
        self._hours = hours

    def begin(self, family: Family, number: int) -> str:
        """Registered, admitted and referred; gives the case's id. *number* makes phone and ID numbers its own."""
        case_id, need_ids = self._register(family, number)
        self._refer(family, case_id, need_ids)
        return case_id

    def carry_on(self, family: Family, case_id: str) -> None:
        """What departments, fund and social worker have done since, up to where the case stands."""
        with self._stage.acting(WINDOWS[family.town], self._hours.ago(0)) as request:
            need_ids = [need.id for need in _in_order(request.site["cases"][case_id], family)]
        for lack, need_id in zip(family.lacks, need_ids, strict=True):
            self._answer(family, case_id, lack)
            if lack.fund:
                self._pay(family, case_id, need_id, lack)
        if family.claimed:
            with self._stage.acting("worker", self._hours.ago(family.days - 1, 90)) as request:
                casework.claim(request, request.site["cases"][case_id])
        if family.closed:
            self._close(family, case_id)

    # The window

    def _register(self, family: Family, number: int) -> tuple[str, list[str]]:
        with self._stage.acting(WINDOWS[family.town], self._hours.ago(family.days, number * 7)) as request:
            registered = intake.register(request, _values(family, number), new_id())
            case = registered.case
            household = request.site["households"][case.household_id]
            account = {
                "account_holder": family.members[0].name,
                "account_number": f"6223190000{number:09d}",
                "account_bank": BANK,
            }
            set_account(request, household, account)
            casework.admit(request, case)
            return case.id, [need.id for need in _in_order(case, family)]

    def _refer(self, family: Family, case_id: str, need_ids: list[str]) -> None:
        asked = [pair for pair in zip(family.lacks, need_ids, strict=True) if pair[0].referred]
        if not asked:
            return
        with self._stage.acting(WINDOWS[family.town], self._hours.ago(family.days, 200)) as request:
            for lack, need_id in asked:
                referral.refer(
                    request, request.site["cases"][case_id], _referral(request, lack, need_id), new_id()
                )

    def _close(self, family: Family, case_id: str) -> None:
        with self._stage.acting(WINDOWS[family.town], self._hours.ago(family.days - 20)) as request:
            case = request.site["cases"][case_id]
            for sent in case.referrals:
                referral.see(request, sent)
            casework.close(request, case, "各项帮助都已到家，家里同意结案。")

    # Departments

    def _answer(self, family: Family, case_id: str, lack: Lack) -> None:
        for step in range(REACHED.get(lack.referred, 0)):
            self._as_handler(family, case_id, lack, step, PATH[step])
        if lack.referred == "completed":
            self._as_handler(family, case_id, lack, len(PATH), "complete")

    def _as_handler(self, family: Family, case_id: str, lack: Lack, step: int, name: str) -> None:
        at = self._hours.ago(max(0, family.days - 1 - step), 100 + 10 * step)
        with self._stage.acting(_handler(lack), at) as request:
            asked = next(r for r in request.site["cases"][case_id].referrals if _is_for(r, request, lack))
            if name == "complete":
                referral.complete(request, asked, "已按规定救助，钱打到家庭账户。", lack.granted)
            else:
                door.transition(request, asked, name)

    # The fund

    def _pay(self, family: Family, case_id: str, need_id: str, lack: Lack) -> None:
        draft_days = family.days - 6
        with self._stage.acting("fund", self._hours.ago(draft_days, 30)) as request:
            proposal = _proposed(request, request.site["cases"][case_id].needs[need_id], lack.fund)
            matching.accept(request, proposal, reasons="家里没有别的来源，其他救助已经用完。")
            allocation_id = proposal.allocation_id
        for days, login, act in (
            (draft_days - 1, "signer1", lambda r, a: fund.sign(r, a, "sign_first")),
            (draft_days - 2, "signer2", lambda r, a: fund.sign(r, a, "sign_second")),
            (draft_days - 3, "fund", fund.disburse),
            (draft_days - 4, "fund", fund.pay_out),
            (draft_days - 6, WINDOWS[family.town], lambda r, a: fund.acknowledge(r, a, "paper")),
        ):
            with self._stage.acting(login, self._hours.ago(days, 90)) as request:
                act(request, request.site.fund.allocations[allocation_id])


def _values(family: Family, number: int) -> dict[str, Any]:
    """What the clerk types."""
    head, *others = family.members
    return {
        **_member(head, number),
        "phone": phone(number),
        "town": family.town,
        "village": family.village,
        "address": f"{number % 9 + 1}号楼{number % 4 + 1}单元{number % 5 + 1}01",
        "members": [_member(someone, number + 100 * n) for n, someone in enumerate(others, 1)],
        "urgency": family.urgency,
        "causes": family.causes,
        "story": family.story,
        "channel": "window",
        "needs": [{"category": x.category, "item": x.item, "amount": x.amount} for x in family.lacks],
        "papers": PAPERS,
        "consent": True,
        "public": True,
    }


def _member(someone: Someone, number: int) -> dict[str, Any]:
    return {
        "name": someone.name,
        "relation": someone.relation,
        "id_number": id_number(someone.born, someone.gender, number),
        "school": someone.school,
        "disability": someone.disability,
    }


def _in_order(case: Case, family: Family) -> Iterator[Need]:
    """The needs as the family's lacks stand; no two of a family share category and item."""
    for lack in family.lacks:
        yield next(n for n in case.needs if (n.category, n.item) == (lack.category, lack.item))


def _assistance(lack: Lack) -> str:
    return {"medical": "medical", "education": "education"}.get(lack.category, "temporary")


def _handler(lack: Lack) -> str:
    return {"medical": "medical", "education": "education"}.get(lack.category, "civil")


def _referral(request: Request, lack: Lack, need_id: str) -> dict[str, Any]:
    kind = _assistance(lack)
    return {
        "assistance": kind,
        "unit": request.policy.kind(kind).refer_to,
        "need": need_id,
        "request": "请按规定核实和救助，材料已附。",
    }


def _is_for(asked: Any, request: Request, lack: Lack) -> bool:
    return bool(asked.assistance == _assistance(lack) and asked.is_open)


def _proposed(request: Request, need: Need, amount_fen: int) -> Proposal:
    """The fund proposed for the need, as the matcher of that day would have done."""
    case = need.case
    proposal = Proposal(
        case_id=case.id,
        need_id=need.id,
        source="/fund",
        source_kind="fund",
        source_id="fund",
        owner="",
        town=case.town,
        category=need.category,
        unit=need.unit,
        item=need.item,
        amount=amount_fen,
        actor=request.actor,
        at=request.now,
    )
    door.added(request, request.site["proposals"], proposal)
    return proposal

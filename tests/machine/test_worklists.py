"""Whatever is open is on exactly one work list, books are balanced and chains whole, whoever does what in any order."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import timedelta
from typing import Any, TypeVar

import pytest
from hypothesis import event, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test
from pyramid.httpexceptions import HTTPForbidden

from content.error import DomainError
from portal.demo import people
from tests.machine.actions import ACTIONS, candidates, everything, order_of, register, report
from tests.machine.checks import problems
from tests.machine.district import District, logins_of

T = TypeVar("T")
LUCK = st.integers(0, 10_000)
EVERYBODY = st.sampled_from([person.login for person in people.PEOPLE])
MORNING = 6
FOR_EVER = ("case_ended", "need_withdrawn", "need_gone")
"""Refusals after which what stands on a list would stay there."""
BEGINNING = (
    ("case:admit", ""),
    ("desk:run", "fund"),
    ("proposal:accept", "fund"),
    ("allocation:sign_first", "signer1"),
    ("allocation:sign_second", "signer2"),
)
"""The usual way of money to a family, and who goes it ("" whoever's turn it is)."""
BY_ANOTHER_NAME = {
    "order:charge": "case:visit",
    "order:finish": "proposal:deliver",
}
"""What an order's list asks for is done on its case, and on its proposal."""


@pytest.fixture(scope="module")
def district() -> Iterator[District]:
    made = District()
    yield made
    made.close()


class CaseMachine(RuleBasedStateMachine):
    """One district that goes on from case to case: what is due is done, or something else is, or by somebody else."""

    district: District

    @initialize(seed=st.integers(0, 2**32), luck=LUCK, far=st.integers(0, len(BEGINNING)))
    def begin(self, seed: int, luck: int, far: int) -> None:
        """Families at two windows, and with all of them as *far* along the usual way as chance wants."""
        self.district.fresh()
        self.seed, self.count, self.turn = seed, 0, 0
        for window in ("window", "window2", "window"):
            self.arrive(luck + self.count, window)
        for what, who in BEGINNING[:far]:
            with self.district.site() as site:
                found = [(_path(d), who or ACTIONS[what].who(d)[0]) for d in candidates(site, ACTIONS[what])]
            for path, login in found:
                self._step(login, what, path, luck)

    @rule(luck=LUCK, window=st.sampled_from(["window", "window2"]))
    def arrive(self, luck: int, window: str) -> None:
        self.count += 1
        number = self.count
        self._do(window, lambda request: register(request, number, luck))

    @rule(luck=LUCK, who=st.sampled_from(["school", ""]))
    def hear(self, luck: int, who: str) -> None:
        self.count += 1
        number = self.count
        self._do(who, lambda request: report(request, number, luck))

    @rule(hours=st.integers(1, 200))
    def wait(self, hours: int) -> None:
        self.district.now += timedelta(hours=hours)

    @rule(luck=LUCK)
    def follow(self, luck: int) -> None:
        """Something that stands on a work list is done by whoever's list it is: it is never refused as not theirs."""
        with self.district.site() as site:
            entries = [
                (owner, duty.what, path)
                for owner in site.worklists.owners()
                for duty, path in site.worklists.of(owner) or ()
                if duty.what in ACTIONS or duty.what in BY_ANOTHER_NAME
            ]
            if not entries:
                return
            entries.sort(key=lambda entry: (entry[0], entry[1], order_of(_at(site, entry[2]))))
            wanted = self._one_of(sorted({what for _, what, _ in entries}), luck)
            owner, what, path = self._one_of([entry for entry in entries if entry[1] == wanted], luck)
            logins = logins_of(site, owner)
            path = _where(site, what, path)
            worker = getattr(_at(site, path), "worker", "")
        what = BY_ANOTHER_NAME.get(what, what)
        if what == "allocation:disburse" and self._one_of((True, False), luck):
            what, path = "batch:make", "/fund"
        if what == "case:visit":
            what, logins = ("case:visit", [worker]) if worker else ("case:claim", logins)
        is_done = self._step(self._one_of(logins, luck), what, path, luck)
        assert self.refused not in FOR_EVER, f"{what} stands on the list of {owner} and can never be done"
        if what == "proposal:accept" and not is_done:
            # Of cases that have ended since: the next plan takes such proposals off the desk.
            self._step("fund", "desk:run", "/fund", luck)

    @rule(luck=LUCK)
    def work(self, luck: int) -> None:
        """A morning on which several things that were waiting are done."""
        for _ in range(MORNING):
            self.follow(luck)

    @rule(luck=LUCK)
    def choose(self, luck: int) -> None:
        """One of the steps that are open now, on one of the documents that are at that point."""
        with self.district.site() as site:
            found = {
                what: fitting for what, action in ACTIONS.items() if (fitting := candidates(site, action))
            }
            what = self._one_of(sorted(found), luck)
            document = self._one_of(found[what], luck)
            logins, path = ACTIONS[what].who(document), _path(document)
        if logins:
            self._step(self._one_of(logins, luck), what, path, luck)

    @rule(luck=LUCK, who=EVERYBODY)
    def meddle(self, luck: int, who: str) -> None:
        """Anybody tries anything, in any state: what is refused has changed nothing."""
        what = self._one_of(sorted(ACTIONS), luck)
        with self.district.site() as site:
            found = everything(site, ACTIONS[what].kind)
            path = _path(self._one_of(found, luck)) if found else ""
        if path:
            with suppress(HTTPForbidden):
                self._step(who, what, path, luck)

    def _one_of(self, choices: Sequence[T], luck: int) -> T:
        """Spread over all of them, though small numbers are drawn most: the same again for the same drawn ones."""
        self.turn += 1
        return random.Random(f"{self.seed}/{luck}/{self.turn}").choice(choices)

    def _step(self, who: str, what: str, path: str, luck: int) -> bool:
        event(what)
        return self._do(who, lambda request: ACTIONS[what].run(request, _at(request.site, path), luck))

    def _do(self, who: str, act: Any) -> bool:
        """Whether it was done; either way all has to be well afterwards."""
        self.district.now += timedelta(minutes=7)
        self.refused = ""
        try:
            self.district.act(who, act)
        except DomainError as error:
            self.refused = error.code
        self.all_is_well()
        return not self.refused

    def all_is_well(self) -> None:
        with self.district.site() as site:
            assert list(problems(site)) == []


def _at(site: Any, path: str) -> Any:
    found = site
    for name in path.strip("/").split("/"):
        found = found[name]
    return found


def _path(document: Any) -> str:
    names = []
    while document.__parent__ is not None:
        names.append(document.__name__)
        document = document.__parent__
    return "/" + "/".join(reversed(names))


def _where(site: Any, what: str, path: str) -> str:
    """The document that the step is taken on."""
    order = _at(site, path)
    if what == "order:charge":
        return f"/cases/{order.case_id}"
    return f"/proposals/{order.proposal_id}" if what == "order:finish" else path


def test_whatever_is_open_is_on_exactly_one_work_list(district: District) -> None:
    machine = type("Machine", (CaseMachine,), {"district": district})
    run_state_machine_as_test(machine, settings=settings(max_examples=50, stateful_step_count=40))

"""What audit-verify must find: a changed event, state, posting, policy or row of the read log."""

from __future__ import annotations

import dataclasses
import re
import sqlite3
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from content.document import Document
from content.need import MET
from portal import audit
from portal.demo import sources
from portal.demo.agenda import Agenda
from portal.demo.beijiao import FAMILIES
from portal.demo.casework import Casework
from portal.demo.earlier import FAMILIES as EARLIER
from portal.demo.hours import Hours
from portal.demo.stage import Stage
from portal.root import policy_of
from portal.words.event import OF_THE_CLOCK, SENTENCES
from portal.words.reading import FIELDS
from tests.conftest import World


@pytest.fixture
def busy(world: World, now: datetime) -> World:
    """A district with sources, one family in the middle of its case, and one that the fund has paid."""
    agenda, hours = Agenda(), Hours(now, policy_of(world.site()).calendar())
    sources.plan_sources(agenda, hours)
    casework = Casework(agenda, hours)
    for number, family in enumerate((EARLIER[0], FAMILIES[0])):
        casework.plan(family, number)
    stage = Stage(world.registry)
    agenda.play(stage)
    stage.leave()
    return world


def found(world: World) -> list[tuple[str, str]]:
    return [(fault.kind, fault.what) for fault in audit.faults(world.site()) if fault]


def paid(site: Any) -> Any:
    """An allocation that has reached its family."""
    return next(one for one in site.fund.allocations if one.state == "acknowledged")


def change_event(document: Document, n: int, **details: Any) -> None:
    """Write past the door: the event's details alone, as somebody with the database file could."""
    event = document.history.events[n]
    pairs = tuple((key, details.get(key, value)) for key, value in event.details)
    document.history.events[n] = dataclasses.replace(event, details=pairs)


def test_nothing_is_wrong_with_what_the_commands_wrote(busy: World) -> None:
    assert found(busy) == []
    assert audit.read_log_fault(busy.registry.readlog.path) is None


def test_count_is_the_number_of_values(busy: World) -> None:
    site = busy.site()
    assert audit.count(site) == sum(1 for _ in audit.faults(site))


def test_every_kind_of_document_is_walked(busy: World) -> None:
    kinds = {document.kind for document in audit.documents(busy.site()) if isinstance(document, Document)}
    assert kinds >= {
        "account", "allocation", "case", "contract", "donation", "fund", "household", "need", "offer",
        "organisation", "project", "proposal", "referral", "unit",
    }  # fmt: skip


PLACES: dict[str, Callable[[Any], Document]] = {
    "case": lambda site: next(iter(site["cases"])),
    "need": lambda site: next(iter(next(iter(site["cases"])).needs)),
    "referral": lambda site: next(r for case in site["cases"] for r in case.referrals),
    "household": lambda site: next(iter(site["households"])),
    "allocation": lambda site: next(iter(site.fund.allocations)),
    "fund": lambda site: site.fund,
    "account": lambda site: site["accounts"]["window"],
}


@pytest.mark.parametrize("kind", PLACES)
def test_a_changed_event_is_found_wherever_it_is(busy: World, kind: str) -> None:
    def tamper(site: Any) -> None:
        document = PLACES[kind](site)
        event = document.history.events[0]
        document.history.events[0] = dataclasses.replace(event, actor="user:somebody-else")

    busy.commit(tamper)
    assert found(busy) == [(kind, "event 0 was changed")]


def test_a_changed_detail_is_found_and_named(busy: World) -> None:
    def tamper(site: Any) -> str:
        case = next(case for case in site["cases"] if case.state == "admitted")
        n = next(e.n for e in case.history if e.name == "numbered")
        change_event(case, n, number="周救字〔2026〕北郊9999号")
        return f"案件 {case.id}：第 {n} 条记录被改过"

    sentence = busy.commit(tamper)
    assert [fault.sentence for fault in audit.faults(busy.site()) if fault] == [sentence]


def test_a_removed_event_is_found(busy: World) -> None:
    def tamper(site: Any) -> None:
        del site.fund.history.events[1]

    busy.commit(tamper)
    assert found(busy) == [("fund", "event 1 is missing")]


def test_a_changed_state_is_found(busy: World) -> None:
    def tamper(site: Any) -> None:
        next(iter(site["cases"])).state = "withdrawn"

    busy.commit(tamper)
    [(kind, what)] = found(busy)
    assert kind == "case"
    assert what.startswith("state withdrawn is not ")


def test_a_changed_posting_is_found(busy: World) -> None:
    def tamper(site: Any) -> None:
        journal = site.treasury.journal.events
        journal[0] = dataclasses.replace(journal[0], actor="user:fund")

    busy.commit(tamper)
    assert found(busy) == [("ledger", "event 0 was changed")]


def test_a_changed_balance_is_found(busy: World) -> None:
    def tamper(site: Any) -> None:
        site.fund.ledger.account("bank").balance += 1

    busy.commit(tamper)
    assert found(busy) == [("fund", "account bank does not match its postings")]


def test_a_changed_sum_of_an_allocation_is_found(busy: World) -> None:
    def tamper(site: Any) -> None:
        paid(site).amount_fen += 100

    busy.commit(tamper)
    assert found(busy) == [("fund", "account paid does not match its documents")]


def test_a_changed_policy_is_found(busy: World) -> None:
    def tamper(site: Any) -> None:
        site.policies = (site.policy._replace(text=site.policy.text + "\n"),)

    busy.commit(tamper)
    assert found(busy) == [("policy", "the text was changed")]


@pytest.mark.parametrize(
    ("statement", "what"),
    [
        ("update reads set what = replace(what, 'DEMO', 'GET /') where n = 2", "row 2 was changed"),
        ("update reads set actor = 'user:fund' where n = 1", "row 1 was changed"),
        ("delete from reads where n = 2", "row 2 is missing"),
        ("delete from documents where n = 1", "row 1 is not listed by document"),
    ],
)
def test_a_changed_row_of_the_read_log_is_found(busy: World, statement: str, what: str) -> None:
    busy.registry.readlog.record(
        at=busy.clock.now, actor="user:window", page="DEMO", fields={"case:a": {"story"}}
    )
    path = busy.registry.readlog.path
    with sqlite3.connect(path) as connection:
        connection.execute(statement)
    connection.close()
    fault = audit.read_log_fault(path)
    assert fault is not None
    assert fault.what == what


def test_a_read_log_that_is_gone_is_found(busy: World) -> None:
    fault = audit.read_log_fault(busy.registry.readlog.path.with_name("gone.sqlite"))
    assert fault is not None
    assert fault.sentence == "读取记录 gone.sqlite：文件不见了"


@pytest.mark.parametrize(
    "what", ["event 3 was changed", "posting 2 does not balance", "cannot be read (KeyError)"]
)
def test_faults_are_told_in_chinese(what: str) -> None:
    assert not any("a" <= c <= "z" for c in audit.in_chinese(what).replace("KeyError", ""))


def test_the_need_that_the_fund_paid_for_is_met(busy: World) -> None:
    """The demo's own play is real: the books and the need tell the same story."""
    site = busy.site()
    allocation = paid(site)
    need = site["cases"][allocation.case_id].needs[allocation.need_id]
    assert [c for c in need.covers().values() if c.status == MET and c.amount == allocation.amount_fen]


# The catalogues


def every_kind() -> list[type[Document]]:
    """Every class of document that can be stored."""
    waiting, classes = [Document], []
    while waiting:
        cls = waiting.pop()
        waiting += cls.__subclasses__()
        classes += [cls] if "kind" in vars(cls) else []
    return [cls for cls in classes if cls.__module__.startswith("content.")]


@pytest.mark.parametrize("cls", every_kind(), ids=lambda cls: cls.kind)
def test_every_kind_and_every_step_has_words(cls: type[Document]) -> None:
    assert cls.kind in audit.KINDS
    names = {"created", *(step.name for step in cls.workflow.steps)}
    assert names - SENTENCES[cls.kind].keys() == set()


@pytest.mark.parametrize("cls", every_kind(), ids=lambda cls: cls.kind)
def test_every_personal_field_has_words(cls: type[Document]) -> None:
    assert set(cls.personal_fields) - FIELDS.keys() == set()


def test_every_event_of_a_busy_district_has_words(busy: World) -> None:
    silent = {
        (document.kind, event.name)
        for document in audit.documents(busy.site())
        if isinstance(document, Document)
        for event in document.history
        if event.name not in SENTENCES[document.kind] | OF_THE_CLOCK
    }
    assert silent == set()


def test_every_event_that_the_code_writes_has_words() -> None:
    """Found in the source, so that a step which no test district takes is not forgotten."""
    root = Path(audit.__file__).parents[1]
    code = "\n".join(
        path.read_text("utf-8") for name in ("portal", "content") for path in (root / name).rglob("*.py")
    )
    written = set(re.findall(r"\.record\(\s*\"(\w+)\"", code))
    spoken = {name for sentences in (*SENTENCES.values(), OF_THE_CLOCK) for name in sentences}
    assert written - spoken == set()

"""The demo district: invented, valid, alive on the public pages, in every state, and whole whenever it is built."""

from __future__ import annotations

import importlib
import random
import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import phonenumbers
import pytest
from click.testing import CliRunner
from pyramid.authorization import Everyone
from stdnum.cn import ric, uscc

from content.policy import SHIPPED, load
from portal import audit, workload
from portal.acting import Acting
from portal.clockwork.reminders import JOBS
from portal.demo import build, identity, people, staff
from portal.demo.agenda import Agenda
from portal.demo.family import Family
from portal.demo.generator import SEED, Generator, taken_names
from portal.demo.hours import Hours
from portal.demo.partners import Partners
from portal.demo.stories import public_words
from portal.scripts import main as jiujinan
from portal.sealing import SealStore, faults_against
from search.engine import Query
from tests import demo
from tests.conftest import NOW, World
from tests.unit.portal.test_scripts import INI

TURN_OF_YEAR = datetime(2027, 1, 3, 2, 0, tzinfo=UTC)
TURN_OF_MONTH = datetime(2026, 12, 1, 0, 30, tzinfo=UTC)
PLAYED = frozenset(
    "allocation case contract discovery donation need offer order organisation project proposal public_need"
    " referral".split()
)
"""Kinds of documents of which the demo district shows every state."""


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """The district that `make run` shows, only looked at here."""
    world = demo.district(tmp_path_factory.mktemp("full"), build.FULL)
    yield world
    world.close()


@pytest.fixture(scope="module")
def invented() -> list[Family]:
    """Everybody whom the generator invents."""
    return _invented(SEED)


def _invented(seed: int) -> list[Family]:
    policy, chance, agenda = load(SHIPPED), random.Random(seed), Agenda()
    hours = Hours(NOW, policy.calendar())
    partners = Partners(agenda, hours, chance, tuple(town.code for town in policy.towns))
    partners.plan()
    taken = taken_names(build.families(), staff.staff(policy))
    return Generator(chance, hours, policy, partners, taken).families(build.FULL)


# Whole


@pytest.mark.parametrize(
    ("now", "size"),
    [(NOW, build.FULL), (TURN_OF_MONTH, build.NONE), (TURN_OF_YEAR, build.SOME)],
    ids=["today", "month", "year"],
)
def test_it_is_whole_and_alive_whenever_it_is_built(now: datetime, size: int, tmp_path: Path) -> None:
    world = demo.district(tmp_path, size, now)
    try:
        site = world.site()
        assert [fault for fault in audit.faults(site) if fault] == []
        assert audit.read_log_fault(world.registry.readlog.path) is None
        public = [need for need in site["needs"] if need.state == "public"]
        assert len(public) >= 20
        assert any(need.met == need.amount for need in public)
        for document in audit.documents(site):
            times = [event.at for event in document.history]
            assert times == sorted(times)
            assert times[-1] <= now
        found = world.registry.engine.search(Query(principals=frozenset({Everyone}), kinds=("public_need",)))
        assert found.total == len(public)
        assert site.fund.free_fen > load(SHIPPED).fund.reserve_fen
        assert {p.state for p in site["proposals"]} >= {"proposed", "accepted", "confirmed", "settled"}
        assert {a.state for a in site.fund.allocations} >= {"acknowledged", "signed", "drafted"}
        assert len(_looks(world, now)) <= 6
    finally:
        world.close()


# Lifelike


def test_it_is_as_large_as_a_district(full: World) -> None:
    site = full.site()
    count = Counter(document.kind for document in audit.documents(site))
    assert 195 <= count["case"] <= 210
    assert (count["project"], count["offer"], count["donation"], count["contract"]) == (30, 62, 40, 8)
    organisations = Counter((one.sort, one.state) for one in site["organisations"])
    assert organisations["agency", "approved"] == 4
    assert organisations["charity", "approved"] >= 4
    assert organisations["charity", "applied"] >= 1
    assert all(list(contract.orders) for contract in site["contracts"])
    assert count["visit"] >= 100
    assert sum(need.state == "public" for need in site["needs"]) >= 100


def test_every_town_and_every_village_has_cases(full: World) -> None:
    policy = load(SHIPPED)
    cases = list(full.site()["cases"])
    assert {case.town for case in cases} == {town.code for town in policy.towns}
    assert {case.village for case in cases} == {village.code for village in policy.all_villages}


def test_every_state_of_every_document_is_met(full: World) -> None:
    documents = [document for document in audit.documents(full.site()) if document.kind in PLAYED]
    met = {(document.kind, document.state) for document in documents}
    wanted = {(document.kind, state) for document in documents for state in document.workflow.states}
    assert {kind for kind, _ in wanted} == PLAYED
    assert wanted - met == set()


def test_what_is_open_and_what_is_done_is_met_of_every_other_kind(full: World) -> None:
    met = {(document.kind, document.state) for document in audit.documents(full.site())}
    shown = {
        "aid": "confirmed disputed settled cancelled",
        "batch": "made settled",
        "budget_change": "proposed agreed refused",
        "closing": "prepared closed",
        "inquiry": "found asked answered closed",
        "investigation": "recorded signed disputed",
        "objection": "lodged to_carry_out answered",
        "pledge": "promised received declined withdrawn",
        "publication": "drafted public",
        "public_notice": "drafted up down",
        "supervision": "asked answered closed cancelled",
        "tip": "received accepted not_ours finished",
        "volunteer": "offered taken declined withdrawn",
        "walkin": "waiting called served led left",
        "assessment": "recorded",
        "appeal": "admitted closed",
    }
    assert {(kind, state) for kind, states in shown.items() for state in states.split()} - met == set()


def test_every_town_keeps_an_imprest_and_has_people_at_its_window(full: World) -> None:
    site, towns = full.site(), {town.code for town in load(SHIPPED).towns}
    assert {town for town in towns if site["units"][town].imprest is not None} == towns
    assert {walkin.town for walkin in site["walkins"]} == towns
    assert any(account.acting for account in site["accounts"])


def test_every_kind_that_runs_is_asked_for_and_given(full: World) -> None:
    site = full.site()
    running = {kind.id for kind in load(SHIPPED).running_kinds if kind.refer_to}
    done = {r.assistance for case in site["cases"] for r in case.referrals if r.state == "completed"}
    assert done == running
    given = {proposal.source_kind for proposal in site["proposals"] if proposal.state == "settled"}
    assert given == {"project", "volunteer", "donation", "contract", "fund"}
    assert any(event.name == "reopen" for case in site["cases"] for event in case.history)


def test_the_books_go_back_two_years_in_order(full: World) -> None:
    site = full.site()
    for ledger in (site.fund.ledger, site.treasury):
        times = [posting.at for posting in ledger]
        assert times == sorted(times)
        assert times[0] <= NOW - timedelta(days=730)
        assert len(times) >= 90


def test_all_who_can_be_met_can_sign_in(full: World) -> None:
    accounts = full.site()["accounts"]
    for login in (
        "window-001",
        "village-104-02",
        "hospital-gujie",
        "police-chengbei",
        "hefeng2",
        "charity-linli",
    ):
        assert accounts[login].state == "active"
    assert "我的工作" in full.client("window-001").get("/me").text


# At work


def test_most_is_done_in_time(full: World) -> None:
    """What the bureau is asked to look at after a night: little enough that a district works, and not nothing."""
    late = _looks(full, NOW)
    assert 3 <= len(late) <= 6
    assert {"project:report_use", "supervision:answer", "service_plan:mark"} <= set(late)
    lists = full.site().worklists
    overdue = [duty for owner in lists.owners() for duty, _ in lists.of(owner) if duty.due and duty.due < NOW]
    assert len(overdue) <= 6


def _looks(world: World, now: datetime) -> list[str]:
    """Which duties the clock's work brings before the bureau."""
    jobs = {job.code: job for job in JOBS}
    with Acting(world.registry).acting("bureau", now) as request:
        late = [found.duty.what for found in jobs["escalate"].find(request)]
        return late + [found.duty.what for found, is_long in jobs["waiting"].find(request) if is_long]


def test_public_needs_are_partly_met(full: World) -> None:
    public = [need for need in full.site()["needs"] if need.state == "public"]
    lacking = sorted((need for need in public if need.missing), key=lambda need: need.created_at)
    partly = [need for need in lacking if need.met or need.proposed]
    assert len(partly) >= 10
    assert sum(need.met > 0 for need in partly) >= 4
    assert sum(need in partly for need in lacking[-6:]) >= 2


def test_most_of_what_was_published_is_shown(full: World) -> None:
    newest = sorted((one for one in full.site()["publications"] if one.state == "public"), key=_released)[-3:]
    figures = [figure for one in newest for row in one.table for figure in row if figure != 0]
    assert 0 < figures.count(None) <= len(figures) // 4
    assert all(one.relief_fen and one.fund_fen and one.hours for one in newest)


def _released(publication: Any) -> datetime:
    return publication.released_at  # type: ignore[no-any-return]


def test_social_workers_and_auditors_are_at_work(full: World) -> None:
    site = full.site()
    plans = [plan for case in site["cases"] for plan in case.service_plans]
    states = Counter(plan.state for plan in plans)
    assert states["agreed"] >= 6
    assert states["finished"] >= 20
    assert states["paused"] >= 1
    assert sum(step.result == "dropped" for plan in plans for step in plan.steps) >= 2
    with Acting(full.registry).acting("bureau", NOW) as request:
        loads = {agency: workload.loads(request, agency) for agency in staff.WORKERS}
    assert all(sum(load.hours for load in found) for found in loads.values())
    assert sum(load.asked for found in loads.values() for load in found) == 1
    samples = {one.id: one.state for one in site["samples"]}
    assert sorted(samples.values()) == ["drawn", "finished"]
    store = SealStore(full.registry.portal.seals_folder)
    for n in store.numbers():
        assert list(faults_against(store.read(n), site, full.registry.portal.readlog)) == []
    asked = [(samples[one.sample_id], one.state) for one in site["inquiries"] if one.sample_id]
    assert sorted(asked) == [("drawn", "answered"), ("finished", "closed"), ("finished", "closed")]


# Always the same


def test_the_same_seed_and_day_give_the_same_district(tmp_path: Path) -> None:
    worlds = [
        demo.district(tmp_path / "one", build.SOME),
        demo.district_at(demo.played_anew(build.SOME), tmp_path / "other"),
    ]
    first, second = ([*_contents(world)] for world in worlds)
    for world in worlds:
        world.close()
    assert len(first) > 500
    assert first == second


def _contents(world: World) -> list[Any]:
    """What every document says and when it said so, without the ids and numbers that chance has given."""
    site = world.site()
    found = []
    for document in audit.documents(site):
        sealed = [
            document.reveal(world.vault, name) for name in document.personal_fields if name != "receipt"
        ]
        events = [(event.name, event.at) for event in document.history]
        found.append((document.kind, document.state, document.title, sealed, events))
    return sorted(found, key=repr)


def test_another_seed_gives_another_district(invented: list[Family]) -> None:
    assert _invented(SEED) == invented
    assert _invented(SEED + 1) != invented


# Nobody's


def test_no_number_can_belong_to_anybody(full: World, invented: list[Family]) -> None:
    """Valid to every form, and of an address code that is no county's (see portal/demo/identity.py)."""
    members = [member for home in full.site()["households"] for member in home.members]
    numbers = [number for member in members if (number := member.reveal(full.vault, "id_number"))]
    assert len(numbers) > 500
    assert len(set(numbers)) == len(numbers)
    for number in numbers:
        assert ric.validate(number) == number
        assert number.startswith("370000")
        assert ric.get_birth_place(number)["county"] == "山东省"
    assert int(identity.id_number("1983-04-12", "male", 7)[16]) % 2 == 1
    assert int(identity.id_number("1983-04-12", "female", 7)[16]) % 2 == 0


def test_no_telephone_rings(full: World) -> None:
    """All begin with 154, which no carrier has, so that the library of the world's numbers does not know them."""
    site = full.site()
    phones = [home.reveal(full.vault, "phone") for home in site["households"]]
    phones += [offer.reveal(full.vault, "volunteer_phone") for offer in site["offers"]]
    phones += [one.phone for one in site["organisations"] if one.phone]
    assert all(re.fullmatch(r"154\d{8}", phone) for phone in phones)
    assert not phonenumbers.is_valid_number(phonenumbers.parse(phones[0], "CN"))
    homes = [home.reveal(full.vault, "phone") for home in site["households"]]
    assert len(set(homes)) == len(homes)


def test_no_credit_code_was_ever_given(full: World) -> None:
    codes = [one.credit_code for one in full.site()["organisations"] if one.credit_code]
    assert len(set(codes)) == len(codes) >= 10
    weights = (3, 7, 9, 10, 5, 8, 4, 2)
    for code in codes:
        assert uscc.validate(code) == code
        inner = -sum(w * int(digit) for w, digit in zip(weights, code[8:16], strict=True)) % 11
        assert code[16] != ("X" if inner == 10 else str(inner))


def test_every_person_has_names_and_numbers_of_their_own(invented: list[Family]) -> None:
    names = [someone.name for family in (*build.families(), *invented) for someone in family.members]
    assert len(set(names)) == len(names)
    everybody = {person.name for person in (*people.PEOPLE, *staff.staff(load(SHIPPED)))}
    assert not set(names) & everybody


def test_no_two_stories_are_alike(invented: list[Family]) -> None:
    stories = [family.story for family in invented]
    assert len(set(stories)) == len(stories)
    assert not [story for story in stories if "{" in story]
    said = Counter((lack.title, lack.text) for family in invented for lack in family.lacks if lack.title)
    assert max(said.values()) <= 3
    assert len(said) > 200


def test_no_public_text_names_anybody_or_any_place(invented: list[Family]) -> None:
    policy = load(SHIPPED)
    forbidden = [place.name for place in (*policy.towns, *policy.all_villages)]
    forbidden += [name for f in build.families() for m in f.members for name in (m.name, m.school) if name]
    for family in (*build.families(), *invented):
        for lack in family.lacks:
            text = lack.title + lack.text
            assert not [word for word in forbidden if word in text]
            assert not re.search(r"\d{4,}", text)
    given = {someone.name[1:] for family in invented for someone in family.members}
    assert not [name for name in given if name in public_words()]


def test_everybody_came_on_a_working_day() -> None:
    calendar = load(SHIPPED).calendar()
    hours = Hours(NOW, calendar)
    moments = [hours.ago(days, minutes) for days in range(511, 0, -3) for minutes in (0, 30)]
    assert moments == sorted(set(moments))
    assert all(calendar.is_workday(at.date())[0] for at in moments)
    assert NOW - build.OPENED < moments[0] < moments[-1] < NOW


# The command


def test_a_build_that_was_broken_off_leaves_nothing_half_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    command = importlib.import_module("portal.scripts.demo")
    ini = tmp_path / "portal.ini"
    ini.write_text(INI.format(folder=tmp_path, demo="true", port=1))

    build_all, small = command.build, ["demo", "--cases", "0"]

    def broken(*args: Any, **more: Any) -> None:
        build_all(*args, **more)
        raise KeyboardInterrupt

    monkeypatch.setattr(command, "build", broken)
    assert CliRunner().invoke(jiujinan, [*small, str(ini)]).exit_code == 130
    assert not (tmp_path / "var/district.fs").exists()
    monkeypatch.setattr(command, "build", build_all)
    assert CliRunner().invoke(jiujinan, [*small, "--if-missing", str(ini)]).exit_code == 0
    before = (tmp_path / "var/district.fs").read_bytes()
    assert CliRunner().invoke(jiujinan, [*small, "--if-missing", str(ini)]).exit_code == 0
    assert CliRunner().invoke(jiujinan, [*small, str(ini)]).exit_code == 1
    assert (tmp_path / "var/district.fs").read_bytes() == before
    assert not (tmp_path / "var/building").exists()

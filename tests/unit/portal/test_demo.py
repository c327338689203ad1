"""The demo district: invented, valid, alive on the public pages, and whole whenever it is built."""

from __future__ import annotations

import importlib
import re
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from pyramid.authorization import Everyone
from stdnum.cn import ric

from content.policy import SHIPPED, load
from portal import audit, main
from portal.database import open_database
from portal.demo import build, identity, people
from portal.demo.hours import Hours
from portal.district import build_district
from portal.scripts import main as jiujinan
from search.engine import Query
from tests.conftest import NOW, World
from tests.unit.portal.test_scripts import INI

TURN_OF_YEAR = datetime(2027, 1, 3, 2, 0, tzinfo=UTC)
TURN_OF_MONTH = datetime(2026, 12, 1, 0, 30, tzinfo=UTC)


def played(settings: dict[str, str], now: datetime) -> World:
    """The demo district as it is built at *now*."""
    database = open_database(settings["zodbconn.uri"])
    build_district(database, load(SHIPPED), now - build.OPENED)
    people.add_people(database, now - build.OPENED)
    database.close()
    world = World(settings, main)
    world.clock.now = now
    build.play(world.registry, now)
    world.index()
    return world


@pytest.mark.parametrize("now", [NOW, TURN_OF_MONTH, TURN_OF_YEAR], ids=lambda now: f"{now:%Y-%m-%d}")
def test_it_is_whole_and_alive_whenever_it_is_built(settings: dict[str, str], now: datetime) -> None:
    world = played(settings, now)
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
    finally:
        world.close()


def test_it_takes_a_few_seconds(settings: dict[str, str]) -> None:
    began = time.monotonic()
    played(settings, NOW).close()
    assert time.monotonic() - began < 20


def test_no_number_can_belong_to_anybody() -> None:
    """Valid to every form, and of an address code that is no county's (see portal/demo/identity.py)."""
    numbers = [
        identity.id_number("1983-04-12", gender, n) for gender in ("male", "female") for n in range(1, 450)
    ]
    assert len(set(numbers)) == len(numbers)
    for number in numbers:
        assert ric.validate(number) == number
        assert number.startswith("370000")
        assert ric.get_birth_place(number)["county"] == "山东省"
    assert int(identity.id_number("1983-04-12", "male", 7)[16]) % 2 == 1
    assert int(identity.id_number("1983-04-12", "female", 7)[16]) % 2 == 0


def test_every_person_has_names_and_numbers_of_their_own() -> None:
    names = [someone.name for family in build.families() for someone in family.members]
    assert len(set(names)) == len(names)
    assert not set(names) & {person.name for person in people.PEOPLE}


def test_no_public_text_names_anybody_or_any_place() -> None:
    policy = load(SHIPPED)
    forbidden = [place.name for place in (*policy.towns, *policy.all_villages)]
    forbidden += [name for f in build.families() for m in f.members for name in (m.name, m.school) if name]
    for family in build.families():
        for lack in family.lacks:
            text = lack.title + lack.text
            assert not [word for word in forbidden if word in text]
            assert not re.search(r"\d{4,}", text)


def test_everybody_came_within_the_year_and_on_a_working_day() -> None:
    calendar = load(SHIPPED).calendar()
    hours = Hours(NOW, calendar)
    moments = [hours.ago(days, minutes) for days in range(220, 0, -3) for minutes in (0, 30)]
    assert moments == sorted(set(moments))
    assert all(calendar.is_workday(at.date())[0] for at in moments)
    assert NOW - timedelta(days=330) < moments[0] < moments[-1] < NOW


def test_a_build_that_was_broken_off_leaves_nothing_half_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    command = importlib.import_module("portal.scripts.demo")
    ini = tmp_path / "portal.ini"
    ini.write_text(INI.format(folder=tmp_path, demo="true", port=1))
    build_all = command.build

    def broken(raw: dict[str, str]) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(command, "build", broken)
    assert CliRunner().invoke(jiujinan, ["demo", str(ini)]).exit_code == 130
    assert not (tmp_path / "var/district.fs").exists()
    monkeypatch.setattr(command, "build", build_all)
    assert CliRunner().invoke(jiujinan, ["demo", "--if-missing", str(ini)]).exit_code == 0
    before = (tmp_path / "var/district.fs").read_bytes()
    assert CliRunner().invoke(jiujinan, ["demo", "--if-missing", str(ini)]).exit_code == 0
    assert CliRunner().invoke(jiujinan, ["demo", str(ini)]).exit_code == 1
    assert (tmp_path / "var/district.fs").read_bytes() == before
    assert not (tmp_path / "var/building").exists()

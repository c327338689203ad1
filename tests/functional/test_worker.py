"""The clock's work with the clock in the test's hand: each thing at its moment, once, and nothing forgotten."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from content import role
from content.inbox import Message
from content.source import Restrictions
from portal.commands import clock, door
from portal.demo.people import CHARITY, TOWN, VILLAGE
from portal.worker import run_due, shift
from tests import district, factories
from tests.conftest import NOW
from tests.functional.test_family import admitted_case, first_path, refer, report, step
from tests.functional.test_inbox import news


def later(world: Any, moment: datetime) -> dict[str, int]:
    """Let it be *moment*, and the worker make its round."""
    world.clock.now = moment
    return run_due(world.registry)


def sorts(world: Any, login: str) -> list[tuple[str, str]]:
    """(sort, what) of everything in a person's inbox, oldest first."""
    box = world.site().inboxes.of(login)
    return [(m.sort, m.what) for m in sorted(box or (), key=lambda m: m.at)]


def listed(world: Any, owner: str) -> list[str]:
    return [duty.what for duty, _path in world.site().worklists.of(owner) or ()]


@pytest.fixture
def verifying(world: Any) -> str:
    """A report that the village has until Wednesday night to verify; it came on Monday."""
    report(world)
    return first_path(world, "discoveries")


TUESDAY, WEDNESDAY, THURSDAY, FRIDAY = (NOW + timedelta(days=day) for day in range(1, 5))


def test_reminded_before_on_and_after_the_day_each_once(world: Any, verifying: str) -> None:
    expected = [("work", "discovery:verify")]
    later(world, NOW)
    assert sorts(world, "village") == expected
    for moment, sort in ((TUESDAY, "soon"), (WEDNESDAY, "today"), (THURSDAY, "late")):
        expected.append((sort, "discovery:verify"))
        for hours in (0, 1, 5):
            later(world, moment + timedelta(hours=hours))
        assert sorts(world, "village") == expected
    later(world, FRIDAY)
    assert sorts(world, "village") == expected
    world.client("village").get("/inbox").mustcontain("超期没有办", "报告等核实", "超期 2 个工作日")


def test_who_has_done_it_is_not_reminded(world: Any, verifying: str) -> None:
    step(world.client("village"), verifying, "dismiss", "上门看过，已经好转。")
    for moment in (TUESDAY, WEDNESDAY, THURSDAY, FRIDAY):
        later(world, moment)
    assert sorts(world, "village") == [("work", "discovery:verify")]
    assert listed(world, "bureau@district") == []


def test_what_is_late_goes_to_colleagues_and_then_on_the_bureaus_list(world: Any, verifying: str) -> None:
    """The village keeps the work; the bureau's look goes by itself when it is done."""
    person = factories.account(
        id="liu", login="liu", display_name="刘主任", roles=(("discoverer", VILLAGE), ("handler", VILLAGE))
    )
    world.commit(lambda site: site["accounts"].add(person) and None)
    later(world, THURSDAY)
    assert sorts(world, "liu") == [], "whoever may not open the report hears nothing of it"
    assert listed(world, "bureau@district") == []
    later(world, FRIDAY)
    assert listed(world, "bureau@district") == ["discovery:view"]
    assert listed(world, f"village_worker@{VILLAGE}") == ["discovery:verify"]
    bureau = world.client("bureau")
    bureau.get("/me").mustcontain("超期没有办，请督办", "超期 2 个工作日")
    assert ("work", "discovery:view") in sorts(world, "bureau")
    later(world, FRIDAY + timedelta(hours=1))
    assert listed(world, "bureau@district") == ["discovery:view"]
    step(world.client("village"), verifying, "dismiss", "上门看过，已经好转。")
    assert listed(world, "bureau@district") == []
    events = [event.name for event in world.site()["discoveries"][verifying.rsplit("/", 1)[1]].history]
    assert events.count("found_late") == 1


def test_a_colleague_who_may_open_it_hears_of_it(world: Any) -> None:
    case = admitted_case(world)
    other = factories.account(id="gao", login="gao", display_name="高洁", roles=(("window_clerk", TOWN),))
    away = factories.account(id="off", login="off", display_name="关停", roles=(("window_clerk", TOWN),))
    away.state = "disabled"
    world.commit(lambda site: [site["accounts"].add(a) for a in (other, away)] and None)
    due = world.site()["cases"][case.rsplit("/", 1)[1]].due
    later(world, due + timedelta(hours=1))
    assert ("late", "case:close") in sorts(world, "window")
    assert sorts(world, "gao") == [("late", "case:close")]
    assert sorts(world, "off") == []


def test_what_is_counted_in_hours_goes_to_the_bureau_at_once(world: Any) -> None:
    """Life at risk: 24 hours by the clock from the report, on a Saturday too."""
    world.clock.now = datetime(2026, 11, 27, 11, tzinfo=UTC)
    urgent(world)
    later(world, world.clock.now + timedelta(hours=23, minutes=59))
    assert listed(world, "bureau@district") == []
    later(world, world.clock.now + timedelta(minutes=2))
    assert listed(world, "bureau@district") == ["discovery:view"]


def urgent(world: Any) -> str:
    def build(site: Any) -> str:
        return str(site["discoveries"].add(factories.discovery(id="d1", due=None, life_at_risk=True)).id)

    world.commit(build)
    with shift(world.registry) as request:
        report = request.site["discoveries"]["d1"]
        report.state = "assigned"
        clock.promise(request, report, "discovery.visit")
        door.touched(request, report)
    return "/discoveries/d1"


@pytest.mark.parametrize("town", [TOWN, "370306104"])
def test_a_case_forgotten_by_everybody_ends_on_the_bureaus_list(world: Any, town: str) -> None:
    """Also one at a window where nobody works, and one whose papers never come."""
    waiting = world.commit(lambda site: forgotten(site, "c1", town))
    papers = world.commit(lambda site: forgotten(site, "c2", town))
    with shift(world.registry) as request:
        for path in (waiting, papers):
            case = request.site["cases"][path]
            clock.promise(request, case, "case.admit")
            door.touched(request, case)
        case.state = "to_complete"
        door.touched(request, case)
    for day in range(40):
        later(world, NOW + timedelta(days=day))
    bureau = world.site().worklists.of("bureau@district")
    assert sorted(path for _duty, path in bureau) == ["/cases/c1", "/cases/c2"]
    assert sorted(listed(world, f"window_clerk@{town}")) == ["case:admit", "case:papers_in"]


def forgotten(site: Any, id: str, town: str) -> str:
    site["households"].add(factories.household(id=f"home-{id}", town=town, village=""))
    case = site["cases"].add(
        factories.case(id=id, town=town, village="", household_id=f"home-{id}", due=None)
    )
    return str(case.id)


def test_what_has_no_day_is_asked_for_after_five_working_days(world: Any) -> None:
    case = admitted_case(world)
    path = refer(world, case, "medical", "medical")
    step(world.client("medical"), path, "reject", "缺诊断证明。")
    later(world, NOW + timedelta(days=7))
    assert ("waiting", "referral:see") not in sorts(world, "window")
    later(world, NOW + timedelta(days=8, hours=-6))
    assert ("waiting", "referral:see") in sorts(world, "window")
    world.client("window").get("/inbox").mustcontain("等了很久，没有动静")
    later(world, NOW + timedelta(days=9, hours=-6))
    assert sorts(world, "window").count(("waiting", "referral:see")) == 1


def test_a_visit_is_a_move_of_the_case_it_belongs_to(world: Any) -> None:
    def build(site: Any) -> None:
        case = district.family(site, world.vault)
        case.claim(worker="worker", agency="agency", **factories.BY)

    world.commit(build)
    with shift(world.registry) as request:
        door.touched(request, request.site["cases"]["case"])
    fresh = NOW + timedelta(days=6)
    visited = {"actor": "user:worker", "at": fresh}
    world.commit(lambda site: factories.visit(site["cases"]["case"], **visited) and None)
    later(world, NOW + timedelta(days=9, hours=-6))
    assert ("waiting", "case:visit") not in sorts(world, "worker")
    later(world, NOW + timedelta(days=30, hours=-6))
    assert ("waiting", "case:visit") in sorts(world, "worker")


def test_an_order_that_was_visited_and_then_forgotten_is_asked_for(world: Any) -> None:
    """An order keeps its visits as ids alone."""

    def build(site: Any) -> None:
        order = district.contract(site, 40).order(hours=10, proposal_id="p1", case_id="c1", **factories.BY)
        order.charge(3, "v1", **factories.BY)
        site.worklists.update(order, f"/contracts/contract/orders/{order.id}")

    world.commit(build)
    later(world, NOW + timedelta(days=9, hours=-6))
    assert ("waiting", "order:charge") in sorts(world, "worker")


# What ends by itself


def test_an_unanswered_proposal_lapses_and_frees_what_was_held(world: Any) -> None:
    def build(site: Any) -> None:
        case = district.family(site, world.vault)
        wanted = district.need(case, 20, "care", item="care")
        district.offer(site, 30)
        proposal = factories.proposal(
            id="p1",
            case_id=case.id,
            need_id=wanted.id,
            source="/offers/offer",
            owner=role.at("charity_agent", CHARITY),
            town=TOWN,
        )
        site["proposals"].add(proposal)

    world.commit(build)
    world.client("fund").get("/proposals/p1/@@accept").forms["accept"].submit("accept", status=303)
    assert world.site()["offers"]["offer"].reserved == 20
    due = world.site()["proposals"]["p1"].due
    assert later(world, due)["lapse"] == 0
    assert later(world, due + timedelta(seconds=1))["lapse"] == 1
    site = world.site()
    assert (site["proposals"]["p1"].state, site["offers"]["offer"].reserved) == ("lapsed", 0)
    assert "您采用的匹配建议" in " ".join(news(world.client("fund")))


def test_a_source_past_its_last_day_ends_and_its_owner_hears(world: Any) -> None:
    last = Restrictions(expires="2026-11-24")
    world.commit(lambda site: district.project(site, 1_000_000, rule=last) and None)
    later(world, TUESDAY)
    assert world.site()["projects"]["project"].state == "posted"
    later(world, WEDNESDAY.replace(hour=17))
    assert world.site()["projects"]["project"].state == "closed"
    assert "您登记的项目" in " ".join(news(world.client("charity")))


def test_sessions_that_have_run_out_are_swept(world: Any) -> None:
    world.client("village")
    assert len(world.site()["accounts"]["village"].sessions) == 1
    later(world, TUESDAY)
    assert len(world.site()["accounts"]["village"].sessions) == 0


def test_old_reads_go_and_the_chain_of_the_rest_holds(world: Any) -> None:
    log = world.registry.readlog
    for year in (2018, 2019, 2026):
        moment = datetime(year, 6, 1, tzinfo=UTC)
        log.record(at=moment, actor="user:window", page="GET /me", fields={"household:h1": {"name"}})
    assert later(world, NOW)["read_log"] == 2
    assert [read.at[:4] for read in log.of("household:h1")] == ["2026"]
    assert log.broken() is None
    log.record(at=NOW, actor="user:window", page="GET /me", fields={"household:h1": {"name"}})
    assert log.broken() is None
    assert [read.n for read in log.of("household:h1")] == [4, 3]


def test_messages_that_are_done_are_cleared_and_what_stands_is_kept(world: Any, verifying: str) -> None:
    later(world, THURSDAY)
    much_later = NOW + timedelta(days=200)
    later(world, much_later)
    assert ("late", "discovery:verify") in sorts(world, "village")
    step(world.client("village"), verifying, "dismiss", "上门看过，已经好转。")
    later(world, much_later + timedelta(days=2))
    assert sorts(world, "village") == []


def test_the_matcher_runs_once_a_night(world: Any) -> None:
    night = datetime(2026, 11, 23, 18, tzinfo=UTC)
    later(world, night)
    first = world.site().plan
    assert (first.actor, first.at) == (role.SYSTEM, night)
    assert "match" not in later(world, night + timedelta(hours=1))
    assert "match" not in later(world, night + timedelta(hours=10))
    assert later(world, night + timedelta(days=1))["match"] == 0
    assert world.site().plan.id != first.id


def test_a_job_that_fails_holds_nothing_up_and_tells_no_names(
    world: Any, verifying: str, capsys: Any
) -> None:
    """One of the reminders cannot be put: the others are, and the next round tries again."""

    def spoil(site: Any) -> None:
        case = site["cases"].add(factories.case(id="c1", town=TOWN, household_id="h1", due=WEDNESDAY))
        site.worklists.update(case, "/cases/c1")
        broken = Message("late", "case:admit", "/cases/c1", NOW, f"window_clerk@{TOWN}", WEDNESDAY)
        site.inboxes.put("window", broken)
        site.inboxes.of("window")._unread = None

    world.commit(spoil)
    done = later(world, THURSDAY)
    assert done["remind"] >= 1
    assert ("late", "discovery:verify") in sorts(world, "village")
    printed = capsys.readouterr()
    assert "clockwork_failed" in printed.out + printed.err
    assert "张" not in printed.out + printed.err
